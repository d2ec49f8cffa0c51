"""Whether a site can be skipped whole: nothing that its output depends on has changed since it was built.

A run over a thousand unchanged sites does nothing else, so this room asks the system once for each file of the folder, once
for each folder of the output, and the index once for each site.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path, PurePath
from struct import Struct
from typing import TYPE_CHECKING, Any

import adgen
from adgen.build.tools import Settings
from adgen.plumbing.cache import digest
from adgen.plumbing.tree import MANIFEST, SET_BACK
from adgen.problems import AdgenError, Place, Problem, problem

if TYPE_CHECKING:
    from adgen.plumbing.index import Index

_PROGRAM = str(Path(adgen.__file__).parent)
# Folders that no page is made of: private mail, and what Python writes beside the program.
_NO_INPUT = ("inbox", "__pycache__")
# One entry of the index for all of them, so that a run over many asks once.
_SLUGS = "slugs"
_OPTIONS = ("base_url", "drafts", "future", "keep_going", "strict", "untrusted", "draft_photos", "best")
_MOST_FILES = 50_000
# Size, two times in nanoseconds, inode; what is longer on other systems is cut to that.
_pack = Struct("<QqqQ").pack
_LONGEST_INODE = 2**64 - 1


def fingerprint(folder: Path, settings: Settings) -> str:
    """A digest of all that the output of a site depends on but the day: its files' states, the options, theme and program."""
    options = tuple(getattr(settings, name) for name in _OPTIONS)
    return digest(repr((_states(folder), options, look(settings))).encode())


def inputs(folder: Path, settings: Settings) -> dict[str, Any]:
    """All that the output depends on but the day, part by part, and each file by a short digest of its state.

    Only what was built is remembered so: whether to build is told by `fingerprint`, which is cheaper to compare.
    """
    return {
        "files": _files(folder),
        "options": {name: getattr(settings, name) for name in _OPTIONS},
        "version": adgen.__version__,
        "program": _tree_state(_PROGRAM),
        "theme": _tree_state(str(settings.theme_folder)),
    }


def inputs_key(folder: Path, target: Path) -> str:
    """Under which key the inputs of the last build are remembered."""
    return f"inputs {_key(folder, target)}"


def edited_since(folder: Path, target: Path, index: "Index") -> list[str]:
    """The files of a folder that changed, came or went since it was built into `target`; none when that is not known."""
    known = index.fact(inputs_key(folder, target))
    if not known:
        return []
    before, now = known["files"], _files(folder)
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def look(settings: Settings) -> str:
    """What every page of every site depends on: the program, in a checkout by the state of its source, and the theme."""
    return f"{adgen.__version__} {_tree_state(_PROGRAM)} {_tree_state(str(settings.theme_folder))}"


def look_again() -> None:
    """Let theme and program be looked at anew: within one run they count as unchanged."""
    _tree_state.cache_clear()


def recall(folder: Path, target: Path, state: str, settings: Settings, index: "Index") -> dict[str, Any] | None:
    """What was remembered of the last build of `folder` into `target`, when it would come out the same today.

    The output is looked at: a file more or less, or another manifest, means that it has to be built.
    """
    known: dict[str, Any] | None = None if settings.force else index.fact(_key(folder, target))
    if not known or known["state"] != state:
        return None
    if not known["from"] <= settings.today.isoformat() < known["until"]:
        return None
    return known if _stands(target, known["standing"]) else None


def remember(
    folder: Path,
    target: Path,
    state: str,
    settings: Settings,
    index: "Index",
    *,
    used: dict[str, Any],
    due: Iterable[date],
    problems: Iterable[Problem],
    counts: tuple[int, int],
) -> None:
    """Remember a build that came out well, and between which due dates it holds.

    `used` are its inputs; `counts` are pages and pictures.
    """
    due = list(due)
    before = max((d for d in due if d <= settings.today), default=date.min)
    after = min((d for d in due if d > settings.today), default=date.max)
    value = {
        "state": state,
        "from": before.isoformat(),
        "until": after.isoformat(),
        "standing": list(_standing(target)),
        "problems": [{"code": p.code, "place": asdict(p.place), "values": _plain(p)} for p in problems],
        "counts": counts,
    }
    index.remember_fact(_key(folder, target), value)
    used = {**used, "from": value["from"], "until": value["until"]}
    index.remember_fact(inputs_key(folder, target), used)


def problems_of(known: dict[str, Any]) -> Iterator[Problem]:
    """The warnings of a remembered build, to be told again."""
    for stored in known["problems"]:
        yield Problem(stored["code"], Place(**stored["place"]), stored["values"])


def slugs_of(folders: Sequence[Path], settings: Settings, index: "Index") -> list[str]:
    """Under which name each site stands in the output folder; site.yaml is read only when it or the program has changed."""
    kept = index.fact(_SLUGS)
    before = kept["slugs"] if kept and kept["look"] == look(settings) else {}
    slugs: dict[str, tuple[str, str]] = {}
    for folder in folders:
        place, state = _resolved(folder), _file_state(f"{folder}/site.yaml")
        known = before.get(place)
        slugs[place] = known if known and known[0] == state else (state, _read_slug(folder))
    if any(before.get(place) != known for place, known in slugs.items()):
        index.remember_fact(_SLUGS, {"look": look(settings), "slugs": before | slugs})
    return [slugs[_resolved(folder)][1] for folder in folders]


def _read_slug(folder: Path) -> str:
    from adgen.content.load import site_slug

    return site_slug(folder)


def _plain(found: Problem) -> dict[str, Any]:
    return {key: value if isinstance(value, int | str) else str(value) for key, value in found.values.items()}


def _key(folder: Path, target: Path) -> str:
    return f"site {_resolved(folder)} {_resolved(target)}"


def _resolved(folder: Path) -> str:
    above, name = os.path.split(folder)
    return f"{_real(above)}/{name}"


@cache
def _real(folder: str) -> str:
    """Asked for the same few folders again and again; the system takes its time over it."""
    return os.path.realpath(folder)


def _states(folder: Path) -> str:
    found = file_states(folder)
    paths = sorted(found)
    # The same folder may be called by another way.
    names = "\0".join(["", *paths]).replace(f"\0{folder}{os.sep}", "\0")
    return digest(b"".join(map(found.__getitem__, paths)) + os.fsencode(names))


def _files(folder: Path) -> dict[str, str]:
    """Each file by a short digest of its state."""
    found = file_states(folder).items()
    return {PurePath(path).relative_to(folder).as_posix(): digest(state, 4) for path, state in found}


def file_states(folder: Path, *, is_site: bool = True) -> dict[str, bytes]:
    """Path -> size, times and inode of every file below; the private inbox is no input of the pages.

    Raises AdgenError E106 for more files or folders than one site has.
    """
    found: dict[str, bytes] = {}
    above = [str(folder)]
    folders = 0
    while above:
        folders += 1
        # What cannot be listed is told by those who read it.
        with contextlib.suppress(OSError), os.scandir(above.pop()) as entries:
            for entry in entries:
                if is_site and len(found) + len(above) + folders >= _MOST_FILES:
                    limit = f"{_MOST_FILES:,}"
                    raise AdgenError(
                        [problem("E106", Place(folder.as_posix()), what=f"{limit} 件", en=f"{limit} files")]
                    )
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith(".") and entry.name not in _NO_INPUT:
                        above.append(entry.path)
                    continue
                try:
                    state = entry.stat(follow_symlinks=False)
                except OSError:
                    continue  # an editor's own file, gone again
                inode = state.st_ino & _LONGEST_INODE
                found[entry.path] = _pack(state.st_size, state.st_mtime_ns, state.st_ctime_ns, inode)
    return found


def _packed(state: os.stat_result) -> bytes:
    return _pack(state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino & _LONGEST_INODE)


@cache
def _tree_state(folder: str) -> str:
    return _states(Path(folder))


def _standing(target: Path) -> Iterator[tuple[str, str]]:
    """(folder, state) of all folders of the output, after the manifest with its own."""
    yield MANIFEST, _file_state(f"{target}/{MANIFEST}")
    for here, folders, _ in os.walk(target):
        folders.sort()
        yield os.path.relpath(here, target), _folder_state(here)


def _stands(target: Path, standing: Iterable[tuple[str, str]]) -> bool:
    root = str(target)
    (_, manifest), *folders = standing
    return _file_state(f"{root}/{MANIFEST}") == manifest and all(
        _folder_state(f"{root}/{inside}") == state for inside, state in folders
    )


def _file_state(path: str) -> str:
    try:
        return _packed(os.lstat(path)).hex()
    except OSError:
        return ""


def _folder_state(path: str) -> str:
    """When the names in a folder changed; the names themselves where its time was not set back, and tells nothing."""
    try:
        state = os.lstat(path)
        if state.st_mtime_ns == SET_BACK:
            return f"{state.st_ino}"
        return digest("\0".join(sorted(os.listdir(path))).encode("utf-8", "surrogateescape"))  # noqa: PTH208 - names, not paths
    except OSError:
        return ""
