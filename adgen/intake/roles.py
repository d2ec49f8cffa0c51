"""What each photo of a job seems to show, and its number: the same number makes a before and an after a pair."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import PurePosixPath

from adgen.content.case_photos import role_of
from adgen.intake.sources import Original
from adgen.intake.visits import Job, Shot
from adgen.model.values import Role
from adgen.photos.checks.near_duplicate import duplicates
from adgen.photos.checks.pair import same_place, shapes_differ

# Nobody photographs a room for so long without working in between.
_WORK = timedelta(minutes=45)
# Two takes of one view; what was taken long before or after it is another state of the room.
_TAKES = timedelta(minutes=10)

# Of 990 pairs of different photos 2 in 100 agree so well.
_PAIR = 0.45
# Comparing takes 8 ms, and no page shows more pairs.
_COMPARED = 40

Roles = Mapping[Original, tuple[Role, int]]


def without_copies(
    shots: Sequence[Shot], ranks: Sequence[tuple[int, ...]]
) -> tuple[list[Shot], list[tuple[Shot, Shot]]]:
    """(photos that are kept, (worse copy, photo kept in its place)). The greater rank is the better photo."""
    first: dict[str, int] = {}
    # The same bytes again need no comparing: a card and a zip of it may hold a thousand.
    best = [first.setdefault(shot.seen.facts.digest, n) for n, shot in enumerate(shots)]
    own = list(first.values())
    for pair in duplicates([shots[n].likeness for n in own]):
        one, other = own[pair.first], own[pair.second]
        if _may_be_copies(shots[one], shots[other]):
            worse, better = sorted((_root(best, one), _root(best, other)), key=lambda n: (ranks[n], -n))
            best[worse] = better
    kept = [shot for n, shot in enumerate(shots) if best[n] == n]
    return kept, [(shots[n], shots[_root(best, n)]) for n in range(len(shots)) if best[n] != n]


def roles(job: Job) -> Roles:
    """Role and number of every photo of a job; without a break for work all are taken as after.

    A file or folder that is named 施工前, 施工中 or 施工後 already is believed.
    """
    shots = [shot for sitting in job for shot in sitting]
    parts = _parts([shot for shot in shots if _said(shot.original) is None])
    guessed = {shot.original: Role.during for part in parts for shot in part}
    guessed |= {shot.original: Role.before for shot in parts[0]} if parts else {}
    guessed |= {shot.original: Role.after for shot in parts[-1]} if parts else {}
    of = {role: [s for s in shots if (_said(s.original) or guessed[s.original]) is role] for role in Role}
    numbers = {Role.after: _paired(of[Role.before], of[Role.after])}
    return {
        shot.original: (role, number)
        for role, found in of.items()
        for shot, number in zip(found, numbers.get(role, range(1, len(found) + 1)), strict=True)
    }


def _said(original: Original) -> Role | None:
    """What the contractor's own name for a photo, or for the nearest folder around it, says of it."""
    names = (*reversed(PurePosixPath(original.name).parts), original.source.name)
    return next((role for role in map(role_of, names) if role), None)


def _may_be_copies(one: Shot, other: Shot) -> bool:
    """A room looks the same before and after small work: only takes within minutes count, and files without a time."""
    return not (one.seen.taken and other.seen.taken) or abs(one.at - other.at) <= _TAKES


def _root(best: list[int], n: int) -> int:
    while best[n] != n:
        n = best[n]
    return n


def _parts(shots: list[Shot]) -> list[list[Shot]]:
    """The photos between the breaks in which work was done."""
    parts: list[list[Shot]] = []
    for shot in shots:
        if parts and shot.at - parts[-1][-1].at < _WORK:
            parts[-1].append(shot)
        else:
            parts.append([shot])
    return parts


def _paired(before: list[Shot], after: list[Shot]) -> list[int]:
    """The number of each after photo: that of the before it looks most like, else one that no before has."""
    alike = [
        (agreed, n, m)
        for n, b in enumerate(before[:_COMPARED])
        for m, a in enumerate(after[:_COMPARED])
        if not shapes_differ(b.seen.facts, a.seen.facts) and (agreed := same_place(b.likeness, a.likeness)) >= _PAIR
    ]
    numbers: dict[int, int] = {}
    for _, n, m in sorted(alike, key=lambda found: (-found[0], found[1], found[2])):
        if m not in numbers and n + 1 not in numbers.values():
            numbers[m] = n + 1
    free = iter(range(len(before) + 1, len(before) + len(after) + 1))
    return [numbers[m] if m in numbers else next(free) for m in range(len(after))]
