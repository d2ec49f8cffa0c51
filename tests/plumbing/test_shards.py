"""Work spread over processes that keep their tools: in order, and one job's end is not another's."""

import os
import time
from pathlib import Path

import pytest

from adgen.plumbing.shards import JobError, LateError, spread
from tests.plumbing import jobs


def test_results_come_in_order_from_processes_that_stay() -> None:
    made = list(spread(jobs.counting, (10,), range(12), 2))
    assert [job for job, _ in made] == list(range(12))
    by_process: dict[int, list[int]] = {}
    for job, result in made:
        assert not isinstance(result, JobError)
        value, process = result
        assert value // 100 == job
        by_process.setdefault(process, []).append(value % 100)
    # Each counts its own jobs from 10 on: it was set up once and kept.
    assert len(by_process) == 2
    assert all(places == list(range(10, 10 + len(places))) for places in by_process.values())


def test_nothing_to_do() -> None:
    assert list(spread(jobs.counting, (0,), [], 2)) == []


def test_jobs_that_raise_or_die_touch_no_other() -> None:
    made = dict(spread(jobs.fragile, (), range(8), 2))
    assert {job: result for job, result in made.items() if not isinstance(result, JobError)} == {
        0: 0,
        1: 2,
        6: 12,
        7: 14,
    }
    told = {job: str(result) for job, result in made.items() if isinstance(result, JobError)}
    assert told[2] == told[5] == ""
    assert "ZeroDivisionError: job 3" in told[3]
    assert "ZeroDivisionError: job 4" in told[4]


def test_stopping_lets_every_process_clear_up(tmp_path: Path) -> None:
    work = spread(jobs.leaving, (tmp_path,), [0, 1, 2, 3], 2)
    assert next(work) == (0, 0)
    # Both have begun: one that is stopped before has nothing to clear up.
    while not (tmp_path / "busy").exists() or len(list(tmp_path.glob("came-*"))) < 2:
        time.sleep(0.01)
    work.close()  # type: ignore[attr-defined]
    assert len(list(tmp_path.glob("left-*"))) == 2


def test_what_takes_too_long_is_stopped_and_the_others_go_on(tmp_path: Path) -> None:
    made = dict(spread(jobs.often_endless, (tmp_path,), range(6), 2, 10.0))
    late = {job for job, result in made.items() if isinstance(result, LateError)}
    assert late == {1, 4}
    assert [result for job, result in made.items() if job not in late] == [0, 2, 3, 5]
    for note in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(note.name), 0)
