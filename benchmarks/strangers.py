"""What --untrusted costs: folders of a few pages and photos, built and built again, together and each apart (CPU seconds).

python benchmarks/strangers.py WORK [--sites 20] [-j 2]

`spoilt` of every twenty folders are broken in a way of their own: a bomb of a photo, a pipe, a claim on the address of another one.
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from make_photos import SITES

SITE, SERVICE, CASES = "aozora", "kabegami.md", ("living-yani", "bedroom-moulding")
DAY = "2026-11-22"


def _small(folder: Path) -> str:
    """The demo contractor with few cases in `folder`; the text of its site.yaml."""
    shutil.copytree(SITES / SITE, folder)
    for entry in (*(folder / "cases").iterdir(), *(folder / "services").iterdir()):
        if entry.is_dir() and entry.name not in CASES:
            shutil.rmtree(entry)
        elif entry.is_file() and entry.name != SERVICE:
            entry.unlink()
    for file in (folder / "site.yaml", folder / "services" / SERVICE):
        file.write_text(re.sub(r"(?m)^ *(事例|公開名): .*\n", "", file.read_text("utf-8")), "utf-8")
    return (folder / "site.yaml").read_text("utf-8")


def _fleet(sites: Path, count: int) -> int:
    """`count` folders, and how many of them are spoilt."""
    shutil.rmtree(sites, ignore_errors=True)
    first = sites / "s000"
    text = _small(first)
    for n in range(1, count):
        folder = sites / f"s{n:03}"
        shutil.copytree(first, folder)
        # Not one photo of another, or those together would be developed once.
        for photo in folder.rglob("*.jpg"):
            photo.write_bytes(photo.read_bytes() + b"%d" % n)
    spoilt = range(7, count, 20)
    for kind, n in enumerate(spoilt):
        folder = sites / f"s{n:03}"
        faq = folder / "faq.yaml"
        faq.unlink()
        if kind % 3 == 0:
            (folder / "site.yaml").write_text(text + "\n公開名: s000\n", "utf-8")
        elif kind % 3 == 1:
            os.mkfifo(faq)
        else:
            faq.write_text("- 質問: " + "[" * 30_000, "utf-8")
    return len(spoilt)


def _run(place: Path, *words: str) -> tuple[float, dict[str, int]]:
    """(CPU seconds with all helpers, the counts of the report)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "adgen", "build", "--now", DAY, "--format", "json", "--draft-photos", *words]
    done = subprocess.run(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    report = json.loads(done.stdout)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, {"built": report["built"], "failed": report["failed"], "code": done.returncode}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("-j", dest="jobs", default="2")
    told = parser.parse_args()
    spoilt = _fleet(told.work / "sites", told.sites)
    print(f"{told.sites} folders, {spoilt} spoilt")
    for name, words in (("together", ()), ("apart", ("--untrusted",))):
        for state in ("new", "nothing new"):
            seconds, counts = _run(told.work, "-o", name, "--cache-dir", f".cache-{name}", "-j", told.jobs, *words)
            print(
                f"{name}, {state}: {seconds:.2f} s of processor time, {1000 * seconds / told.sites:.0f} ms a site; {counts}"
            )
