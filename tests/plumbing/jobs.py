"""Jobs for worker processes: what they run must be importable, and quick to import."""

import contextlib
import itertools
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path


def double(number: int) -> tuple[int, bool]:
    """Twice the number, and whether it was found in this very process."""
    time.sleep(0.02 * (number % 3 == 0))
    return 2 * number, "ADGEN_TEST_PARENT" in os.environ and os.environ["ADGEN_TEST_PARENT"] == str(os.getpid())


def deadly(number: int) -> int:
    """Twice the number; 2 and 5 take their process with them."""
    if number == 2:
        os._exit(1)
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def failing(number: int) -> int:
    """The number; 3 and 4 are mistakes of ours."""
    if number in (3, 4):
        raise ZeroDivisionError(f"job {number}")
    return number


def endless(notes: Path) -> None:
    """Leave a file named after this process, then never come back."""
    (notes / str(os.getpid())).touch()
    time.sleep(600)


def first_only(path: Path) -> str:
    """Done at once, except for what is called endless."""
    if path.name == "endless":
        time.sleep(600)
    return "done"


def ignores_interrupt(number: int) -> int:
    """Sends itself what a terminal sends to everybody on Ctrl-C."""
    os.kill(os.getpid(), signal.SIGINT)
    return number


@contextlib.contextmanager
def counting(first: int) -> Iterator[Callable[[int], tuple[int, int]]]:
    """(job plus its place in this process, process): `first` is the place of the first."""
    places = itertools.count(first)
    yield lambda number: (100 * number + next(places), os.getpid())


@contextlib.contextmanager
def fragile() -> Iterator[Callable[[int], int]]:
    """Does what the jobs above do, and leaves in good order."""
    yield lambda number: deadly(failing(number))


@contextlib.contextmanager
def leaving(notes: Path) -> Iterator[Callable[[int], int]]:
    """Leaves a file when it goes; job 1 never ends."""

    def work(number: int) -> int:
        if number == 1:
            (notes / "busy").touch()
            time.sleep(600)
        return number

    try:
        yield work
    finally:
        (notes / f"left-{os.getpid()}").touch()
