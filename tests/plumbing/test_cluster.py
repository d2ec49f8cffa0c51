"""On a real Dask cluster: the same results as here, nothing lost with a worker, and every loss told."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from adgen.plumbing import cluster
from adgen.plumbing.cluster import Cluster, open_cluster
from adgen.plumbing.tasks import Cost, Loss, Task
from adgen.problems import AdgenError
from adgen.problems.catalogue import message
from tests import make
from tests.plumbing import jobs
from tests.plumbing.dask import ROOT, Running, running
from tests.plumbing.working import LONG, tasks


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A scheduler and two workers."""
    with running(tmp_path_factory.mktemp("dask"), 2) as found:
        yield found


@pytest.fixture
def workers(dask: Running) -> Iterator[Cluster]:
    with open_cluster(dask.address, None, None) as opened:
        end = time.monotonic() + 60
        while sum(opened._client.nthreads().values()) < 2 and time.monotonic() < end:
            time.sleep(0.05)
    with open_cluster(dask.address, None, None) as opened:
        yield opened


def lost(why: Loss) -> Any:
    """The loss itself as the result."""
    return why


def test_each_result_with_its_own_job(workers: Cluster) -> None:
    found = list(workers.run(jobs.double, tasks(range(30)), lost))
    assert sorted((key, result) for key, (result, _) in found) == [(n, 2 * n) for n in range(30)]
    places = {pid for _, (_, pid) in found}
    assert len(places) == 2
    assert os.getpid() not in places


def test_no_more_under_way_than_there_are_threads(workers: Cluster) -> None:
    loaded = []

    def load(n: int) -> int:
        loaded.append(n)
        return n

    many = [Task(n, partial(load, n), Cost(0, 0, LONG)) for n in range(20)]
    for done, _ in enumerate(workers.run(jobs.double, many, lost), 1):
        assert len(loaded) <= done + 4
    assert len(loaded) == 20


def test_a_job_that_kills_every_worker_costs_only_itself(workers: Cluster) -> None:
    found = dict(workers.run(jobs.deadly, tasks(range(20)), lost))
    assert found == {n: Loss.died if n in (2, 5) else 2 * n for n in range(20)}


def test_jobs_that_hang_are_given_up_and_their_workers_free_again(workers: Cluster, tmp_path: Path) -> None:
    hanging = [tmp_path / "one" / "endless", tmp_path / "two" / "endless"]
    for path in hanging:
        path.parent.mkdir()
    good = [tmp_path / str(n) for n in range(5)]
    given = [*tasks(hanging, size=1, seconds=2), *tasks(good)]
    assert dict(workers.run(jobs.unless_endless, given, lost)) == {
        **dict.fromkeys(hanging, Loss.late),
        **dict.fromkeys(good, "done"),
    }


def test_what_a_worker_had_is_done_by_another(workers: Cluster) -> None:
    done: dict[int, int] = {}
    killed = 0
    for key, (result, pid) in workers.run(jobs.double, tasks(range(40)), lost):
        done[key] = result
        if len(done) in (5, 15):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    assert killed == 2
    assert done == {n: 2 * n for n in range(40)}


def test_a_mistake_of_ours_is_raised_here(workers: Cluster) -> None:
    with pytest.raises(ZeroDivisionError, match=r"job [34]"):
        list(workers.run(jobs.failing, tasks(range(9)), lost))
    assert dict(workers.run(jobs.failing, tasks([5, 6]), lost)) == {5: 5, 6: 6}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory")
def test_want_of_memory(workers: Cluster) -> None:
    found = dict(workers.run(jobs.hungry, tasks(range(6)), lost))
    assert found == {n: Loss.memory if n in (1, 4) else 2 * n for n in range(6)}


# ---------------------------------------------------------------- no cluster


def refused(address: str) -> str:
    """The code and words of the one problem of opening a cluster."""
    with pytest.raises(AdgenError) as caught:
        open_cluster(address, None, None)
    (problem,) = caught.value.problems
    return f"{problem.place}: {problem.code} {message(problem, 'en')}"


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.3)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        free, silent = f"dask://127.0.0.1:{taken.getsockname()[1]}", "dask://127.0.0.1:1"
        for address in (free, silent):
            assert refused(address).startswith(f"{address}: E508 ")


def test_a_scheduler_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with running(tmp_path, 0) as empty:
        assert "E508" in refused(empty.address)


def test_workers_made_of_other_parts(dask: Running, workers: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "__version__", "0.0.9")
    said = refused(dask.address)
    assert "E509" in said
    assert "here: adgen 0.0.9, Pillow" in said


def test_dask_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "E507" in refused("dask://127.0.0.1:8786")


def test_a_scheduler_that_goes_away_is_told_once(tmp_path: Path) -> None:
    with running(tmp_path, 1) as leaving, open_cluster(leaving.address, None, None) as workers:
        results = workers.run(jobs.double, tasks(range(500)), lost)
        next(results)
        leaving.scheduler.kill()
        with pytest.raises(AdgenError) as caught:
            list(results)
    assert [p.code for p in caught.value.problems] == ["E508"]


def test_workers_that_all_go_away_are_told_once(tmp_path: Path) -> None:
    with running(tmp_path, 1) as leaving, open_cluster(leaving.address, None, None) as workers:
        leaving.workers[0].terminate()
        leaving.workers[0].wait(20)
        with pytest.raises(AdgenError) as caught:
            list(workers.run(jobs.double, tasks(range(3), seconds=2), lost))
    assert [p.code for p in caught.value.problems] == ["E508"]


# ---------------------------------------------------------------- as it is typed


def adgen(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ADGEN_NOW": "2026-11-20"}
    return subprocess.run(
        [sys.executable, "-m", "adgen", *words], cwd=place, env=environment, capture_output=True, text=True, check=False
    )


def test_the_same_bytes_as_local_processes(dask: Running, workers: Cluster, tmp_path: Path) -> None:
    photos = {f"{n}.jpg": make.jpeg((300 + n, 200), (n * 20, 90, 10)) for n in range(6)}
    make.write(
        tmp_path / "in", {**photos, "7.heic": make.heic(make.image()), "8.jpg": b"", "9.jpg": photos["1.jpg"][:900]}
    )
    local = adgen(tmp_path, "photos", "develop", "in", "local", "-j", "1")
    there = adgen(tmp_path, "photos", "develop", "in", "there", "--workers", dask.address)
    assert local.returncode == there.returncode == 1
    assert local.stderr == there.stderr
    assert there.stderr.count("  → ") == 2
    assert make.read_tree(tmp_path / "there") == make.read_tree(tmp_path / "local")
    assert len(make.read_tree(tmp_path / "there")) == 2 * 7


def test_a_site(dask: Running, workers: Cluster, tmp_path: Path) -> None:
    make.site(tmp_path / "sites/aozora")
    local = adgen(tmp_path, "build", "-o", "local", "--no-cache", "-j", "1", "-q")
    there = adgen(tmp_path, "build", "-o", "there", "--no-cache", "--workers", dask.address, "-q", "--memory", "300M")
    assert (local.returncode, there.returncode) == (0, 0)
    assert local.stderr == there.stderr == ""
    assert make.read_tree(tmp_path / "there") == make.read_tree(tmp_path / "local")


def test_an_unreachable_cluster_fails_before_anything_is_built(tmp_path: Path) -> None:
    make.site(tmp_path / "sites/aozora")
    make.write(tmp_path / "in", {"a.jpg": make.jpeg(), "b.jpg": make.jpeg()})
    for words in (["build"], ["photos", "develop", "in", "build"]):
        said = adgen(tmp_path, *words, "--workers", "dask://127.0.0.1:1")
        assert (said.returncode, said.stdout) == (1, "")
        assert said.stderr.startswith("dask://127.0.0.1:1: ")
        assert len(said.stderr.splitlines()) == 2
        assert not (tmp_path / "build").exists()
