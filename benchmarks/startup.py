"""`adgen --help` against bare Python: the limit is 0.15 s, the ratio says what adgen adds.

python benchmarks/startup.py
"""

import statistics
import subprocess
import sys
import time

RUNS = 15


def median(*command: str) -> float:
    """Median wall seconds of a command."""
    times = []
    for _ in range(RUNS):
        begun = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.monotonic() - begun)
    return statistics.median(times)


bare = median(sys.executable, "-c", "pass")
helped = median(sys.executable, "-m", "adgen", "--help")
print(f"python -c pass: {bare:.3f} s   adgen --help: {helped:.3f} s   ratio {helped / bare:.1f}   limit 0.150 s")
