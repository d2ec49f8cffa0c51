"""One Dask worker against two on a folder of photos, and against local processes: wall time, and whether bytes are the same.

    python benchmarks/cluster.py PHOTOS [--runs 3]

Starts a scheduler and workers of one thread each on this machine; needs two cores with nothing else to do. Before each run
the machine does the same small sum in two processes at once, twice as often as in one: what it gets for that, at best 2, is the
most that two workers can show.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_SUM = "sum(n * n for n in range(6_000_000))"
_PYTHON = [sys.executable, "-m"]


@contextlib.contextmanager
def dask(place: Path, workers: int) -> Iterator[str]:
    """A scheduler with so many workers of one thread; its address."""
    file = place / "scheduler.json"
    file.unlink(missing_ok=True)
    words = ["--scheduler-file", str(file), "--no-dashboard", "--host", "127.0.0.1"]
    with (place / "log.txt").open("ab") as log:

        def start(*command: str) -> subprocess.Popen[bytes]:
            return subprocess.Popen([*_PYTHON, "dask", *command, *words], cwd=place, stdout=log, stderr=log)

        begun = [start("scheduler", "--port", "0")]
        begun += [start("worker", "--nthreads", "1") for _ in range(workers)]
        try:
            while not file.exists() or not file.read_text().endswith("}"):
                time.sleep(0.1)
            address = str(json.loads(file.read_text())["address"])
            _wait(address, workers)
            yield address.replace("tcp", "dask")
        finally:
            for process in reversed(begun):
                process.terminate()
                process.wait()


def _wait(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)


def develop(source: Path, target: Path, *words: str) -> float:
    """Wall seconds of adgen photos develop."""
    begun = time.monotonic()
    command = [*_PYTHON, "adgen", "photos", "develop", str(source), str(target), *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begun


def share() -> float:
    """How much more two processes get done at once than one does."""
    spans = []
    for count in (1, 2):
        begun = time.monotonic()
        for process in [subprocess.Popen([sys.executable, "-c", _SUM]) for _ in range(count)]:
            process.wait()
        spans.append(time.monotonic() - begun)
    return 2 * spans[0] / spans[1]


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    names = [{p.name for p in folder.iterdir()} for folder in (one, other)]
    return names[0] == names[1] and all((one / n).read_bytes() == (other / n).read_bytes() for n in names[0])


def main() -> None:
    """Run all sides in turn and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    told = parser.parse_args()
    walls: dict[str, list[float]] = {"1 worker": [], "2 workers": [], "local -j 2": []}
    shares = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for run in range(told.runs):
            shares.append(share())
            for count in (1, 2):
                with dask(place, count) as address:
                    there = place / f"{run}-{count}"
                    walls[f"{count} worker{'s' * (count > 1)}"].append(
                        develop(told.photos, there, "--workers", address)
                    )
            walls["local -j 2"].append(develop(told.photos, place / f"{run}-local", "-j", "2"))
        folders = [p for p in place.iterdir() if p.is_dir() and p.name[0].isdigit()]
        equal = all(same(folders[0], other) for other in folders[1:])
        files = len(list(folders[0].iterdir()))
    for name, found in walls.items():
        print(f"{name}: {statistics.median(found):.2f} s ({min(found):.2f}-{max(found):.2f})")
    ratio = statistics.median(walls["1 worker"]) / statistics.median(walls["2 workers"])
    print(
        f"1 worker : 2 workers = {ratio:.2f}   goal 1.5   this machine gives two processes {statistics.median(shares):.2f}"
    )
    print(
        f"{len(folders)} folders of {files} files, bytes {'the same' if equal else 'NOT the same'}; {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    main()
