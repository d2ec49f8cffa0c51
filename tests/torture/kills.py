"""SIGKILL at random moments, while somebody looks at the site all the time."""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests import make
from tests.torture.yard import Yard, child, seconds_of


@dataclass(frozen=True)
class Kills:
    """How many builds were killed and how many ended before, how often somebody looked, and what was found."""

    killed: int
    ended: int
    looks: int
    findings: tuple[str, ...]


def kills(yard: Yard, count: int, seed: int = 0) -> Kills:
    """Kill so many builds, each time building the other version over what stands, and build again after each."""
    random, found, killed = Random(seed), Counter[str](), 0
    longest = 1.2 * seconds_of(yard)
    with _looking(yard) as looked:
        for _ in range(count):
            standing = yard.stands()
            other = 1 - (standing or 0)
            started = child(lambda n=other: yard.build(n), yard.root / "said")  # type: ignore[misc]
            time.sleep(random.uniform(0, longest))
            os.kill(started, signal.SIGKILL)
            status = os.waitstatus_to_exitcode(os.waitpid(started, 0)[1])
            killed += status == -signal.SIGKILL
            if status not in (0, -signal.SIGKILL):
                found[f"exit {status}: {(yard.root / 'said').read_text('utf-8')[:300]}"] += 1
            if yard.stands() is None:
                found["a mixed tree was left"] += 1
            if not yard.build(other).is_built or yard.stands() != other:
                found["the rerun is not the clean build"] += 1
            if yard.leftovers():
                found[f"left behind: {yard.leftovers()}"] += 1
    looks, mixed = looked[0]
    if mixed:
        found[f"{mixed} of {looks} looks saw a mixed tree"] += 1
    return Kills(killed, count - killed, looks, tuple(f"{what} ({n} times)" for what, n in found.items()))


@contextmanager
def _looking(yard: Yard) -> Iterator[list[tuple[int, int]]]:
    """Another process that looks at the tree until the block ends; (looks, mixed ones) stand in the list then."""
    result: list[tuple[int, int]] = []
    told, stop = yard.root / "looks.json", yard.root / "stop"
    stop.unlink(missing_ok=True)
    looker = os.fork()
    if looker == 0:
        try:
            told.write_text(json.dumps(_look(yard, stop)), "utf-8")
        finally:
            os._exit(0)
    try:
        yield result
    finally:
        stop.touch()
        os.waitpid(looker, 0)
        looks, mixed = json.loads(told.read_text("utf-8"))
        result.append((looks, mixed))


def _look(yard: Yard, stop: Path) -> tuple[int, int]:
    """(looks, mixed ones): a look counts when the folder of that name was the same one before and after."""
    looks = mixed = 0
    while not stop.exists():
        time.sleep(0.001)
        try:
            before = yard.target.stat().st_ino
            seen = make.read_tree(yard.target)
            if yard.target.stat().st_ino != before:
                continue
        except FileNotFoundError:
            # Taken away while it was looked at; that the name itself is never gone is looked at alone.
            mixed += not yard.target.exists()
            continue
        looks += 1
        mixed += seen not in yard.wanted
    return looks, mixed
