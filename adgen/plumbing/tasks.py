"""Tasks for workers: what each costs, which one is next while memory lasts, and what can become of it."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

K = TypeVar("K")
J = TypeVar("J")


class Loss(Enum):
    """Why a job has no result: its process died, gave no answer in time, or wanted more memory than it may have."""

    died = "died"
    late = "late"
    memory = "memory"


@dataclass(frozen=True)
class Cost:
    """What a task takes. Larger `size` comes first; `memory` in bytes, its worker included; `seconds` until it is given up."""

    size: int
    memory: int
    seconds: float


@dataclass(frozen=True)
class Task(Generic[K, J]):
    """Work on `key`. `load` makes the job when a worker can take it, or returns None when nothing is left to do."""

    key: K
    load: Callable[[], J | None]
    cost: Cost


class Supply(Generic[K, J]):
    """Hands out tasks, the largest first, as long as those under way stay within `memory` (None: any amount).

    One may always be under way, however much it takes. A task that does not fit is waited for: nothing overtakes it.
    """

    def __init__(self, tasks: Iterable[Task[K, J]], memory: int | None) -> None:
        self._left = deque(sorted(tasks, key=lambda task: -task.cost.size))
        self._memory = memory
        self._under_way: list[int] = []

    def take(self) -> tuple[Task[K, J], J] | None:
        """The next task and its job; None when there is none, or no memory for it yet."""
        while self._left and self._fits(self._left[0].cost.memory):
            task = self._left.popleft()
            job = task.load()
            if job is not None:
                self._under_way.append(task.cost.memory)
                return task, job
        return None

    def finished(self, task: Task[K, J]) -> None:
        """The memory of a task is free again."""
        self._under_way.remove(task.cost.memory)

    def _fits(self, memory: int) -> bool:
        return self._memory is None or not self._under_way or sum(self._under_way) + memory <= self._memory
