"""Where the links of the pages lead: inside the site to something that is there; outside they are listed, never fetched."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adgen.model.site import Site
from adgen.plan import Plan
from adgen.plan.web import Web, attributes, shown
from adgen.problems import Place, Problem, problem


@dataclass(frozen=True)
class Links:
    """How many links lead inside the site, and each address outside with the pages that lead there."""

    internal: int
    external: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]


def check_links(site: Site, plan: Plan, pages: Mapping[str, str], base: str) -> Links:
    """The links of the rendered `pages` (path -> HTML) of a site that will stand at `base`, or "" when that is not known."""
    web = Web(plan, pages.__getitem__, base)
    told = [*web.dead(site, ("E620", "E621"))]
    wrong = {found.values["href"] for found in told}
    internal = 0
    external: dict[str, set[str]] = {}
    for page, href in _links(pages):
        if not web.is_inside(page, href):
            if href.lower().startswith("http"):
                external.setdefault(href, set()).add(shown(page))
            continue
        internal += 1
        if href not in wrong and web.lacks(page, href):
            told.append(problem("E622", Place(f"{site.folder}/theme"), page=shown(page), value=href))
    return Links(internal, {href: tuple(sorted(found)) for href, found in sorted(external.items())}, tuple(told))


def _links(pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(page, link) of all pages."""
    for page, text in pages.items():
        for name, value in attributes(text):
            if name == "srcset":
                yield from ((page, part.split()[0]) for part in value.split(",") if part.strip())
            elif name != "id":
                yield page, value
