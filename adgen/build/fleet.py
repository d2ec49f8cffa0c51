"""Many sites: which have to be built, and in how many processes. What happens to one never touches another."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.build import Report, build_site, failed, unchanged_site
from adgen.build.tools import Progress, Settings, Tools
from adgen.build.unchanged import slugs_of
from adgen.plumbing.index import open_index
from adgen.plumbing.machine import memory_of_machine
from adgen.problems import Place, Problem, problem

if TYPE_CHECKING:
    from adgen.plumbing.shards import JobError

# A process of its own costs as much as some sites; photos of few sites are spread by the photo instead.
_SITES_PER_PROCESS = 8
# Five gigabytes hold the renditions of about 5,000 photos.
_CACHE_LIMIT = 5 * 1024**3


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


@dataclass(frozen=True)
class Crew:
    """Who works: up to so many `processes`, within `memory` in bytes (None: half of the machine's), or a Dask `cluster`."""

    processes: int
    memory: int | None = None
    cluster: str | None = None

    def part(self, parts: int) -> "Crew":
        """One of so many equal parts, each with one process for its photos."""
        return Crew(1, (self.memory or memory_of_machine() // 2) // parts)


# The name of a site -> what is told of its photos.
Watch = Callable[[str], AbstractContextManager[Progress]]


def silent(name: str) -> AbstractContextManager[Progress]:
    """Tells nothing of the photos of a site."""
    return nullcontext(lambda done, of: None)


def site_jobs(folders: Sequence[Path], output: Path, settings: Settings, memory: Memory) -> list[Job]:
    """Each folder with its output folder; those that would write the same one with that mistake."""
    with open_index(memory.index) as index:
        slugs = slugs_of(folders, settings, index)
    rivals: dict[str, list[Path]] = {}
    for folder, slug in zip(folders, slugs, strict=True):
        rivals.setdefault(slug, []).append(folder)
    return [
        Job(folder, output / slug, tuple(_clash(folder, output / slug, rivals[slug])))
        for folder, slug in zip(folders, slugs, strict=True)
    ]


def settled(jobs: Sequence[Job], settings: Settings, memory: Memory) -> dict[Path, Report]:
    """The reports of the sites that are not built, by folder: unchanged ones, and those that clash."""
    found: dict[Path, Report] = {}
    with open_index(memory.index) as index:
        for job in jobs:
            report = None if job.clashes else unchanged_site(job.folder, job.target, settings, index)
            if job.clashes or report:
                found[job.folder] = report or failed(job.folder, job.target, job.clashes)
    return found


def build_sites(jobs: Sequence[Job], settings: Settings, memory: Memory, crew: Crew, watch: Watch) -> Iterator[Report]:
    """The report of each site, in the order of `jobs`. With many of them each process builds whole sites."""
    shards = min(crew.processes, len(jobs) // _SITES_PER_PROCESS)
    if shards > 1 and not crew.cluster:
        from adgen.plumbing.shards import spread

        for job, made in spread(_builder, (settings, memory, crew.part(shards)), jobs, shards):
            yield made if isinstance(made, Report) else _broken(job, made)
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
    with open_tools(memory, crew) as tools:
        yield lambda job: _built(job, settings, tools)


def _built(job: Job, settings: Settings, tools: Tools) -> Report:
    try:
        return build_site(job.folder, job.target, settings, tools)
    except Exception:
        import traceback

        return replace(failed(job.folder, job.target, ()), bug=traceback.format_exc())


def _broken(job: Job, error: "JobError") -> Report:
    if str(error):
        return replace(failed(job.folder, job.target, ()), bug=str(error))
    return failed(job.folder, job.target, [problem("E510", Place(job.folder.as_posix()))])


def _clash(folder: Path, target: Path, rivals: Sequence[Path]) -> Iterator[Problem]:
    others = "、".join(other.as_posix() for other in rivals if other != folder)
    if others:
        yield problem("E138", Place((folder / "site.yaml").as_posix()), address=target.as_posix(), others=others)
