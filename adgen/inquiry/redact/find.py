"""All personal data of a text, with class and reason."""

import re
from collections.abc import Iterator

from adgen.inquiry.redact.address import addresses
from adgen.inquiry.redact.contacts import contacts
from adgen.inquiry.redact.names import names
from adgen.inquiry.redact.span import Span, apart
from adgen.inquiry.script import Folded, fold, pieces
from adgen.inquiry.tables import one_of
from adgen.inquiry.understand.place import places
from adgen.inquiry.understand.sentences import sentences

# Hostile text without any gap costs the square of its length.
_LONGEST = 2_000


def personal(text: str) -> tuple[Span, ...]:
    """Spans of the text as typed that tell who somebody is, in order, none inside another; the town stays."""
    found = (
        Span(s.begin + at, s.end + at, s.kind, s.reason)
        for at, piece in pieces(text, _LONGEST)
        for s in _personal(piece)
    )
    return tuple(found)


def _personal(text: str) -> tuple[Span, ...]:
    folded = fold(text)
    firm = apart([*contacts(folded.text), *addresses(folded.text)])
    towns = tuple(Span(w.begin, w.end, "town", "") for w in places(folded.text) if w.city)
    found = [*firm, *(s for s in names(folded.text, apart([*firm, *towns])) if not _touches(s, (*towns, *firm)))]
    return tuple(_typed(folded, span) for span in apart(found) if span.end > span.begin)


def sensitive(text: str) -> tuple[Span, ...]:
    """Sentences about security (absence, keys, living alone) and about health, income or quarrels; a card leaves them out whole."""
    folded = fold(text)
    return tuple(_typed(folded, span) for span in _sensitive(folded.text))


def _sensitive(text: str) -> Iterator[Span]:
    for kind, reason in (("security", "防犯"), ("care", "要配慮")):
        pattern = one_of("sensitive.toml", kind)
        for begin, sentence in sentences(text):
            if pattern.search(re.sub(r"\s", "", sentence)):
                yield Span(begin, begin + len(sentence), kind, reason)


def _touches(span: Span, others: tuple[Span, ...]) -> bool:
    return any(o.begin < span.end and span.begin < o.end for o in others)


def _typed(folded: Folded, span: Span) -> Span:
    begin, end = folded.span(span.begin, span.end)
    return Span(begin, end, span.kind, span.reason)
