"""A built site as it stands: the files that its build listed, and no other. What was changed since is refused."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from adgen.model.picture import NAMED_BY_DIGEST
from adgen.plumbing.cache import digest
from adgen.plumbing.tree import MANIFEST, masked, read_manifest
from adgen.problems import AdgenError, Place, problem

NAMED_BELOW = tuple(f"{folder}/" for folder in NAMED_BY_DIGEST)


@dataclass(frozen=True)
class Standing:
    """`files` are path -> digest; the paths in `secret` are told to nobody. `about` is the manifest of the build."""

    folder: Path
    files: Mapping[str, str]
    secret: frozenset[str]
    about: Mapping[str, Any]

    def key(self, path: str) -> str:
        """Under which name a file stands in lists that others may read."""
        return key_of(path) if path in self.secret else path

    @cached_property
    def listed(self) -> dict[str, str]:
        """Key -> digest."""
        return {self.key(path): name for path, name in self.files.items()}

    @property
    def photos(self) -> Mapping[str, list[str]]:
        """Digest of a photo -> the files that were made of it."""
        photos: Mapping[str, list[str]] = self.about["shown"]["photos"]
        return photos

    def read(self, path: str) -> bytes:
        """The bytes that passed the gate. Raises AdgenError E711 for others."""
        here = f"{self.folder}/{path}"
        try:
            with open(here, "rb") as file:
                data = file.read()
            if digest(data) == self.files[path] and not Path(here).is_symlink():
                return data
        except OSError:
            pass
        raise AdgenError([problem("E711", Place(self.folder.as_posix() if path in self.secret else here))])

    def size(self, path: str) -> int:
        """Its size in bytes; 0 where it is gone, which reading it will tell."""
        try:
            return os.lstat(f"{self.folder}/{path}").st_size
        except OSError:
            return 0


def key_of(path: str) -> str:
    """The key of a secret path."""
    return f"#{masked(path)}"


def standing(folder: Path, today: date) -> Standing:
    """The site in a folder of the output. Raises AdgenError: E710 none stands there, E712 its time is over."""
    about = read_manifest(folder)
    if about is None or not isinstance(about.get("shown"), dict):
        raise AdgenError([problem("E710", Place(folder.as_posix()), site=folder.name)])
    until = about.get("until") or ""
    if until and today.isoformat() >= until:
        raise AdgenError([problem("E712", Place(folder.as_posix()), until=until, site=folder.name)])
    hidden = about.get("secret", {})
    found = {path: masked(path) for path in _below(folder)} if hidden else {}
    named = {path: hidden[mask] for path, mask in found.items() if mask in hidden}
    if len(named) < len(hidden):
        raise AdgenError([problem("E711", Place(folder.as_posix()))])
    return Standing(folder, {**about["files"], **named}, frozenset(named), about)


def foreign(site: Standing) -> list[str]:
    """What lies in the folder without being of the build; it is not published."""
    return sorted(set(_below(site.folder)) - set(site.files) - {MANIFEST})


def _below(folder: Path) -> list[str]:
    found = []
    for here, _, names in os.walk(folder):
        inside = os.path.relpath(here, folder).replace(os.sep, "/")
        found += names if inside == "." else [f"{inside}/{name}" for name in names]
    return found
