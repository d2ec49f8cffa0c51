"""How a photo check is declared: one `Check` per file, everything about it in one place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from adgen.photos.checks.view import View

NEVER = 2.0
"""A threshold that no score reaches."""
WARNS = 0.5
"""Where a learnt check begins to warn, and where it becomes serious."""
SERIOUS = 0.8


Scale = tuple[tuple[float, float], ...]
"""Points (measured, score), measured rising; straight lines between them."""


class Grade(IntEnum):
    """How bad a finding is. A note is told and never counts; a serious one keeps the photo out of hero and cards."""

    note = 1
    mild = 2
    serious = 3


class Before(IntEnum):
    """What a finding of the check means on a photo taken before the work, which is meant to look bad."""

    nothing = 0
    note = 1
    only_serious = 2
    same = 3


@dataclass(frozen=True)
class Measure:
    """What a check measured: score from 0 good to 1 bad, and the evidence as `adgen.model.picture.Mark` holds it."""

    score: float
    values: Mapping[str, Any] = field(default_factory=dict)
    region: tuple[float, float, float, float] | None = None
    is_judged: bool = True


@dataclass(frozen=True)
class Check:
    """One check; `label` is its name in Japanese. `codes` are its entries in the catalogue by grade, which hold the words.

    A score from `note`, `mild` or `serious` on is a finding of that grade. `unjudged` is the note for a photo that the check
    cannot judge. `close_up` is the highest grade on a photo of a detail or of work going on, which is taken from any angle.
    `hides` are the checks that say nothing of value once this one has found something: letters on a screen are no date stamp.
    """

    name: str
    label: str
    measure: Callable[[View], Measure]
    codes: Mapping[Grade, str]
    note: float = NEVER
    mild: float = WARNS
    serious: float = NEVER
    unjudged: str | None = None
    before: Before = Before.nothing
    close_up: Grade = Grade.serious
    hides: frozenset[str] = frozenset()

    def grade(self, score: float) -> Grade | None:
        """The grade of a score, by the thresholds alone."""
        reached = [g for g, least in zip(Grade, (self.note, self.mild, self.serious), strict=True) if score >= least]
        return reached[-1] if reached else None

    def code(self, grade: Grade) -> str:
        """The catalogue entry of a grade; one that has none of its own, because a role lowered it, has the next worse."""
        return self.codes[min(own for own in self.codes if own >= grade)]


def along(scale: Scale, value: float) -> float:
    """The score of a value; beyond the first and the last point that of the point."""
    below = [point for point in scale if point[0] <= value]
    above = [point for point in scale if point[0] > value]
    if not below or not above:
        return (below or above)[-1 if below else 0][1]
    (x0, y0), (x1, y1) = below[-1], above[0]
    return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
