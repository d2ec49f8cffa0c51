"""The pages as text: what a validator, a search engine and the law ask of them."""

from collections import defaultdict
from pathlib import Path

import pytest

from tests.browser.conftest import Demo
from tests.browser.rules import RULES, Rule
from tests.browser.tree import DEMOS, Page, words

pytestmark = pytest.mark.browser

FAULTY = Path(__file__).parent / "faulty"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_the_rule(demo: Demo, rule: Rule) -> None:
    found = [f"{page.path}: {finding}" for page in demo.pages for finding in rule(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_finds_what_breaks_it(rule: Rule) -> None:
    """`faulty/<rule>.html` breaks its rule at least twice; `faulty/<rule>.txt` is what must be said of it."""
    page = Page("faulty.html", (FAULTY / f"{rule.__name__}.html").read_text("utf-8"))
    expected = (FAULTY / f"{rule.__name__}.txt").read_text("utf-8").splitlines()
    assert len(expected) >= 2
    assert list(rule(page)) == expected


@pytest.mark.parametrize("site", DEMOS)
def test_titles_and_descriptions_tell_pages_apart(demo: Demo, site: str) -> None:
    """Only lists of cases may share a description: 「2件の施工事例です。」 may be true of two of them."""
    pages = demo.of(site)
    by_title, by_description = defaultdict(list), defaultdict(list)
    for page in pages:
        by_title[page.title].append(page.path)
        if page.kind != "cases":
            by_description[page.meta("description")].append(page.path)
    doubles = {text: paths for text, paths in (*by_title.items(), *by_description.items()) if len(paths) > 1}
    assert not doubles


@pytest.mark.parametrize("site", DEMOS)
def test_a_sample_says_so_on_every_page(demo: Demo, site: str) -> None:
    """The band comes before everything else that is read, and search engines are told to stay away."""
    silent = [p.path for p in demo.of(site) if "見本サイトです（架空の会社・工事）" not in words(p.root)[:60]]
    listed = [p.path for p in demo.of(site) if "noindex" not in p.meta("robots")]
    assert (silent, listed) == ([], [])
