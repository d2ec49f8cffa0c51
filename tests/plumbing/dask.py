"""A real Dask cluster on this machine: a scheduler and workers of one thread each, in processes of their own."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_FILE = "scheduler.json"


@dataclass(frozen=True)
class Running:
    """A scheduler that is up, its workers, and the address as --workers takes it."""

    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]
    address: str


@contextlib.contextmanager
def running(place: Path, workers: int) -> Iterator[Running]:
    """The cluster, with its own files in `place`, until the block ends."""
    begun: list[subprocess.Popen[bytes]] = []
    try:
        begun.append(_start(place, "scheduler", "--port", "0"))
        begun += [_start(place, "worker", "--nthreads", "1", "--death-timeout", "60") for _ in range(workers)]
        address = _address(place / _FILE).replace("tcp://", "dask://")
        yield Running(begun[0], begun[1:], address)
    finally:
        for process in reversed(begun):
            process.terminate()
        for process in begun:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(place: Path, *words: str) -> subprocess.Popen[bytes]:
    """The address goes through a file, so that the port can be any free one."""
    command = [sys.executable, "-m", "dask", *words, "--scheduler-file", str(place / _FILE), "--no-dashboard"]
    own = {"PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(place)}
    with (place / "log.txt").open("ab") as log:
        return subprocess.Popen(
            [*command, "--host", "127.0.0.1"], cwd=place, env={**os.environ, **own}, stdout=log, stderr=log
        )


def _address(file: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.05)
    raise AssertionError("no scheduler: " + (file.parent / "log.txt").read_text())
