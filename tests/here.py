"""Workers that work in the test's own process, so that it may change what they do and see what they did."""

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from adgen.plumbing.tasks import J, Loss
from adgen.plumbing.team import Done, Workers


class _Job:
    """A job that is done when its answer is asked for."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.waited = 0.0


class Here(Workers):
    """One job after the other, here: what processes do to a job is tested with processes.

    The jobs in `losses`, counted from 0, are lost for a reason.
    """

    def __init__(self, losses: Mapping[int, Loss] | None = None) -> None:
        super().__init__(1)
        self._losses = losses or {}
        self._count = itertools.count()

    def _begin(self, function: Callable[[J], Any], job: J) -> _Job:
        return _Job(lambda: function(job))

    def _ready(self, busy: list[_Job], seconds: float) -> set[_Job]:
        return set(busy)

    def _answer(self, handle: _Job) -> Done | Loss:
        return self._losses.get(next(self._count)) or Done(handle.work())

    def _stop(self, handle: _Job, *, hangs: bool = False) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        """Nothing was opened."""
