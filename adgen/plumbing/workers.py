"""Runs pure jobs here or in worker processes; each result comes back paired with its own job, in order."""

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")


class Workers:
    """`jobs` processes, started when the first work comes; with one there are none and the work is done here."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def in_order(self, function: Callable[[J], R], jobs: Iterable[J], died: Callable[[J], R]) -> Iterator[tuple[J, R]]:
        """(job, result) in the order of `jobs`, with at most two jobs a process under way.

        A job whose process dies gets the result `died(job)`; the others go on.
        """
        if self.jobs == 1:
            yield from ((job, function(job)) for job in jobs)
            return
        waiting: deque[tuple[J, Future[R]]] = deque()
        for job in jobs:
            waiting.append((job, self._submit(function, job)))
            if len(waiting) >= 2 * self.jobs:
                yield self._result(function, *waiting.popleft(), died)
        while waiting:
            yield self._result(function, *waiting.popleft(), died)

    def _submit(self, function: Callable[[J], R], job: J) -> Future[R]:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_ignore_interrupt)
        try:
            return self._pool.submit(function, job)
        except BrokenProcessPool:
            self._pool = None
            return self._submit(function, job)

    def _result(self, function: Callable[[J], R], job: J, future: Future[R], died: Callable[[J], R]) -> tuple[J, R]:
        try:
            return job, future.result()
        except BrokenProcessPool:
            self._pool = None
        # One process took its neighbours' work down with it: run this job alone to learn whether it is the culprit.
        alone = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_ignore_interrupt)
        with alone:
            try:
                return job, alone.submit(function, job).result()
            except BrokenProcessPool:
                return job, died(job)

    def close(self) -> None:
        """Stop the processes; what has not begun is dropped."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def open_workers(jobs: int | None = None) -> Iterator[Workers]:
    """Workers for `jobs` processes (None: one per core), closed at the end."""
    workers = Workers(jobs or os.cpu_count() or 1)
    try:
        yield workers
    finally:
        workers.close()


def _ignore_interrupt() -> None:
    """Ctrl-C is the parent's to handle: it closes the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
