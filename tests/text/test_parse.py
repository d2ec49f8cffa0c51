"""YAML as a tree of what was typed: every scalar stays, every place is right, what may not be there is refused."""

import time
from typing import Any

import pytest
import yaml

from adgen.problems import Place, Problem
from adgen.problems.catalogue import explain
from adgen.text import nodes
from adgen.text.nodes import Mapping, Node, Scalar, Sequence, plain
from adgen.text.parse import parse

AS_TYPED = [
    "0312345670", "03-0000-0000", "9:30", "9:00〜18:00", "no", "yes", "はい", "null", "~", "true", "1_000", "0x1F", "0o17", "1e3",
    "2026-04-12", "12:30:45", "=", "<<", ".5", "+81", "012", "1,200円", "C:\\写真\\1.jpg", "https://example.jp/#a", "壁紙、床、畳",
    "３０坪", "a - b", "50%", "「」",
]  # fmt: skip


def read(text: str) -> Any:
    root, problems = parse(text, "site.yaml")
    assert problems == []
    assert root is not None
    return plain(root)


def codes(problems: list[Problem]) -> list[tuple[str, int]]:
    return sorted((p.code, p.place.line) for p in problems)


@pytest.mark.parametrize("value", AS_TYPED)
def test_a_scalar_stays_what_was_typed(value: str) -> None:
    assert read(f"a: {value}\nb:\n  - {value}\n") == {"a": value, "b": [value]}


def test_quotes_blocks_and_empty_values() -> None:
    text = (
        "a: \"no: #1\"\nb: '012'\nc: |\n  一行目\n  二行目: そのまま\nd:\ne: >\n  折り\n  返し\nf: [1, 2]\ng: {h: i}\n"
    )
    assert read(text) == {
        "a": "no: #1",
        "b": "012",
        "c": "一行目\n二行目: そのまま\n",
        "d": "",
        "e": "折り 返し\n",
        "f": ["1", "2"],
        "g": {"h": "i"},
    }


@pytest.mark.parametrize("text", ["", "\n", "# 覚え書き\n", "　\n \n"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    assert read(text) == {}


def spots(node: Node) -> list[tuple[str, str]]:
    """Every scalar with the part of the source that its place underlines."""
    if isinstance(node, Scalar):
        place = node.place
        return [(node.text, place.source.split("\n")[0][place.column - 1 : place.column - 1 + place.span])]
    children = node.items if isinstance(node, Sequence) else [part for entry in node.entries for part in entry]
    return [spot for child in children for spot in spots(child)]


def test_every_place_is_under_its_value() -> None:
    root, _ = parse(
        "屋号: 青空内装\n営業エリア:\n  - 都道府県: 愛知県\n    市区町村: [名古屋市, 春日井市]\n", "site.yaml"
    )
    assert root is not None
    assert all(text == marked for text, marked in spots(root))
    assert len(spots(root)) == 8


def test_lines_count_from_the_first_line_of_the_text() -> None:
    root, _ = parse("題名: 寝室\n費用: 12万円\n", "case.md", first_line=2)
    assert root is not None
    _, value = root.entries[1]
    assert value.place == Place("case.md", 3, 5)


def test_a_block_knows_the_lines_of_its_words() -> None:
    root, _ = parse("自己紹介: |\n  夫婦の店です。\n  地域No.1です。\n電話: 1\n", "site.yaml")
    assert root is not None
    block = root.entries[0][1]
    assert block.place.on("No.1") == Place("site.yaml", 3, 5)
    assert block.place.on("電話") == block.place, "what stands below belongs to somebody else"


REFUSED = {
    "doubled keys": ("a: 1\nb: 2\na: 3\nb: 4\n", [("E103", 3), ("E103", 4)]),
    "doubled keys below": ("a:\n  b: 1\n  b: 2\nc:\n  - d: 1\n    d: 2\n", [("E103", 3), ("E103", 6)]),
    "an anchor": ("a: &x 1\nb: *x\n", [("E105", 1)]),
    "an alias without an anchor": ("a: *x\nb: *y\n", [("E105", 1)]),
    "an alias in Japanese": ("a: *必須\nb: *任意\n", [("E105", 1)]),
    "a merge": ("a: 1\n<<: *x\nb: *y\n", [("E105", 2)]),
    "a tag": ("a: !!int 1\nb: !x 2\n", [("E105", 1)]),
    "a tag in Japanese": ("a: 1\nb: !すごい\n", [("E105", 2)]),
    "a tag for a list": ("a: !!python/object/apply:os.system [x]\nb: !!set {}\n", [("E105", 1)]),
    "two documents": ("a: 1\n---\nb: 2\n---\nc: 3\n", [("E114", 2)]),
    "a list at the top": ("- a\n- b\n", [("E112", 1)]),
    "a text at the top": ("ただの文です\nもう一行\n", [("E112", 1)]),
    "a list as a key": ("a: 1\n? [x]\n: y\n? [z]\n: w\n", [("E112", 2)]),
    "an open quote": ('a: 1\nb: "あ\nc: "い\nd: い\n', [("E115", 3)]),
    "an open bracket": ("a: 1\nb: [あ\nc: [い\n", [("E115", 2)]),
    "two colons": ("a: 1: 2\nb: 3: 4\n", [("E115", 1)]),
    "indentation that fits nothing": ("a:\n   b: 1\n  c: 2\n d: 3\n", [("E115", 3)]),
    "a sign that cannot begin a value": ("a: 1\nb: @x\nc: `y\n", [("E115", 2)]),
    "doubled keys and then an anchor": ("a: {b: 1, b: 2}\nc: &x 1\n", [("E105", 2)]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    text, expected = REFUSED[name]
    _, problems = parse(text, "site.yaml")
    assert codes(problems) == expected
    assert all("site.yaml" in explain(p) for p in problems)


ESCAPED = {
    "control characters": (r'a: "x\u001b[2J"'+"\n"+r'b: "\0\b"'+"\n", [("E110", 1), ("E110", 2)], {"a": "x[2J", "b": ""}),
    "a carriage return": (r'a: "x\ry"'+"\n"+r'b: "\r\n"'+"\n", [("E110", 1), ("E110", 2)], {"a": "xy", "b": "\n"}),
    "in a key": (r'"a\u2028": x'+"\n"+r'"b\x7f": y'+"\n", [("E110", 1), ("E110", 2)], {"a": "x", "b": "y"}),
    "marks of direction": (
        r'a: "\u202e青空"'+"\n"+r'b: "\u2067x\u2069"'+"\n",
        [("W110", 1), ("W110", 2)],
        {"a": "青空", "b": "x"},
    ),
    "byte order marks": (r'a: "\ufeffx"'+"\n"+r'b: "y\uFEFF"'+"\n", [], {"a": "x", "b": "y"}),
    "new lines and tabs": (r'a: "x\ny"'+"\n"+r'b: "\t"'+"\n", [], {"a": "x\ny", "b": "\t"}),
    "both kinds": (r'a: "\u202e\a"'+"\n"+r'b: ["\e", "\u200f"]'+"\n",
        [("E110", 1), ("E110", 2), ("W110", 1), ("W110", 2)], {"a": "", "b": ["", ""]}),
}  # fmt: skip


@pytest.mark.parametrize("name", ESCAPED)
def test_escapes_bring_in_nothing_that_a_file_may_not_hold(name: str) -> None:
    text, expected, values = ESCAPED[name]
    root, problems = parse(text, "site.yaml")
    assert codes(problems) == expected
    assert root is not None
    assert plain(root) == values


@pytest.mark.parametrize("typed", [r'"\ud800"', r'"x\udfff\ud83d"'])
def test_half_a_pair_is_no_text(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for loader in (nodes._Loader, yaml.SafeLoader):
        monkeypatch.setattr(nodes, "_Loader", loader)
        _, problems = parse(f"a: {typed}\nb: {typed}\n", "site.yaml")
        assert {p.code for p in problems} <= {"E110", "E115"}
        assert problems
        assert all(explain(p).encode() for p in problems)


# ---------------------------------------------------------------- slips of the keyboard

SLIPS = {
    "full-width colons": ("屋号：青空\n代表者 ： 見本\nメール: x\n", {1: "屋号: 青空", 2: "代表者: 見本"}),
    "nothing but full-width colons": ("屋号：青空\n代表者：見本\n", {1: "屋号: 青空", 2: "代表者: 見本"}),
    "no space": ("屋号:青空\n電話: 1\n代表者:見本\n", {1: "屋号: 青空", 3: "代表者: 見本"}),
    "a full-width space behind": ("屋号:　青空\n電話:　03\nメール: x\n", {1: "屋号: 青空", 2: "電話: 03"}),
    "tabs": (
        "強み:\n\t- 見出し: あ\n\t  説明: い\n屋号: う\n",
        {2: "  - 見出し: あ", 3: "    説明: い"},
    ),
    "full-width indentation": (
        "強み:\n　- 見出し: あ\n　　説明： い\n屋号: う\n",
        {2: "  - 見出し: あ", 3: "    説明: い"},
    ),
    "full-width space before a key": ("屋号: う\n　電話: 03\n　代表者: え\n", {2: "電話: 03", 3: "代表者: え"}),
    "full-width dashes": ("強み:\n－ 見出し: あ\n  説明: い\n・見出し: う\n", {2: "- 見出し: あ", 4: "- 見出し: う"}),
    "full-width number sign": ("＃ 覚え書き\n屋号: う\n＃もうひとつ\n", {1: "# 覚え書き", 3: "#もうひとつ"}),
    "many in one line": ("強み:\n　－ 見出し：あ\n　　説明：い\n", {2: "  - 見出し: あ", 3: "    説明: い"}),
}


@pytest.mark.parametrize("name", SLIPS)
def test_slips_are_told_with_the_corrected_line(name: str) -> None:
    text, expected = SLIPS[name]
    root, problems = parse(text, "site.yaml")
    assert {p.place.line: p.values["fixed"] for p in problems} == expected
    assert {p.code for p in problems} == {"E102"}
    lines = text.split("\n")
    for number, fixed in expected.items():
        assert fixed in explain(next(p for p in problems if p.place.line == number))
        lines[number - 1] = fixed
    assert root is not None
    assert plain(root) == read("\n".join(lines)), "the corrected lines, typed in, give what was read"


def test_reading_goes_on_after_a_slip() -> None:
    root, problems = parse("屋号：青空\n電話: 1\n電話: 2\n代表者：見本\n", "site.yaml")
    assert codes(problems) == [("E102", 1), ("E102", 4), ("E103", 3)]
    assert root is not None
    assert plain(root) == {"屋号": "青空", "電話": "1", "代表者": "見本"}


def test_a_colon_inside_a_text_is_no_slip() -> None:
    text = "自己紹介: |\n  営業時間：9時から\n  定休日:日曜\n電話: [\n住所: [\n"
    _, problems = parse(text, "site.yaml")
    assert codes(problems) == [("E115", 5)]


@pytest.mark.parametrize("text", ["案内: 営業：9時から\n注意: 電話:のみ\n", "a: |\n  　字下げ\n  ＃ 見出し\n"])
def test_full_width_signs_inside_values_stay(text: str) -> None:
    read(text)


def test_the_caret_stands_under_the_slip() -> None:
    _, problems = parse("電話: 1\n屋号：青空\n代表者：見本\n", "site.yaml")
    told = explain(next(p for p in problems if p.place.line == 2)).split("\n")
    assert told[1] == "    2 | 屋号：青空"
    assert told[2] == "            ^^"
    assert told[3:] == ["  → この行を次のように直してください:", "        屋号: 青空"]


def test_what_a_number_sign_cuts_off_is_told() -> None:
    root, problems = parse("色: #2f6b4f\n一言: 壁紙 #1000番\n料金:\n  - 1,320円 #税込\n", "site.yaml")
    assert [(p.code, str(p.place), p.values["value"]) for p in problems] == [
        ("E147", "site.yaml:1:4", "#2f6b4f"),
        ("E147", "site.yaml:2:8", "#1000番"),
        ("E147", "site.yaml:4:12", "#税込"),
    ]
    assert root is not None
    assert plain(root) == {"色": "", "一言": "壁紙", "料金": ["1,320円"]}


def test_comments_and_quoted_number_signs_are_no_mistake() -> None:
    text = "#覚え書き\na: 1 # 覚え書き\nb: # あとで\nc: 'x #y'\nd: |\n  x #y\ne: https://example.jp/#f\n  #g\n"
    assert read(text) == {"a": "1", "b": "", "c": "x #y", "d": "x #y\n", "e": "https://example.jp/#f"}


# ---------------------------------------------------------------- limits

HOSTILE = {
    "30,000 brackets": ("[" * 30_000, "E106"),
    "30,000 brackets below a key": ("a: " + "[" * 30_000 + "\nb: {\n", "E106"),
    "deep mappings": ("".join(" " * n + "a:\n" for n in range(400)), "E106"),
    "lists of lists": ("- " * 50_000, "E106"),
    "question marks": ("? " * 50_000, "E106"),
    "over 256 KB": ("a: " + "x" * (256 * 1024), "E106"),
    "over 256 KB in Japanese": ("a: " + "あ" * (90 * 1024), "E106"),
    "over 5,000 nodes": ("a: [" + "b, " * 5_000 + "b]\n", "E106"),
    "anchors": ("a: [" + "&x y, " * 20_000 + "]\n", "E105"),
    "billion laughs": ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "E105"),
    "slips without end": ("屋号：青空\n" * 12_000, "E102"),
    "tabs without end": ("a:\n" + "\t- b: c\n" * 20_000, "E102"),
    "keys without space": ("a:b\n" * 50_000, "E102"),
    "open quotes": ('a: "b\n' * 30_000, "E115"),
    "colons": (":" * 200_000, "E115"),
    "wide spaces": ("　" * 80_000 + "x", "E102"),
    "lines of a text": ("a b\n" * 60_000, "E112"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_limits_hold_in_little_time(name: str) -> None:
    text, code = HOSTILE[name]
    begun = time.process_time()
    _, problems = parse(text, "site.yaml")
    assert time.process_time() - begun < 30
    assert code in {p.code for p in problems}
    assert len(problems) <= 101
    assert all(len(explain(p)) < 2_000 for p in problems)


def test_up_to_the_limits_all_is_read() -> None:
    deep = "".join("  " * n + "a:\n" for n in range(19)) + "  " * 19 + "a: b\n"
    assert isinstance(parse(deep, "f")[0], Mapping)
    assert parse("x: 1\n  " + deep, "f")[1] != []
    many = "a: [" + "b, " * 4_900 + "b]\n"
    assert len(read(many)["a"]) == 4_901
