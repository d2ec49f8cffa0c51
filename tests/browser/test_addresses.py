"""Every address leads somewhere, at / and at /a/b/ alike."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.browser.addresses import below, is_relative, listed, wrong_addresses
from tests.browser.conftest import Demo
from tests.browser.tree import DEMOS, Page, references

pytestmark = pytest.mark.browser

FAULTY = Path(__file__).parent / "faulty"


def test_every_address_leads_somewhere(demo: Demo) -> None:
    found = list(wrong_addresses(demo.output))
    assert not found, "\n".join(found)


def test_addresses_that_lead_nowhere_are_found() -> None:
    """`faulty/tree/` is a site in which every address is wrong; `faulty/tree.txt` is what must be said of it."""
    assert list(wrong_addresses(FAULTY / "tree")) == (FAULTY / "tree.txt").read_text("utf-8").splitlines()


def test_the_same_tree_is_whole_below_another_folder(demo: Demo) -> None:
    """Every address of every page, asked for under /a/b/ as a browser would: it stays below and is there at once."""
    wanted = {address for page in demo.pages for address in _resolved(page, demo.below)}
    outside = sorted(a for a in wanted if not a.startswith(demo.below))
    assert outside == []
    assert len(wanted) > len(demo.pages)
    assert [f"{status} {a}" for a, status in _ask(sorted(wanted)) if status != 200] == []


def test_every_page_can_be_reached_by_links(demo: Demo) -> None:
    """From the list of sites, through <a> alone; only the page for wrong addresses is nobody's target."""
    by_path = {page.path: page for page in demo.pages}
    seen, queue = {"index.html"}, ["index.html"]
    while queue:
        page = by_path[queue.pop()]
        links = (r.address for r in references(page) if r.place == "a href" and is_relative(r.address))
        fresh = {below(page, address) for address in links} & set(by_path) - seen
        seen |= fresh
        queue += fresh
    assert sorted(set(by_path) - seen) == [f"{site}/404.html" for site in DEMOS]


@pytest.mark.parametrize("site", DEMOS)
def test_the_sitemap_lists_every_page_with_an_address_of_its_own(demo: Demo, site: str) -> None:
    assert sorted(listed(demo.output / site)) == sorted(p.canonical for p in demo.of(site) if p.canonical)
    assert {p.kind for p in demo.of(site) if not p.canonical} == {"text"}


def _resolved(page: Page, root: str) -> Iterator[str]:
    """Absolute addresses of what a page points at. The page for wrong addresses is at home at its own root only."""
    if page.path.endswith("/404.html"):
        return
    for reference in references(page):
        if not urlsplit(reference.address).scheme:
            yield urldefrag(urljoin(root + page.path, reference.address)).url


def _ask(addresses: list[str]) -> Iterator[tuple[str, int]]:
    """The status of each address, redirects not followed; all are of one host."""
    connection = http.client.HTTPConnection(urlsplit(addresses[0]).netloc, timeout=30)
    for address in addresses:
        connection.request("GET", urlsplit(address).path)
        answer = connection.getresponse()
        yield address, answer.status if answer.read() else 204
    connection.close()
