"""Runs pure jobs here or in worker processes; each result comes back paired with its own job, in order."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

J = TypeVar("J")
R = TypeVar("R")

_CONTEXT = multiprocessing.get_context("spawn")


class Workers:
    """`jobs` processes, started when work comes; with one there are none and the work is done here.

    Each process has a pipe of its own, so that when one dies it is known which job it had: the executors of the
    standard library lose the work of all the others with it.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._team: list[_Worker] = []

    def in_order(self, function: Callable[[J], R], jobs: Iterable[J], died: Callable[[J], R]) -> Iterator[tuple[J, R]]:
        """(job, result) in the order of `jobs`, with at most two jobs a process under way or waiting to be taken.

        A job whose process dies gets the result `died(job)`; the others go on.
        """
        if self.jobs == 1:
            yield from ((job, function(job)) for job in jobs)
            return
        supply = enumerate(jobs)
        busy: dict[object, tuple[int, J, _Worker]] = {}
        done: dict[int, tuple[J, R]] = {}
        taken = 0
        try:
            while True:
                while len(busy) < self.jobs and len(busy) + len(done) < 2 * self.jobs and (item := next(supply, None)):
                    worker = self._given(function, item[1])
                    busy[worker.pipe] = (*item, worker)
                if taken in done:
                    yield done.pop(taken)
                    taken += 1
                elif busy:
                    for pipe in wait([worker.pipe for _, _, worker in busy.values()]):
                        number, job, worker = busy.pop(pipe)
                        done[number] = job, self._result(worker, job, died)
                else:
                    return
        finally:
            for _, _, worker in busy.values():
                self._end(worker)

    def _given(self, function: Callable[[J], R], job: J) -> "_Worker":
        """A worker with nothing else to do that has got the job."""
        idle = next((w for w in self._team if w.is_idle), None)
        if idle:
            with contextlib.suppress(OSError):
                idle.give(function, job)
                return idle
            self._end(idle)
        worker = _Worker()
        self._team.append(worker)
        worker.give(function, job)
        return worker

    def _result(self, worker: "_Worker", job: J, died: Callable[[J], R]) -> R:
        try:
            is_well, found = worker.take()
        except (EOFError, OSError):
            self._end(worker)
            return died(job)
        if not is_well:
            raise found
        result: R = found
        return result

    def _end(self, worker: "_Worker") -> None:
        self._team.remove(worker)
        worker.end()

    def close(self) -> None:
        """Stop the processes, whatever they are doing."""
        for worker in list(self._team):
            self._end(worker)


class _Worker:
    """One process and our end of its pipe."""

    def __init__(self) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.is_idle = True
        self._process = _CONTEXT.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, function: Callable[[J], R], job: J) -> None:
        self.pipe.send((function, job))
        self.is_idle = False

    def take(self) -> tuple[bool, Any]:
        """Whether it went well, and the result or the exception. Raises EOFError, OSError when the process is dead."""
        answer: tuple[bool, Any] = self.pipe.recv()
        self.is_idle = True
        return answer

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


@contextlib.contextmanager
def open_workers(jobs: int | None = None) -> Iterator[Workers]:
    """Workers for `jobs` processes (None: one per core), closed at the end."""
    workers = Workers(jobs or os.cpu_count() or 1)
    try:
        yield workers
    finally:
        workers.close()


def _serve(pipe: "Connection[Any, Any]") -> None:
    """The life of a worker. Ctrl-C is the parent's to handle; a parent that is killed takes its workers along."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            function, job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = True, function(job)
        except Exception as error:
            answer = False, error
        pipe.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
