"""Two commands in turn, A B A B …: CPU seconds, wall seconds and peak memory of each, and the ratio of the medians.

    python benchmarks/compare.py --runs 3 --clean OUT_A OUT_B -- 'COMMAND A' 'COMMAND B'

CPU seconds are those of the whole tree of processes, from the operating system's account of finished children; on a shared
machine they are the figure to quote. `--clean` empties folders before every run.
"""

import argparse
import json
import os
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import time


def measure(command: list[str]) -> dict[str, float]:
    """One run in a process of its own, so that its children are counted apart from those of other runs."""
    script = (
        "import json,resource,subprocess,sys,time\n"
        "begun=time.monotonic();code=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL).returncode\n"
        "used=resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps({'cpu':used.ru_utime+used.ru_stime,'wall':time.monotonic()-begun,'peak':used.ru_maxrss/1024,'code':code}))"
    )
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    if found["code"]:
        raise SystemExit(f"{shlex.join(command)} ended with {found['code']}:\n{done.stderr}")
    return found


def main() -> None:
    """Run both sides in turn and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--clean", nargs="*", default=[])
    parser.add_argument("commands", nargs=2)
    told = parser.parse_args()
    runs: list[list[dict[str, float]]] = [[], []]
    for _ in range(told.runs):
        for side, command in enumerate(told.commands):
            for folder in told.clean:
                shutil.rmtree(folder, ignore_errors=True)
            runs[side].append(measure(shlex.split(command)))
    print(
        f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {told.runs} runs each, page size {resource.getpagesize()}"
    )
    for name, side in zip("AB", runs, strict=True):
        figures = "  ".join(f"{key} {_spread([r[key] for r in side])}" for key in ("cpu", "wall", "peak"))
        print(f"{name}: {figures}   {told.commands['AB'.index(name)]}")
    for key in ("cpu", "wall", "peak"):
        ratio = statistics.median(r[key] for r in runs[0]) / statistics.median(r[key] for r in runs[1])
        print(f"ratio A/B {key}: {ratio:.2f}")


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"{time.monotonic() - started:.0f} s in all")
