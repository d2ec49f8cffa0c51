"""What changed in the watched folders, told when it has come to rest: an editor saves in several steps, and photos are copied by the thousand."""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from adgen.build.unchanged import file_states

# In seconds. A save is over when nothing has happened for QUIET. More changes than MANY are no save but a folder being
# copied or a branch being switched, which pauses for longer; LONGEST is for a file that never rests.
QUIET, CALM, LONGEST = 0.01, 0.4, 10.0
MANY = 40
_PAUSE = 0.25
# A look at all files may take a twentieth of the time.
_REST = 20
# Watchdog also tells of files that were only read.
_CHANGES = ("created", "modified", "moved", "deleted", "closed")


class Source(Protocol):
    """A queue of paths; None is the end."""

    def put(self, item: Path | None) -> None: ...
    def get(self, block: bool = True, timeout: float | None = None) -> Path | None: ...


class Changes:
    """Paths that changed, from whatever thread sees them, for the one that builds."""

    def __init__(self, source: Source | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._source: Source = source or queue.SimpleQueue()
        self._clock = clock
        self._busy_until = 0.0

    def tell(self, path: Path) -> None:
        """A file or folder that came, went or became different."""
        self._source.put(path)

    def close(self) -> None:
        """No more will be told."""
        self._source.put(None)

    def settled(self) -> frozenset[Path]:
        """Waits for a change and until it has come to rest. Empty when there will be no more."""
        path = self._source.get()
        paths: set[Path] = set()
        begun = last = self._clock()
        count = MANY if begun < self._busy_until else 0
        while path is not None:
            paths.add(path)
            count += 1
            left = rests_at(begun, last, count) - self._clock()
            if left <= 0:
                break
            try:
                path = self._source.get(timeout=left)
            except queue.Empty:
                break
            last = self._clock()
        else:
            return frozenset()
        # A long row of changes may go on after a pause, or after it was cut off.
        if count > MANY:
            self._busy_until = self._clock() + 2 * CALM
        return frozenset(paths)


def rests_at(begun: float, last: float, count: int) -> float:
    """When changes count as over, of which the first came at `begun` and the last at `last`."""
    return min(last + (QUIET if count <= MANY else CALM), begun + LONGEST)


def is_private(path: Path, root: Path) -> bool:
    """Whether no page is made of it: an editor's hidden files, and the inbox."""
    inside = path.relative_to(root).parts if path.is_relative_to(root) else ()
    return any(part.startswith(".") or part in ("inbox", "__pycache__") for part in inside)


def _is_public(root: Path, path: Path) -> bool:
    return not is_private(path, root)


class Watch:
    """Tells `changes` of what happens below folders and to single files, until it is closed. Others may be followed in their place."""

    def __init__(self, changes: Changes, *, poll: bool) -> None:
        self._changes, self._poll = changes, poll
        self._open = ExitStack()

    def follow(self, roots: Iterable[Path], files: Iterable[Path] = ()) -> bool:
        """These from now on. False where the system cannot tell of them, and they are polled without having been asked for it."""
        places = Places(tuple(root.absolute() for root in roots), frozenset(file.absolute() for file in files))
        self.close()
        if not self._poll:
            with suppress(OSError):
                self._open.enter_context(_told(places, self._changes))
                return True
        self._open.enter_context(_polled(places, self._changes))
        return self._poll

    def close(self) -> None:
        """Tell no more."""
        self._open.close()


@dataclass(frozen=True)
class Places:
    """What is watched: folders with all that lies in them, and files by name, whether they are there or not."""

    roots: tuple[Path, ...]
    files: frozenset[Path]

    def states(self) -> dict[str, bytes]:
        """Path -> what becomes another one with every change of the file."""
        found = {path: state for root in self.roots for path, state in file_states(root, is_site=False).items()}
        for file in self.files:
            with suppress(OSError):
                seen = file.stat()
                found[str(file)] = repr((seen.st_size, seen.st_mtime_ns, seen.st_ino)).encode()
        return found


@contextmanager
def _told(places: Places, changes: Changes) -> Iterator[None]:
    """By the system. Raises OSError where it has no room for so many folders."""
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    class Ear(FileSystemEventHandler):
        def __init__(self, is_meant: Callable[[Path], bool]) -> None:
            self._is_meant = is_meant

        def on_any_event(self, event: FileSystemEvent) -> None:
            # A folder is modified by what happens in it, which is told by itself.
            if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
                return
            for name in (event.src_path, event.dest_path):
                path = Path(str(name))
                if name and self._is_meant(path):
                    changes.tell(path)

    observer = Observer()
    try:
        for root in places.roots:
            observer.schedule(Ear(partial(_is_public, root)), str(root), recursive=True)
        # A folder can be watched once. What is below a root is told of already.
        alone = {file.parent for file in places.files} - set(places.roots)
        for folder in sorted(alone):
            observer.schedule(Ear(places.files.__contains__), str(folder), recursive=False)
        observer.start()
        yield
    finally:
        observer.stop()
        if observer.is_alive():
            observer.join()


@contextmanager
def _polled(places: Places, changes: Changes) -> Iterator[None]:
    """By looking again and again: network drives tell nobody."""
    stop = threading.Event()
    thread = threading.Thread(target=_poll, args=(places, changes, stop, places.states()), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _poll(places: Places, changes: Changes, stop: threading.Event, before: dict[str, bytes]) -> None:
    pause = _PAUSE
    while not stop.wait(pause):
        begun = time.monotonic()
        now = places.states()
        for path in {path for path, _ in before.items() ^ now.items()}:
            if not any(is_private(Path(path), root) for root in places.roots):
                changes.tell(Path(path))
        before = now
        pause = max(_PAUSE, _REST * (time.monotonic() - begun))
