"""Fewer pixels than the slot can use: the photo would be shown small or soft."""

from adgen.model.picture import Mark, PhotoFacts
from adgen.photos.checks.declare import Before, Check, Grade, Measure
from adgen.photos.checks.slot import Slot
from adgen.photos.checks.view import View


def measure(view: View) -> Measure:
    """Judged at the smallest slot; `mark` judges for any other."""
    return _measure(max(view.header.width, view.header.height), Slot.thumb)


def mark(facts: PhotoFacts, slot: Slot) -> Mark:
    """The mark for the slot the photo is meant for."""
    found = _measure(max(facts.width, facts.height), slot)
    return Mark("too_small", round(found.score, 2), dict(found.values))


def _measure(side: int, slot: Slot) -> Measure:
    """The share of the slot's long side that is missing; the thumb slot asks for a little more than its own size."""
    missing = 1 - side / slot
    if slot is Slot.thumb:
        missing = max(missing, 0.01) if side <= slot else 0.0
    return Measure(max(0.01, missing) if missing > 0 else 0.0, {"side": side, "needed": int(slot)})


CHECK = Check(
    "too_small",
    "大きさ",
    measure,
    {Grade.mild: "W220", Grade.serious: "W221"},
    mild=0.01,
    serious=0.5,
    before=Before.same,
)
