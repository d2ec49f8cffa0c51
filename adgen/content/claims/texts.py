"""Every text a page prints, with its place."""

from collections.abc import Iterator

from adgen.model.declare import Record
from adgen.model.parts import Evidence
from adgen.model.photo import Consent
from adgen.model.site import Body, Site
from adgen.problems import Place, Places

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


def printed(site: Site) -> Iterator[tuple[str, Place]]:
    """The contractor's own texts; the voices are the customers' and left out."""
    yield from _strings(site.profile, site.places)
    for entry in site.written:
        yield from _strings(entry.record, entry.places)
        yield from _lines(entry.body)
    for person in site.staff:
        yield from _strings(person.record, person.places)
    for question in site.faq:
        yield from _strings(question.record, question.places)


def _strings(record: Record, places: Places, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, Place]]:
    for key in type(record).model_fields:
        if key not in _SILENT_FIELDS:
            yield from _value(getattr(record, key), places, (*path, key))


def _value(value: object, places: Places, path: tuple[str | int, ...]) -> Iterator[tuple[str, Place]]:
    if type(value) is str:
        yield value, places(*path)
    elif isinstance(value, Record) and not isinstance(value, _SILENT_RECORDS):
        yield from _strings(value, places, path)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _value(item, places, (*path, n))


def _lines(body: Body) -> Iterator[tuple[str, Place]]:
    for n, line in enumerate(body.markdown.split("\n")):
        if line.strip():
            yield line, Place(body.place.file, body.place.line + n, 1, line, len(line))
