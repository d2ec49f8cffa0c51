"""Every text a page prints, with its place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

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

Texts = Iterable[tuple[str, Place]]
Skipped = frozenset[tuple[type[Record], str]]
# What customers ask and wish for promises nothing.
_CUSTOMERS_WORDS: Skipped = frozenset([(Question, "q"), (Case, "request")])


def printed(site: Site) -> Iterator[tuple[str, Place]]:
    """What the contractor prints; the voices are the customers' and left out."""
    yield from _texts(site, frozenset())


def claimed(site: Site) -> Iterator[tuple[str, Place]]:
    """What the contractor says himself: without the questions and wishes of customers."""
    yield from _texts(site, _CUSTOMERS_WORDS)


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


def _texts(site: Site, skipped: Skipped) -> Iterator[tuple[str, Place]]:
    yield from _strings(site.profile, site.places, skipped)
    for entry in site.written:
        yield from _strings(entry.record, entry.places, skipped)
        yield from _lines(entry.body)
    for person in site.staff:
        yield from _strings(person.record, person.places, skipped)
    for question in site.faq:
        yield from _strings(question.record, question.places, skipped)


def _strings(
    record: Record, places: Places, skipped: Skipped, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[str, Place]]:
    for key in type(record).model_fields:
        if key not in _SILENT_FIELDS and (type(record), key) not in skipped:
            yield from _value(getattr(record, key), places, skipped, (*path, key))


def _value(value: object, places: Places, skipped: Skipped, path: tuple[str | int, ...]) -> Iterator[tuple[str, Place]]:
    if type(value) is str:
        yield value, places(*path)
    elif isinstance(value, Record) and not isinstance(value, _SILENT_RECORDS):
        yield from _strings(value, places, skipped, path)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _value(item, places, skipped, (*path, n))


def _lines(body: Body) -> Iterator[tuple[str, Place]]:
    for n, line in enumerate(body.markdown.split("\n")):
        if line.strip():
            yield line, Place(body.place.file, body.place.line + n, 1, line, len(line))
