"""`adgen publish` of 3,000 files by SFTP, beside `sftp -b` and rsync over the same server on loopback, in turn.

python benchmarks/publish.py WORK [--files 3000] [--runs 3]

Wall seconds and CPU seconds (of the client, with ssh where it is a process of its own), medians. `again` is a second run with one
changed page. adgen writes each file under another name and renames it, keeps its list and a lock; `sftp -b` writes in place.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from adgen.plumbing.tree import new_tree  # noqa: E402 - this checkout, not what is installed
from tests.publish.servers import Server, sshd  # noqa: E402

SIZES = (4_000, 12_000, 30_000, 60_000)
PAGES = 100


def _build(folder: Path, files: int, text: str) -> None:
    """A tree as a build leaves it: few pages, the rest pictures."""
    noise = random.Random(7)
    with new_tree(folder) as tree:
        tree.write("index.html", text.encode() * 500)
        for n in range(1, files):
            data = noise.randbytes(SIZES[n % len(SIZES)])
            tree.write(f"cases/c-{n}.html" if n < PAGES else f"photos/p{n % 20}/f-{n}.avif", data)
        tree.about = {"site": "mihon", "published": True, "until": "", "shown": {"photos": {}, "other": []}}


def _timed(run: Callable[[], None]) -> tuple[float, float]:
    """(wall, CPU) seconds of processes that are begun and end in `run`."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run()
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _adgen(work: Path, server: Server, target: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(server.home)}
    words = [sys.executable, "-m", "adgen", "publish", "--to", f"sftp://adgen-test{target}", "--now", "2026-11-22"]
    subprocess.run(words, cwd=work, env=environment, check=True, stdout=subprocess.DEVNULL)


def _sftp(work: Path, server: Server, target: Path) -> None:
    tree = work / "build/mihon"
    paths = sorted(path for path in tree.rglob("*") if path.is_file())
    folders = sorted({path.parent for path in paths} - {tree})
    lines = [f"-mkdir {target}", f"-mkdir {target}/photos"]
    lines += [f"-mkdir {target}/{folder.relative_to(tree)}" for folder in folders]
    lines += [f"put {path} {target}/{path.relative_to(tree)}" for path in paths]
    (work / "batch").write_text("\n".join(lines) + "\n", "utf-8")
    words = ["sftp", "-q", "-F", str(server.home / ".ssh/config"), "-b", str(work / "batch"), "adgen-test"]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _rsync(work: Path, server: Server, target: Path) -> None:
    ssh = f"ssh -F {server.home / '.ssh/config'}"
    subprocess.run(["rsync", "-a", "-e", ssh, f"{work / 'build/mihon'}/", f"adgen-test:{target}/"], check=True)


def main() -> None:
    """Measure, and print one line for each way."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("work", type=Path)
    options.add_argument("--files", type=int, default=3000)
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    work = chosen.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    (work / "sites/mihon").mkdir(parents=True)
    (work / "sites/mihon/site.yaml").write_text("屋号: 見本内装\n", "utf-8")
    ways = {"adgen publish": _adgen, "sftp -b": _sftp, "rsync": _rsync}
    found: dict[str, list[tuple[float, float]]] = {}
    with sshd(work / "server") as server:
        for _ in range(chosen.runs):
            _build(work / "build/mihon", chosen.files, "前")
            shutil.rmtree(work / ".adgen", ignore_errors=True)
            for name, way in ways.items():
                target = work / "server/www"
                shutil.rmtree(target, ignore_errors=True)
                found.setdefault(name, []).append(_timed(lambda: way(work, server, target)))  # noqa: B023
                sent = sum(path.is_file() for path in target.rglob("*"))
                assert sent >= chosen.files, (name, sent)
                if way is not _sftp:
                    _build(work / "build/mihon", chosen.files, "後")
                    found.setdefault(f"{name}, again", []).append(_timed(lambda: way(work, server, target)))  # noqa: B023
                    _build(work / "build/mihon", chosen.files, "前")
    wall = statistics.median(row[0] for row in found["sftp -b"])
    for name, rows in found.items():
        median, cpu = (statistics.median(row[n] for row in rows) for n in (0, 1))
        print(f"{name:<22} {median:6.2f} s   {cpu:6.2f} CPU s   {median / wall:5.2f} of sftp -b")


if __name__ == "__main__":
    main()
