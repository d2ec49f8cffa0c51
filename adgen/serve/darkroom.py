"""Photos that a page asks for and nobody has developed yet: each is made once, when it is first asked for, while the pages are on show."""

import queue
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.build.fleet import Crew, Memory
from adgen.problems import AdgenError, Problem

if TYPE_CHECKING:
    from adgen.build.tools import Tools
    from adgen.plan import PictureJob

# The files of one photo by their addresses; none where it cannot be made, which is told.
Files = Mapping[str, bytes]
Order = tuple[Path, "PictureJob", "Future[Files]"]


class Darkroom:
    """`complain` hears of photos that cannot be made, `log` of mistakes of ours.

    The work is done in one thread with workers of its own, begun with the first photo.
    """

    def __init__(
        self,
        memory: Memory,
        crew: Crew,
        complain: Callable[[Iterable[Problem]], None],
        log: Callable[[str], None],
    ) -> None:
        self._memory, self._crew, self._complain, self._log = memory, crew, complain, log
        self._left: dict[str, dict[str, tuple[Path, PictureJob]]] = {}
        self._under_way: dict[str, Future[Files]] = {}
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def expect(self, slug: str, folder: Path, jobs: "Iterable[PictureJob]") -> None:
        """What the last good build of a site has left to be made; what it left before is forgotten."""
        self._left[slug] = {r.name: (folder, job) for job in jobs for r in job.renditions}

    def ask(self, slug: str, name: str) -> "Future[Files] | None":
        """The files of the photo to which this one belongs, as soon as they are made; None for what no build has left."""
        found = self._left.get(slug, {}).get(name)
        if found is None:
            return None
        folder, job = found
        with self._lock:
            known = self._under_way.get(name)
            if known is None:
                known = Future()
                self._under_way |= dict.fromkeys((r.name for r in job.renditions), known)
                self._orders.put((folder, job, known))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
        return known

    def close(self, seconds: float) -> None:
        """Make no more; what is under way is waited for no longer than that."""
        self._orders.put(None)
        if self._thread:
            self._thread.join(seconds)

    def _run(self) -> None:
        from adgen.build.fleet import open_tools

        try:
            with open_tools(Memory(self._memory.cache, None), self._crew) as tools:
                while batch := self._batch():
                    for folder in {folder for folder, _, _ in batch}:
                        self._make(folder, [(job, future) for at, job, future in batch if at == folder], tools)
        except AdgenError as error:
            self._complain(error.problems)
            # Nobody waits for what nobody makes.
            while batch := self._batch():
                for _, job, future in batch:
                    self._done(job, future)

    def _batch(self) -> list[Order]:
        """All that is asked for by now, so that every worker has something to do; empty at the end."""
        batch: list[Order] = []
        while order := self._orders.get():
            batch.append(order)
            if self._orders.empty():
                return batch
        return []

    def _make(self, folder: Path, wanted: "Sequence[tuple[PictureJob, Future[Files]]]", tools: "Tools") -> None:
        problems: list[Problem] = []
        try:
            self._develop(folder, wanted, tools, problems)
        except Exception as error:
            self._log(" ".join(f"{folder}: {type(error).__name__}: {error}".split()))
        # What is not there by now has a problem, and may be asked for again when that is mended.
        for job, future in wanted:
            self._done(job, future)
        if problems:
            self._complain(problems)

    def _done(self, job: "PictureJob", future: "Future[Files]") -> None:
        if not future.done():
            future.set_result({})
        with self._lock:
            for rendition in job.renditions:
                self._under_way.pop(rendition.name, None)

    def _develop(
        self,
        folder: Path,
        wanted: "Sequence[tuple[PictureJob, Future[Files]]]",
        tools: "Tools",
        problems: list[Problem],
    ) -> None:
        from adgen.build.pictures import develop

        # A photo is known by the first of its files: no other photo has that one.
        waiting = {job.renditions[0].name: future for job, future in wanted if not _is_made(job, future, tools)}
        left = [job for job, _ in wanted if job.renditions[0].name in waiting]
        for job, made in develop(left, folder, tools, problems):
            names = [rendition.name for rendition in job.renditions]
            waiting[names[0]].set_result(dict(zip(names, made, strict=True)))


def _is_made(job: "PictureJob", future: "Future[Files]", tools: "Tools") -> bool:
    """Whether it was made in the meantime, which is told."""
    found = {rendition.name: tools.cache.get(rendition.name) for rendition in job.renditions}
    files = {name: data for name, data in found.items() if data is not None}
    if len(files) == len(found):
        future.set_result(files)
    return future.done()
