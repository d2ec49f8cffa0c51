"""Whether published text holds what is known about a customer, however it is written."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from adgen.inquiry.script import hiragana
from adgen.inquiry.tables import listed

_CALLS = ("様", "さん", "さま", "氏", "邸", "宅")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 13
_SHORTEST = 4
_SHORTEST_FULL_NAME = 3
_LONGEST_GIVEN_NAME = 3
# Words by which anybody is called, and trades: who signs so has told no name.
_NOBODY = frozenset(
    ["お客", "皆", "施主", "お施主", "依頼者", "ご依頼者", "依頼主", "ご依頼主", "オーナー", "大家", "奥", "匿名"]
)
_TRADE = re.compile("[屋店社者業員]$")
_FOLDED = {
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFF0D), "-"),
    **dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD), None),
    **{code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)},
}
_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_IN_KANJI = re.compile(
    r"(?<=[〇零一二三四五六七八九\d-])[〇零一二三四五六七八九]|[〇零一二三四五六七八九](?=[〇零一二三四五六七八九\d-])"
)
# Digits of one number, with what may stand between them.
_NUMBER = re.compile(r"\d(?:[\s\-.()・の/ー]{0,3}\d)+")


@dataclass(frozen=True)
class Known:
    """What is known of customers: (kind, text) as it was written; the kinds are those of `Span`."""

    facts: tuple[tuple[str, str], ...]

    @cached_property
    def wanted(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """(kind, text as written, forms in which it would be found)."""
        return tuple((kind, fact, forms) for kind, fact in self.facts if (forms := _wanted(kind, fact)))

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        """What no form of a fact does without: most texts have none of it, and are done with."""
        return tuple(
            os.path.commonprefix(forms)  # noqa: RUF071 - texts, no paths
            for _, _, forms in self.wanted
        )

    def in_question(self, text: "Searched") -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """The facts of which some form may stand in a text."""
        for stem, found in zip(self._stems, self.wanted, strict=True):
            if stem in text.letters or stem[:1].isdigit() or not stem:
                yield found


@dataclass(frozen=True)
class Leak:
    """A known fact found in a text: its class, as it was known, and the form of it that stands there."""

    kind: str
    known: str
    form: str


@dataclass(frozen=True)
class Searched:
    """A text in the forms in which facts are looked for: letters without spaces, and every number by its digits alone."""

    letters: str
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Searched":
        compared = folded(text)
        return cls(re.sub(r"\s", "", compared), frozenset(_numbers(compared)))

    def has(self, form: str) -> bool:
        """Whether a form that `Known.wanted` gives stands in the text."""
        return form in self.numbers if form.isdigit() else form in self.letters


def known_of(texts: Iterable[str]) -> Known:
    """Everything personal that can be read in the letters of a customer."""
    # The build looks for what is known already, and does without the finders and their tables.
    from adgen.inquiry.redact.find import personal

    facts = ((span.kind, text[span.begin : span.end]) for text in texts for span in personal(text))
    return Known(tuple(dict.fromkeys(facts)))


def leaks(text: str, known: Known, own: str = "") -> tuple[Leak, ...]:
    """Known facts in `text`; what stands in the contractor's `own` content is none.

    Telephone, postal code and numbers are compared by their digits, mail and address without spaces and case, names as full
    name or with 様 or さん behind: a customer whose surname is a word or the contractor's own blocks nothing.
    """
    return leaks_in(Searched.of(text), known, lambda: Searched.of(own))


def leaks_in(there: Searched, known: Known, own: Callable[[], Searched]) -> tuple[Leak, ...]:
    """The same for texts that are searched more than once; `own` is asked for only where something was found."""
    hits = ((kind, fact, [f for f in forms if there.has(f)]) for kind, fact, forms in known.in_question(there))
    found = ((kind, fact, [f for f in forms if not own().has(f)]) for kind, fact, forms in hits if forms)
    return tuple(Leak(kind, fact, forms[0]) for kind, fact, forms in found if forms)


def folded(text: str) -> str:
    """The form in which texts are compared: NFKC in small letters, katakana as hiragana, one kind of dash, kanji digits of numbers as digits."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    text = text.replace("(at)", "@").replace("[at]", "@")
    return _IN_KANJI.sub(lambda m: m[0].translate(_KANJI_DIGITS), text)


def _numbers(text: str) -> Iterator[str]:
    """The digits of every number that could be one of a person, also where two numbers stand side by side."""
    for match in _NUMBER.finditer(text):
        pieces = re.findall(r"\d+", match[0])
        for n in range(len(pieces)):
            for digits in accumulate(pieces[n:]):
                if len(digits) > _MOST_DIGITS:
                    break
                if len(digits) >= _FEWEST_DIGITS:
                    yield digits


def _wanted(kind: str, fact: str) -> tuple[str, ...]:
    letters = re.sub(r"\s", "", folded(fact))
    if kind == "name":
        return _names(fact)
    digits = re.sub(r"\D", "", letters)
    if kind in ("phone", "postal"):
        national = "0" + digits[2:] if digits.startswith("81") and "+" in letters else digits
        forms = (national, "81" + national[1:]) if kind == "phone" else (digits,)
        return forms if len(digits) >= _FEWEST_DIGITS else ()
    return (letters,) if len(letters) >= _SHORTEST else ()


def _names(fact: str) -> tuple[str, ...]:
    """The full name, and family name or all of it with 様 or さん behind."""
    typed = re.sub(r"(?:様方?|さん|さま|氏|邸|宅)$", "", unicodedata.normalize("NFKC", fact).strip())
    family, *given = re.split(r"[\s・]+", typed, maxsplit=1)
    if (
        not given
        and len(typed) >= _SHORTEST_FULL_NAME
        and typed not in listed("surnames.txt")
        and not _TRADE.search(typed)
    ):
        cuts = (typed[:n] for n in range(len(typed) - 1, 0, -1) if len(typed) - n <= _LONGEST_GIVEN_NAME)
        family = next((cut for cut in cuts if cut in listed("surnames.txt")), typed)
    if not typed or typed in _NOBODY:
        return ()
    whole, called = _plain(typed), dict.fromkeys((_plain(family), _plain(typed)))
    full = (whole,) if whole != _plain(family) else ()
    return (*full, *(name + hiragana(call) for name in called for call in _CALLS))


def _plain(text: str) -> str:
    return re.sub(r"[\s・]", "", folded(text))
