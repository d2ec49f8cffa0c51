"""`make audit`: builds the demo sites and prints what the public checkers say of every kind of page.

`--lighthouse N` limits Lighthouse to N pages (it takes about 20 seconds each); 0 leaves it out.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.audit.measures import CATEGORIES, Scores, Weight, browser_findings, html_findings, lighthouse, weight
from tests.browser.chromium import installed, opened
from tests.browser.requests import plant
from tests.browser.serving import served
from tests.browser.tree import DEMOS, LIST, ROOT, SITES, Page, read_pages

NOW = "2026-11-21"
BUDGET = Weight(25, 200_000)
_FAST = 1500
_STILL = 0.01


def main() -> int:
    """Build, measure, print; the exit code says whether everything is as wanted."""
    options = argparse.ArgumentParser(prog="make audit")
    options.add_argument("--lighthouse", type=int, default=99, metavar="N")
    most = options.parse_args().lighthouse
    chrome = installed()
    if not chrome:
        sys.exit("make audit needs Chromium: sh tests/browser/install.sh")
    with tempfile.TemporaryDirectory() as place:
        plain, asked = Path(place) / "plain", Path(place) / "asked"
        _build(SITES, plain)
        misses = _audited(plain, read_pages(plain), chrome, most)
        print("\n\nWith requests: their pages, and the home pages that they lead")
        shutil.copytree(SITES, Path(place) / "sites")
        plant(Path(place) / "sites")
        _build(Path(place) / "sites", asked)
        misses += _audited(asked, tuple(p for p in read_pages(asked) if p.kind in ("home", "requests")), chrome, most)
    print(f"\n{misses} misses" if misses else "\nno misses")
    return 1 if misses else 0


def _build(sites: Path, output: Path) -> None:
    command = [sys.executable, "-m", "adgen", "build", "-q", "--sites", str(sites), "-o", str(output), "--now", NOW]
    subprocess.run(command, cwd=ROOT, check=True)


def _audited(output: Path, pages: tuple[Page, ...], chrome: str, most: int) -> int:
    """Everything asked about some pages of an output; the number of misses."""
    with ExitStack() as stack:
        folders = {**{site: output / site for site in DEMOS}, LIST: output}
        plain = {site: stack.enter_context(served(folder)) for site, folder in folders.items()}
        misses = _audit(pages, output, chrome, plain)
        small = {site: stack.enter_context(served(f, compressing=True)) for site, f in folders.items()}
        return misses + _scores({page.path: lighthouse(_address(small, page), chrome) for page in _kinds(pages)[:most]})


def _audit(pages: tuple[Page, ...], output: Path, chrome: str, hosts: dict[str, str]) -> int:
    chosen = _kinds(pages)
    misses = _section("Nu HTML checker", html_findings(output / page.path for page in pages), len(pages))
    with opened(chrome) as browser:
        seen = (*chosen, *filter(_is_lost, pages))
        found = [
            f"{page.path} at {text}"
            for page in seen
            for text in browser_findings(browser, _address(hosts, page), 404 if _is_lost(page) else 200)
        ]
        misses += _section("axe, overflow, other hosts and console at 320, 390, 768, 1280 px", found, len(seen))
        misses += _weights(
            {page.site: weight(browser, _address(hosts, page)) for page in chosen if page.kind == "home"}
        )
    return misses


def _kinds(pages: tuple[Page, ...]) -> list[Page]:
    """One page of each kind of each site; the page for wrong addresses is looked at apart."""
    kinds = {(page.site, page.kind): page for page in reversed(pages) if not _is_lost(page)}
    return sorted(kinds.values(), key=lambda page: page.path)


def _is_lost(page: Page) -> bool:
    return page.path.endswith("/404.html")


def _address(hosts: dict[str, str], page: Page) -> str:
    """Each site stands at the root of a host of its own; a host shows 404.html under any wrong address."""
    inside = page.path.removeprefix(f"{page.site}/")
    return hosts[page.site] + ("no/such/page.html" if _is_lost(page) else inside)


def _section(name: str, found: list[str], of: int) -> int:
    print(f"\n{name} ({of} pages): {len(found)} findings")
    for line in found:
        print(f"  {line}")
    return len(found)


def _weights(found: dict[str, Weight]) -> int:
    print(
        f"\nHome page on a phone before scrolling, uncompressed (budget {BUDGET.bytes // 1000} KB, {BUDGET.requests} requests)"
    )
    for site, one in found.items():
        print(f"  {site:10} {one.bytes / 1000:6.0f} KB {one.requests:3} requests")
    return sum(one.bytes > BUDGET.bytes or one.requests > BUDGET.requests for one in found.values())


def _scores(found: dict[str, Scores]) -> int:
    print(f"\nLighthouse, mobile, from a host that compresses text: {', '.join(CATEGORIES)}; LCP ms, CLS, TBT ms")
    misses = 0
    for path, one in found.items():
        wrong = min(one.scores) < 100 or one.lcp > _FAST or one.cls > _STILL or one.tbt > 0
        misses += wrong
        line = " ".join(f"{score:3}" for score in one.scores)
        print(f"  {path:44} {line}  {one.lcp:5} {one.cls:6.3f} {one.tbt:4}  {' '.join(one.misses)}")
    return misses


if __name__ == "__main__":
    sys.exit(main())
