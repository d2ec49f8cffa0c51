"""Front matter and the body below it."""

import pytest

from adgen.text.document import split
from adgen.text.nodes import plain


def test_front_matter_and_body() -> None:
    found, problems = split("---\n題名: 寝室\n費用: 12万円\n---\n\n\n張りました。\n\n## 次に\n\n", "case.md")
    assert problems == []
    assert found is not None
    assert plain(found.front) == {"題名": "寝室", "費用": "12万円"}
    assert found.body == "張りました。\n\n## 次に"
    assert found.body_line == 7


@pytest.mark.parametrize(
    ("text", "line"), [("---\na: b\n---\nc", 4), ("---\na: b\n---  \n\nc", 5), ("---\n---\nc\n", 3)]
)
def test_the_line_on_which_the_body_begins(text: str, line: int) -> None:
    found, _ = split(text, "case.md")
    assert found is not None
    assert (found.body, found.body_line) == ("c", line)


@pytest.mark.parametrize("text", ["---\na: b\n---", "---\na: b\n---\n\n \n"])
def test_there_may_be_no_body(text: str) -> None:
    found, problems = split(text, "case.md")
    assert found is not None
    assert (found.body, problems) == ("", [])


def test_a_line_across_the_body_divides_nothing() -> None:
    found, _ = split("---\na: b\n---\nc\n\n---\n\nd\n", "case.md")
    assert found is not None
    assert found.body == "c\n\n---\n\nd"


# Each has a second mistake behind the first: without front matter nothing can be said of it.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("題名: 寝室\n費用：x\n", [("E116", 1)]),
        ("", [("E116", 1)]),
        ("\n---\na：b\n---\n", [("E116", 1)]),
        ("ーーー\na：b\nーーー\n", [("E116", 1)]),
        ("---\na: b\nc：d\n", [("E117", 1)]),
        ("---\na：b\nc：d\n---\nx", [("E102", 2), ("E102", 3)]),
        ("---\na: 1\na: 2\nb: 1\nb: 2\n---\nx", [("E103", 3), ("E103", 5)]),
        ('---\na: "b\nc: &x d\n---\nx', [("E115", 2)]),
    ],
)
def test_mistakes_have_the_line_of_the_file(text: str, expected: list[tuple[str, int]]) -> None:
    _, problems = split(text, "case.md")
    assert sorted((p.code, p.place.line) for p in problems) == expected
