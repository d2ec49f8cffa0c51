"""Whether a site can be skipped whole: nothing that its output depends on has changed since it was built."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import adgen
from adgen.build.tools import Settings, Tools
from adgen.plumbing.cache import digest
from adgen.plumbing.tree import MANIFEST
from adgen.problems import Place, Problem

# Folders that no page is made of: private mail, and what Python writes beside the program.
_NO_INPUT = ("inbox", "__pycache__")


def fingerprint(folder: Path, settings: Settings) -> str:
    """A digest of all that the output of a site depends on but the day: its files' states, the options, theme and program."""
    options = (
        settings.base_url,
        settings.drafts,
        settings.future,
        settings.keep_going,
        settings.strict,
        settings.untrusted,
    )
    states = (*_states(folder), options, _program(), _tree_state(settings.theme.folder))
    return digest(repr(states).encode())


def recall(folder: Path, target: Path, state: str, settings: Settings, tools: Tools) -> dict[str, Any] | None:
    """What was remembered of the last build of `folder` into `target`, when it would come out the same today.

    The output is looked at: a file more or less, or another manifest, means that it has to be built.
    """
    known: dict[str, Any] | None = None if settings.force else tools.index.fact(_key(folder, target))
    if not known or known["state"] != state:
        return None
    if not known["from"] <= settings.today.isoformat() < known["until"] or _standing(target) != known["standing"]:
        return None
    return known


def remember(
    folder: Path,
    target: Path,
    state: str,
    settings: Settings,
    tools: Tools,
    *,
    due: Iterable[date],
    problems: Iterable[Problem],
    counts: tuple[int, int],
) -> None:
    """Remember a build that came out well, and between which due dates it holds. `counts` are pages and pictures."""
    due = list(due)
    before = max((d for d in due if d <= settings.today), default=date.min)
    after = min((d for d in due if d > settings.today), default=date.max)
    value = {
        "state": state,
        "from": before.isoformat(),
        "until": after.isoformat(),
        "standing": _standing(target),
        "problems": [{"code": p.code, "place": asdict(p.place), "values": _plain(p)} for p in problems],
        "counts": counts,
    }
    tools.index.remember_fact(_key(folder, target), value)


def problems_of(known: dict[str, Any]) -> Iterator[Problem]:
    """The warnings of a remembered build, to be told again."""
    for stored in known["problems"]:
        yield Problem(stored["code"], Place(**stored["place"]), stored["values"])


def _plain(found: Problem) -> dict[str, Any]:
    return {key: value if isinstance(value, int | str) else str(value) for key, value in found.values.items()}


def _key(folder: Path, target: Path) -> str:
    return f"site {folder.resolve()} {target.resolve()}"


def _states(folder: Path) -> Iterator[tuple[object, ...]]:
    """(path, size, times, inode) of every file below; the private inbox is no input of the pages."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _NO_INPUT)
        inside = os.path.relpath(here, folder)
        for name in sorted(names):
            try:
                found = Path(here, name).lstat()
            except FileNotFoundError:
                continue  # an editor's own file, gone again
            yield inside, name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


@cache
def _tree_state(folder: Path) -> str:
    return digest(repr(list(_states(folder))).encode())


def _program() -> str:
    """The version, and in a checkout also the state of the source."""
    return f"{adgen.__version__} {_tree_state(Path(adgen.__file__).parent)}"


def _standing(target: Path) -> str:
    """A digest of the output: its manifest, and the names of all that is there."""
    try:
        manifest = (target / MANIFEST).read_bytes()
    except OSError:
        return ""
    there = sorted((os.path.relpath(here, target), sorted(names)) for here, _, names in os.walk(target))
    return digest(manifest + repr(there).encode())
