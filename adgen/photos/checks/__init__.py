"""The photo checks: one file each, a pure function of one reduced picture and its header.

`marks` measures a photo once, in a worker; what it returns is kept with the facts. `findings` judges the marks for the place and
the role a photo has on a page, and opens nothing. Adding a check is one file with a `CHECK`, and its name in `CHECKS`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from adgen.photos.checks.near_duplicate import CODE, DUPLICATE, Copy
from adgen.photos.checks.slot import Slot
from adgen.photos.checks.view import View

CHECKS: tuple[Check, ...] = tuple(
    module.CHECK
    for module in (
        too_small, blur, dark, bright, backlit, low_contrast, colour_cast, noise, compression, upscaled, tilt,
        datestamp, sideways, border, screenshot, collage, gps,
    )
)  # fmt: skip
_OF_HEADER = (too_small.CHECK, gps.CHECK)
_SMALLEST = 64
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
    """The mark of every check, in the order of CHECKS. The same pixels and header give the same marks.

    Of a picture that is hardly more than a line or a dot, only the header is judged.
    """
    is_seen = min(view.image.size) >= _SMALLEST
    return tuple(
        _mark(check, check.measure(view) if is_seen or check in _OF_HEADER else Measure(0.0, is_judged=False))
        for check in CHECKS
    )


def findings(
    facts: PhotoFacts, slot: Slot, role: Role | None = None, accepted: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Every finding on a photo for that slot and role, in the order of CHECKS. `accepted` holds reasons by check."""
    marks_of = {mark.check: mark for mark in facts.marks} | {"too_small": too_small.mark(facts, slot)}
    judged = [(check, marks_of[check.name]) for check in CHECKS if check.name in marks_of]
    hidden = {name for check, mark in judged if check.grade(mark.score) for name in check.hides}
    for check, mark in judged:
        found = _finding(check, mark, role) if check.name not in hidden else None
        if found:
            yield replace(found, accepted=(accepted or {}).get(check.name, ""))


def rank(found: Sequence[Finding], facts: PhotoFacts) -> tuple[int, ...]:
    """How good a photo is beside a copy of it: the greater, the better."""
    return -max((f.grade for f in found), default=0), -len(found), facts.width * facts.height


def duplicate(copy: Copy, names: Sequence[str]) -> Finding:
    """The finding on a photo with better copies: `other` is the best of them, `others` are all."""
    others = tuple(names[n] for n in copy.better)
    return Finding(DUPLICATE, Grade.mild, copy.score, CODE, {"other": others[0], "others": others}, None)


def scores(facts: PhotoFacts, slot: Slot) -> dict[str, float]:
    """The score of every check on a photo, 0 good to 1 bad."""
    return {mark.check: mark.score for mark in facts.marks} | {"too_small": too_small.mark(facts, slot).score}


def _mark(check: Check, found: Measure) -> Mark:
    return Mark(check.name, round(float(found.score), 2), dict(found.values), found.region, found.is_judged)


def _finding(check: Check, mark: Mark, role: Role | None) -> Finding | None:
    if not mark.is_judged:
        tells = check.unjudged and role is not Role.before
        return Finding(check.name, Grade.note, 0.0, str(check.unjudged), mark.values) if tells else None
    grade = _for_role(check, check.grade(mark.score), role)
    return Finding(check.name, grade, mark.score, check.code(grade), mark.values, mark.region) if grade else None


def _for_role(check: Check, grade: Grade | None, role: Role | None) -> Grade | None:
    """What a grade counts on a photo of that role: before the work almost nothing, hands and details have no horizon."""
    if grade is None:
        return None
    if role in (Role.detail, Role.during):
        return min(grade, check.close_up)
    if role is not Role.before:
        return grade
    return {
        Before.nothing: None,
        Before.note: Grade.note,
        Before.only_serious: grade if grade is Grade.serious else None,
        Before.same: grade,
    }[check.before]
