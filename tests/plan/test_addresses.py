"""Every page has one address; a former one leads to it."""

from pathlib import Path

import pytest

from adgen.plan.addresses import check_aliases, check_lists, page_paths, redirects
from tests import make
from tests.plan.planning import more, plan_of, read, view


def test_the_paths_that_are_taken_are_those_of_the_plan(tmp_path: Path) -> None:
    form = more("site.yaml", "フォーム: https://form.example.jp/a", "特商法表記: 表記です。")
    plan = plan_of(tmp_path, form)
    # No alias can have the name of a file for the host.
    written = {p.path for p in plan.pages} | {path for path in plan.files if not path.startswith(("assets/", "_", "."))}
    assert page_paths(read(tmp_path, form)) == written


def test_former_addresses_lead_to_what_took_their_place(tmp_path: Path) -> None:
    changes = make.merged(
        more("site.yaml", "旧アドレス: old.html、/top/"), more("cases/living/case.md", "旧アドレス: works/12.html")
    )
    changes = make.merged(changes, more("services/kabegami.md", "旧アドレス: cloth"))
    expected = {
        "old.html": "index.html",
        "top/index.html": "index.html",
        "works/12.html": "cases/living.html",
        "cloth/index.html": "services/kabegami.html",
    }
    site = read(tmp_path, changes)
    assert redirects(site) == expected
    assert list(check_aliases(site, page_paths(site))) == []
    plan = plan_of(tmp_path, changes)
    assert {p.path: p.values["view"].target for p in plan.pages if p.template == "redirect.html"} == expected
    assert view(plan, "top/index.html").target == "index.html"


TAKEN = {
    "a page": ["index.html", "cases/toilet.html"],
    "a list": ["cases/index.html", "cases/budget-10-30.html"],
    "in other letters": ["INDEX.html", "cases/Toilet.HTML"],
    "a folder of the site": ["photos/x.html", "Assets/site.css"],
    "a file for machines": ["robots.txt", "favicon.svg"],
    "twice": ["a/b.html", "a/b.html"],
    "a file as a folder": ["cases/living.html/x.html", "a.html", "a.html/b.html"],
    "a folder as a file": ["b.x/c.html", "b.x"],
    "outside": ["../x.html", "a/../../x.html"],
    "not a path": ["?p=12", "https://example.jp/x", "会社概要.html", "//x", ".htaccess", "a b.html"],
}
GOOD = {"twice": {"a/b.html"}, "a file as a folder": {"a.html"}, "a folder as a file": {"b.x/c.html"}}


@pytest.mark.parametrize("name", TAKEN)
def test_former_addresses_that_cannot_be(name: str, tmp_path: Path) -> None:
    aliases = TAKEN[name]
    site = read(tmp_path, more("site.yaml", f"旧アドレス: {aliases}".replace("'", '"')))
    found = [p.values["address"] for p in check_aliases(site, page_paths(site))]
    good = GOOD.get(name, set())
    assert found == [a for n, a in enumerate(aliases) if a not in good or a in aliases[:n]]


def test_a_case_at_the_address_of_a_list(tmp_path: Path) -> None:
    living = make.SITE["cases"]["living"]["case.md"]
    cases = {
        "cases": {"index": {"case.md": living}, "building-house": {"case.md": living}, "budgets": {"case.md": living}}
    }
    found = list(check_lists(read(tmp_path, cases)))
    assert [(p.code, p.values["address"]) for p in found] == [
        ("E135", "cases/building-house.html"),
        ("E135", "cases/index.html"),
    ]
