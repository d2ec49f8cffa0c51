"""A stretch of text that must not be shown, and how it is masked."""

from collections.abc import Iterable
from dataclasses import dataclass

MASK = "○○"
# What identifies somebody; the other classes are circumstances that a card leaves out line by line.
IDENTIFYING = ("name", "phone", "email", "postal", "address", "other")


@dataclass(frozen=True, order=True)
class Span:
    """Characters `begin` to `end` of the text as typed; `kind` is its class, `reason` why it was taken for one."""

    begin: int
    end: int
    kind: str
    reason: str


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with every span as ○○, of fixed length because a length tells something too."""
    out, at = [], 0
    for span in sorted(spans):
        if span.end <= at:
            continue
        if span.begin >= at:
            out += [text[at : span.begin], MASK]
        at = span.end
    return "".join([*out, text[at:]])


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order without those that lie inside another; of two that overlap the second begins later."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.begin, -s.end)):
        if kept and span.end <= kept[-1].end:
            continue
        begin = max(span.begin, kept[-1].end) if kept else span.begin
        kept.append(Span(begin, span.end, span.kind, span.reason))
    return tuple(kept)
