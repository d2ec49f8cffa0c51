"""The gate against the build that it guards (CPU seconds): a site of 12 pages with warm photos, one request, and a full inbox.

python benchmarks/gate.py WORK [--records 30] [--runs 5]

`first` looks at every page, as after a new record; `edited` at those that a change of the request made anew; both are shares
of the build around them. A build that has no request loads nothing of it.
"""

import argparse
import json
import re
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from make_photos import SITES

from adgen.build import Settings, Tools, build_site, gate, last_look
from adgen.pages.theme import theme_folder
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import open_index
from adgen.plumbing.workers import open_workers

SITE, SERVICE, CASES = "aozora", "kabegami.md", ("living-yani", "bedroom-moulding")
TOKEN = "0123456789abcdef" * 2
TODAY = date(2026, 11, 22)


def _site(folder: Path, records: int) -> None:
    """The demo contractor with few cases, so that it has 12 pages, one of them for a request."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SITES / SITE, folder)
    for case in (folder / "cases").iterdir():
        if case.name not in CASES:
            shutil.rmtree(case)
    for service in (folder / "services").iterdir():
        if service.name != SERVICE:
            service.unlink()
    for file in (folder / "site.yaml", folder / "services" / SERVICE):
        file.write_text(re.sub(r"(?m)^ *事例: .*\n", "", file.read_text("utf-8")), "utf-8")
    for n in range(records):
        token = TOKEN if n == 0 else f"{n:032x}"
        (folder / "inbox" / token).mkdir(parents=True)
        record = {
            "names": [f"見本{n:02} 花子"],
            "phones": [f"070-0000-{n:04}"],
            "mails": [f"mihon{n}@example.jp"],
            "addresses": [f"見本町{n}-9-9"],
        }
        (folder / "inbox" / token / "record.json").write_text(json.dumps(record), "utf-8")


def _request(folder: Path, n: int) -> None:
    (folder / "requests").mkdir(exist_ok=True)
    text = f"業種: cross\n作成日: 2026-11-20\n先頭に出す期限: 2026-12-04\n一言: {n}回目の手直しです。\n"
    (folder / "requests" / f"{TOKEN}.yaml").write_text(text, "utf-8")


class _Clock:
    """Puts a watch around a search."""

    def __init__(self, search: Callable[..., Iterable[object]]) -> None:
        self.seconds = 0.0
        self._search = search

    def __call__(self, *values: object) -> list[object]:
        begun = time.process_time()
        found = list(self._search(*values))
        self.seconds = time.process_time() - begun
        return list(found)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--records", type=int, default=30)
    parser.add_argument("--runs", type=int, default=5)
    told = parser.parse_args()
    folder, target = told.work / "sites" / SITE, told.work / "build" / SITE
    _site(folder, told.records)
    clock, look = _Clock(gate.search_leaks), _Clock(last_look.search)
    gate.search_leaks, last_look.search = clock, look  # type: ignore[assignment]
    shares: dict[str, list[float]] = {"first": [], "edited": []}
    looks: dict[str, list[float]] = {"first": [], "edited": []}
    pages = 0
    with open_workers(1) as workers:
        for n in range(told.runs + 1):
            index = told.work / "index.sqlite"
            for leftover in told.work.glob("index.sqlite*"):
                leftover.unlink()
            for kind, share in shares.items():
                _request(folder, 2 * n + (kind == "edited"))
                begun = time.process_time()
                with open_index(index) as opened:
                    report = build_site(
                        folder,
                        target,
                        Settings(TODAY, theme_folder()),
                        Tools(workers, Cache(told.work / "cache"), opened),
                    )
                whole = time.process_time() - begun
                pages = report.pages
                if not report.is_built:
                    sys.exit(str(report.problems))
                # The first run develops the photos and warms what Python loads.
                if n:
                    without = whole - clock.seconds - look.seconds
                    share.append(clock.seconds / without)
                    looks[kind].append(look.seconds / without)
                    print(
                        f"{kind}: gate {clock.seconds:.3f} s, last look {look.seconds:.3f} s, build without them {without:.3f} s"
                    )
    told_shares = ", ".join(f"{kind} {statistics.median(s):.3f}" for kind, s in shares.items())
    told_looks = ", ".join(f"{kind} {statistics.median(s):.3f}" for kind, s in looks.items())
    print(f"{pages} pages, {told.records} records: gate {told_shares}; last look {told_looks} of the build")
