"""Problems as values: where they stand, in which order they are told, and how a notice looks."""

import pytest

from adgen.problems import AdgenError, Place, Places, in_order, problem, raise_if_fatal
from adgen.problems.catalogue import cure, explain, is_serious, message

LINE = "費用: 応相談くらい"
PRICE = {"label": "費用", "key": "price", "value": "応相談くらい", "example": "86,000円"}


def test_a_notice() -> None:
    found = problem("E107", Place("sites/aozora/cases/bath/case.md", 3, 5, LINE, 6), **PRICE)
    assert explain(found) == (
        "sites/aozora/cases/bath/case.md:3:5: 「費用」を金額として読めません: 「応相談くらい」  [E107]\n"
        "    3 | 費用: 応相談くらい\n"
        "              ^^^^^^^^^^^^\n"
        "  → 例: 120万円 または 1200000。金額を出さない場合は 費用: 非公開"
    )
    assert explain(found, "en").startswith(
        "sites/aozora/cases/bath/case.md:3:5: 'price' is no amount: '応相談くらい'  [E107]\n"
    )


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("f"), []),
        (Place("f", 3), []),
        (Place("f", 3, 0, "あ: い"), ["    3 | あ: い"]),
        (Place("f", 3, 1, "あ: い", 0), ["    3 | あ: い"]),
        (Place("f", 3, 4, "あ: い", 1), ["    3 | あ: い", "            ^^"]),
        (Place("f", 3, 2, "\tあ: い", 1), ["    3 |  あ: い", "         ^^"]),
        (Place("f", 3, 1, "か\u3099: い", 2), ["    3 | か\u3099: い", "        ^^"]),
        (Place("f", 12345, 1, "a\nb", 5), ["12345 | a", "        ^"]),
        (Place("f", 3, 9, "", 1), []),
    ],
)
def test_the_line_and_the_caret(place: Place, shown: list[str]) -> None:
    assert explain(problem("E110", place)).split("\n")[1:-1] == shown


def test_of_a_long_line_the_mistake_is_shown() -> None:
    line = "あ" * 500 + "必ず" + "い" * 500
    _, shown, caret, _ = explain(problem("E110", Place("f", 1, 501, line, 2))).split("\n")
    assert "必ず" in shown
    assert len(shown) < 130
    before = shown[: shown.index("必ず")]
    assert len(caret) - 4 == sum(2 if c in "あい" else 1 for c in before)
    assert caret.endswith("^^^^")


def test_what_was_typed_is_shortened() -> None:
    told = explain(problem("E107", Place("f"), **{**PRICE, "value": "一\t行目\n" + "字" * 5_000}))
    assert "「一 行目 字字" in told
    assert len(told) < 300
    assert "\n一" not in told


def test_braces_in_a_value_are_no_placeholders() -> None:
    assert "「{label} {x}」" in message(problem("E107", Place("f"), **{**PRICE, "value": "{label} {x}"}))


def test_a_photo_says_where_it_is_used() -> None:
    found = problem("E204", Place("a/施工後1.jpg"), referred="a/case.md:7:5", photo="施工後1.jpg")
    assert message(found) == "写真として読めません（a/case.md:7:5 の写真です）"
    assert message(found, "en").endswith(" (a photo of a/case.md:7:5)")
    assert "a/case.md" not in message(problem("E204", Place("a/施工後1.jpg")))


def test_an_example_of_many_lines_begins_below_its_key() -> None:
    found = problem("E130", Place("f"), label="営業エリア", key="areas", example="\n  - 都道府県: 愛知県")
    assert cure(found) == "書き足してください。例: 営業エリア:\n  - 都道府県: 愛知県"


def test_problems_are_told_by_place_and_once() -> None:
    last = problem("E110", Place("b.md", 1))
    tenth, second = problem("E110", Place("a.md", 10)), problem("E113", Place("a.md", 2))
    left = problem("W110", Place("a.md", 2, 1))
    twice = problem("E113", Place("a.md", 2, 0, "another source"))
    assert in_order([last, tenth, twice, left, second, left]) == (second, left, tenth, last)


def test_two_values_at_one_place_are_two_problems() -> None:
    both = [problem("E312", Place("a.md", 2), value=v) for v in ("必ず", "最安", "必ず")]
    assert [p.values["value"] for p in in_order(both)] == ["必ず", "最安"]


def test_errors_stop_and_warnings_do_not() -> None:
    warning, error = problem("W101", Place("b")), problem("E101", Place("a"))
    raise_if_fatal([warning, warning])
    with pytest.raises(AdgenError, match="a: E101, b: W101") as stopped:
        raise_if_fatal([warning, error])
    assert stopped.value.problems == (error, warning)


def test_what_strict_fails_on() -> None:
    serious = [c for c in ("E101", "W305", "W101", "W146") if is_serious(problem(c, Place("f")))]
    assert serious == ["E101", "W305"]


# ---------------------------------------------------------------- places


def test_words_inside_a_place() -> None:
    block = Place("f", 4, 7, "自己紹介: |\n  必ず直す。\n  必ず伺う。", 1)
    assert block.on("必ず") == Place("f", 5, 3)
    assert block.on("必ず伺う") == Place("f", 6, 3)
    assert (block.on("必ず").source, block.on("必ず").span) == ("  必ず直す。\n  必ず伺う。", 2)
    assert Place("f", 4, 5, "言う: 言う").on("言う") == Place("f", 4, 5), "not the key before it"
    for words in ("どこにもない", ""):
        assert block.on(words) is block


PLACES = Places(
    {
        (): Place("f", 1),
        ("a",): Place("f", 2),
        ("a", 0): Place("f", 3),
        ("a", 0, "x"): Place("f", 4),
        ("a", 1): Place("f", 5),
        ("a", 1, "x"): Place("f", 6),
        ("a", 2, "x"): Place("f", 7),
        ("b", 0): Place("f", 8),
    }
)


@pytest.mark.parametrize(
    ("path", "line"),
    [((), 1), (("a", 0, "x"), 4), (("a", 0, "y"), 3), (("a", 9, "y"), 2), (("b",), 1), (("c", 0, "x"), 1)],
)
def test_the_nearest_place(path: tuple[str | int, ...], line: int) -> None:
    assert PLACES(*path).line == line


def test_the_places_of_a_record_inside() -> None:
    below = PLACES.below("a", 1)
    assert (below().line, below("x").line, below("y").line) == (5, 6, 5)
    assert PLACES.below("c")().line == 1


def test_places_are_counted_anew_when_items_leave() -> None:
    left = PLACES.kept("a", [1, 2])
    assert [left("a", n, "x").line for n in (0, 1, 2)] == [6, 7, 2]
    assert left("b", 0).line == 8
    assert PLACES.kept("a", [])("a", 0).line == 2
