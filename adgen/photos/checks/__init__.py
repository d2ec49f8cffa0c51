"""The photo checks: one file each, a pure function of one reduced picture and its header.

`marks` measures a photo once, in a worker; what it returns is kept with the facts. `findings` judges the marks for the place and
the role a photo has on a page, and opens nothing. Adding a check is one file with a `CHECK`, and its name in `CHECKS`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adgen.model.picture import Mark, PhotoFacts
from adgen.model.values import Role
from adgen.photos.checks import (
    backlit,
    blur,
    border,
    bright,
    collage,
    colour_cast,
    compression,
    dark,
    datestamp,
    gps,
    low_contrast,
    noise,
    screenshot,
    sideways,
    tilt,
    too_small,
    upscaled,
)
from adgen.photos.checks.declare import Before, Check, Grade, Measure
from adgen.photos.checks.slot import Slot
from adgen.photos.checks.view import View

CHECKS: tuple[Check, ...] = tuple(
    module.CHECK
    for module in (
        too_small, blur, dark, bright, backlit, low_contrast, colour_cast, noise, compression, upscaled, tilt,
        datestamp, sideways, border, screenshot, collage, gps,
    )
)  # fmt: skip
PRIVACY = ("W249", "W250")
"""Notes that are no verdict on a photo: faces, and number plates, nameplates and papers, must be looked for by a person."""


@dataclass(frozen=True)
class Finding:
    """What a check found in one photo. An accepted one is listed with the reason, and nothing acts on it."""

    check: str
    grade: Grade
    score: float
    code: str
    values: Mapping[str, Any]
    region: tuple[float, float, float, float] | None = None
    accepted: str = ""


def marks(view: View) -> tuple[Mark, ...]:
    """The mark of every check, in the order of CHECKS. The same pixels and header give the same marks."""
    return tuple(_mark(check, check.measure(view)) for check in CHECKS)


def findings(
    facts: PhotoFacts, slot: Slot, role: Role | None = None, accepted: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Every finding on a photo for that slot and role, in the order of CHECKS. `accepted` holds reasons by check."""
    known = {mark.check: mark for mark in facts.marks}
    for check in CHECKS:
        mark = too_small.mark(facts, slot) if check is too_small.CHECK else known.get(check.name)
        if mark is None:
            continue
        reason = (accepted or {}).get(check.name, "")
        if not mark.is_judged and check.unjudged and role is not Role.before:
            yield Finding(check.name, Grade.note, 0.0, check.unjudged, mark.values, accepted=reason)
        grade = _for_role(check, check.grade(mark.score), role) if mark.is_judged else None
        if grade:
            yield Finding(check.name, grade, mark.score, check.code(grade), mark.values, mark.region, reason)


def scores(facts: PhotoFacts, slot: Slot) -> dict[str, float]:
    """The score of every check on a photo, 0 good to 1 bad."""
    return {mark.check: mark.score for mark in facts.marks} | {"too_small": too_small.mark(facts, slot).score}


def _mark(check: Check, found: Measure) -> Mark:
    return Mark(check.name, round(float(found.score), 2), dict(found.values), found.region, found.is_judged)


def _for_role(check: Check, grade: Grade | None, role: Role | None) -> Grade | None:
    """What a grade counts on a photo of that role: before the work almost nothing, a detail has no horizon."""
    if grade is None:
        return None
    if role is Role.detail:
        return min(grade, check.close_up)
    if role is not Role.before:
        return grade
    return {
        Before.nothing: None,
        Before.note: Grade.note,
        Before.only_serious: grade if grade is Grade.serious else None,
        Before.same: grade,
    }[check.before]
