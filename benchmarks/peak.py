"""Peak memory and CPU seconds of a command with all its descendants. Linux only.

    python benchmarks/peak.py adgen photos develop PHOTOS OUT --formats webp,jpeg -j 2

Memory is PSS from /proc/PID/smaps_rollup, summed over the whole tree every 50 ms: pages that processes share count once.
CPU seconds are the operating system's account of finished children.
"""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

_STEP = 0.05


def tree(pid: int) -> list[int]:
    """A process and its descendants, as far as they are still there."""
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        for child in children:
            found += tree(int(child))
    return found


def proportional(pid: int) -> int:
    """KiB of PSS; 0 of a process that has gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def main(command: list[str]) -> int:
    """Run the command and print its figures."""
    begun = time.monotonic()
    process = subprocess.Popen(command)
    peak, most, samples = 0, 0, 0
    while process.poll() is None:
        pids = tree(process.pid)
        peak = max(peak, sum(map(proportional, pids)))
        most = max(most, len(pids))
        samples += 1
        time.sleep(_STEP)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"peak {peak / 1024:.0f} MiB PSS of {most} processes   cpu {used.ru_utime + used.ru_stime:.2f} s   "
        f"wall {time.monotonic() - begun:.1f} s   {samples} samples   {os.cpu_count()} cores   exit {process.returncode}"
    )
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
