"""Former addresses and the pages they lead to."""

import re
from collections.abc import Iterator

from adgen.model.site import Site
from adgen.problems import Place, Problem, problem

_ALIAS = re.compile(r"/?[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*/?")
_OWN_FOLDERS = ("photos", "assets")


def redirects(site: Site) -> dict[str, str]:
    """Path of a former page -> path of the page that took its place."""
    return {_file(alias): target for alias, target, _ in _aliases(site)}


def check_aliases(site: Site, pages: set[str]) -> Iterator[Problem]:
    """Former addresses that are no path inside the site, or those of a page that stands there now."""
    seen: set[str] = set()
    for alias, _, place in _aliases(site):
        path = _file(alias)
        if not _ALIAS.fullmatch(alias) or path in pages or path in seen or path.split("/")[0] in _OWN_FOLDERS:
            yield problem("E136", place, address=alias)
        seen.add(path)


def page_paths(site: Site) -> set[str]:
    """The paths that cases, services and the fixed pages take."""
    fixed = {"index.html", "cases/index.html", "privacy.html", "legal.html", "404.html", "robots.txt", "sitemap.xml"}
    return fixed | {f"cases/{c.slug}.html" for c in site.cases} | {f"services/{s.slug}.html" for s in site.services}


def _aliases(site: Site) -> Iterator[tuple[str, str, Place]]:
    for n, alias in enumerate(site.profile.aliases):
        yield alias, "index.html", site.places("aliases", n)
    for case in site.cases:
        for n, alias in enumerate(case.record.aliases):
            yield alias, f"cases/{case.slug}.html", case.places("aliases", n)
    for service in site.services:
        for n, alias in enumerate(service.record.aliases):
            yield alias, f"services/{service.slug}.html", service.places("aliases", n)


def _file(alias: str) -> str:
    alias = alias.lstrip("/")
    if alias.endswith("/"):
        return alias + "index.html"
    return alias if "." in alias.rpartition("/")[2] else alias + "/index.html"
