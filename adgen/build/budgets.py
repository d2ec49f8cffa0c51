"""What a phone loads before anybody scrolls, in bytes as written: a host that compresses sends less."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from adgen.pages.home_view import HomePage
from adgen.pages.view import CaseView, Picture, ServiceView
from adgen.plan import Page, Plan
from adgen.plumbing.tree import Tree
from adgen.problems import Place, Problem, problem

PAGE = 200_000
HERO = 60_000
_PHONE = 390
_DENSITY = 2
_REM = 16
# A phone shows no more of the small cases.
_SMALL = 3
_SHARED = ("style", "site_style", "extra_style", "script", "icon")


def check_budgets(plan: Plan, folder: Path, tree: Tree) -> Iterator[Problem]:
    """The heaviest page over its budget, and a hero photo over its own; each with its numbers."""
    weighed = [(page, *_weights(page, tree)) for page in plan.pages if page.values["view"] is not None]
    heavy = max(weighed, key=lambda found: sum(found[1:]), default=None)
    place = Place((folder / "site.yaml").as_posix())
    if heavy and sum(heavy[1:]) > PAGE:
        page, html, shared, photos = heavy
        kilobytes = {"kb": _kb(html + shared + photos), "photos": _kb(photos), "html": _kb(html)}
        yield problem("W617", place, page=page.path, limit=_kb(PAGE), **kilobytes)
    hero = next((page.values["page"].preload for page, *_ in weighed if page.path == "index.html"), None)
    size = _size(tree, [_chosen(hero)]) if hero else 0
    if size > HERO:
        yield problem("W618", place, kb=_kb(size), limit=_kb(HERO))


def _weights(page: Page, tree: Tree) -> tuple[int, int, int]:
    """Bytes of the page itself, of the files that all pages share, and of the photos at its top."""
    company = page.values["company"]
    shared = {getattr(company, role) for role in _SHARED} - {""}
    photos = [_chosen(picture) for picture in _at_the_top(page.values["view"], company.looks)]
    return _size(tree, [page.path]), _size(tree, shared), _size(tree, photos)


def _at_the_top(view: Any, looks: tuple[str, ...]) -> tuple[Picture, ...]:
    match view:
        case HomePage():
            return tuple(picture for picture in (view.hero, *_near(view, looks)) if picture)
        case CaseView(pairs=[pair, *_]):
            return tuple(pair)
        case CaseView(lead=Picture() as photo) | ServiceView(photos=[photo, *_]):
            return (photo,)
        case _:
            return ()


def _near(view: HomePage, looks: tuple[str, ...]) -> tuple[Picture | None, ...]:
    """Browsers fetch lazy photos about 1,250 pixels ahead: the large case, or the small ones, where cases come first."""
    cases = view.lead.cases if view.lead else view.cases if view.sections[:1] == ("cases",) else ()
    if not cases:
        return ()
    if "cases-grid" in looks and not view.lead:
        return tuple(card.picture for card in cases[:_SMALL])
    first = next((card for card in cases if card.pair), cases[0])
    return first.pair or (first.wide,)


def _chosen(picture: Picture) -> str:
    """The file that a phone takes: the narrowest of the best format that is wide enough."""
    shown = picture.phone or picture
    files = (shown.sources[0] if shown.sources else shown.fallback).files
    wanted = _width(shown.sizes) * _DENSITY
    return next((name for name, width in files if width >= wanted), files[-1][0])


def _width(sizes: str) -> float:
    """CSS pixels on a phone by the last entry of `sizes`, which is the one without a condition."""
    found = re.fullmatch(r"([\d.]+)(vw|rem|px)", sizes.rsplit(",", maxsplit=1)[-1].strip())
    if not found:
        return _PHONE
    return float(found[1]) * {"vw": _PHONE / 100, "rem": _REM, "px": 1}[found[2]]


def _size(tree: Tree, paths: Any) -> int:
    return sum((tree.folder / path).stat().st_size for path in paths)


def _kb(size: int) -> int:
    return round(size / 1000)
