"""Tasks as the tests of workers want them."""

from collections.abc import Iterable
from typing import TypeVar

from adgen.plumbing.tasks import Cost, Task

J = TypeVar("J")

LONG = 600.0


def tasks(jobs: Iterable[J], *, size: int = 0, memory: int = 0, seconds: float = LONG) -> list[Task[J, J]]:
    """One task for each job, which is its own key."""
    return [task(job, size=size, memory=memory, seconds=seconds) for job in jobs]


def task(job: J, *, size: int = 0, memory: int = 0, seconds: float = LONG) -> Task[J, J]:
    return Task(job, lambda: job, Cost(size, memory, seconds))
