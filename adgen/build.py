"""The conductor: a contractor's folder into a folder of pages, in a single pass."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from adgen.content.claims import check_claims
from adgen.content.load import load_site
from adgen.content.visible import Showing, shown
from adgen.model.photo import Photo
from adgen.model.picture import PhotoFacts, Unreadable
from adgen.model.site import Site
from adgen.pages import prose
from adgen.pages.render import Renderer
from adgen.pages.theme import Theme
from adgen.photos import develop as developing
from adgen.photos import inspect as inspecting
from adgen.photos.checks import findings
from adgen.photos.checks.slot import Slot
from adgen.photos.open import MAX_BYTES
from adgen.plan import PictureJob, Plan, make_plan
from adgen.plan.addresses import check_aliases, check_lists, page_paths
from adgen.plumbing.cache import Cache, digest
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.plumbing.tree import Tree, new_tree, read_manifest
from adgen.plumbing.workers import Workers
from adgen.problems import AdgenError, Place, Problem, in_order, problem, raise_if_fatal
from adgen.problems.catalogue import is_serious

Facts = dict[str, PhotoFacts]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Settings:
    """What one run of the build is told; the same for every site."""

    today: date
    theme: Theme
    renderer: Renderer
    base_url: str = ""
    drafts: bool = False
    future: bool = False
    keep_going: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Report:
    """What came of one site. Photos are counted as files: `encoded` now, or `cached` from an earlier build."""

    site: str
    folder: str
    target: str
    pages: int
    encoded: int
    cached: int
    seconds: float
    problems: tuple[Problem, ...]
    is_built: bool


def build_site(
    folder: Path, target: Path, settings: Settings, workers: Workers, cache: Cache, progress: Progress
) -> Report:
    """Build the site in `folder` into `target`, which changes at once or, with an error, not at all."""
    begun = time.monotonic()
    notes: list[Problem] = []
    try:
        published_ends = (read_manifest(target) or {}).get("campaigns", {})
        site, facts, notes = read_site(folder, settings, workers, cache, published_ends)
        plan = make_plan(site, facts, settings.theme, site_address(site, settings.base_url))
        with new_tree(target, notes) as tree:
            _write_pages(plan, tree, settings.renderer)
            counts = _write_pictures(plan, folder, tree, workers, cache, progress)
            for path, data in plan.files.items():
                tree.write(path, data)
            tree.about = {**plan.about, "campaigns": _campaign_ends(site, published_ends)}
    except AdgenError as error:
        return Report(target.name, folder.as_posix(), target.as_posix(), 0, 0, 0, _since(begun), error.problems, False)
    return Report(
        site=target.name,
        folder=folder.as_posix(),
        target=target.as_posix(),
        pages=len(plan.pages),
        encoded=counts[0],
        cached=counts[1],
        seconds=_since(begun),
        problems=in_order(notes),
        is_built=True,
    )


def read_site(
    folder: Path, settings: Settings, workers: Workers, cache: Cache, published_ends: Mapping[str, str]
) -> tuple[Site, Facts, list[Problem]]:
    """The part of a site that is shown, the facts of its photos, and the warnings. Raises AdgenError with every mistake."""
    whole, problems = load_site(folder)
    site, omissions = shown(whole, Showing(settings.today, settings.drafts, settings.future))
    facts, unreadable = inspect_photos(folder, whole.photos, workers, cache)
    if settings.keep_going and unreadable:
        site = without_photos(site, set(facts))
        unreadable = [problem("W208", found.place) for found in unreadable]
    problems = [
        *problems,
        *omissions,
        *unreadable,
        *check_claims(site, settings.today, published_ends),
        *_check_bodies(site, whole),
    ]
    problems += [*_check_photos(site, facts), *_check_outline(site, settings)]
    raise_if_fatal(problems)
    if settings.strict and any(is_serious(p) for p in problems):
        raise AdgenError(problems)
    return site, facts, list(in_order(problems))


def site_address(site: Site, base_url: str) -> str:
    """The absolute address of a site's root: below the one given for the whole output, else its own."""
    return f"{base_url.rstrip('/')}/{site.slug}/" if base_url else site.profile.base_url or ""


def inspect_photos(
    folder: Path, photos: tuple[Photo, ...], workers: Workers, cache: Cache
) -> tuple[Facts, list[Problem]]:
    """Facts by path of every photo that can be read, and a problem for each that cannot."""
    facts: Facts = {}
    problems: list[Problem] = []
    unknown: dict[str, bytes] = {}
    by_path = {p.path: p for p in photos}
    for path, photo in by_path.items():
        data = _read_photo(folder, photo)
        if isinstance(data, Problem):
            problems.append(data)
        elif stored := cache.get(_facts_key(data)):
            facts[path] = PhotoFacts(**{**json.loads(stored), "grid": tuple(json.loads(stored)["grid"])})
        else:
            unknown[path] = data
    results = workers.in_order(inspecting.inspect, unknown.values(), lambda _: Unreadable("E207"))
    for path, (data, found) in zip(unknown, results, strict=True):
        if isinstance(found, Unreadable):
            problems.append(_unreadable(folder, by_path[path], found))
        else:
            facts[path] = found
            cache.put(_facts_key(data), json.dumps(asdict(found)).encode())
    return facts, problems


def without_photos(site: Site, readable: set[str]) -> Site:
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


def _facts_key(data: bytes) -> str:
    return f"facts {inspecting.VERSION} {digest(data)}"


def _read_photo(folder: Path, photo: Photo) -> bytes | Problem:
    try:
        return Folder(folder).read(photo.path, MAX_BYTES)
    except TooLarge:
        return _at_photo(folder, photo, "E205", what="40 MB")
    except NotPlain:
        return _at_photo(folder, photo, "E202")
    except OSError as error:
        return _at_photo(folder, photo, "E504", detail=error.strerror or "")


def _unreadable(folder: Path, photo: Photo, found: Unreadable) -> Problem:
    return _at_photo(folder, photo, found.code, **dict(found.values))


def _at_photo(folder: Path, photo: Photo, code: str, **values: str) -> Problem:
    """A problem of a photo; it names the photo, and the line that refers to it where one does."""
    shown_path = f"{folder.as_posix()}/{photo.path}"
    place = Place(shown_path)
    return problem(code, place, photo=photo.path, referred=str(photo.place), **values)


def _check_bodies(site: Site, whole: Site) -> Iterator[Problem]:
    """A body may name every photo of its record: one that is not shown is left out, it is no mistake."""
    names = {entry.places().file: [p.path.rpartition("/")[2] for p in entry.photos] for entry in whole.written}
    for entry in site.written:
        yield from prose.check(entry.body, names[entry.places().file])


def _check_photos(site: Site, facts: Facts) -> Iterator[Problem]:
    """Quality findings: warnings, never errors."""
    slots = {p.path: Slot.case for c in site.cases for p in c.photos}
    if site.hero:
        slots[site.hero.path] = Slot.hero
    for path, slot in slots.items():
        for found in findings(facts[path], slot) if path in facts else ():
            yield problem(found.code, Place(f"{site.folder}/{path}"), **found.values)


def _check_outline(site: Site, settings: Settings) -> Iterator[Problem]:
    yield from check_aliases(site, page_paths(site))
    yield from check_lists(site)
    if site.profile.published and not site.cases and not site.services:
        yield problem("W144", Place(site.folder))
    if site.profile.published and not site_address(site, settings.base_url):
        yield problem("W146", site.places())


def _write_pages(plan: Plan, tree: Tree, renderer: Renderer) -> None:
    for page in plan.pages:
        tree.write(page.path, renderer.render(page.template, page.values).encode())


def _write_pictures(
    plan: Plan, folder: Path, tree: Tree, workers: Workers, cache: Cache, progress: Progress
) -> tuple[int, int]:
    """(encoded, cached). A rendition two photos share is written once."""
    written: set[str] = set()
    missing: list[PictureJob] = []
    for job in plan.pictures:
        fresh = tuple(r for r in job.renditions if r.name not in written)
        written.update(r.name for r in fresh)
        known = {r.name: cache.get(r.name) for r in fresh}
        for name, data in known.items():
            if data is not None:
                tree.write(name, data)
        left = tuple(r for r in fresh if known[r.name] is None)
        if left:
            missing.append(replace(job, renditions=left))
    encoded = sum(len(job.renditions) for job in missing)
    _encode(missing, folder, tree, workers, cache, progress)
    return encoded, len(written) - encoded


def _encode(
    jobs: list[PictureJob], folder: Path, tree: Tree, workers: Workers, cache: Cache, progress: Progress
) -> None:
    problems: list[Problem] = []
    done = 0
    developments = (_development(folder, job) for job in jobs)
    results = workers.in_order(developing.develop, developments, lambda _: Unreadable("E207"))
    for job, (_, made) in zip(jobs, results, strict=True):
        if isinstance(made, Unreadable):
            problems.append(_unreadable(folder, job.photo, made))
            continue
        for rendition, data in zip(job.renditions, made, strict=True):
            cache.put(rendition.name, data)
            tree.write(rendition.name, data)
        done += 1
        progress(done, len(jobs))
    raise_if_fatal(problems)


def _development(folder: Path, job: PictureJob) -> developing.Development:
    data = _read_photo(folder, job.photo)
    if isinstance(data, Problem):
        raise AdgenError([data])
    if digest(data) != job.digest:
        # Its name was taken from the bytes that were looked at first.
        raise AdgenError(
            [_at_photo(folder, job.photo, "E504", detail="作成中に書きかえられました (changed during the build)")]
        )
    return developing.Development(data, job.renditions)


def _campaign_ends(site: Site, published_ends: Mapping[str, str]) -> dict[str, str]:
    """Title -> last day of every campaign that was ever published; a site that shows its name only keeps none."""
    if not site.profile.published:
        return {}
    return {**published_ends, **{c.title: c.end.last_day().isoformat() for c in site.profile.campaigns}}


def _since(begun: float) -> float:
    return time.monotonic() - begun
