"""Worker processes on this machine: a decoder that crashes, hangs or swells costs one photo and no more."""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from adgen.plumbing.tasks import J, Loss
from adgen.plumbing.team import Done, Workers

if TYPE_CHECKING:
    from adgen.plumbing.process import Process

# What adgen itself takes beside its workers.
OWN_MEMORY = 80 * 1024**2


class Processes(Workers):
    """Up to `jobs` processes, started when work comes; `memory` is for them and for adgen.

    Each process has a pipe of its own, so that when one dies it is known which job it had: the executors of the
    standard library lose the work of all the others with it.
    """

    def __init__(self, jobs: int, memory: int | None = None) -> None:
        super().__init__(jobs, None if memory is None else memory - OWN_MEMORY)
        self._team: list[Process] = []

    def _begin(self, function: Callable[[J], object], job: J) -> "Process":
        # Where nothing has to be done this is not even imported.
        from adgen.plumbing.process import Process

        idle = next((p for p in self._team if p.is_idle), None)
        if idle:
            with contextlib.suppress(OSError):
                idle.give(function, job)
                return idle
            self._stop(idle)
        process = Process()
        self._team.append(process)
        process.give(function, job)
        return process

    def _ready(self, busy: "list[Process]", seconds: float) -> "set[Process]":
        from multiprocessing.connection import wait

        spoken = wait([p.pipe for p in busy], seconds)
        return {p for p in busy if p.pipe in spoken}

    def _answer(self, handle: "Process") -> Done | Loss | None:
        try:
            kind, found = handle.take()
        except (EOFError, OSError):
            self._stop(handle)
            return Loss.died
        if kind == "raised":
            raise found
        if kind == "memory":
            return Loss.memory
        return Done(found) if kind == "done" else None

    def _stop(self, handle: "Process", *, hangs: bool = False) -> None:
        if handle in self._team:
            self._team.remove(handle)
            handle.end()

    def close(self) -> None:
        for process in list(self._team):
            self._stop(process)
