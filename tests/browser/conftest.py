"""The three demo sites, built and published once and served at two roots, and one browser for all tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window

from tests import make
from tests.browser.chromium import installed, opened
from tests.browser.serving import served
from tests.browser.tree import DEMOS, ROOT, SITES, Page, read_pages

NOW = "2026-11-21"
PATIENCE = 15_000  # milliseconds
HEIGHTS = {320: 640, 390: 844, 768: 1024, 1280: 900}


@dataclass(frozen=True)
class Demo:
    """What was published; `at_root` and `below` are the addresses of the same tree at `/` and at `/a/b/`, `alone` of each site on a host of its own."""

    output: Path
    pages: tuple[Page, ...]
    at_root: str
    below: str
    alone: dict[str, str]

    def of(self, site: str) -> list[Page]:
        return [page for page in self.pages if page.site == site]

    def one_of_each_kind(self, site: str) -> list[Page]:
        return list({page.kind: page for page in reversed(self.of(site))}.values())

    def one(self, site: str, kind: str) -> Page:
        return next(page for page in self.of(site) if page.kind == kind)


def build_demo(sites: Path, output: Path, *options: str) -> None:
    """Build a folder of sites as a contractor would, on the day of these tests."""
    _run(ROOT, "build", "--sites", str(sites), "-o", str(output), *options)


def publish_demo(sites: Path, output: Path, place: Path) -> None:
    """Publish it as a contractor would; the list of all sites, which nobody publishes, is laid beside."""
    # What publishing remembers of a place lies where it is run.
    _run(output.parent, "publish", "--sites", str(sites), "-o", str(output), "--to", f"{place}/{{site}}")
    for path in output.iterdir():
        if path.is_file():
            shutil.copy(path, place)


def _run(where: Path, *words: str) -> None:
    plain = {key: value for key, value in os.environ.items() if not key.startswith("ADGEN_")}
    plain["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "adgen", *words, "--now", NOW]
    done = subprocess.run(command, cwd=where, env=plain, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Built and published by the commands themselves; the cache is that of the checkout, so that a second run encodes nothing."""
    folder = tmp_path_factory.mktemp("demo")
    built, output = tmp_path_factory.mktemp("built") / "build", folder / "a" / "b"
    build_demo(SITES, built)
    publish_demo(SITES, built, output)
    with ExitStack() as stack:
        alone = {site: stack.enter_context(served(output / site)) for site in DEMOS}
        at_root, above = (stack.enter_context(served(f)) for f in (output, folder))
        yield Demo(output, read_pages(output), at_root, f"{above}a/b/", alone)


# Playwright keeps an event loop running in this thread, so it ends with this folder's tests.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = installed()
    if not path:
        pytest.fail(
            "No browser: apt install chromium fonts-noto-cjk (Debian), or install Google Chrome (macOS).", pytrace=False
        )
    with opened(path) as browser:
        yield browser


@pytest.fixture(scope="package")
def windows(browser: Browser) -> Iterator[dict[int, Window]]:
    """One window for each width."""
    made = {w: browser.new_page(viewport={"width": w, "height": h}, locale="ja-JP") for w, h in HEIGHTS.items()}
    for window in made.values():
        window.set_default_timeout(PATIENCE)
    yield made
    for window in made.values():
        window.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one small site, to be served while it changes."""
    make.site(tmp_path / "sites/aozora")
    return tmp_path


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    """A telephone."""
    window = browser.new_page(viewport={"width": 390, "height": 700}, locale="ja-JP")
    window.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield window
    window.close()
