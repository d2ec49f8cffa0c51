"""The conductor: a contractor's folder into a folder of pages, in a single pass."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.build.tools import Settings, Tools
from adgen.build.unchanged import fingerprint, inputs, problems_of, recall, remember
from adgen.problems import AdgenError, Problem, in_order, raise_if_fatal

if TYPE_CHECKING:
    from adgen.build.explain import Reason
    from adgen.model.site import Site
    from adgen.pages.overlay import Overlay
    from adgen.pages.render import Renderer
    from adgen.pages.theme import Theme
    from adgen.plan import Page
    from adgen.plumbing.index import Index
    from adgen.plumbing.recollection import Recollection
    from adgen.plumbing.tree import Tree

__all__ = ["DEAD_LINKS", "Report", "Settings", "Tools", "build_site", "failed", "unchanged_site"]

# Links in texts to a page or place that is not there: a dead link is no reason to keep the old pages.
DEAD_LINKS = ("W625", "W626")


@dataclass(frozen=True)
class Report:
    """What came of one site. Photos are counted as files: `encoded` now, or `cached` from an earlier build.

    `is_new` is False for a site that was skipped because nothing had changed. `reasons` are told when asked for.
    `written` are the files that are new or other than before. `bug` is the traceback of a mistake of ours.
    """

    site: str
    folder: str
    target: str
    pages: int
    encoded: int
    cached: int
    seconds: float
    problems: tuple[Problem, ...]
    is_built: bool
    is_new: bool
    reasons: "tuple[Reason, ...]" = ()
    written: tuple[str, ...] = ()
    bug: str = ""


def unchanged_site(folder: Path, target: Path, settings: Settings, index: "Index") -> Report | None:
    """The report of a site that would come out as it stands, or None where it has to be built."""
    begun = time.monotonic()
    known = recall(folder, target, fingerprint(folder, settings), settings, index)
    if known is None:
        return None
    pages, pictures = known["counts"]
    return _report(folder, target, begun, problems_of(known), (pages, 0, pictures), is_new=False)


def build_site(folder: Path, target: Path, settings: Settings, tools: Tools) -> Report:
    """Build the site in `folder` into `target`, which changes at once or, with an error, not at all."""
    return unchanged_site(folder, target, settings, tools.index) or _build(folder, target, settings, tools)


def _build(folder: Path, target: Path, settings: Settings, tools: Tools) -> Report:
    # A run that finds nothing changed does without all of these.
    from adgen.build import explain, ownership
    from adgen.build.budgets import check_budgets
    from adgen.build.pictures import write_pictures
    from adgen.build.reading import read_site, site_address
    from adgen.build.shown import shown
    from adgen.plan import make_plan
    from adgen.plan.web import Web
    from adgen.plumbing.tree import new_tree, read_manifest

    begun = time.monotonic()
    state = fingerprint(folder, settings)
    used = inputs(folder, settings)
    old = explain.before(folder, target, tools) if settings.explain else None
    why = [*explain.why_built(old, used, settings)] if old else []
    notes: list[Problem] = []
    try:
        published = read_manifest(target) or {}
        if other := ownership.rival(folder, target, published):
            raise AdgenError([ownership.clash(folder, target, [other])])
        published_ends = published.get("campaigns", {})
        reading = read_site(folder, settings, tools, published_ends)
        site = reading.site
        notes += reading.problems
        theme, renderer = dressed(reading.overlay, settings, tools.memory)
        base = site_address(site, settings.base_url)
        plan = make_plan(site, reading.facts, theme, base, settings.today, reading.verdicts, tools.memory)
        # A quick look need not outlast a power cut.
        with new_tree(target, notes, settings.site_bytes, lasting=not settings.draft_photos) as tree:
            _write_pages(plan.pages, tree, renderer, tools.memory)
            web = Web(plan, lambda path: (tree.folder / path).read_text("utf-8"), base)
            notes += web.dead(site, DEAD_LINKS)
            made, cached = write_pictures(plan, folder, tree, tools)
            # A photo that cannot be read stops the site only here: the others are in the cache by now.
            raise_if_fatal(notes)
            for path, data in plan.files.items():
                tree.write(path, data)
            notes += _search(folder, tree, site, base, settings, tools)
            raise_if_fatal(notes)
            is_whole = all(r.name in tree.files for job in plan.pictures for r in job.renditions)
            notes += check_budgets(plan, folder, tree) if is_whole else ()
            ends = _campaign_ends(site, published_ends)
            today = shown(site, plan, reading.due, settings.today)
            tree.about = {**plan.about, "campaigns": ends, **today, ownership.KEY: ownership.origin(folder)}
            written = tree.fresh
    except AdgenError as error:
        return _report(folder, target, begun, [*error.problems, *(p for p in notes if p.is_error)], why=why)
    if old:
        why += [
            *explain.why_developed(made, old, used),
            *explain.why_written({p: tree.files[p] for p in tree.files if p not in tree.secret}, old),
        ]
    if tools.memory:
        tools.memory.forget()
    encoded = sum(len(job.renditions) for job in made)
    # A photo left out may be readable next time: a worker can die for want of memory.
    if is_whole and all(p.code != "W208" for p in notes):
        counts = (len(plan.pages), encoded + cached)
        remember(
            folder, target, state, settings, tools.index, used=used, due=reading.due, problems=notes, counts=counts
        )
    report = _report(folder, target, begun, notes, (len(plan.pages), encoded, cached), why=why)
    return replace(report, written=written)


def dressed(overlay: "Overlay", settings: Settings, memory: "Recollection | None" = None) -> "tuple[Theme, Renderer]":
    """The theme and its renderer with what the contractor lays over them."""
    from adgen.pages.render import Renderer
    from adgen.pages.theme import EXTRA_STYLE

    theme, renderer = settings.photo_theme, settings.renderer
    if overlay.style:
        theme = replace(theme, static={**theme.static, EXTRA_STYLE: overlay.style.encode()})
    if not overlay.templates:
        return theme, renderer
    if memory is None:
        return theme, Renderer(theme.folder, overlay.templates)
    made_of = renderer, overlay.templates
    return theme, memory.same("renderer", made_of.__eq__, lambda: (made_of, Renderer(theme.folder, overlay.templates)))


def _write_pages(pages: "Iterable[Page]", tree: "Tree", renderer: "Renderer", memory: "Recollection | None") -> None:
    for page in pages:
        data = renderer.page(page.path, page.template, page.values, memory)
        tree.write(page.path, data, is_secret=page.is_secret)


def _search(folder: Path, tree: "Tree", site: "Site", base: str, settings: Settings, tools: Tools) -> "list[Problem]":
    """What must not be published; a site without requests has no customer to protect, and loads nothing for it."""
    from adgen.build import last_look
    from adgen.pages.reach import Own

    profile = site.profile
    own = Own(base, profile.form.action if profile.form and profile.published else "")
    cache = (tools.cache.root,) if tools.cache.root else ()
    look = last_look.Look(tree.folder, folder, settings.theme_folder, cache, own, profile.photo_copyright or "")
    found = [*last_look.search(look, tree.files, tools.index)]
    if any((folder / name).is_dir() for name in ("inbox", "requests")):
        from adgen.build.gate import search_leaks

        found += search_leaks(tree.folder, tree.files, folder, tools.index)
    return found


def _campaign_ends(site: "Site", published_ends: Mapping[str, str]) -> dict[str, str]:
    """Title -> last day of every campaign that was ever published; a site that shows its name only keeps none."""
    if not site.profile.published:
        return {}
    return {**published_ends, **{c.title: c.end.last_day().isoformat() for c in site.profile.campaigns}}


def failed(folder: Path, target: Path, problems: Iterable[Problem]) -> Report:
    """The report of a site that was not built."""
    return _report(folder, target, time.monotonic(), problems)


def _report(
    folder: Path,
    target: Path,
    begun: float,
    problems: Iterable[Problem],
    made: tuple[int, int, int] | None = None,
    *,
    is_new: bool = True,
    why: "Iterable[Reason]" = (),
) -> Report:
    """`made` are the numbers of pages, encoded and cached pictures; None when nothing was."""
    seconds = time.monotonic() - begun
    counts = made or (0, 0, 0)
    where = (target.name, folder.as_posix(), target.as_posix())
    return Report(*where, *counts, seconds, in_order(problems), made is not None, is_new, tuple(why))
