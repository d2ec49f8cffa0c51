"""Where links lead: inside the site to something that is there, to nothing, or outside."""

import difflib
import html
import re
from collections.abc import Callable, Iterator
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

Codes = tuple[str, str]
"""The codes for a link to a page that is not there, and to a place that its page does not have."""


@dataclass(frozen=True)
class Web:
    """The site at `base`, or "" when that is not known; `read` gives the rendered text of a page by its path."""

    plan: Plan
    read: Callable[[str], str]
    base: str

    @cached_property
    def _root(self) -> str:
        return self.base.rstrip("/") + "/" if self.base else _NOWHERE

    @cached_property
    def _pages(self) -> set[str]:
        return {page.path for page in self.plan.pages}

    @cached_property
    def _there(self) -> set[str]:
        pictures = (rendition.name for job in self.plan.pictures for rendition in job.renditions)
        return self._pages.union(self.plan.files, pictures)

    def dead(self, site: Site, codes: Codes) -> Iterator[Problem]:
        """The problem of every link in a text that leads inside the site to nothing."""
        for page, body in _bodies(site):
            for place, href in prose.links(body) if page in self._pages else ():
                if self.is_inside(page, href) and self.lacks(page, href):
                    yield self._problem(page, href, place, codes)

    def is_inside(self, page: str, href: str) -> bool:
        """Whether a link leads into the site; one that climbs above its root was meant to."""
        return self._absolute(page, href).startswith(self._root) or href.startswith(("./", "../"))

    def lacks(self, page: str, href: str) -> bool:
        """Whether a link inside the site leads to nothing."""
        path, fragment = self._target(page, href)
        if fragment and path in self._pages:
            text = self.read(path)
            return f' id="{fragment}"' not in text and fragment not in _names_on(text)
        return path not in self._there

    def _problem(self, page: str, href: str, place: Place, codes: Codes) -> Problem:
        path, fragment = self._target(page, href)
        if path in self._there:
            names = "、".join(f"#{name}" for name in sorted(_names_on(self.read(path)))) or "（ありません）"
            return problem(codes[1], place, value=f"#{fragment}", names=names, href=href)
        public = [page.path for page in self.plan.pages if shown(page.path) == page.path]
        near = difflib.get_close_matches(path, public, n=1, cutoff=0) or ["index.html"]
        return problem(codes[0], place, value=href, near=(self._root if self.base else "") + near[0], href=href)

    def _absolute(self, page: str, href: str) -> str:
        try:
            return urljoin(self._root + page, href)
        except ValueError:  # a bracket that belongs to no address
            return href

    def _target(self, page: str, href: str) -> tuple[str, str]:
        parts = urlsplit(self._absolute(page, href))
        path = unquote(parts.path).removeprefix(unquote(urlsplit(self._root).path))
        return (path + "index.html" if not path or path.endswith("/") else path), unquote(parts.fragment)


def shown(page: str) -> str:
    """A page as it may be told: nobody may learn where a request page stands."""
    return _REQUEST if page.startswith(f"{FOLDER}/") else page


def attributes(text: str) -> Iterator[tuple[str, str]]:
    """(name, value) of every attribute of a page that holds an address or an id."""
    for tag in _TAG.findall(text):
        for name, double, single, bare in _ATTRIBUTE.findall(tag):
            yield name.lower(), html.unescape(double or single or bare)


def _names_on(text: str) -> frozenset[str]:
    """Every place on a page that a link can lead to."""
    return frozenset(value for name, value in attributes(text) if name == "id")


def _bodies(site: Site) -> Iterator[tuple[str, Body]]:
    """Every text with links and the page on which it stands."""
    yield from ((address(case), case.body) for case in site.cases)
    yield from ((f"services/{s.slug}.html", s.body) for s in site.services)
    yield from ((page_path(r.token), Body(r.record.note or "", r.places("note"))) for r in site.requests)
