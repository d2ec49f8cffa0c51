"""One measure each: what the public checkers and a phone say of a page."""

import json
import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Response

from tests.browser.visit import barriers, overflow, visiting

HERE = Path(__file__).parent
WIDTHS = {320: 640, 390: 844, 768: 1024, 1280: 900}
_FLAGS = "--headless=new --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync"
_OWN_FILE = re.compile("^Resource violates Content Security Policy .meta tag.: [a-z ]+ “[./a-zA-Z0-9-]+” blocked")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


@dataclass(frozen=True)
class Scores:
    """Lighthouse on its mobile defaults: four scores of 100, times in milliseconds, and the audits that cost points."""

    scores: tuple[int, ...]
    lcp: int
    cls: float
    tbt: int
    misses: tuple[str, ...]


@dataclass(frozen=True)
class Weight:
    """What a phone of 390 px with two pixels each loads before anybody scrolls."""

    requests: int
    bytes: int


def html_findings(pages: Iterable[Path]) -> list[str]:
    """Errors and warnings of the Nu HTML checker, as `path:line: text`."""
    jar = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stderr or done.stdout)["messages"]
    return [f"{m['url']}:{m.get('lastLine', 0)}: {m['message']}" for m in found if _counts(m)]


def _counts(message: dict[str, Any]) -> bool:
    """An error or a warning. A file has no origin, so that the checker cannot tell that a relative address is 'self'."""
    told = message["type"] == "error" or message.get("subType") == "warning"
    return told and not _OWN_FILE.search(message["message"])


def lighthouse(address: str, chrome: str) -> Scores:
    """Lighthouse by its command. `is-crawlable` is skipped: the demo sites are kept out of search engines on purpose."""
    flags = _FLAGS + (" --no-sandbox" if hasattr(os, "geteuid") and os.geteuid() == 0 else "")
    command = [
        *("node", str(HERE / "node_modules/lighthouse/cli/index.js"), address, "--quiet", "--output=json"),
        *(f"--only-categories={','.join(CATEGORIES)}", "--skip-audits=is-crawlable", f"--chrome-flags={flags}"),
    ]
    environment = {**os.environ, "CHROME_PATH": chrome}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    report = json.loads(done.stdout)
    audits = report["audits"]
    return Scores(
        scores=tuple(round(100 * (report["categories"][c]["score"] or 0)) for c in CATEGORIES),
        lcp=round(audits["largest-contentful-paint"]["numericValue"]),
        cls=round(audits["cumulative-layout-shift"]["numericValue"], 3),
        tbt=round(audits["total-blocking-time"]["numericValue"]),
        misses=tuple(_missed(report)),
    )


def _missed(report: dict[str, Any]) -> Iterable[str]:
    for category in CATEGORIES:
        for part in report["categories"][category]["auditRefs"]:
            score = report["audits"][part["id"]]["score"]
            if part["weight"] and score is not None and score < 1:
                yield part["id"]


def browser_findings(browser: Browser, address: str, status: int) -> list[str]:
    """At every width: failures, requests to other hosts, what is said on the console, overflow, and axe's findings."""
    found = []
    for width, height in WIDTHS.items():
        window = browser.new_page(viewport={"width": width, "height": height}, locale="ja-JP")
        with visiting(window, address, status) as log:
            found += [f"{width} px: {text}" for text in (*log.findings, *overflow(window), *barriers(window))]
        window.close()
    return found


def weight(browser: Browser, address: str) -> Weight:
    """Bodies as the host sends them, without compression."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    window = context.new_page()
    answers: list[Response] = []
    window.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks its handlers, and a method of a list takes no mark
    window.goto(address, wait_until="networkidle")
    found = Weight(len(answers), sum(len(answer.body()) for answer in answers))
    context.close()
    return found
