"""Whatever stands in a file: the readers never raise, and every problem has words in both languages."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from adgen.problems import Problem
from adgen.problems.catalogue import Language, explain
from adgen.text import japanese
from adgen.text.decode import decode
from adgen.text.document import split
from adgen.text.parse import parse
from adgen.text.slips import find_slip

# Pieces of which mistakes are made: random letters alone hardly ever come near YAML.
PIECES = [
    "屋号", "電話", "a", "b", "- ", "-", ": ", "：", ":", "\n", "\n\n", "\n  ", "\n    ", "\t", "　", " ", "[", "]", "{", "}", ",", "、",
    "|\n", ">\n", '"', "'", "#", "＃", "－", "?", "? ", "&x", "*x", "!", "!!int ", "%", "@", "`", "---\n", "...\n", "<<", "\u202e", "\ufeff",
    "\0", "\x85", "\u2028", "\r", "\\", "<<<<<<< ", "123", "１２万円", "𠮷", "が",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join)
LANGUAGES: tuple[Language, ...] = ("ja", "en")
READERS = (
    japanese.read_yen,
    japanese.read_when,
    japanese.read_quantity,
    japanese.read_days,
    japanese.read_count,
    japanese.read_phone,
)
AMOUNT_PIECES = st.lists(
    st.sampled_from(
        [*"0123456789〇一二三九十百千万億,.円〜-約年月日", "令和", "R", "H", "元", "から", "まで", "畳", "㎡", "＋税"]
    ),
    max_size=12,
).map("".join)


def has_words(problems: list[Problem]) -> None:
    for problem in problems:
        for language in LANGUAGES:
            assert problem.code in explain(problem, language)


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes(data: bytes) -> None:
    text, problems = decode(data, "site.yaml")
    has_words(problems)
    assert (text is None) == any(p.is_error for p in problems)


@given(TEXTS, st.sampled_from(["utf-8", "utf-16", "cp932", "euc_jp", "iso2022_jp"]))
@settings(max_examples=500)
def test_any_text_in_any_encoding(typed: str, encoding: str) -> None:
    text, problems = decode(typed.encode(encoding, "replace"), "case.md")
    has_words(problems)
    if text is None:
        return
    root, problems = parse(text, "case.md")
    has_words(problems)
    assert root is not None or problems
    found, problems = split(f"---\n{text}\n---\n", "case.md")
    has_words(problems)
    assert found is not None or problems


@given(TEXTS)
@settings(max_examples=300)
def test_any_text_undecoded(text: str) -> None:
    _, problems = parse(text, "site.yaml")
    has_words(problems)
    for line in text.split("\n"):
        slip = find_slip(line)
        assert slip is None or 0 <= slip.column <= len(line)


@given(st.one_of(TEXTS, AMOUNT_PIECES))
@settings(max_examples=500)
def test_any_value(typed: str) -> None:
    for read in READERS:
        with contextlib.suppress(japanese.Unreadable):
            read(typed)
