"""How long a request takes from mail to renewed home page, request page and draft, in a site of 30 cases with warm photos.

    python benchmarks/request_new.py [--runs 7]

The site is the demo contractor 青空内装 with his ten cases and their photos three times. Its photos have been developed once;
each run takes another mail, begins in a new process without any page of it, and is told as wall and as CPU seconds of all
processes, median and worst. "Understanding" is the mail read, understood and ranked in a process of its own, imports
included, without a build. Goals: 3 s and 1 s.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "sites" / "aozora"
_COPIES = 3
_MAIL = """From: portal@portal.example.jp
Subject: request
Date: Fri, 20 Nov 2026 19:20:00 +0900
Message-ID: <{n}@portal.example.jp>
Content-Type: text/plain; charset=utf-8

件名：壁紙張替え
地域：愛知県名古屋市千種区
建物：マンション
ご依頼内容：{size}畳の寝室の壁と天井の壁紙を張り替えたいです。費用はいくらくらいでしょうか。
返信はこちら：https://portal.example.jp/reply/{n}
"""
# The least that tells what a request is about, to whom, and which cases fit.
_UNDERSTAND = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from adgen.inquiry.mail.read import read_letters
from adgen.request.bid import arrival, bid
now = datetime.now(timezone.utc)
data = Path(sys.argv[1]).read_bytes()
came = arrival(read_letters(data)[0], data, now)
assert bid(Path("sites/aozora"), came, now).own_cases
"""


def prepare(work: Path) -> None:
    """A site of thirty cases, built once."""
    site = work / "sites" / "aozora"
    shutil.copytree(SAMPLE, site, ignore=shutil.ignore_patterns("requests", "inbox"))
    for case in sorted((SAMPLE / "cases").iterdir()):
        for number in range(1, _COPIES):
            copy = site / "cases" / f"{case.name}-{number}"
            shutil.copytree(case, copy)
    subprocess.run([sys.executable, "-m", "adgen", "build", "--quiet"], cwd=work, check=True)


def timed(work: Path, *words: str) -> tuple[float, float]:
    """(wall, CPU) seconds of a command."""
    before, begun = os.times(), time.monotonic()
    subprocess.run([sys.executable, *words], cwd=work, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.monotonic() - begun, spent


def told(name: str, times: list[tuple[float, float]], goal: float) -> None:
    """One line: median and worst of wall and CPU."""
    wall, spent = ([t[n] for t in times] for n in (0, 1))
    print(
        f"{name:<14} wall {statistics.median(wall):.2f} s (worst {max(wall):.2f})   "
        f"CPU {statistics.median(spent):.2f} s (worst {max(spent):.2f})   goal {goal:.0f} s"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        prepare(work)
        understood, whole = [], []
        for n in range(runs):
            (work / "mail.eml").write_text(_MAIL.format(n=n, size=n + 4), "utf-8")
            understood.append(timed(work, "-c", _UNDERSTAND, "mail.eml"))
            whole.append(timed(work, "-m", "adgen", "request", "new", "mail.eml"))
            # Each run meets the site as the first did: no page of a request, and the home page as it was.
            for folder in ("requests", "inbox"):
                shutil.rmtree(work / "sites/aozora" / folder)
            subprocess.run([sys.executable, "-m", "adgen", "build", "--quiet"], cwd=work, check=True)
        cases = len(list((work / "sites/aozora/cases").iterdir()))
    print(f"{cases} cases, {runs} runs")
    told("understanding", understood, 1)
    told("request new", whole, 3)


if __name__ == "__main__":
    main()
