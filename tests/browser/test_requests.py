"""Pages made for a request, and the home page that it leads: as sound as all others, and found by nobody else."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page as Window

from tests.browser.addresses import wrong_addresses
from tests.browser.conftest import NOW, build_demo
from tests.browser.requests import OVER, PLAIN, REQUESTS, SEVERAL, WALLS, plant
from tests.browser.rules import RULES
from tests.browser.serving import served
from tests.browser.tree import SITES, Page, read_pages, words
from tests.browser.visit import barriers, overflow, visiting
from tests.make import read_tree

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Built:
    """The demo contractors with requests: the pages that a request makes or changes, and where they are served."""

    output: Path
    pages: tuple[Page, ...]
    host: str

    def page(self, path: str) -> Page:
        return next(page for page in self.pages if page.path == path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp("requests")
    shutil.copytree(SITES, folder / "sites")
    plant(folder / "sites")
    output = folder / "build"
    build_demo(folder / "sites", output, "--draft-photos")
    changed = {f"{site}/index.html" for site in REQUESTS}
    pages = tuple(p for p in read_pages(output) if p.path in changed or "/requests/" in p.path)
    with served(output) as host:
        yield Built(output, pages, host)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_every_page_is_sound(built: Built, windows: dict[int, Window], width: int) -> None:
    found = []
    for page in built.pages:
        window = windows[width]
        with visiting(window, built.host + page.path) as log:
            found += [f"{page.path} at {width} px: {f}" for f in (*log.findings, *overflow(window), *barriers(window))]
    assert len(built.pages) == 10, "four requests, the index of their folder and the home page of each contractor"
    assert not found, "\n".join(found)


def test_every_page_keeps_the_rules(built: Built) -> None:
    found = [f"{p.path}: {finding}" for p in built.pages for rule in RULES for finding in rule(p)]
    assert not found, "\n".join(found)
    assert list(wrong_addresses(built.output)) == []


def test_the_way_to_answer(built: Built) -> None:
    """The portal's form first; the telephone once, and last."""
    page = built.page(f"aozora/requests/{WALLS}.html")
    text = words(page.root)
    assert "ご紹介サイトの返信画面からお知らせください" in text
    calls = [e for e in page.root.iter("a") if e.get("href", "").startswith("tel:")]
    links = [e.get("href", "") for e in page.root.iter("a")]
    assert len(calls) == 1
    assert links.index(calls[0].get("href", "")) > max(n for n, href in enumerate(links) if href.startswith("mailto:"))
    told = words(page.root)
    for expected in (
        "11月20日時点の概算・税込",
        "58,000〜92,000円",
        "もとにした事例",
        "2026年・121,440円・税込",
        "金額が変わるわけ",
    ):
        assert expected in told, expected


def test_what_there_is_not_is_not_shown(built: Built) -> None:
    told = words(built.page(f"mizuoto/requests/{SEVERAL}.html").root)
    assert "参考事例の金額" in told
    assert "2年より前の工事です" in told
    assert "金額をお伝えできる材料が、まだ足りません" in told
    assert "この工事の事例は、まだここに載せていません" in told
    over = words(built.page(f"aozora/requests/{OVER}.html").root)
    assert "このページの公開は終わりました" in over


def test_the_home_page_is_led(built: Built) -> None:
    home = built.page("aozora/index.html")
    (title,) = home.root.iter("h1")
    assert words(title) == "壁紙・クロス張替えをご検討の方へ"
    ids = [i for i in home.ids if i in ("lead", "lead-price", "strengths", "cases", "services", "contact")]
    assert ids[:2] == ["lead", "lead-price"]
    assert set(ids) == {"lead", "lead-price", "strengths", "cases", "services", "contact"}
    others = [e.get("href") for e in built.page("mizuoto/index.html").root.iter("a")]
    assert any(str(href).startswith("services/") for href in others)


def test_nobody_finds_a_page_by_another(built: Built) -> None:
    tree = read_tree(built.output)
    for token in (WALLS, SEVERAL, OVER, PLAIN):
        assert [path for path, data in tree.items() if token.encode() in data] == []
        assert len([path for path in tree if token in path]) == 1
    for page in built.pages:
        if "/requests/" in page.path and not page.path.endswith("index.html"):
            assert page.meta("robots") == "noindex,nofollow"
            assert page.meta("referrer") == "no-referrer"
    assert NOW == "2026-11-21", "the requests above are open on that day"
