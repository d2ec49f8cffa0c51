"""ENOSPC, EIO and SIGKILL at every file-system call of a build: those that Python tells its audit hooks of, and the writes."""

import errno
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from adgen.build import Report
from tests.torture.yard import BROKEN, BUILT, INTERRUPTED, Yard, child

# Those of the system; what sqlite3, shutil and os.walk tell comes before any call, where nothing can fail.
_CALLS = ("open", "os.")
_NO_CALLS = ("os.walk",)
Act = Callable[[], None]


def _fail(code: int) -> Act:
    def act() -> None:
        raise OSError(code, os.strerror(code))

    return act


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _interrupt() -> None:
    raise KeyboardInterrupt


ACTS: dict[str, Act] = {
    "ENOSPC": _fail(errno.ENOSPC),
    "EIO": _fail(errno.EIO),
    "EACCES": _fail(errno.EACCES),
    "SIGKILL": _kill,
    "Ctrl-C": _interrupt,
}


# By how a build ended; where words said why it failed, the old one stands.
_MAY_STAND = {BUILT: {1}, INTERRUPTED: {0, 1}, -signal.SIGKILL: {0, 1}}


@dataclass(frozen=True)
class Faults:
    """At how many calls something went wrong, how the builds ended, and what was found."""

    calls: int
    ends: Counter[int]
    findings: tuple[str, ...]


def faults(yard: Yard, name: str, every: int) -> Faults:
    """Let one thing go wrong at every so-manieth call of a build, one build after the other, until none is left."""
    ends, found, number = Counter[int](), Counter[str](), 1
    said = yard.root / "said"
    while True:
        told = yard.root / "call"
        told.unlink(missing_ok=True)
        said.unlink(missing_ok=True)
        started = child(lambda n=number: _spoiled(yard, n, ACTS[name]), said)  # type: ignore[misc]
        status = os.waitstatus_to_exitcode(os.waitpid(started, 0)[1])
        if not told.exists():
            break
        ends[status] += 1
        call = told.read_text("utf-8").replace(str(yard.root), "…")
        if status == BROKEN:
            found[f"a traceback at {call}: {said.read_text('utf-8').strip()[-500:] if said.exists() else ''}"] += 1
        if yard.stands() not in _MAY_STAND.get(status, {0}):
            found[f"exit {status} with another tree than that at {call}"] += 1
        yard.build(1)
        if yard.leftovers():
            found[f"left behind after {call}: {yard.leftovers()}"] += 1
        if yard.stands() != 1:
            found[f"the rerun is not the clean build after {call}"] += 1
        yard.build(0)
        number += every
    return Faults(sum(ends.values()), ends, tuple(f"{what} ({n} times)" for what, n in found.items()))


def _spoiled(yard: Yard, number: int, act: Act) -> Report:
    """The build of the other version, with something wrong at one call."""
    seen = 0
    inside = tuple(f"{yard.root}/{name}/" for name in ("out", "cache", "1"))

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal seen
        if (
            not event.startswith(_CALLS)
            or event in _NO_CALLS
            or not args
            or not _is_path(args[0], inside)
            or seen >= number
        ):
            return
        seen += 1
        if seen == number:
            (yard.root / "call").write_text(f"{event} {str(args[0])[:200]}", "utf-8")
            act()

    sys.addaudithook(hook)
    return yard.build(1)


def _is_path(path: Any, folders: tuple[str, ...]) -> bool:
    return isinstance(path, str | os.PathLike) and str(path).startswith(folders)
