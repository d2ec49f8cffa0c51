"""CPU seconds of `adgen build` on the demo contractors: with no cache, in a fresh clone with the cache put back, and with nothing new.

`python -m benchmarks.restored_cache`
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SITES = Path(__file__).parent.parent / "sites"


def cpu_seconds(folder: Path) -> float:
    """User and system time of one build in `folder`, its workers included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "adgen", "build", "-q", "--jobs", "1"], cwd=folder, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def git(folder: Path, *words: str) -> None:
    """Run git in `folder`."""
    subprocess.run(["git", "-c", "user.name=b", "-c", "user.email=b@example.jp", *words], cwd=folder, check=True)


def main() -> None:
    """Print the three."""
    os.environ["PYTHONPATH"] = str(SITES.parent)
    with tempfile.TemporaryDirectory() as place:
        first, clone = Path(place, "first"), Path(place, "clone")
        shutil.copytree(SITES, first / "sites")
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "sites"]):
            git(first, *words)
        cold = cpu_seconds(first)
        git(Path(place), "clone", "-q", "first", "clone")
        shutil.copytree(first / ".adgen", clone / ".adgen")
        restored, same = cpu_seconds(clone), cpu_seconds(clone)
    for name, seconds in (("no cache", cold), ("fresh clone, cache put back", restored), ("nothing new", same)):
        print(f"{seconds:6.2f} s  {seconds / cold:6.1%}  {name}")


if __name__ == "__main__":
    main()
