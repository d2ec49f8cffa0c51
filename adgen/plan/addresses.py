"""Former addresses and the pages they lead to."""

import re
from collections.abc import Iterator

from adgen.model.picture import NAMED_BY_DIGEST
from adgen.model.request import FOLDER
from adgen.model.site import Site
from adgen.plan.cases import address, list_paths
from adgen.problems import Place, Problem, problem

_ALIAS = re.compile(r"/?[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*/?")
_OWN_FOLDERS = (*NAMED_BY_DIGEST, FOLDER)
_FIXED = (
    *("index.html", "privacy.html", "legal.html", "404.html"),
    *("robots.txt", "sitemap.xml", "feed.xml", "favicon.svg", "manifest.webmanifest"),
)


def redirects(site: Site) -> dict[str, str]:
    """Path of a former page -> path of the page that took its place."""
    return {_file(alias): target for alias, target, _ in _aliases(site)}


def check_aliases(site: Site, pages: set[str]) -> Iterator[Problem]:
    """Former addresses that are no path inside the site, or are taken by a page that stands there now.

    A file and a folder cannot have one name, and on some hosts capitals do not count.
    """
    taken = {page.casefold() for page in pages}
    for alias, _, place in _aliases(site):
        path = _file(alias).casefold()
        in_the_way = path in taken or any(t.startswith(f"{path}/") or path.startswith(f"{t}/") for t in taken)
        if not _ALIAS.fullmatch(alias) or in_the_way or path.split("/")[0] in _OWN_FOLDERS:
            yield problem("E136", place, address=alias)
        taken.add(path)


def check_lists(site: Site) -> Iterator[Problem]:
    """Cases whose own address is that of a list of cases."""
    taken = list_paths(site)
    for case in site.cases:
        if address(case) in taken:
            yield problem("E135", case.places("slug"), address=address(case), others="施工事例の一覧")


def page_paths(site: Site) -> set[str]:
    """The paths that cases, services, lists and the fixed files take."""
    own = {address(case) for case in site.cases} | {f"services/{s.slug}.html" for s in site.services}
    return {*_FIXED, *list_paths(site), *own}


def _aliases(site: Site) -> Iterator[tuple[str, str, Place]]:
    for n, alias in enumerate(site.profile.aliases):
        yield alias, "index.html", site.places("aliases", n)
    for case in site.cases:
        for n, alias in enumerate(case.record.aliases):
            yield alias, address(case), case.places("aliases", n)
    for service in site.services:
        for n, alias in enumerate(service.record.aliases):
            yield alias, f"services/{service.slug}.html", service.places("aliases", n)


def _file(alias: str) -> str:
    alias = alias.lstrip("/")
    if alias.endswith("/"):
        return alias + "index.html"
    return alias if "." in alias.rpartition("/")[2] else alias + "/index.html"
