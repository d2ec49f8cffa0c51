"""Which lines of a contractor's price table a request is about, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass

from adgen.inquiry.bm25 import Collection
from adgen.inquiry.documents import PriceDocument
from adgen.inquiry.script import canon, plain
from adgen.inquiry.understand.amounts import read_quantities
from adgen.inquiry.words import terms
from adgen.text import japanese
from adgen.text.japanese import Quantity

# Lines that share at least half as much with the request as the line that shares most.
_ALSO_MEANT = 0.5
# A wider range says little: the lines then are for different work, and cases or questions are better.
_WIDEST = 4.0


@dataclass(frozen=True)
class Priced:
    """The amounts of some lines of the price table, in yen; `is_whole`: they are for just this size, not for a unit of it."""

    items: tuple[PriceDocument, ...]
    low: float
    high: float
    is_whole: bool


def priced(items: Sequence[PriceDocument], text: str, size: Quantity | None) -> Priced | None:
    """What the price table says of a request; None where it says nothing, or nothing definite."""
    if size is None:
        return None
    whole = [item for item in items if _is_for(item, size)]
    meant = whole or _meant([item for item in items if item.unit == size.unit], text)
    if not meant:
        return None
    times = 1.0 if whole else size.value
    low = min(max((p.price.low or p.price.high or 0) * times, p.least or 0) for p in meant)
    high = max(max((p.price.high or p.price.low or 0) * times, p.least or 0) for p in meant)
    return Priced(tuple(meant), low, high, bool(whole)) if low > 0 and high <= _WIDEST * low else None


def _is_for(item: PriceDocument, size: Quantity) -> bool:
    """「6畳間の壁と天井」 for 6畳: the line names that very size."""
    for typed in read_quantities(plain(item.label)):
        try:
            named = japanese.read_quantity(typed)
        except japanese.Unreadable:
            continue
        if (named.value, named.unit) == (size.value, size.unit):
            return True
    return False


def _meant(items: Sequence[PriceDocument], text: str) -> list[PriceDocument]:
    """The lines that share most with the request, rare words counting more; a line alone needs to share nothing."""
    if len(items) <= 1:
        return list(items)
    collection = Collection(tuple(terms(canon(item.label)) for item in items))
    query = terms(canon(text))
    shared = [sum(collection.parts(query, number).values()) for number in range(len(items))]
    best = max(shared)
    return [item for item, share in zip(items, shared, strict=True) if best and share >= _ALSO_MEANT * best]
