"""Records as somebody would type them: they read as what was answered, and so do the examples in their comments."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adgen.content.declared import fields_of
from adgen.content.fields import read
from adgen.scaffold.compose import document, scalar
from adgen.scaffold.kinds import KINDS, explained, field_of, lacking, mistakes
from adgen.text import nodes
from adgen.text.document import split
from adgen.text.parse import parse


def front(text: str) -> nodes.Mapping:
    """The fields of a file, from YAML or front matter, which must read without a word."""
    if text.startswith("---"):
        found, problems = split(text, "")
        tree = found.front if found else None
    else:
        tree, problems = parse(text, "")
    assert problems == []
    assert tree is not None
    return tree


def examples(name: str) -> dict[str, str]:
    """Every question answered by the example of its field."""
    return {key: field_of(KINDS[name], key).says.example for key in KINDS[name].asked}


@pytest.mark.parametrize("name", KINDS)
def test_answers_read_as_they_were_given(name: str) -> None:
    kind, answers = KINDS[name], examples(name)
    tree = front(document(kind, answers, is_draft=False).text)
    record = kind.holder or kind.record
    value, _, problems = read(record, tree)
    assert problems == []
    found = getattr(value, kind.below)[0] if kind.below else value
    empty = [key for key in kind.asked if getattr(found, key.partition(".")[0]) in (None, ())]
    assert empty == []
    left = [field.key for field in lacking(kind, answers)]
    assert left == []


@pytest.mark.parametrize("name", ["site", "case", "service"])
def test_every_field_stands_there_and_reads_when_its_sign_is_taken_away(name: str) -> None:
    kind = KINDS[name]
    text = document(kind, {}, is_draft=True).text
    head, _, others = text.partition("# ほかに書ける項目")
    begin = re.compile(r"^# (?=( |\S+:))", re.MULTILINE)
    freed = head + "#" + begin.sub("", others)
    tree = front(freed)
    _, _, problems = read(kind.record, tree)
    assert {p.code for p in problems} <= {"E130"}, problems
    words = {word for key, _ in tree.entries for word in [key.text]} | set(
        re.findall(r"^# (\S+):$", head, re.MULTILINE)
    )
    assert {field.says.ja for field in fields_of(kind.record).values()} - words <= {"更新日"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
@example("a: b # c")
@example("「@」から")
@example("- 1")
@example("yes")
@example("0312345678")
@example("'\"\\")
@example("12:30")
def test_any_line_is_read_as_it_was_typed(text: str) -> None:
    lines = scalar(text)
    tree, problems = parse("k: " + "\n".join(lines), "")
    assert problems == []
    assert tree is not None
    value = tree.entries[0][1]
    assert isinstance(value, nodes.Scalar)
    assert " ".join(value.text.split()) == " ".join(text.split())


def test_several_lines_become_a_block() -> None:
    assert scalar("一行目: #\n\n  二行目") == ["|", "  一行目: #", "", "  二行目"]


def test_what_is_wrong_with_an_answer() -> None:
    case = KINDS["case"]
    wrong = {"trade": "しらない", "done": "きのう", "building": "お城", "consent": "口約束"}
    found = {key: [p.code for p in mistakes(case, key, typed)] for key, typed in wrong.items()}
    assert found == {"trade": ["E150"], "done": ["E118"], "building": ["E123"], "consent": ["E118"]}
    assert [p.code for p in mistakes(KINDS["site"], "trades", "cross、しらない、ふしぎ")] == ["E150", "E150"]
    assert mistakes(KINDS["site"], "areas.cities", "港区") == []


def test_a_list_that_was_begun_lacks_what_its_records_need() -> None:
    site = KINDS["site"]
    left = {field.key for field in lacking(site, {"strengths.title": "下地を直します"})}
    assert {"text", "basis", "areas"} <= left
    assert "strengths" not in left


def test_lines_know_their_fields() -> None:
    draft = document(KINDS["case"], {"title": "壁紙", "trade": "cross"}, is_draft=True)
    line = draft.text.splitlines().index("題名: 壁紙") + 1
    assert draft.key_at(line) == "title"
    assert draft.key_at(0) == draft.key_at(10_000) == ""


def test_a_trade_is_explained_by_its_name() -> None:
    for name, key in (("site", "trades"), ("case", "trade")):
        text = document(KINDS[name], {}, is_draft=True).text
        assert "# 工事の種類。ふだんの言葉で書けます。例: 壁紙・クロス張替え" in text
        assert explained(field_of(KINDS[name], key))[1].startswith("壁紙・クロス張替え")
