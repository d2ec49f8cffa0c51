"""Whether published text holds what is known about a customer, however it is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from adgen.inquiry.redact.find import personal
from adgen.inquiry.script import hiragana, plain

_CALLS = ("様", "さん", "さま", "氏", "邸", "宅")
_FEWEST_DIGITS = 7
_SHORTEST_ADDRESS = 4


@dataclass(frozen=True)
class Known:
    """What is known of one customer: (kind, text) as it was written."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Leak:
    """A known fact found in a text: its class, as it was known, and where in the compared form of the text it stands."""

    kind: str
    known: str
    near: str


def known_of(texts: Iterable[str]) -> Known:
    """Everything personal that can be read in the letters of a customer."""
    facts = ((span.kind, text[span.begin : span.end]) for text in texts for span in personal(text))
    return Known(tuple(dict.fromkeys(facts)))


def leaks(text: str, known: Known, own: str = "") -> tuple[Leak, ...]:
    """Known facts in `text`; what stands in the contractor's `own` content is none.

    Telephone, postal code and numbers are compared by their digits, mail and address without spaces and case, names as full
    name or with 様 or さん behind: a customer whose surname is a word or the contractor's own blocks nothing.
    """
    there, mine = _Forms.of(text), _Forms.of(own)
    found = []
    for kind, fact in known.facts:
        wanted = _wanted(kind, fact)
        hit = next((w for w in wanted if there.has(w) and not mine.has(w)), "")
        if hit:
            found.append(Leak(kind, fact, there.around(hit)))
    return tuple(found)


@dataclass(frozen=True)
class _Forms:
    letters: str
    digits: str

    @classmethod
    def of(cls, text: str) -> "_Forms":
        letters = _letters(text)
        return cls(letters, re.sub(r"(?<=\d)[\-.()・の/ー](?=\d)|(?<=\d)\)\(?|\((?=\d)", "", letters))

    def has(self, wanted: str) -> bool:
        if wanted.isdigit():
            return bool(re.search(rf"(?<!\d){wanted}(?!\d)", self.digits))
        return wanted in self.letters

    def around(self, wanted: str) -> str:
        source = self.digits if wanted.isdigit() else self.letters
        at = source.find(wanted)
        return source[max(0, at - 10) : at + len(wanted) + 10]


_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def _letters(text: str) -> str:
    text = plain(text).casefold().replace("(at)", "@").replace("[at]", "@")
    text = re.sub(
        r"(?<=[〇零一二三四五六七八九\d-])[〇零一二三四五六七八九]|[〇零一二三四五六七八九](?=[〇零一二三四五六七八九\d-])",
        lambda m: m[0].translate(_KANJI_DIGITS),
        text,
    )
    return hiragana(re.sub(r"\s", "", text))


def _wanted(kind: str, fact: str) -> tuple[str, ...]:
    letters = _letters(fact)
    if kind == "name":
        bare = re.sub("(?:様方?|さん|さま|氏|邸|宅)$", "", letters)
        parts = re.split(r"[\s・]+", plain(fact).strip())
        called = {hiragana(parts[0]), bare} if len(parts) > 1 else {bare}
        full = (bare,) if len(parts) > 1 else ()
        return (*full, *(name + call for name in sorted(called) for call in _CALLS))
    digits = re.sub(r"\D", "", letters)
    if kind in ("phone", "postal"):
        return (digits,) if len(digits) >= _FEWEST_DIGITS else ()
    if kind == "address":
        return (letters,) if len(letters) >= _SHORTEST_ADDRESS else ()
    return (letters,)
