"""index.html of the output folder: every site that stands there, by the manifests the builds left.

Where the folder is published whole at one address, the files stand beside it that hosts and robots read at the top alone.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from adgen.plumbing.cache import digest
from adgen.plumbing.patience import patiently
from adgen.plumbing.tree import MANIFEST, read_manifest
from adgen.problems import AdgenError, Place, Problem, problem, unwritable

if TYPE_CHECKING:
    from adgen.pages.render import Renderer
    from adgen.pages.theme import Theme

_MARK = b"<!-- made by adgen: the list of sites -->"
_HOST_MARK = b"# made by adgen: for all sites\n"
_HOST_FILES = ("_headers", "_redirects", "robots.txt")


@dataclass(frozen=True)
class Listed:
    """A site in the list; one that is not published has a name and nothing else."""

    name: str
    tagline: str
    href: str
    published: bool


def write_site_list(output: Path, theme: "Theme", renderer: "Renderer") -> list[Problem]:
    """Write index.html and its style sheet into `output`; an index.html of somebody else is kept, with a note.

    Raises AdgenError: E503 the disk, E602 the template.
    """
    index = output / "index.html"
    with _disk(index):
        if index.exists() and not _is_own(index, _MARK):
            return [_kept(index)]
        _write(output, index, theme, renderer)
    return []


def write_host_files(output: Path, base_url: str) -> list[Problem]:
    """Write what hosts and robots read at the top of `output`, which stands at `base_url`; "" when it is not published whole.

    A file of somebody else is kept, with a note. Raises AdgenError E503.
    """
    wanted = _joint(output, base_url) if base_url else {}
    notes = []
    for path in (output / name for name in _HOST_FILES):
        with _disk(path):
            if path.exists() and not _is_own(path, _HOST_MARK):
                notes += [_kept(path)] if path.name in wanted else []
            elif path.name in wanted:
                _replace(path, _HOST_MARK + wanted[path.name])
            else:
                path.unlink(missing_ok=True)
    return notes


def state(output: Path) -> str:
    """A digest of all that the list is made of, and of the list itself; as long as it is the same, so is the list."""
    with os.scandir(output) as entries:
        names = sorted(e.name for e in entries if not e.name.startswith("."))
    return digest("\n".join(_states(output, names)).encode("utf-8", "surrogateescape"))


def _states(output: Path, names: list[str]) -> Iterator[str]:
    for name in names:
        for path in (f"{output}/{name}/{MANIFEST}", f"{output}/{name}"):
            with contextlib.suppress(OSError):
                found = os.lstat(path)
                yield f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
                break


def _is_own(path: Path, mark: bytes) -> bool:
    return path.is_file() and mark in path.read_bytes()


def _kept(path: Path) -> Problem:
    return problem("W505", Place(path.as_posix()))


@contextlib.contextmanager
def _disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AdgenError([unwritable(path.as_posix(), error)]) from error


def _joint(output: Path, base_url: str) -> dict[str, bytes]:
    # A run that finds nothing changed does without the plan.
    from adgen.plan.host_files import joint_host_files

    root = urlsplit(base_url).path.rstrip("/") + "/"
    sites = [folder for folder in _folders(output) if read_manifest(folder)]
    sitemaps = [line.removeprefix("Sitemap: ") for line in _lines(sites, "robots.txt") if line.startswith("Sitemap: ")]
    return joint_host_files(root, _lines(sites, "_redirects"), sitemaps)


def _lines(sites: list[Path], name: str) -> list[str]:
    """The lines of a file of every site that has it."""
    files = [site / name for site in sites if (site / name).is_file()]
    return [line for file in files for line in file.read_text("utf-8", "replace").splitlines()]


def _folders(output: Path) -> list[Path]:
    return sorted(p for p in output.iterdir() if p.is_dir() and not p.name.startswith("."))


def _write(output: Path, index: Path, theme: "Theme", renderer: "Renderer") -> None:
    css = next((data for name, data in theme.static.items() if name.endswith(".css")), b"")
    style = f"adgen-{digest(css, 4)}.css"
    for old in output.glob("adgen-????????.css"):
        if old.name != style:
            old.unlink()
    _replace(output / style, css)
    html = renderer.render("index.html", {"sites": standing(output), "style": style})
    _replace(index, html.encode().rstrip() + b"\n" + _MARK + b"\n")


def remove_site_list(output: Path) -> None:
    """Remove the list, its style sheet and the files for the host; what is somebody else's stays."""
    index = output / "index.html"
    write_host_files(output, "")
    if index.exists() and _MARK in index.read_bytes():
        for path in (index, *output.glob("adgen-????????.css")):
            path.unlink()


def standing(output: Path) -> tuple[Listed, ...]:
    """The sites whose trees stand in `output`, by folder name."""
    found = []
    for folder in _folders(output):
        manifest = read_manifest(folder)
        if manifest and "name" in manifest:
            published = bool(manifest.get("published"))
            href = f"{folder.name}/index.html" if published else ""
            found.append(Listed(manifest["name"], manifest.get("tagline") or "", href, published))
    return tuple(found)


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    patiently(os.replace, temporary, path)
