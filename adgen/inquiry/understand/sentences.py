"""A text in sentences and clauses, with their places."""

import re
from collections.abc import Iterator

_END = re.compile(r"[。！!？?\n]+|(?<=[すたいねん])\.(?=\s|$)")
_CLAUSE = re.compile(
    r"[、,。！!？?\n;・()（）「」]|(?<=です)が|(?<=ます)が|(?<=した)が|けれども?|ので|(?<=[すたいだ])から(?=[^ぁ-ん])"
)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(where it begins, sentence) without the marks that end it."""
    yield from _pieces(text, _END)


def clauses(text: str) -> Iterator[tuple[int, str]]:
    """(where it begins, clause): what a comma, a bracket or ので parts."""
    yield from _pieces(text, _CLAUSE)


def clause_at(text: str, place: int) -> str:
    """The clause in which a place stands."""
    return next((c for begin, c in clauses(text) if begin <= place < begin + len(c) + 1), text)


def sentence_at(text: str, place: int) -> str:
    """The sentence in which a place stands."""
    return next((s for begin, s in sentences(text) if begin <= place < begin + len(s) + 1), text)


def _pieces(text: str, at: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    begin = 0
    for match in at.finditer(text):
        if match.start() > begin:
            yield begin, text[begin : match.start()]
        begin = match.end()
    if begin < len(text):
        yield begin, text[begin:]
