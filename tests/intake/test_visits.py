"""Which photos are one job, what each shows, and which are copies: as tables of times, spots and rooms."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from adgen.intake.roles import roles, without_copies
from adgen.intake.see import Seen, Spot, see
from adgen.intake.sources import Original
from adgen.intake.visits import Shot, jobs, metres
from adgen.model.picture import PhotoFacts
from tests import make
from tests.intake import telephone
from tests.intake.telephone import CHIKUSA, KANDA

MONDAY = datetime(2026, 11, 2, 8)
# 180 m and 400 m to the north of KANDA: what GPS is off by indoors, and another street.
NEXT_ROOM, NEXT_STREET = (KANDA[0] + 0.0016, KANDA[1]), (KANDA[0] + 0.0036, KANDA[1])


@cache
def facts(seed: int, *, done: bool = False) -> PhotoFacts:
    seen = see(make.encoded(telephone.room(seed, done=done), "JPEG"))
    assert isinstance(seen, Seen)
    return seen.facts


def shot(
    name: str, hours: float, room: int, *, spot: Spot | None = None, done: bool = False, timed: bool = True
) -> Shot:
    """A photo so many hours after Monday morning."""
    at = MONDAY + timedelta(hours=hours)
    # Every take has bytes of its own.
    taken = replace(facts(room, done=done), digest=name)
    return Shot(Original(Path("phone"), name, 1, at), Seen(taken, at if timed else None, spot, False))


def grouped(*shots: Shot) -> list[str]:
    """The names of each job, in one word."""
    return ["".join(s.original.name for sitting in job for s in sitting) for job in jobs(shots)]


# Of photos named a, b, c: hours, room, spot, and the jobs they make.
JOBS = {
    "one sitting": ([(0, 1, None), (1, 2, None), (4.9, 3, None)], ["abc"]),
    "after a long break another room is another job": ([(0, 1, None), (5, 2, None), (5.5, 3, None)], ["a", "bc"]),
    "the same room after a long break": ([(0, 1, None), (5, 2, None), (29, 1, None)], ["ac", "b"]),
    "the same spot for weeks": ([(0, 1, KANDA), (300, 2, NEXT_ROOM), (900, 3, KANDA)], ["abc"]),
    "the same spot a year later": ([(0, 1, KANDA), (8760, 1, KANDA), (8761, 2, KANDA)], ["a", "bc"]),
    "two places in one morning, and back": ([(0, 1, KANDA), (1, 2, CHIKUSA), (3, 3, KANDA)], ["ac", "b"]),
    "the next street is another place": ([(0, 1, KANDA), (0.1, 1, NEXT_STREET), (0.2, 2, None)], ["a", "bc"]),
}  # fmt: skip


@pytest.mark.parametrize(("taken", "expected"), JOBS.values(), ids=JOBS)
def test_jobs(taken: list[tuple[float, int, Spot | None]], expected: list[str]) -> None:
    shots = [shot("abc"[n], hours, room, spot=spot) for n, (hours, room, spot) in enumerate(taken)]
    assert grouped(*shots) == grouped(*reversed(shots)) == expected


def test_distances() -> None:
    # Tokyo to Nagoya, as the crow flies; one minute of latitude is one nautical mile.
    assert metres(KANDA, CHIKUSA) == pytest.approx(257_000, rel=0.01)
    assert metres((35, 139), (35 + 1 / 60, 139)) == pytest.approx(1852, rel=0.002)
    assert metres((0.1, 179.9), (0.1, -179.9)) == pytest.approx(22_239, rel=0.001)


def named(*shots: Shot) -> dict[str, str]:
    found = roles((shots,))
    return {original.name: f"{role.value}{number}" for original, (role, number) in found.items()}


def test_before_during_and_after_by_the_breaks_and_pairs_by_what_is_seen() -> None:
    found = named(
        shot("a", 0, 1), shot("b", 0.1, 2), shot("c", 2, 5), shot("d", 3, 6),
        # The second room first, then one that nobody took before, then the first.
        shot("e", 7, 2, done=True), shot("f", 7.1, 9, done=True), shot("g", 7.2, 1, done=True),
    )  # fmt: skip
    assert found == {
        "a": "施工前1",
        "b": "施工前2",
        "c": "施工中1",
        "d": "施工中2",
        "e": "施工後2",
        "f": "施工後3",
        "g": "施工後1",
    }


def test_without_a_break_all_are_after() -> None:
    assert named(shot("a", 0, 1), shot("b", 0.5, 1, done=True)) == {"a": "施工後1", "b": "施工後2"}


def test_names_that_say_what_is_seen_are_believed() -> None:
    found = named(
        shot("IMG_1.jpg", 0, 5), shot("施工後/IMG_2.jpg", 0.1, 1, done=True), shot("施工前/IMG_3.jpg", 0.2, 1),
        shot("before-room.jpg", 9, 2), shot("施工前/施工中.jpg", 9.1, 6), shot("IMG_4.jpg", 9.2, 2, done=True),
    )  # fmt: skip
    assert found == {
        "IMG_1.jpg": "施工前1", "施工前/IMG_3.jpg": "施工前2", "before-room.jpg": "施工前3",
        "施工前/施工中.jpg": "施工中1",
        "施工後/IMG_2.jpg": "施工後2", "IMG_4.jpg": "施工後3",
    }  # fmt: skip


def kept(*shots: Shot, ranks: tuple[int, ...]) -> tuple[list[str], list[tuple[str, str]]]:
    left, copies = without_copies(shots, [(rank,) for rank in ranks])
    return [s.original.name for s in left], [(a.original.name, b.original.name) for a, b in copies]


def test_of_takes_of_one_view_the_best_is_kept() -> None:
    takes = (shot("a", 0, 1), shot("b", 0.1, 1), shot("c", 0.15, 1), shot("d", 0, 2))
    assert kept(*takes, ranks=(1, 3, 2, 0)) == (["b", "d"], [("a", "b"), ("c", "b")])
    assert kept(*takes, ranks=(1, 1, 1, 1)) == (["a", "d"], [("b", "a"), ("c", "a")])


def test_a_view_that_looks_the_same_hours_later_is_no_copy_unless_nobody_knows_when() -> None:
    assert kept(shot("a", 0, 1), shot("b", 6, 1), ranks=(1, 1)) == (["a", "b"], [])
    assert kept(shot("a", 0, 1), shot("b", 6, 1, timed=False), ranks=(1, 0)) == (["a"], [("b", "a")])


def test_the_same_bytes_are_copies_whenever_they_were_saved() -> None:
    first = shot("a", 0, 1)
    again = replace(first, original=replace(first.original, name="b"))
    assert kept(first, again, shot("c", 30, 1), ranks=(1, 1, 1)) == (["a", "c"], [("b", "a")])
