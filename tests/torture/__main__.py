"""Every promise under torture, whole: `make torture`. It prints a table, and ends with 1 when anything was found.

With words only the rows that begin so are run: `python -m tests.torture hostile kills`.
"""

import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.torture import disk, weather
from tests.torture.faults import ACTS, faults
from tests.torture.fleet import fleet
from tests.torture.hostile import judged
from tests.torture.kills import kills
from tests.torture.stops import stops
from tests.torture.yard import open_yard

_PROCESSES = 2


@dataclass(frozen=True)
class Row:
    """What was done, in words with figures, and what should not have happened."""

    figures: str
    findings: tuple[str, ...]


def _hostile(place: Path) -> Row:
    found = judged(1, _PROCESSES, place)
    groups = ", ".join(f"{name} {n}" for name, n in sorted(found.judged.items()))
    return Row(f"{sum(found.judged.values())} variants ({groups})", tuple(": ".join(f) for f in found.findings))


def _kills(place: Path) -> Row:
    found = kills(open_yard(place), 1_000)
    return Row(f"{found.killed} killed, {found.ended} ended before, {found.looks} looks", found.findings)


def _stops(place: Path) -> Row:
    found = stops(place, 40)
    return Row(f"{found.stopped} stopped, the slowest in {found.slowest:.1f} s", found.findings)


def _faults(place: Path) -> Row:
    yard = open_yard(place)
    results = {name: faults(yard, name, 1) for name in ACTS}
    figures = ", ".join(f"{name} at {found.calls} calls" for name, found in results.items())
    return Row(figures, tuple(f"{name}: {what}" for name, found in results.items() for what in found.findings))


def _disks(place: Path) -> Row:
    if not disk.may_mount():
        return Row("not measured: this machine lets us mount nothing", ())
    ends, found = disk.full_disks(place, 25)
    return Row(", ".join(f"{n} {end}" for end, n in sorted(ends.items())), found)


def _caches(place: Path) -> Row:
    return Row(
        f"{len(weather.DAMAGES)} kinds of damage to every entry", tuple(weather.damaged_caches(open_yard(place)))
    )


def _clocks(place: Path) -> Row:
    return Row(f"every file of {' and of '.join(weather.CLOCKS)}", tuple(weather.wrong_clocks(open_yard(place))))


def _at_once(place: Path) -> Row:
    yard = open_yard(place)
    return Row("25 times 4 builds at once", tuple(what for _ in range(25) for what in weather.at_once(yard, 4)))


def _targets(place: Path) -> Row:
    return Row("5 targets that are not ours", tuple(weather.unwritable(open_yard(place))))


def _fleet(place: Path) -> Row:
    found = fleet(place, 1_000)
    return Row(f"{found.built} built, {found.failed} hostile ones refused", found.findings)


ROWS: dict[str, Callable[[Path], Row]] = {
    "hostile variants": _hostile,
    "kills at random": _kills,
    "stops at random": _stops,
    "faults at every call": _faults,
    "full disks": _disks,
    "damaged caches": _caches,
    "wrong clocks": _clocks,
    "builds at once": _at_once,
    "foreign targets": _targets,
    "fleet": _fleet,
}


def main(words: list[str]) -> int:
    """Run the rows, print them; 1 when anything was found."""
    sys.stdout.write("| what | done | found | CPU s | s |\n|---|---|---|---|---|\n")
    bad: list[str] = []
    for name, run in ROWS.items():
        if words and not name.startswith(tuple(words)):
            continue
        begun, used = time.monotonic(), _cpu()
        with tempfile.TemporaryDirectory() as place:
            row = run(Path(place))
        took = f"{_cpu() - used:.0f} | {time.monotonic() - begun:.0f}"
        sys.stdout.write(f"| {name} | {row.figures} | {len(row.findings)} | {took} |\n")
        sys.stdout.flush()
        bad += [f"{name}: {what}" for what in row.findings]
    sys.stdout.write("".join(f"\n- {what}" for what in bad) + ("\n" if bad else ""))
    return 1 if bad else 0


def _cpu() -> float:
    """CPU seconds of this process and of all that it waited for."""
    return sum(
        u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    # A shell that runs this in the background has it, and whatever it starts, ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
