"""A folder into the part of a site that may be published today, with every mistake of every station in one run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from adgen.build.pictures import Facts, inspect_photos
from adgen.build.tools import Settings, Tools
from adgen.content.claims import check_claims
from adgen.content.due import due_dates
from adgen.content.load import load_site
from adgen.content.visible import Showing, shown
from adgen.model.photo import Photo
from adgen.model.site import Body, Site
from adgen.pages import prose
from adgen.pages.overlay import Overlay, read_overlay
from adgen.photos.verdict import LABELS, unknown
from adgen.plan.addresses import check_aliases, check_lists, page_paths
from adgen.plan.hero import Candidate, candidates, chosen, with_hero
from adgen.plan.looks import check_looks
from adgen.plan.verdicts import Verdicts, of_finding, verdicts
from adgen.problems import AdgenError, Place, Problem, in_order, problem
from adgen.problems.catalogue import is_serious


@dataclass(frozen=True)
class Reading:
    """The part of a site that is shown, the facts of its photos, the problems, and when it changes by itself.

    The only errors among the problems are photos that cannot be read. `overlay` is what the contractor lays over the theme;
    `ranked` are the photos that may stand at the top, the best first.
    """

    site: Site
    facts: Facts
    problems: tuple[Problem, ...]
    due: tuple[date, ...]
    overlay: Overlay
    verdicts: Verdicts
    ranked: tuple[Candidate, ...]


def read_site(folder: Path, settings: Settings, tools: Tools, published_ends: Mapping[str, str]) -> Reading:
    """Everything the plan needs of a folder. Raises AdgenError with every mistake.

    Photos that cannot be read are no reason to stop yet: they are left out, and their problems are among the notes.
    """
    whole, problems = load_site(folder, tools.memory)
    site, omissions = shown(whole, Showing(settings.today, settings.drafts, settings.future))
    facts, unreadable = inspect_photos(folder, whole.photos, tools)
    good = _without_photos(site, set(facts)) if unreadable else site
    if settings.keep_going:
        site = good
        problems += [problem("W208", found.place) for found in unreadable]
        unreadable = []
    problems += [*omissions, *check_claims(site, settings.today, published_ends)]
    judged = verdicts(good, facts) if site.profile.published else {}
    ranked = candidates(good.cases, facts, judged) if judged else ()
    good, site = with_hero(good, ranked), with_hero(site, ranked)
    problems += [*_check_bodies(site, whole), *_check_photos(site, judged, ranked), *_check_outline(site, settings)]
    problems += check_looks(site, facts, settings.theme.recipes)
    overlay, told = read_overlay(folder, settings.theme_folder / "templates", untrusted=settings.untrusted)
    problems += told
    is_strictly_bad = settings.strict and any(is_serious(p) for p in problems)
    notes = in_order([*problems, *unreadable])
    if is_strictly_bad or any(p.is_error for p in problems):
        raise AdgenError(notes)
    return Reading(good, facts, notes, due_dates(whole), overlay, judged, ranked)


def site_address(site: Site, base_url: str) -> str:
    """The absolute address of a site's root: below the one given for the whole output, else its own."""
    return f"{base_url.rstrip('/')}/{site.slug}/" if base_url else site.profile.base_url or ""


def _without_photos(site: Site, readable: set[str]) -> Site:
    """The site with only those photos that can be read."""

    def kept(photos: tuple[Photo, ...]) -> tuple[Photo, ...]:
        return tuple(p for p in photos if p.path in readable)

    def one(photo: Photo | None) -> Photo | None:
        return photo if photo and photo.path in readable else None

    return replace(
        site,
        hero=one(site.hero),
        logo=one(site.logo),
        cases=tuple(replace(c, photos=kept(c.photos)) for c in site.cases),
        services=tuple(replace(s, photos=kept(s.photos)) for s in site.services),
        staff=tuple(replace(s, face=one(s.face)) for s in site.staff),
    )


def _check_bodies(site: Site, whole: Site) -> Iterator[Problem]:
    """A body may name every photo of its record: one that is not shown is left out, it is no mistake."""
    names = {entry.places().file: [p.path.rpartition("/")[2] for p in entry.photos] for entry in whole.written}
    for entry in site.written:
        yield from prose.check(entry.body, names[entry.places().file])
    for request in site.requests:
        yield from prose.check(Body(request.record.note or "", request.places("note")), ())


def _check_photos(site: Site, judged: Verdicts, ranked: tuple[Candidate, ...]) -> Iterator[Problem]:
    """What the photo check found that acts: warnings, never errors; and which photo was put at the top."""
    yield from (of_finding(found, site, path) for path, v in judged.items() for found in v.counted)
    located = sum(any(f.check == "gps" for f in v.findings) for v in judged.values())
    if located:
        yield problem("W251", Place(site.folder), count=located)
    for photo in site.photos:
        yield from (
            problem("W252", photo.place, typed=typed, names="、".join(LABELS.values()), names_en=", ".join(LABELS))
            for typed in unknown(photo)
        )
    if ranked and not site.profile.hero:
        yield chosen(site, ranked)


def _check_outline(site: Site, settings: Settings) -> Iterator[Problem]:
    yield from check_aliases(site, page_paths(site))
    yield from check_lists(site)
    if site.profile.published and not site.cases and not site.services:
        yield problem("W144", Place(site.folder))
    if site.profile.published and not site_address(site, settings.base_url):
        yield problem("W146", site.places())
