"""Watches what this process opens, starts and calls, and notes whatever lies outside the places that a build needs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_STARTS = (
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.startfile",
    "os.fork",
    "socket.",
    "urllib.",
    "http.",
    "webbrowser.",
)
# How many paths each names; those within an open folder (the last argument is its handle) are where that one is.
_CHANGES = {"os.remove": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2, "os.mkdir": 1, "os.rmdir": 1, "os.chmod": 1}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass
class Guard:
    """`reads` and `writes` are the folders in which a build may read and write; `seen` is what happened elsewhere."""

    reads: tuple[str, ...]
    writes: tuple[str, ...]
    seen: list[str] = field(default_factory=list)
    is_armed: bool = False

    def install(self) -> None:
        """Watch from now on; there is no way back."""
        sys.addaudithook(self._hook)

    @contextmanager
    def armed(self) -> Iterator[list[str]]:
        """What is seen within the block."""
        self.seen.clear()
        self.is_armed = True
        try:
            yield self.seen
        finally:
            self.is_armed = False

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.is_armed:
            return
        self.is_armed = False
        try:
            self._look(event, args)
        finally:
            self.is_armed = True

    def _look(self, event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(_STARTS):
            self.seen.append(f"{event} {args[:2]!r}"[:200])
        elif event == "open" and isinstance(args[0], str | bytes):
            flags = args[2] or 0
            is_change = bool(flags & _WRITES)
            self._check(event, args[0], self.writes if is_change else (*self.reads, *self.writes), flags)
        elif event in _CHANGES and args[-1] == -1:
            for path in args[: _CHANGES[event]]:
                self._check(event, path, self.writes, os.O_NOFOLLOW)

    def _check(self, event: str, path: Any, allowed: tuple[str, ...], flags: int) -> None:
        try:
            text = os.fsdecode(path)
        except (TypeError, ValueError):
            return
        if flags & os.O_NOFOLLOW:
            # The link itself is meant: opening it fails.
            real = f"{os.path.realpath(Path(text).parent)}/{Path(text).name}"
        else:
            real = os.path.realpath(text)
        if not any(real == root or real.startswith(f"{root}/") for root in allowed):
            self.seen.append(f"{event} {real}"[:200])


def of_this_python(*more: Path) -> tuple[str, ...]:
    """Where Python, its packages and the time zones lie, and `more`."""
    found = {sys.prefix, sys.base_prefix, "/usr/share/zoneinfo", "/usr/lib", "/dev/null", "/dev/urandom", "/proc/self"}
    found |= {path for path in sys.path if path} | {path.as_posix() for path in more}
    return tuple({os.path.realpath(path) for path in found})
