"""Jobs for worker processes: what they run must be importable, and quick to import."""

import contextlib
import itertools
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path


def double(number: int) -> tuple[int, int]:
    """Twice the number after a while of its own, and the process that found it."""
    time.sleep(random.Random(number).random() / 50)
    return 2 * number, os.getpid()


def deadly(number: int) -> int:
    """Twice the number; 2 and 5 take their process with them."""
    if number == 2:
        os._exit(1)
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def bloated(number: int) -> int:
    """Twice the number; 1 and 4 want eight gigabytes for it."""
    if number in (1, 4):
        return len(bytearray(8 * 1024**3))
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


def unless_endless(path: Path) -> str:
    """Done at once, except for what is called endless."""
    if path.name == "endless":
        endless(path.parent)
    return "done"


def noted(notes: Path) -> tuple[float, float]:
    """When this began and when it ended, on the clock that all processes share."""
    begun = time.monotonic()
    time.sleep(0.03)
    return begun, time.monotonic()


def meeting(notes: Path) -> bool:
    """Whether another process came to the same folder, which is waited for."""
    (notes / str(os.getpid())).touch()
    end = time.monotonic() + 30
    while len(list(notes.iterdir())) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    return len(list(notes.iterdir())) >= 2


def ignores_interrupt(number: int) -> int:
    """Sends itself what a terminal sends to everybody on Ctrl-C."""
    os.kill(os.getpid(), signal.SIGINT)
    return number


def hungry(number: int) -> int:
    """Twice the number; 1 and 4 are told that there is no memory."""
    if number in (1, 4):
        raise MemoryError
    return 2 * number


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
    """Leaves a file when it comes and one when it goes; job 1 never ends."""
    (notes / f"came-{os.getpid()}").touch()

    def work(number: int) -> int:
        if number == 1:
            (notes / "busy").touch()
            time.sleep(600)
        return number

    try:
        yield work
    finally:
        (notes / f"left-{os.getpid()}").touch()


@contextlib.contextmanager
def often_endless(notes: Path) -> Iterator[Callable[[int], int]]:
    """Gives the number back; 1 and 4 never come back, and 4 cannot be asked to stop."""

    def work(number: int) -> int:
        if number == 4:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if number in (1, 4):
            endless(notes)
        return number

    yield work
