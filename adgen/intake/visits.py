"""Photos into jobs: which were taken at one sitting, and which sittings belong to one place."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from adgen.intake.see import Seen, Spot
from adgen.intake.sources import Original
from adgen.photos.checks.likeness import hash_of
from adgen.photos.checks.pair import same_place

# Whoever photographs again after so long has been working, or somewhere else.
_SITTING = timedelta(hours=4)
# GPS of a telephone indoors is off by up to a hundred metres.
_NEAR = 200.0
# A bathroom takes a week, a house two months.
_JOB = timedelta(days=60)
# Of 990 pairs among 45 photos of rooms and houses one, of two tiled fronts, agrees so well; the hash alone, which costs a
# thousandth, leaves out 97 in 100.
_SAME_ROOM, _MOST_BITS = 0.6, 24
_COMPARED = 8
# A contractor has no more sites under way.
_RECENT = 20
_EARTH = 6_371_000


@dataclass(frozen=True)
class Shot:
    """A photo with what was seen in it."""

    original: Original
    seen: Seen

    @property
    def at(self) -> datetime:
        """When it was taken, else when the file was saved."""
        return self.seen.taken or self.original.saved

    @property
    def likeness(self) -> str:
        return self.seen.facts.likeness


Sitting = tuple[Shot, ...]
"""Photos taken one after the other at one place, in the order of time."""
Job = tuple[Sitting, ...]
"""The sittings at one place, in the order of time."""


def jobs(shots: Iterable[Shot]) -> list[Job]:
    """The photos by the jobs they seem to show, the earliest first."""
    found: list[Job] = []
    for sitting in _sittings(shots):
        recent = reversed(range(max(0, len(found) - _RECENT), len(found)))
        n = next((n for n in recent if _belongs(found[n], sitting)), None)
        if n is None:
            found.append((sitting,))
        else:
            found[n] = (*found[n], sitting)
    return found


def metres(one: Spot, other: Spot) -> float:
    """The distance of two spots along the ground (haversine)."""
    north, east = (math.radians(b - a) for a, b in zip(one, other, strict=True))
    shrink = math.cos(math.radians(one[0])) * math.cos(math.radians(other[0]))
    half = math.sin(north / 2) ** 2 + shrink * math.sin(east / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


def _sittings(shots: Iterable[Shot]) -> list[Sitting]:
    found: list[list[Shot]] = []
    for shot in sorted(shots, key=lambda s: (s.at, s.original.path)):
        if found and shot.at - found[-1][-1].at <= _SITTING and not _is_elsewhere(found[-1], [shot]):
            found[-1].append(shot)
        else:
            found.append([shot])
    return [tuple(sitting) for sitting in found]


def _belongs(job: Job, sitting: Sitting) -> bool:
    """Whether a sitting goes on with a job: at its spot, or where no spot is known, in a room seen there."""
    if sitting[0].at - job[-1][-1].at > _JOB:
        return False
    before = [shot for earlier in job for shot in earlier]
    if _spots(before) and _spots(sitting):
        return not _is_elsewhere(before, sitting)
    return any(_is_same_room(a.likeness, b.likeness) for a in _sample(before) for b in _sample(sitting))


def _is_same_room(one: str, other: str) -> bool:
    bits = (hash_of(one) ^ hash_of(other)).bit_count()
    return bits <= _MOST_BITS and same_place(one, other) >= _SAME_ROOM


def _sample(shots: Sequence[Shot]) -> Sequence[Shot]:
    """Some of many photos, evenly spread."""
    step = max(1, math.ceil(len(shots) / _COMPARED))
    return shots[::step]


def _is_elsewhere(known: Sequence[Shot], others: Sequence[Shot]) -> bool:
    """Whether both say where they were taken, and no two spots are near."""
    one, other = _spots(known), _spots(others)
    return bool(one and other) and min(metres(a, b) for a in one for b in other) > _NEAR


def _spots(shots: Iterable[Shot]) -> list[Spot]:
    return [shot.seen.spot for shot in shots if shot.seen.spot]
