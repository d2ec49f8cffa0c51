"""Work in processes gives what work here gives, and one job's end is not another's."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adgen.plumbing.workers import open_workers
from tests.plumbing import jobs

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
    return [int(p.name) for p in notes.iterdir()]


@pytest.mark.parametrize("count", [1, 2])
def test_each_result_with_its_job_in_order(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADGEN_TEST_PARENT", str(os.getpid()))
    with open_workers(count) as workers:
        found = list(workers.in_order(jobs.double, range(12), lambda _: (0, False)))
        assert list(workers.in_order(jobs.double, [], lambda _: (0, False))) == []
        assert list(workers.in_order(jobs.double, [7], lambda _: (0, False))) == [(7, (14, count == 1))]
    assert found == [(n, (2 * n, count == 1)) for n in range(12)]
    assert multiprocessing.active_children() == []


def test_no_more_under_way_than_asked_for() -> None:
    taken = []

    def slowly() -> Iterator[int]:
        for n in range(20):
            taken.append(n)
            yield n

    with open_workers(2) as workers:
        results = workers.in_order(jobs.double, slowly(), lambda _: (0, False))
        for done, (job, _) in enumerate(results, 1):
            assert job == done - 1
            assert len(taken) <= done + 4


def test_a_job_that_kills_its_process_costs_only_itself() -> None:
    with open_workers(2) as workers:
        found = list(workers.in_order(jobs.deadly, range(9), lambda job: -job))
        assert found == [(n, -n if n in (2, 5) else 2 * n) for n in range(9)]
        assert list(workers.in_order(jobs.deadly, [2, 3], lambda job: -job)) == [(2, -2), (3, 6)]
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("count", [1, 2])
def test_a_mistake_of_ours_is_raised_here(count: int) -> None:
    taken: list[tuple[int, int]] = []
    with open_workers(count) as workers:
        with pytest.raises(ZeroDivisionError, match="job 3"):
            taken.extend(workers.in_order(jobs.failing, range(9), lambda job: -job))
        assert list(workers.in_order(jobs.failing, [5, 6], lambda job: -job)) == [(5, 5), (6, 6)]
    assert multiprocessing.active_children() == []


def test_a_worker_that_died_between_two_jobs_is_replaced() -> None:
    with open_workers(2) as workers:
        assert len(list(workers.in_order(jobs.failing, [0, 1], lambda job: -job))) == 2
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        assert list(workers.in_order(jobs.failing, [7, 8], lambda job: -job)) == [(7, 7), (8, 8)]


def test_whoever_takes_no_more_results_stops_the_work(tmp_path: Path) -> None:
    with open_workers(2) as workers:
        results = workers.in_order(jobs.first_only, [tmp_path, tmp_path / "endless", tmp_path], lambda _: "died")
        assert next(results) == (tmp_path, "done")
        results.close()  # type: ignore[attr-defined]
        begun = time.monotonic()
        assert list(workers.in_order(jobs.first_only, [tmp_path], lambda _: "died")) == [(tmp_path, "done")]
        assert time.monotonic() - begun < 30


def test_workers_leave_ctrl_c_to_their_parent() -> None:
    with open_workers(2) as workers:
        found = list(workers.in_order(jobs.ignores_interrupt, range(4), lambda job: -1))
    assert found == [(n, n) for n in range(4)]


def test_whoever_stops_does_not_wait_for_the_work_under_way(tmp_path: Path) -> None:
    pressed: list[float] = []

    def press_ctrl_c() -> None:
        until(lambda: len(started(tmp_path)) == 2, 20)
        pressed.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    finger = threading.Thread(target=press_ctrl_c)
    finger.start()
    with pytest.raises(KeyboardInterrupt), open_workers(2) as workers:
        list(workers.in_order(jobs.endless, [tmp_path] * 3, lambda _: None))
    assert time.monotonic() - pressed[0] < 20
    finger.join()
    assert multiprocessing.active_children() == []
    assert not any(map(lives, started(tmp_path)))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_killed_parent_takes_its_workers_along(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from adgen.plumbing.workers import open_workers; "
        "from tests.plumbing import jobs\n"
        "if __name__ == '__main__':\n"
        "    with open_workers(2) as workers:\n"
        "        list(workers.in_order(jobs.endless, [Path(sys.argv[1])] * 2, lambda _: None))\n"
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
