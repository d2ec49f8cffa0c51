"""Hostile variants of the demo site, judged by several processes."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Verdict:
    """How many variants of each group were judged, and what was found: (group, name, what)."""

    judged: Counter[str]
    findings: tuple[tuple[str, str, str], ...]


def judged(every: int, processes: int, place: Path) -> Verdict:
    """Every so-manieth variant, in as many processes; the folder `place` takes their copies of the site."""
    counts: Counter[str] = Counter()
    found: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory(dir=place) as work:
        running = [_start(Path(work) / str(n), f"{n}/{processes}", every) for n in range(processes)]
        for n, process in enumerate(running):
            process.wait()
            lines = [json.loads(line) for line in (Path(work) / f"{n}.out").read_text("utf-8").splitlines()]
            counts.update(group for group, _, _ in lines)
            found += [(group, name, what) for group, name, whats in lines for what in whats]
            if process.returncode:
                last = lines[-1][1] if lines else "nothing"
                found.append(
                    (
                        "worker",
                        f"{n} after {last}",
                        f"exit {process.returncode}: {(Path(work) / f'{n}.err').read_text('utf-8')[-600:]}",
                    )
                )
    return Verdict(counts, tuple(found))


def _start(work: Path, part: str, every: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.torture.worker", str(work), part, str(every)]
    here = Path(__file__).parents[2]
    with open(f"{work}.out", "wb") as out, open(f"{work}.err", "wb") as err:
        return subprocess.Popen(command, cwd=here, stdout=out, stderr=err)
