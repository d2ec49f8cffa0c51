"""index.html of the output folder: every site that stands there, by the manifests the builds left."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.plumbing.cache import digest
from adgen.plumbing.patience import patiently
from adgen.plumbing.tree import MANIFEST, read_manifest
from adgen.problems import AdgenError, Place, Problem, problem

if TYPE_CHECKING:
    from adgen.pages.render import Renderer
    from adgen.pages.theme import Theme

_MARK = b"<!-- made by adgen: the list of sites -->"


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
    try:
        if index.exists() and not _is_own(index):
            return [problem("W505", Place(index.as_posix()))]
        _write(output, index, theme, renderer)
    except OSError as error:
        raise AdgenError([problem("E503", Place(index.as_posix()), detail=error.strerror or str(error))]) from error
    return []


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


def _is_own(index: Path) -> bool:
    return index.is_file() and _MARK in index.read_bytes()


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
    """Remove the list and its style sheet; an index.html of somebody else stays."""
    index = output / "index.html"
    if index.exists() and _MARK in index.read_bytes():
        for path in (index, *output.glob("adgen-????????.css")):
            path.unlink()


def standing(output: Path) -> tuple[Listed, ...]:
    """The sites whose trees stand in `output`, by folder name."""
    found = []
    for folder in sorted(p for p in output.iterdir() if p.is_dir() and not p.name.startswith(".")):
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
