"""Every text a page prints, with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from adgen.model.declare import Record
from adgen.model.parts import Evidence
from adgen.model.photo import Consent
from adgen.model.site import Body, Site
from adgen.model.work import Case, Question
from adgen.problems import Place, Places
from adgen.text import japanese

# Records that are never printed as they stand, and fields that hold no words of the contractor's own.
_SILENT_RECORDS = (Consent, Evidence)
_SILENT_FIELDS = {
    "slug",
    "aliases",
    "file",
    "forward_to",
    "base_url",
    "email",
    "trade",
    "trades",
    "service",
    "action",
    "rights",
}

_SENTENCE_ENDS = re.compile(r"[。！!？?\n]")

Texts = Sequence[tuple[str, Place]]
Skipped = frozenset[tuple[type[Record], str]]
# What customers ask and wish for promises nothing.
_CUSTOMERS_WORDS: Skipped = frozenset([(Question, "q"), (Case, "request")])


def printed(site: Site) -> Texts:
    """What the contractor prints; the voices are the customers' and left out."""
    return _texts(_Whole(site), frozenset())


def claimed(site: Site) -> Texts:
    """What the contractor says himself: without the questions and wishes of customers."""
    return _texts(_Whole(site), _CUSTOMERS_WORDS)


@dataclass(frozen=True)
class Found:
    """Words of a text as they were typed, where they stand, and what stands before and behind them in the sentence."""

    words: str
    place: Place
    before: str
    rest: str


def found(pattern: re.Pattern[str], texts: Texts) -> Iterator[Found]:
    """Every match of the pattern in the folded texts."""
    for text, place in texts:
        folded = japanese.fold(text)
        if not pattern.search(folded):
            continue
        spots: dict[str, Place] = {}
        for match in pattern.finditer(folded):
            start, end = match.span()
            words = text.strip()[start:end] if len(folded) == len(text.strip()) else match.group()
            spots[words] = _next(words, spots.get(words), place)
            before, rest = _SENTENCE_ENDS.split(folded[:start])[-1], _SENTENCE_ENDS.split(folded[end:])[0]
            yield Found(words, spots[words], before, rest)


def _next(words: str, last: Place | None, place: Place) -> Place:
    """Where the words stand behind their last place."""
    if last is None:
        return place.on(words)
    behind = replace(last, column=last.column + last.span)
    spot = behind.on(words)
    return last if spot is behind else spot


class _Whole:
    """A site as a key: the same object, for its records are too large to be compared."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def __hash__(self) -> int:
        return id(self.site)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Whole) and other.site is self.site


@lru_cache(2)
def _texts(key: _Whole, skipped: Skipped) -> Texts:
    """Every rule goes through the texts of the same site."""
    site = key.site
    found: list[tuple[str, Place]] = []
    _collect(site.profile, site.places, skipped, (), found)
    for entry in site.written:
        _collect(entry.record, entry.places, skipped, (), found)
        found += _lines(entry.body)
    for person in site.staff:
        _collect(person.record, person.places, skipped, (), found)
    for request in site.requests:
        _collect(request.record, request.places, skipped, (), found)
    for question in site.faq:
        _collect(question.record, question.places, skipped, (), found)
    return tuple(found)


def _collect(
    value: object, places: Places, skipped: Skipped, path: tuple[str | int, ...], found: list[tuple[str, Place]]
) -> None:
    """Add every text in a value, with its place."""
    if type(value) is str:
        found.append((value, places(*path)))
    elif type(value) is tuple:
        for n, item in enumerate(value):
            _collect(item, places, skipped, (*path, n), found)
    elif isinstance(value, Record) and not isinstance(value, _SILENT_RECORDS):
        for key in _keys(type(value), skipped):
            below = getattr(value, key)
            if below:
                _collect(below, places, skipped, (*path, key), found)


@cache
def _keys(record: type[Record], skipped: Skipped) -> tuple[str, ...]:
    """The fields of a record whose words are looked at."""
    return tuple(key for key in record.model_fields if key not in _SILENT_FIELDS and (record, key) not in skipped)


def _lines(body: Body) -> Iterator[tuple[str, Place]]:
    for n, line in enumerate(body.markdown.split("\n")):
        if line.strip():
            yield line, Place(body.place.file, body.place.line + n, 1, line, len(line))
