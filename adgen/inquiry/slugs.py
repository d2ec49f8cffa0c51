"""A Japanese title as part of an address: its words as they are read, in Latin letters."""

import re
from collections.abc import Container, Iterator
from datetime import date
from itertools import count

from adgen.inquiry.words import analyser
from adgen.text.japanese import fold

# An address of more than six or seven words is neither read nor typed.
_LONGEST = 40
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞"}


def slug_of(title: str, day: date, taken: Container[str] = ()) -> str:
    """A name for an address that is not among `taken`: small letters, digits and hyphens, at most 43 characters.

    A title in Latin letters is its own name. Others are read by SudachiPy and written in Hepburn by jaconv, without the names
    of people; where these are not installed, or nothing is left, the day and a number stand for it.
    """
    name = _plain(fold(title)) if fold(title).isascii() else _cut(_read(title))
    if name and name not in taken:
        return name
    stem, first = (name, 2) if name else (day.isoformat(), 1)
    return next(made for n in count(first) if (made := f"{stem}-{n}") not in taken)


def _read(title: str) -> Iterator[str]:
    """The words of a title in Latin letters, without particles and without the names of people."""
    try:
        import jaconv
    except ImportError:
        return
    found = analyser()
    for word in found.tokenize(title) if found else ():
        kind = word.part_of_speech()
        surface = fold(word.surface())
        if kind[0] in _CONTENT and kind[2] != "人名":
            # jaconv writes a long vowel as a hyphen.
            read = word.reading_form().replace("ー", "")
            yield _plain(surface if surface.isascii() else jaconv.kana2alphabet(jaconv.kata2hira(read)))


def _cut(words: Iterator[str]) -> str:
    """As many whole words, from the first on, as an address may hold."""
    made = ""
    for word in filter(None, words):
        longer = f"{made}-{word}" if made else word
        if len(longer) > _LONGEST:
            break
        made = longer
    return made


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_LONGEST].strip("-")
