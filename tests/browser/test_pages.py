"""Every page in a browser: nothing fails, nothing leaves the host, nothing overflows, and nobody is shut out."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Window

from adgen.pages.style import slim
from adgen.pages.theme import theme_folder
from tests.browser.conftest import Demo
from tests.browser.serving import served
from tests.browser.tree import DEMOS, LIST, Page
from tests.browser.visit import barriers, overflow, visiting

pytestmark = pytest.mark.browser

FAULTY = Path(__file__).parent / "faulty"
GROUPS = (*DEMOS, LIST)


@pytest.mark.parametrize("site", GROUPS)
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_is_sound(demo: Demo, windows: dict[int, Window], site: str, width: int) -> None:
    """On a phone at the root, on a desk below /a/b/; axe sees every page once and the wide layout of each kind."""
    wide = width > 1000
    thorough = demo.one_of_each_kind(site) if wide else demo.of(site)
    found = [
        f"{page.path} at {width} px: {finding}"
        for page in demo.of(site)
        for finding in _findings(
            windows[width], _address(demo, page, demo.below if wide else demo.at_root), page in thorough
        )
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("site", GROUPS)
@pytest.mark.parametrize("width", [320, 768])
def test_nothing_is_wider_than_the_window(demo: Demo, windows: dict[int, Window], site: str, width: int) -> None:
    """WCAG 2.2, 1.4.10: 320 px without scrolling sideways; and a tablet, where the layouts of phone and desk meet."""
    found = []
    for page in demo.one_of_each_kind(site):
        with visiting(windows[width], *_address(demo, page, demo.at_root)) as log:
            found += [f"{page.path} at {width} px: {finding}" for finding in (*log.findings, *overflow(windows[width]))]
    assert not found, "\n".join(found)


def test_what_is_wrong_is_found(windows: dict[int, Window]) -> None:
    """`faulty/visit.txt` tells how each finding on `faulty/visit/index.html` begins."""
    with served(FAULTY / "visit") as host:
        found = _findings(windows[390], (f"{host}index.html", 200), thorough=True)
    expected = (FAULTY / "visit.txt").read_text("utf-8").replace("HOST/", host).splitlines()
    missed = [line for line in expected if not any(finding.startswith(line) for finding in found)]
    assert not missed, "\n".join(found)


def test_the_published_style_sheet_says_what_was_written(windows: dict[int, Window]) -> None:
    """The browser reads the same rules; a space behind a comma means nothing, also where it is kept as written."""
    written = (theme_folder() / "static/allinone.css").read_text("utf-8")
    rules = """css => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      return [...sheet.cssRules].map(rule => rule.cssText.replaceAll(/\\s+/g, " ").replaceAll(", ", ","));
    }"""
    windows[390].goto("about:blank")
    published = windows[390].evaluate(rules, slim(written))
    assert published == windows[390].evaluate(rules, written)
    assert len("".join(published)) > 10_000
    assert len(slim(written).encode()) < 20_000


@pytest.mark.parametrize("site", DEMOS)
def test_forced_colours_keep_everything_in_sight(demo: Demo, browser: Browser, site: str) -> None:
    """Windows' high contrast: buttons have an edge, and the slider's handle is still there."""
    with browser.new_context(forced_colors="active", viewport={"width": 390, "height": 844}) as context:
        window = context.new_page()
        window.goto(demo.at_root + demo.one(site, "home").path)
        edges = window.locator(".button:visible").evaluate_all(
            "all => all.map(e => getComputedStyle(e).borderTopWidth)"
        )
        assert edges
        assert set(edges) == {"1px"}
        assert barriers(window) == []


def _address(demo: Demo, page: Page, root: str) -> tuple[str, int]:
    """Where to see a page, and the status it comes with. The 404 page is what a host shows for any wrong address."""
    if page.path == f"{page.site}/404.html":
        return f"{demo.alone[page.site]}no/such/page.html", 404
    return root + page.path, 200


def _findings(window: Window, address: tuple[str, int], thorough: bool) -> list[str]:
    with visiting(window, *address) as log:
        found = overflow(window) + (barriers(window) if thorough else [])
        return [*log.findings, *found]
