"""What was published from this machine before: a few versions, each file once. From here, and only from here, one comes back."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adgen.plumbing.cache import digest
from adgen.plumbing.patience import patiently
from adgen.publish.address import Address
from adgen.publish.journal import Journal
from adgen.publish.standing import Standing

_KEPT = 3


@dataclass(frozen=True)
class Version:
    """One version: path -> digest, which of the paths are secret, and the manifest of its build."""

    files: Mapping[str, str]
    secret: tuple[str, ...]
    about: Mapping[str, Any]

    @property
    def photos(self) -> Mapping[str, list[str]]:
        """Digest of a photo -> the files that were made of it."""
        photos: Mapping[str, list[str]] = self.about["shown"]["photos"]
        return photos


@dataclass(frozen=True)
class Versions:
    """The versions of one site at one target, below `root`, for the owner of the machine alone."""

    root: Path

    @property
    def journal(self) -> Journal:
        return Journal(self.root / "journal")

    def all(self) -> list[Version]:
        """The versions, the oldest first; what cannot be read counts as none."""
        try:
            plain = json.loads((self.root / "versions.json").read_text("utf-8"))
            return [Version(one["files"], tuple(one["secret"]), one["about"]) for one in plain]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def add(self, site: Standing, before: Iterable[Version]) -> None:
        """Keep what was published now, after those `before` it."""
        version = Version(dict(site.files), tuple(sorted(site.secret)), dict(site.about))
        before = [one for one in before if one.files != version.files]
        kept = [*before, version][-_KEPT:]
        self._open()
        there = {name for one in before for name in one.files.values()}
        for path, name in site.files.items():
            if name not in there:
                _link(f"{site.folder}/{path}", self._object(name))
        self._keep(kept)

    def purge(self, photos: Iterable[str]) -> dict[str, set[str]]:
        """Forget the versions with any photo that is not among `photos`: digest of each such photo -> the files made of it."""
        allowed, versions, purged = set(photos), self.all(), dict[str, set[str]]()
        for version in versions:
            for photo in version.photos.keys() - allowed:
                purged.setdefault(photo, set()).update(version.photos[photo])
        if purged:
            self._keep([one for one in versions if not one.photos.keys() & purged.keys()])
        return purged

    def lay_out(self, version: Version, folder: Path) -> None:
        """Put the files of a version into an empty folder; those that are lost are missing there."""
        for path, name in version.files.items():
            with contextlib.suppress(OSError):
                _link(self._object(name), f"{folder}/{path}")

    def _open(self) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            self.root.chmod(0o700)

    def _keep(self, versions: Iterable[Version]) -> None:
        versions = list(versions)
        part = self.root / "versions.part"
        part.write_text(json.dumps([vars(one) for one in versions], ensure_ascii=False), "utf-8")
        patiently(os.replace, part, self.root / "versions.json")
        needed = {name for one in versions for name in one.files.values()}
        for here, _, names in os.walk(self.root / "objects"):
            for name in names:
                if here[-2:] + name not in needed:
                    os.unlink(f"{here}/{name}")

    def _object(self, name: str) -> str:
        return f"{self.root}/objects/{name[:2]}/{name[2:]}"


def versions_of(memory: Path, address: Address) -> Versions:
    """What is kept of a place, below the folder of adgen's own memory."""
    return Versions(memory / digest(address.place.encode(), 8))


def _link(source: str, target: str) -> None:
    """The same file under another name; a copy where the system has no such thing."""
    os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 - thousands of files, and Path is slow
    try:
        os.link(source, target)
    except FileExistsError:
        return
    except OSError:
        shutil.copyfile(source, target)
