"""Where the sites lie and where the pages go: options first, then adgen.yaml, then the usual names."""

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.plumbing.cache import digest
from adgen.problems import AdgenError, Place, problem, raise_if_fatal

if TYPE_CHECKING:
    from adgen.model.workspace import Workspace


@dataclass(frozen=True)
class Workplace:
    """The folders and defaults of one run."""

    sites: Path
    output: Path
    base_url: str
    strict: bool
    index: bool


# What holds without adgen.yaml, which need not be understood then: the defaults of its record.
_USUAL = Workplace(Path("sites"), Path("build"), "", strict=False, index=True)


def open_workplace(
    here: Path, sites: Path | None, output: Path | None, base_url: str | None, *, strict: bool, no_index: bool
) -> Workplace:
    """The workplace in `here`. Raises AdgenError for mistakes in adgen.yaml."""
    chosen = _read(here) if (here / "adgen.yaml").exists() else _USUAL
    return Workplace(
        sites=sites or here / chosen.sites,
        output=output or here / chosen.output,
        base_url=base_url or chosen.base_url,
        strict=strict or chosen.strict,
        index=chosen.index and not no_index,
    )


def _read(here: Path) -> Workplace:
    """What adgen.yaml says of folders and defaults."""
    said = workspace_of(here)
    return Workplace(Path(said.sites), Path(said.output), said.base_url or "", said.strict, said.index)


def workspace_of(here: Path) -> "Workspace":
    """All that adgen.yaml says; the defaults where there is none. Raises AdgenError for mistakes in it."""
    from adgen.content.files import Reader
    from adgen.model.workspace import Workspace
    from adgen.plumbing.folder import Folder

    reader = Reader(Folder(here), ".")
    found = reader.yaml("adgen.yaml", Workspace) if (here / "adgen.yaml").exists() else None
    raise_if_fatal(reader.problems)
    return found[0] if found else Workspace()


def find_sites(place: Workplace, names: tuple[str, ...]) -> list[Path]:
    """The folders of the named sites, or of all. Raises AdgenError: E137 no sites folder, E139 no such site."""
    if not names:
        return _all_sites(place)
    folders, unknown = [], []
    for name in names:
        # "." and ".." mean folders here, not below the sites folder.
        places = (Path(name),) if name in (".", "..") else (place.sites / name, Path(name))
        found = next((p for p in places if name and p.is_dir()), None)
        if found is None:
            known = "、".join(p.name for p in _all_sites(place)) if place.sites.is_dir() else "（まだありません）"
            unknown.append(problem("E139", Place(place.sites.as_posix()), name=name, names=known))
        else:
            folders.append(found)
    raise_if_fatal(unknown)
    return list({folder.resolve(): folder for folder in folders}.values())


def refuse_inside(folders: Sequence[Path]) -> None:
    """Sites of strangers may be no links, and nobody may stand inside of one. Raises AdgenError E202, E642."""
    here = Path.cwd()
    links = [problem("E202", Place(folder.as_posix())) for folder in folders if folder.is_symlink()]
    around = [problem("E642", Place(f.as_posix())) for f in folders if here.is_relative_to(f.resolve())]
    raise_if_fatal([*links, *around])


def in_shard(folder: Path, shard: tuple[int, int] | None) -> bool:
    """Whether a site belongs to part i of n, counted from 1; None is the whole.

    It hangs on the name of its folder alone: another site more or less moves none.
    """
    if shard is None:
        return True
    part, parts = shard
    # macOS decomposes names.
    name = unicodedata.normalize("NFC", folder.resolve().name)
    return int(digest(os.fsencode(name)), 16) % parts == part - 1


def _all_sites(place: Workplace) -> list[Path]:
    folders = []
    if place.sites.is_dir():
        folders = sorted(p for p in place.sites.iterdir() if p.is_dir() and not p.name.startswith("."))
    if not folders:
        raise AdgenError([problem("E137", Place(place.sites.as_posix()))])
    return folders
