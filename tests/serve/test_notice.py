"""What is laid over a page: every mistake with file, line, excerpt and cure, as text."""

import pytest

from adgen.problems import Place, problem
from adgen.serve.notice import excerpt, notice

PHONE = problem(
    "E122",
    Place("sites/a/site.yaml", 5, 5, "電話: でんわ", 3),
    key="電話",
    label="電話",
    value="でんわ",
    example="03-0000-0000",
)
FILE = problem("E520", Place("--port"), port="8000")


def test_each_mistake_says_where_what_and_how_to_mend_it() -> None:
    found = notice([PHONE, FILE], "", "ja", has_page=True)
    assert found
    assert found["title"] == "直すところが2つあります"
    assert "直す前のページ" in found["hint"]
    first, second = found["items"]
    assert (first["file"], first["line"], first["code"]) == ("sites/a/site.yaml", "5行目", "E122")
    assert first["excerpt"] == ["電話: ", "でんわ", ""]
    assert "03-0000-0000" in first["cure"]
    assert (second["line"], second["excerpt"]) == ("", [])
    assert found["more"] == ""


def test_in_english_and_before_there_is_a_page() -> None:
    found = notice([PHONE, FILE], "", "en", has_page=False)
    assert found
    assert found["title"] == "Things to mend: 2"
    assert found["hint"] == "Save the mended file and the page appears."
    assert found["items"][0]["line"] == "line 5"


def test_many_mistakes_are_counted() -> None:
    found = notice([PHONE] * 50, "", "ja", has_page=True)
    assert found
    assert len(found["items"]) == 30
    assert found["more"].startswith("ほかに20")


def test_a_bug_of_ours_is_told_as_one() -> None:
    found = notice([PHONE, FILE], "Traceback …", "ja", has_page=True)
    assert found
    assert "不具合" in found["title"]
    assert (found["bug"], found["items"]) == ("Traceback …", [])
    assert notice([], "", "ja", has_page=True) is None


LONG = "説明: " + "あ" * 200 + "ここ" + "い" * 200


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        (Place("f", 1, 3, "ab: c", 2), ["ab", ": ", "c"]),
        (Place("f", 1, 3, "ab: c\nnext", 99), ["ab", ": c", ""]),
        (Place("f", 1, 0, "ab: c", 1), ["", "", "ab: c"]),
        (Place("f", 1, 6, "ab: c", 1), ["ab: c", "", ""]),
        (Place("f", 0, 0, "ab: c", 1), []),
        (Place("f", 3, 1, "   ", 1), []),
        (Place("f", 1, LONG.index("ここ") + 1, LONG, 2), ["…" + "あ" * 45, "ここ", "い" * 43 + "…"]),
    ],
)
def test_the_line_and_the_part_that_is_meant(place: Place, parts: list[str]) -> None:
    assert excerpt(place) == parts
