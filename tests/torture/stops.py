"""Ctrl-C and SIGTERM at random moments of a build with photos to make: how long it takes to stop, and what is left."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests import make
from tests.torture.worker import SITE

_LIMIT = 2.0
_SAYS = "中断しました。前回のサイトはそのままです。"


@dataclass(frozen=True)
class Stops:
    """How many builds were stopped, how long the slowest took to end (seconds on the clock), and what was found."""

    stopped: int
    slowest: float
    findings: tuple[str, ...]


def stops(root: Path, count: int, longest: float = 6.0, seed: int = 0) -> Stops:
    """Stop so many builds of the demo site, each within its first `longest` seconds; no photo is in the cache."""
    shutil.copytree(SITE, root / "sites/aozora")
    first = _start(root, "--draft-photos")
    first.communicate()
    before, random = make.read_tree(root / "build"), Random(seed)
    stopped, slowest, found = 0, 0.0, []
    for n in range(count):
        shutil.rmtree(root / ".adgen", ignore_errors=True)
        process = _start(root, "--force")
        time.sleep(random.uniform(0.5, longest))
        begun = time.monotonic()
        process.send_signal((signal.SIGINT, signal.SIGTERM)[n % 2])
        _, said = process.communicate()
        took = time.monotonic() - begun
        if process.returncode == 0:
            found.append("it ended before: the moments are too late")
            break
        stopped, slowest = stopped + 1, max(slowest, took)
        found += [f"{what} after {took:.1f} s" for what in _wrong(root, process.returncode, said, took, before)]
    return Stops(stopped, slowest, tuple(found))


def _start(root: Path, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "adgen", "build", "--now", "2026-11-20", "-j", "2", *words]
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(command, cwd=root, env=here, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def _wrong(root: Path, code: int, said: str, took: float, before: dict[str, bytes]) -> Iterator[str]:
    if code != 130 or _SAYS not in said or "Traceback" in said:
        yield f"exit {code}, {said[-200:]!r}"
    if took > _LIMIT:
        yield "too slow"
    if make.read_tree(root / "build") != before:
        yield "the old site is not what it was"
    if left := [p.name for p in (root / "build").iterdir() if p.is_dir() and p.name != "aozora"]:
        yield f"left behind: {left}"
