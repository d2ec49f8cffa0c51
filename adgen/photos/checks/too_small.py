"""Fewer pixels than the slot can use: the photo would be shown small or soft."""

from adgen.model.picture import PhotoFacts
from adgen.photos.checks.slot import Slot


def score(facts: PhotoFacts, slot: Slot) -> float:
    """The share of the slot's long side that is missing."""
    return max(0.0, 1 - max(facts.width, facts.height) / slot)


def evidence(facts: PhotoFacts, slot: Slot) -> dict[str, object]:
    """The long side that is there, and the one that is needed."""
    return {"side": max(facts.width, facts.height), "needed": int(slot)}
