"""What local processes and a cluster have in common: who gets which task when, and how long it is waited for."""

import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from adgen.plumbing.tasks import J, K, Loss, Supply, Task

R = TypeVar("R")

# Time counts in such steps at most: a program that was stopped with Ctrl-Z, or a laptop that slept, was not hanging.
_STEP = 1.0


@dataclass(frozen=True)
class Done:
    """What a job returned."""

    result: Any


# Whoever has a job; `waited` are the seconds the job has had so far. Each kind of workers has its own.
Handle = Any


class Workers(ABC):
    """Run pure functions on jobs of plain values, at most `jobs` at a time and within `memory` in bytes (None: any amount)."""

    def __init__(self, jobs: int, memory: int | None = None) -> None:
        self._jobs = jobs
        self._memory = memory

    def run(
        self, function: Callable[[J], R], tasks: Iterable[Task[K, J]], lost: Callable[[Loss], R]
    ) -> Iterator[tuple[K, R]]:
        """(key, result) of every task as it is done, the largest begun first; `lost(why)` stands in for a result.

        Raises what a job raises. Whoever takes no more results stops the work.
        """
        supply = Supply(tasks, self._memory)
        busy: dict[Handle, Task[K, J]] = {}
        done: deque[tuple[K, R]] = deque()
        try:
            while True:
                while len(busy) < self._jobs and (item := supply.take()):
                    task, job = item
                    busy[self._begin(function, job)] = task
                if done:
                    yield done.popleft()
                elif busy:
                    for handle, found in self._answers(busy):
                        task = busy.pop(handle)
                        supply.finished(task)
                        done.append((task.key, found.result if isinstance(found, Done) else lost(found)))
                else:
                    return
        finally:
            for handle in busy:
                self._stop(handle)

    def _answers(self, busy: dict[Handle, Task[K, J]]) -> list[tuple[Handle, Done | Loss]]:
        """What came of the jobs under way within a step of time, which may be nothing."""
        left = min(task.cost.seconds - handle.waited for handle, task in busy.items())
        begun = time.monotonic()
        ready = self._ready(list(busy), max(0.0, min(_STEP, left)))
        passed = min(_STEP, time.monotonic() - begun)
        found = []
        for handle, task in busy.items():
            handle.waited += passed
            answer = self._answer(handle) if handle in ready else None
            if not answer and handle.waited >= task.cost.seconds:
                self._stop(handle, hangs=True)
                answer = Loss.late
            if answer:
                found.append((handle, answer))
        return found

    @abstractmethod
    def _begin(self, function: Callable[[J], Any], job: J) -> Handle:
        """Have a job done by somebody with nothing else to do."""

    @abstractmethod
    def _ready(self, busy: list[Handle], seconds: float) -> set[Handle]:
        """Those that have an answer, waiting until there is one or for `seconds`."""

    @abstractmethod
    def _answer(self, handle: Handle) -> Done | Loss | None:
        """The answer of one that is ready; None where it has only begun. Raises what its job raised."""

    @abstractmethod
    def _stop(self, handle: Handle, *, hangs: bool = False) -> None:
        """Give up a job under way; one that `hangs` would never end by itself."""

    @abstractmethod
    def close(self) -> None:
        """Stop everything."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
