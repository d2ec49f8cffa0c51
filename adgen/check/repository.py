"""What git would commit that it should not. Git itself is asked, in a way that runs nothing that lies in the folder."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from adgen.check.place_tag import HEAD, has_place
from adgen.inquiry.ledger.inbox import INBOX
from adgen.model.picture import is_photo
from adgen.model.request import FOLDER, is_token
from adgen.plumbing.folder import Folder
from adgen.problems import Place, Problem, problem

# A repository may name programs in its own settings: those that listing files would start are put out of use.
_GIT = (
    *("--no-optional-locks", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "safe.bareRepository=explicit", "-c", "protocol.allow=never"),
)
# Tracked files, and those that `git add .` would take.
_LIST = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
_NOT_BELOW = ("--", ":(glob)*")
_SECONDS = 20
_MAILS = (".eml", ".mbox", ".msg", ".emlx")
_CONSENTS = ("承諾書", "同意書", "consents.yaml", "consents.yml")


@dataclass(frozen=True)
class Listed:
    """The paths below a folder that git has or would take; `trouble` says why it could not be asked, "" when it was.

    Without a repository both are empty.
    """

    paths: tuple[str, ...] = ()
    trouble: str = ""


def listed(folder: Path, *, below: bool = True) -> Listed:
    """What git would commit of a folder, and of those `below` it."""
    program = _program(folder)
    if not program:
        return Listed(trouble="git") if _is_in_repository(folder) else Listed()
    command = [program, *_GIT, "-C", str(folder.resolve()), *_LIST, *(() if below else _NOT_BELOW)]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Listed(trouble=type(error).__name__)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        return Listed() if "not a git repository" in said else Listed(trouble=said.removeprefix("fatal: "))
    text = done.stdout.decode("utf-8", "surrogateescape")
    return Listed(tuple(path for path in text.split("\0") if path))


def check_site(folder: Path) -> Iterator[Problem]:
    """What of a site git would take and should not."""
    found = listed(folder)
    if found.trouble:
        yield problem("W635", Place(folder.as_posix()), detail=found.trouble)
    yield from _private(folder, found.paths)
    located = [path for path in found.paths if is_photo(path) and _tells_place(folder, path)]
    if located:
        yield problem("W632", Place((folder / located[0]).as_posix()), count=len(located))
    pages = [path for path in found.paths if _is_request(path)]
    if pages:
        yield problem("W634", Place(f"{folder.as_posix()}/{FOLDER}"), count=len(pages))


def check_workspace(here: Path) -> Iterator[Problem]:
    """Mails and consents that lie in the folder where the command runs; what its other folders hold may be anything."""
    yield from _private(here, listed(here, below=False).paths)


def _private(folder: Path, paths: Sequence[str]) -> Iterator[Problem]:
    """Records, mails and consents; a record is told by its folder alone, for its name is a secret address."""
    kinds: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("W630", _is_record),
        ("W631", _is_mail),
        ("W633", _is_consent),
    )
    left = list(paths)
    for code, fits in kinds:
        found = [path for path in left if fits(path)]
        left = [path for path in left if path not in set(found)]
        if found:
            first = _above_inbox(found[0]) if code == "W630" else found[0]
            yield problem(code, Place((folder / first).as_posix()), count=len(found))


def _is_record(path: str) -> bool:
    return INBOX in path.split("/")[:-1] and not path.endswith(".gitignore")


def _above_inbox(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[: parts.index(INBOX) + 1])


def _is_mail(path: str) -> bool:
    return path.lower().endswith(_MAILS)


def _is_consent(path: str) -> bool:
    return any(word in path.rpartition("/")[2] for word in _CONSENTS)


def _is_request(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return folder == FOLDER and is_token(name.partition(".")[0])


def _tells_place(folder: Path, path: str) -> bool:
    try:
        return has_place(Folder(folder).head(path, HEAD))
    except OSError:
        return False


def _program(folder: Path) -> str:
    """The installed git; never a program of that name that lies in the folder that is looked at, or here."""
    found = shutil.which("git")
    if not found:
        return ""
    place = Path(found).resolve()
    return "" if any(place.is_relative_to(near.resolve()) for near in (folder, Path())) else str(place)


def _is_in_repository(folder: Path) -> bool:
    whole = folder.resolve()
    return any((above / ".git").exists() for above in (whole, *whole.parents))


def _environment() -> dict[str, str]:
    """Ours without what would lead git elsewhere or make it ask."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
