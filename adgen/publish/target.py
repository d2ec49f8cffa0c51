"""What every place that pages are published to can do. Paths are inside it, with `/`."""

import contextlib
import errno
import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import Protocol, TypeVar

from adgen.problems import AdgenError, Place, problem
from adgen.publish.reasons import reason

T = TypeVar("T")
Done = Callable[[str], None]
# Windows has no quotas by that name.
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


class Target(Protocol):
    """One place. Every function raises AdgenError: E706 to E709."""

    name: str

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None where there is none."""

    def names(self, folder: str) -> list[str]:
        """The names in a folder; none where there is no such folder."""

    def write(self, files: Iterable[tuple[str, bytes]], done: Done) -> None:
        """Write files, several at a time, each at once or not at all; `done` is told of each."""

    def remove(self, paths: Iterable[str], done: Done) -> None:
        """Remove files, if they are there."""

    def claim(self, path: str, data: bytes) -> bool:
        """Write a file that must not be there yet; whether it was so."""

    def close(self) -> None:
        """Leave."""


def part_of(path: str) -> str:
    """The name under which a file is written before it is whole; always the same, so that the next try finds it."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name}.adgen-part"


def in_parallel(work: Callable[[T], str], jobs: Iterable[T], count: int, done: Done) -> None:
    """Do `work` for each of the jobs in `count` threads, and tell what it gives.

    After the first mistake no job is begun any more; it is raised when those under way have come to their end, and were told.
    """
    left = iter(jobs)
    with ThreadPoolExecutor(count) as pool:
        running = {pool.submit(work, job) for job in itertools.islice(left, 2 * count)}
        failed: BaseException | None = None
        while running:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                if error := future.exception():
                    failed = failed or error
                else:
                    done(future.result())
            if failed is None:
                running |= {pool.submit(work, job) for job in itertools.islice(left, len(finished))}
    if failed:
        raise failed


def full(name: str, path: str) -> AdgenError:
    """There is no room left at the target."""
    return AdgenError([problem("E707", Place(name), path=shown(path))])


def refused(name: str, path: str, detail: str) -> AdgenError:
    """The target does not allow it. What a server says may repeat the name of the file."""
    if shown(path) != path:
        detail = detail.replace(path.rpartition("/")[2], "…")
    return AdgenError([problem("E708", Place(name), path=shown(path), detail=detail)])


def broken(name: str, error: BaseException) -> AdgenError:
    """The connection is no more."""
    return AdgenError([problem("E709", Place(name), **reason(error))])


def shown(path: str) -> str:
    """A path as messages tell it: the name of a request page is its secret."""
    return "requests/…" if path.startswith(("requests/", ".requests/")) and path != "requests/index.html" else path


@contextlib.contextmanager
def system_errors(name: str, path: str) -> Iterator[None]:
    """What the system says, in our words."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise full(name, path) from None
        raise refused(name, path, error.strerror or type(error).__name__) from None
