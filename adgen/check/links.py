"""Where the links of the pages lead: inside the site to something that is there; outside they are listed, never fetched."""

import difflib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

from adgen.model.request import FOLDER, page_path
from adgen.model.site import Body, Site
from adgen.pages import prose
from adgen.plan import Plan
from adgen.plan.cases import address
from adgen.problems import Place, Problem, problem

_TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s(href|src|srcset|action|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# Where a site stands whose address is not known.
_NOWHERE = "http://site.invalid/"
_REQUEST = f"{FOLDER}/…"


@dataclass(frozen=True)
class Links:
    """How many links lead inside the site, and each address outside with the pages that lead there."""

    internal: int
    external: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]


def check_links(site: Site, plan: Plan, pages: Mapping[str, str], base: str) -> Links:
    """The links of the rendered `pages` (path -> HTML) of a site that will stand at `base`, or "" when that is not known."""
    web = _Web(plan, pages, base.rstrip("/") + "/" if base else _NOWHERE)
    told: list[Problem] = []
    wrong: set[str] = set()
    for page, body in _bodies(site):
        for place, href in prose.links(body):
            found = web.mistake(page, href, place)
            if found:
                told.append(found)
                wrong.add(href)
    internal = 0
    external: dict[str, set[str]] = {}
    for page, href in web.links():
        if not web.is_inside(page, href):
            if href.lower().startswith("http"):
                external.setdefault(href, set()).add(_shown(page))
            continue
        internal += 1
        if href not in wrong and web.lacks(page, href):
            told.append(problem("E622", Place(f"{site.folder}/theme"), page=_shown(page), value=href))
    return Links(internal, {href: tuple(sorted(found)) for href, found in sorted(external.items())}, tuple(told))


def _bodies(site: Site) -> Iterator[tuple[str, Body]]:
    """Every text with links and the page on which it stands."""
    yield from ((address(case), case.body) for case in site.cases)
    yield from ((f"services/{s.slug}.html", s.body) for s in site.services)
    yield from ((page_path(r.token), Body(r.record.note or "", r.places("note"))) for r in site.requests)


def _shown(page: str) -> str:
    """A page as it may be told: nobody may learn where a request page stands."""
    return _REQUEST if page.startswith(f"{FOLDER}/") else page


@dataclass(frozen=True)
class _Web:
    plan: Plan
    pages: Mapping[str, str]
    base: str

    @cached_property
    def _attributes(self) -> dict[str, list[tuple[str, str]]]:
        return {page: list(_attributes(text)) for page, text in self.pages.items()}

    @cached_property
    def _there(self) -> set[str]:
        pictures = (rendition.name for job in self.plan.pictures for rendition in job.renditions)
        return {*self.pages, *self.plan.files, *pictures}

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        return {page: {v for name, v in found if name == "id"} for page, found in self._attributes.items()}

    def links(self) -> Iterator[tuple[str, str]]:
        """(page, link) of all pages."""
        for page, found in self._attributes.items():
            for name, value in found:
                if name == "srcset":
                    yield from ((page, part.split()[0]) for part in value.split(",") if part.strip())
                elif name != "id":
                    yield page, value

    def is_inside(self, page: str, href: str) -> bool:
        """Whether a link leads into the site; one that climbs above its root was meant to."""
        return self._absolute(page, href).startswith(self.base) or href.startswith(("./", "../"))

    def lacks(self, page: str, href: str) -> bool:
        """Whether a link inside the site leads to nothing."""
        path, fragment = self._target(page, href)
        return path not in self._there or bool(fragment and path in self._ids and fragment not in self._ids[path])

    def mistake(self, page: str, href: str, place: Place) -> Problem | None:
        """The problem of a link in a text, if it leads inside the site to nothing."""
        if page not in self.pages or not self.is_inside(page, href) or not self.lacks(page, href):
            return None
        path, fragment = self._target(page, href)
        if path in self._there:
            names = "、".join(f"#{name}" for name in sorted(self._ids[path])) or "（ありません）"
            return problem("E621", place, value=f"#{fragment}", names=names)
        public = [p for p in self.pages if _shown(p) == p]
        near = difflib.get_close_matches(path, public, n=1, cutoff=0) or ["index.html"]
        return problem("E620", place, value=href, near=(self.base if self.base != _NOWHERE else "") + near[0])

    def _absolute(self, page: str, href: str) -> str:
        try:
            return urljoin(self.base + page, href)
        except ValueError:  # a bracket that belongs to no address
            return href

    def _target(self, page: str, href: str) -> tuple[str, str]:
        parts = urlsplit(self._absolute(page, href))
        path = unquote(parts.path).removeprefix(unquote(urlsplit(self.base).path))
        return (path + "index.html" if not path or path.endswith("/") else path), unquote(parts.fragment)


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for tag in _TAG.findall(text):
        for name, double, single, bare in _ATTRIBUTE.findall(tag):
            yield name.lower(), html.unescape(double or single or bare)
