"""Many sites: which have to be built, and in how many processes. What happens to one never touches another."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.build import Report, build_site, failed, unchanged_site
from adgen.build.ownership import clash, keeper
from adgen.build.tools import Progress, Settings, Tools
from adgen.build.unchanged import slugs_of
from adgen.plumbing.cache import digest
from adgen.plumbing.index import Index, open_index
from adgen.plumbing.machine import memory_of_machine
from adgen.problems import AdgenError, Place, Problem, problem

if TYPE_CHECKING:
    from adgen.plumbing.shards import JobError

# A process of its own costs as much as some sites; photos of few sites are spread by the photo instead.
_SITES_PER_PROCESS = 8
# Five gigabytes hold the renditions of about 5,000 photos.
_CACHE_LIMIT = 5 * 1024**3
# The cache of a stranger's site holds as many outputs.
_OWN_CACHES = 2
# Where the memories of sites of strangers lie, inside that of all.
APART = "apart"


@dataclass(frozen=True)
class Job:
    """A site to build, unless it `clashes` with another."""

    folder: Path
    target: Path
    clashes: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Memory:
    """Where what is known of earlier builds is kept; None keeps nothing."""

    cache: Path | None
    index: Path | None

    def of(self, folder: Path, settings: Settings) -> "Memory":
        """The memory for one site: that of all, but a site of a stranger has its own, in which it can spoil nothing for another."""
        if not settings.untrusted or not self.cache or not self.index:
            return self
        own = self.cache / APART / digest(os.fsencode(folder.resolve()))
        return Memory(own, own / self.index.name)


@dataclass(frozen=True)
class Crew:
    """Who works: up to so many `processes`, within `memory` in bytes (None: half of the machine's), or a Dask `cluster`."""

    processes: int
    memory: int | None = None
    cluster: str | None = None

    def part(self, parts: int) -> "Crew":
        """One of so many equal parts."""
        return Crew(max(1, self.processes // parts), (self.memory or memory_of_machine() // 2) // parts)


# The name of a site -> what is told of its photos.
Watch = Callable[[str], AbstractContextManager[Progress]]


def silent(name: str) -> AbstractContextManager[Progress]:
    """Tells nothing of the photos of a site."""
    return nullcontext(lambda done, of: None)


def site_jobs(folders: Sequence[Path], output: Path, settings: Settings, memory: Memory) -> list[Job]:
    """Each folder with its output folder; those that would write the one of another with that mistake."""
    with open_index(memory.index) as index:
        slugs = slugs_of(folders, settings, index)
    rivals: dict[str, list[Path]] = {}
    for folder, slug in zip(folders, slugs, strict=True):
        rivals.setdefault(slug, []).append(folder)
    return [
        Job(folder, output / slug, tuple(_clashes(folder, output / slug, rivals[slug])))
        for folder, slug in zip(folders, slugs, strict=True)
    ]


def settled(jobs: Sequence[Job], settings: Settings, memory: Memory) -> dict[Path, Report]:
    """The reports of the sites that are not built, by folder: unchanged ones, those that clash, and those too large to look through."""
    found: dict[Path, Report] = {}
    with open_index(None if settings.untrusted else memory.index) as index:
        for job in jobs:
            # Its address is that of another site, so that only its folder tells which one it is.
            known = replace(failed(job.folder, job.target, job.clashes), site=job.folder.name) if job.clashes else None
            if report := known or _unchanged(job, settings, memory, index):
                found[job.folder] = report
    return found


def _unchanged(job: Job, settings: Settings, memory: Memory, common: Index) -> Report | None:
    try:
        if not settings.untrusted:
            return unchanged_site(job.folder, job.target, settings, common)
        with open_index(memory.of(job.folder, settings).index) as own:
            return unchanged_site(job.folder, job.target, settings, own)
    except AdgenError as error:
        return failed(job.folder, job.target, error.problems)


def build_sites(jobs: Sequence[Job], settings: Settings, memory: Memory, crew: Crew, watch: Watch) -> Iterator[Report]:
    """The report of each site, in the order of `jobs`. With many of them each process builds whole sites.

    Sites of strangers, and those whose time is limited, are built in processes that can be stopped.
    """
    is_limited = settings.untrusted or settings.site_seconds is not None
    shards = min(crew.processes, len(jobs) if is_limited else len(jobs) // _SITES_PER_PROCESS)
    if shards >= (1 if is_limited else 2) and not crew.cluster:
        from adgen.plumbing.shards import spread

        words = (settings, memory, crew.part(shards))
        for job, made in spread(_builder, words, jobs, shards, settings.site_seconds):
            yield made if isinstance(made, Report) else _broken(job, made, settings)
        return
    with open_tools(memory, crew) as tools:
        for job in jobs:
            with watch(job.target.name) as progress:
                report = _built(job, settings, replace(tools, progress=progress))
            yield report


@contextmanager
def open_tools(memory: Memory, crew: Crew) -> Iterator[Tools]:
    """The tools of one process, closed at the end."""
    from adgen.plumbing.cache import Cache
    from adgen.plumbing.workers import open_workers

    with ExitStack() as stack:
        workers = stack.enter_context(open_workers(crew.processes, crew.memory, crew.cluster))
        index = stack.enter_context(open_index(memory.index))
        yield Tools(workers, Cache(memory.cache), index)


def prune(memory: Memory) -> None:
    """Cut the cache of pictures down to its limit."""
    from adgen.plumbing.cache import Cache

    Cache(memory.cache).prune(_CACHE_LIMIT)


@contextmanager
def _builder(settings: Settings, memory: Memory, crew: Crew) -> Iterator[Callable[[Job], Report]]:
    if settings.untrusted:
        from adgen.plumbing.process import limit_memory

        limit_memory()
        yield lambda job: _built_apart(job, settings, memory.of(job.folder, settings), crew)
        return
    with open_tools(memory, crew) as tools:
        yield lambda job: _built(job, settings, tools)


def _built_apart(job: Job, settings: Settings, memory: Memory, crew: Crew) -> Report:
    """A site of a stranger, with a memory and workers that no other site has: a decoder that was taken over is no other site's."""
    with open_tools(memory, crew) as tools:
        report = _built(job, settings, tools)
        if report.encoded and settings.site_bytes:
            tools.cache.prune(_OWN_CACHES * settings.site_bytes)
    return report


def _built(job: Job, settings: Settings, tools: Tools) -> Report:
    try:
        return build_site(job.folder, job.target, settings, tools)
    except Exception:
        import traceback

        return replace(failed(job.folder, job.target, ()), bug=traceback.format_exc())


def _broken(job: Job, error: "JobError", settings: Settings) -> Report:
    from adgen.plumbing.shards import LateError

    if isinstance(error, LateError):
        told = problem("E640", Place(job.folder.as_posix()), seconds=f"{settings.site_seconds:g}")
        return failed(job.folder, job.target, [told])
    if str(error):
        return replace(failed(job.folder, job.target, ()), bug=str(error))
    return failed(job.folder, job.target, [problem("E510", Place(job.folder.as_posix()))])


def _clashes(folder: Path, target: Path, claims: Sequence[Path]) -> Iterator[Problem]:
    others = [other for other in claims if other != folder]
    if others and keeper(claims, target) != folder:
        yield clash(folder, target, others)
