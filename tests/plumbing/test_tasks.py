"""Which task is next: the largest that memory has room for."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from adgen.plumbing.tasks import Cost, Supply, Task
from tests.plumbing.working import task


def test_the_largest_first_and_equals_as_they_come() -> None:
    supply = Supply([task(name, size=size) for name, size in (("a", 1), ("b", 5), ("c", 5), ("d", 9))], None)
    taken = []
    while item := supply.take():
        taken.append(item[1])
    assert taken == ["d", "b", "c", "a"]


def test_nothing_overtakes_what_does_not_fit_yet() -> None:
    first, large, small = task("first", size=3, memory=60), task("large", size=2, memory=60), task("small", memory=1)
    supply = Supply([small, large, first], 100)
    assert supply.take() == (first, "first")
    assert supply.take() is None
    supply.finished(first)
    assert supply.take() == (large, "large")
    assert supply.take() == (small, "small")
    assert supply.take() is None


def test_one_may_always_be_under_way() -> None:
    tasks = [task("a", memory=500), task("b", memory=500)]
    supply = Supply(tasks, -1)
    assert [supply.take(), supply.take()] == [(tasks[0], "a"), None]
    supply.finished(tasks[0])
    assert [supply.take(), supply.take()] == [(tasks[1], "b"), None]


def test_where_nothing_is_left_to_do_the_next_is_taken() -> None:
    nothing: list[Task[object, str]] = [Task(n, lambda: None, Cost(9, 100, 1)) for n in range(3)]
    last: Task[object, str] = Task("work", lambda: "work", Cost(0, 100, 1))
    supply = Supply([*nothing, last], 100)
    assert supply.take() == (last, "work")
    assert supply.take() is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))), st.integers(0, 120), st.randoms())
def test_every_task_is_taken_once_and_memory_holds(costs: list[tuple[int, int]], memory: int, random: Random) -> None:
    tasks = [task(n, size=size, memory=takes) for n, (size, takes) in enumerate(costs)]
    supply = Supply(tasks, memory)
    under_way: list[Task[int, int]] = []
    taken: list[int] = []
    while len(taken) < len(tasks):
        while item := supply.take():
            under_way.append(item[0])
            taken.append(item[1])
            assert len(under_way) == 1 or sum(t.cost.memory for t in under_way) <= memory
        assert under_way, "nobody waits for nothing"
        gone = under_way.pop(random.randrange(len(under_way)))
        supply.finished(gone)
    assert sorted(taken) == list(range(len(tasks)))
    assert [tasks[n].cost.size for n in taken] == sorted((t.cost.size for t in tasks), reverse=True)
