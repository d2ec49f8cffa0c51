"""Builds what changed, in one thread: a site with mistakes keeps its last good pages on show, and nothing in it ends the thread."""

import threading
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.build import Report, Settings, Tools, build_site, failed
from adgen.build.fleet import Crew, Job, Memory, open_tools, settled, site_jobs
from adgen.plumbing.recollection import Recollection
from adgen.problems import AdgenError, Problem
from adgen.problems.catalogue import is_serious
from adgen.serve.changes import Changes
from adgen.serve.darkroom import Darkroom
from adgen.serve.stage import Shown, Stage, read_files

if TYPE_CHECKING:
    from adgen.plan import PictureJob

# Weights of pages, which are published with lighter photos than the preview makes.
_HEAVY_AS_JPEG = ("W617", "W618")


@dataclass(frozen=True)
class Orders:
    """What is built: `find` lists the folders of the sites and raises AdgenError where there are none; `settings` are those of today.

    `common` are the folders and files on which all sites depend; when one of them has changed `renew` forgets what was read of it.
    `with_requests` says whether the pages of requests are on show: on this machine alone. `tell` hears of every site that was built or failed, `complain` of mistakes that belong to no site.
    """

    find: Callable[[], Sequence[Path]]
    settings: Callable[[], Settings]
    output: Path
    memory: Memory
    crew: Crew
    tell: Callable[[Report], None]
    complain: Callable[[Iterable[Problem]], None]
    with_requests: bool = False
    common: tuple[Path, ...] = ()
    renew: Callable[[], None] = lambda: None


class Builder:
    """The thread, from `start` to `stop`."""

    def __init__(self, orders: Orders, stage: Stage, changes: Changes, darkroom: Darkroom) -> None:
        self._orders, self._stage, self._changes, self._darkroom = orders, stage, changes, darkroom
        self._memories: dict[Path, Recollection] = {}
        self._is_lost = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Look for the sites and build them."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """No more builds; one under way is waited for no longer than that, for a killed build leaves nothing behind that the next does not sweep."""
        self._changes.close()
        self._thread.join(seconds)

    def _run(self) -> None:
        with open_tools(self._orders.memory, self._orders.crew) as tools:
            self._begin(tools)
            self._warm_up()
            while paths := self._changes.settled():
                self._build(self._touched(paths), tools)

    def _begin(self, tools: Tools) -> None:
        """Show what stands from the last time at once, then build what is not as it should be."""
        orders = self._orders
        jobs = self._jobs()
        known = settled(jobs, orders.settings(), orders.memory)
        self._show({job.target.name: self._standing(job, known.get(job.folder)) for job in jobs})
        self._build([job for job in jobs if job.folder not in known or job.clashes], tools)

    def _warm_up(self) -> None:
        """Load what the first save will need, while nobody waits for it. What is wrong with a theme is told by the build."""
        from adgen.build import pictures, reading  # noqa: F401 - to have them loaded

        settings = self._orders.settings()
        with suppress(AdgenError):
            _ = settings.photo_theme, settings.renderer

    def _touched(self, paths: Iterable[Path]) -> list[Job]:
        """The sites that may look different after these changes."""
        is_common = any(path.is_relative_to(place) for place in self._orders.common for path in paths)
        if is_common:
            self._orders.renew()
        is_any = is_common or self._is_lost
        return [job for job in self._jobs() if is_any or self._is_touched(job, paths)]

    def _jobs(self) -> list[Job]:
        """The sites as they are now; none when they cannot be found, which is told and laid over those that were."""
        orders = self._orders
        try:
            jobs = site_jobs(orders.find(), orders.output, orders.settings(), orders.memory)
        except AdgenError as error:
            self._is_lost = True
            orders.complain(error.problems)
            self._show({slug: replace(shown, broken=error.problems) for slug, shown in self._stage.sites.items()})
            return []
        self._is_lost = False
        names = {job.target.name for job in jobs}
        self._memories = {job.folder: self._memories.get(job.folder, Recollection()) for job in jobs}
        if left := [slug for slug in self._stage.sites if slug not in names]:
            self._show({slug: shown for slug, shown in self._stage.sites.items() if slug not in left})
        return jobs

    def _is_touched(self, job: Job, paths: Iterable[Path]) -> bool:
        shown = self._stage.sites.get(job.target.name)
        folder = job.folder.absolute()
        is_new = shown is None or shown.is_waiting or _is_elsewhere(shown.broken)
        return is_new or bool(job.clashes) or any(path.is_relative_to(folder) for path in paths)

    def _build(self, jobs: Sequence[Job], tools: Tools) -> None:
        for job in jobs:
            left: list[PictureJob] = []
            knowing = replace(tools, memory=self._memories[job.folder], leave=left.extend)
            report = _built(job, self._orders.settings(), knowing)
            if report.is_built:
                self._darkroom.expect(job.target.name, job.folder, left)
            before = self._stage.sites.get(job.target.name)
            self._show({**self._stage.sites, job.target.name: self._after(job, report, before)})
            if report.is_new or not report.is_built:
                self._orders.tell(report)

    def _standing(self, job: Job, report: Report | None) -> Shown:
        """A site as it stands; until it is known to be right the pages are those of the last time, if there are any."""
        if report and report.is_built:
            return self._after(job, report, None)
        files, name = read_files(job.target, {}, with_requests=self._orders.with_requests)
        return Shown(job.target.name, job.folder, name or job.target.name, files, is_waiting=True)

    def _after(self, job: Job, report: Report, before: Shown | None) -> Shown:
        """What is on show once a site was built, or could not be."""
        slug, old = job.target.name, before.files if before else {}
        if report.is_built:
            files, name = read_files(job.target, old, with_requests=self._orders.with_requests)
            return Shown(slug, job.folder, name or slug, files, notes=_without(report.problems, _HEAVY_AS_JPEG))
        broken = tuple(p for p in report.problems if p.is_error) or tuple(p for p in report.problems if is_serious(p))
        name, notes = (before.name, before.notes) if before else (slug, ())
        return Shown(slug, job.folder, name, old, broken, notes, report.bug)

    def _show(self, sites: Mapping[str, Shown]) -> None:
        self._stage.show(dict(sorted(sites.items())))


def _without(problems: Iterable[Problem], codes: Sequence[str]) -> tuple[Problem, ...]:
    return tuple(p for p in problems if p.code not in codes)


def _is_elsewhere(broken: Iterable[Problem]) -> bool:
    """Whether a site may be mended by what happens outside its folder: another site at its address, the disk."""
    return any(p.code == "E138" or p.code.startswith("E5") for p in broken)


def _built(job: Job, settings: Settings, tools: Tools) -> Report:
    if job.clashes:
        return failed(job.folder, job.target, job.clashes)
    try:
        return build_site(job.folder, job.target, settings, tools)
    except AdgenError as error:
        return failed(job.folder, job.target, error.problems)
    except Exception:
        return replace(failed(job.folder, job.target, ()), bug=traceback.format_exc())
