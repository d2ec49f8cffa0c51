"""Work in processes gives what work here gives, and one job's end is not another's."""

import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from adgen.plumbing import team
from adgen.plumbing.processes import OWN_MEMORY, Processes
from adgen.plumbing.tasks import Cost, Loss, Task
from tests.plumbing import jobs
from tests.plumbing.working import LONG, task, tasks

ROOT = Path(__file__).parent.parent.parent


def until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def lives(pid: int) -> bool:
    """Whether a process runs; a dead one that nobody has buried does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def started(notes: Path) -> list[int]:
    return [int(p.name) for p in notes.iterdir() if p.name.isdecimal()]


def lost(why: Loss) -> Any:
    """The loss itself as the result."""
    return why


@pytest.mark.parametrize("count", [1, 3])
def test_each_result_with_its_own_job(count: int) -> None:
    with Processes(count) as workers:
        assert list(workers.run(jobs.double, [], lost)) == []
        assert multiprocessing.active_children() == []
        found = list(workers.run(jobs.double, tasks(range(40)), lost))
        assert sorted((key, result) for key, (result, _) in found) == [(n, 2 * n) for n in range(40)]
        places = {pid for _, (_, pid) in found}
        assert os.getpid() not in places
        assert 1 <= len(places) <= count
        again = list(workers.run(jobs.double, tasks([7]), lost))
        assert again[0][1][1] in places, "the same processes do the next work"
    assert multiprocessing.active_children() == []


def test_the_largest_is_begun_first() -> None:
    with Processes(1) as workers:
        found = workers.run(jobs.failing, [task(n, size=n % 5) for n in (0, 1, 2, 5, 6, 7)], lost)
        assert [key for key, _ in found] == [2, 7, 1, 6, 0, 5]


def test_where_nothing_is_left_to_do_no_process_starts() -> None:
    with Processes(2) as workers:
        known: list[Task[int, int]] = [Task(n, lambda: None, Cost(1, 1, 1)) for n in range(5)]
        assert list(workers.run(jobs.double, known, lost)) == []
        assert multiprocessing.active_children() == []


def test_no_more_under_way_than_asked_for() -> None:
    loaded = []

    def load(n: int) -> int:
        loaded.append(n)
        return n

    with Processes(2) as workers:
        many = [Task(n, partial(load, n), Cost(0, 0, LONG)) for n in range(20)]
        for done, _ in enumerate(workers.run(jobs.double, many, lost), 1):
            assert len(loaded) <= done + 4
    assert sorted(loaded) == list(range(20))


# ---------------------------------------------------------------- memory


def most_at_once(times: list[tuple[int, tuple[float, float]]]) -> int:
    """The largest sum of what ran at one time: (what it takes, (begin, end))."""
    return max(sum(m for m, (b, e) in times if b <= begun < e) for _, (begun, _) in times)


def test_what_is_under_way_stays_within_the_memory(tmp_path: Path) -> None:
    sizes = [70, 10, 40, 60, 30, 50, 20, 45, 15, 90, 120, 5]
    given = [Task(size, lambda: tmp_path, Cost(size, size, LONG)) for size in sizes]
    with Processes(4, memory=OWN_MEMORY + 100) as workers:
        times = list(workers.run(jobs.noted, given, lost))
    assert sorted(size for size, _ in times) == sorted(sizes)
    assert most_at_once([(size, span) for size, span in times if size < 120]) <= 100
    begun, ended = dict(times)[120]
    assert not [size for size, (b, e) in times if size != 120 and b < ended and e > begun], "too large: alone"


def test_where_memory_has_room_they_work_side_by_side(tmp_path: Path) -> None:
    with Processes(2, memory=OWN_MEMORY + 100) as workers:
        pair = [Task(n, lambda: tmp_path, Cost(0, 50, LONG)) for n in range(2)]
        assert dict(workers.run(jobs.meeting, pair, lost)) == {0: True, 1: True}


# ---------------------------------------------------------------- what goes wrong


def test_a_job_that_kills_its_process_costs_only_itself() -> None:
    with Processes(2) as workers:
        found = dict(workers.run(jobs.deadly, tasks(range(9)), lost))
        assert found == {n: Loss.died if n in (2, 5) else 2 * n for n in range(9)}
        assert dict(workers.run(jobs.deadly, tasks([2, 3]), lost)) == {2: Loss.died, 3: 6}
    assert multiprocessing.active_children() == []


def test_a_job_that_hangs_is_given_up_and_its_process_ended(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a", "endless", "b", "c")]
    other = tmp_path / "other"
    other.mkdir()
    given = [*(task(p, seconds=2 if p.name == "endless" else LONG) for p in paths), task(other / "endless", seconds=2)]
    with Processes(2) as workers:
        found = dict(workers.run(jobs.unless_endless, [*given, *tasks([other / "d", other / "e"])], lost))
        assert {(p.parent.name, p.name): result for p, result in found.items() if p.name == "endless"} == {
            (tmp_path.name, "endless"): Loss.late,
            ("other", "endless"): Loss.late,
        }
        assert [result for p, result in found.items() if p.name != "endless"] == ["done"] * 5
        assert not any(map(lives, [*started(tmp_path), *started(other)]))


def test_a_program_that_was_stopped_for_an_hour_did_not_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(step=3600)
    monkeypatch.setattr(team, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    with Processes(2) as workers:
        found = dict(workers.run(jobs.double, tasks(range(6), seconds=60), lost))
    assert all(isinstance(result, tuple) for result in found.values())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory")
def test_a_job_that_wants_too_much_memory_costs_only_itself() -> None:
    with Processes(2) as workers:
        found = dict(workers.run(jobs.bloated, tasks(range(7)), lost))
    assert found == {n: Loss.memory if n in (1, 4) else 2 * n for n in range(7)}


@pytest.mark.parametrize("count", [1, 2])
def test_a_mistake_of_ours_is_raised_here(count: int) -> None:
    with Processes(count) as workers:
        with pytest.raises(ZeroDivisionError, match=r"job [34]"):
            list(workers.run(jobs.failing, tasks(range(9)), lost))
        assert dict(workers.run(jobs.failing, tasks([5, 6]), lost)) == {5: 5, 6: 6}
    assert multiprocessing.active_children() == []


def test_a_worker_that_died_between_two_jobs_is_replaced() -> None:
    with Processes(2) as workers:
        assert len(list(workers.run(jobs.failing, tasks([0, 1]), lost))) == 2
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        assert dict(workers.run(jobs.failing, tasks([7, 8]), lost)) == {7: 7, 8: 8}


def test_whoever_takes_no_more_results_stops_the_work(tmp_path: Path) -> None:
    with Processes(2) as workers:
        first, *more = (tmp_path / "first", tmp_path / "endless", tmp_path / "third")
        results = workers.run(jobs.unless_endless, tasks([first, *more]), lost)
        assert next(results) == (first, "done")
        results.close()  # type: ignore[attr-defined]
        begun = time.monotonic()
        assert dict(workers.run(jobs.unless_endless, tasks([first]), lost)) == {first: "done"}
        assert time.monotonic() - begun < 30
        assert not any(map(lives, started(tmp_path)))


def test_workers_leave_ctrl_c_to_their_parent() -> None:
    with Processes(2) as workers:
        assert dict(workers.run(jobs.ignores_interrupt, tasks(range(4)), lost)) == {n: n for n in range(4)}


def test_whoever_stops_does_not_wait_for_the_work_under_way(tmp_path: Path) -> None:
    pressed: list[float] = []

    def press_ctrl_c() -> None:
        until(lambda: len(started(tmp_path)) == 2, 20)
        pressed.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    finger = threading.Thread(target=press_ctrl_c)
    finger.start()
    with pytest.raises(KeyboardInterrupt), Processes(2) as workers:
        list(workers.run(jobs.endless, tasks([tmp_path] * 3), lambda why: None))
    assert time.monotonic() - pressed[0] < 20
    finger.join()
    assert multiprocessing.active_children() == []
    assert not any(map(lives, started(tmp_path)))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_killed_parent_takes_its_workers_along(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from adgen.plumbing.processes import Processes; "
        "from tests.plumbing import jobs; from tests.plumbing.working import tasks\n"
        "if __name__ == '__main__':\n"
        "    with Processes(2) as workers:\n"
        "        list(workers.run(jobs.endless, tasks([Path(sys.argv[1])] * 2), print))\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(program)
    notes = tmp_path / "notes"
    notes.mkdir()
    parent = subprocess.Popen([sys.executable, str(script), str(notes)], env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert until(lambda: len(started(notes)) == 2, 20)
    parent.kill()
    parent.wait()
    assert until(lambda: not any(map(lives, started(notes))), 5)
