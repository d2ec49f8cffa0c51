"""Spreads work over processes that each keep their own tools, and hands the results back in the order of the work."""

import multiprocessing
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, TypeVar

J = TypeVar("J")
R = TypeVar("R")

Setup = Callable[..., AbstractContextManager[Callable[[J], R]]]

_CONTEXT = multiprocessing.get_context("spawn")
# How long a process that is told to stop may take to leave what it is doing in good order.
_PATIENCE = 10.0
_PATIENCE_WHEN_LATE = 2.0
# Time counts in such steps at most: a laptop that slept was not at work.
_STEP = 1.0


class JobError(Exception):
    """A job raised, and the message is its traceback; or its process died, and there is none."""


class LateError(JobError):
    """A job took longer than it may, and was stopped."""


def spread(
    setup: Setup[J, R], words: tuple[Any, ...], jobs: Sequence[J], processes: int, seconds: float | None = None
) -> Iterator[tuple[J, R | JobError]]:
    """(job, result) in the order of `jobs`. `setup(*words)` is entered once in each process and gives what works there.

    With `seconds` a job that takes longer is stopped together with its process; the next one gets a new process.
    """
    waiting = deque(range(len(jobs)))
    done: dict[int, R | JobError] = {}
    team: list[_Shard] = []
    try:
        for number, job in enumerate(jobs):
            while number not in done:
                while waiting and len(team) < processes:
                    team.append(_Shard(setup, words))
                    team[-1].give(waiting.popleft(), jobs)
                for shard in _ready(team, seconds):
                    done[shard.number] = shard.take()
                    if waiting and shard.is_idle:
                        shard.give(waiting.popleft(), jobs)
                    else:
                        team.remove(shard)
                        shard.end()
            yield job, done.pop(number)
    finally:
        for shard in team:
            shard.end()


def _ready(team: "list[_Shard]", seconds: float | None) -> "list[_Shard]":
    """Those that have an answer, and those whose time is up; waits until there is one, or for a step of time."""
    begun = time.monotonic()
    left = None if seconds is None else max(0.0, min(_STEP, *(seconds - shard.waited for shard in team)))
    spoken = wait([shard.pipe for shard in team], left)
    for shard in team:
        shard.waited += min(_STEP, time.monotonic() - begun)
        shard.is_late = seconds is not None and shard.waited >= seconds and shard.pipe not in spoken
    return [shard for shard in team if shard.is_late or shard.pipe in spoken]


class _Shard:
    """One process, our end of its pipe, the number of the job it is at, and for how many seconds it has been `waited` for."""

    def __init__(self, setup: Setup[Any, Any], words: tuple[Any, ...]) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.number = 0
        self.is_idle = True
        self.is_late = False
        self.waited = 0.0
        # No daemon: it may have workers of its own.
        self._process = _CONTEXT.Process(target=_serve, args=(theirs, setup, words))
        self._process.start()
        theirs.close()

    def give(self, number: int, jobs: Sequence[Any]) -> None:
        self.number = number
        self.is_idle = False
        self.waited = 0.0
        # That it is dead shows when its result is taken.
        with suppress(OSError):
            self.pipe.send(jobs[number])

    def take(self) -> Any:
        if self.is_late:
            return LateError("")
        try:
            result = self.pipe.recv()
        except (EOFError, OSError):
            return JobError("")
        self.is_idle = True
        return result

    def end(self) -> None:
        """An idle one leaves when there is nobody to listen to any more."""
        self.pipe.close()
        if not self.is_idle:
            self._process.terminate()
        self._process.join(_PATIENCE_WHEN_LATE if self.is_late else _PATIENCE)
        self._process.kill()
        self._process.join()


def _serve(pipe: "Connection[Any, Any]", setup: Setup[Any, Any], words: tuple[Any, ...]) -> None:
    """The life of a shard. Ctrl-C is the parent's to handle; one whose parent is gone ends with the job it is at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt, EOFError, OSError), setup(*words) as work:
        while True:
            job = pipe.recv()
            try:
                result = work(job)
            except Exception:
                result = JobError(traceback.format_exc())
            pipe.send(result)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
