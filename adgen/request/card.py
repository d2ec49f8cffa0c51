"""依頼カード: a publishable text of a request, and what was left out or masked, for a person to approve."""

from dataclasses import dataclass

from adgen.inquiry.redact.find import personal, sensitive
from adgen.inquiry.redact.public import public_text
from adgen.inquiry.redact.span import MASK, Span, masked
from adgen.request.bid import Arrival


@dataclass(frozen=True)
class Masked:
    """Something that was hidden: its class, why, and the words themselves, for the contractor's eyes only."""

    kind: str
    reason: str
    words: str


@dataclass(frozen=True)
class Card:
    """`text` is made of parsed facts alone and may be published; `quote` is the mail with masks, to be approved first."""

    text: str
    quote: str
    masks: tuple[Masked, ...]


def card(came: Arrival) -> Card:
    """The card of a request."""
    prose = came.letter.prose
    hidden = (*personal(prose), *sensitive(prose))
    masks = tuple(Masked(s.kind, s.reason, prose[s.begin : s.end].strip()) for s in sorted(hidden))
    return Card(public_text(came.inquiry), _quote(prose, hidden), masks)


def _quote(prose: str, hidden: tuple[Span, ...]) -> str:
    """The customer's words with ○○ of one length; sentences about security or health leave nothing but the mask."""
    return masked(prose, hidden).replace(f"{MASK}{MASK}", MASK).strip()
