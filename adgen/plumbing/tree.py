"""A folder that appears at once or not at all, and of which only what adgen wrote is ever removed."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from adgen.plumbing.cache import digest
from adgen.plumbing.durable import flush
from adgen.plumbing.exchange import exchange, recover
from adgen.plumbing.patience import patiently
from adgen.problems import AdgenError, Place, Problem, problem, unwritable

MANIFEST = ".adgen.json"
# 2000-01-01: the time of the folders of a tree in nanoseconds, so that whatever happens to their names afterwards shows.
SET_BACK = 946_684_800 * 10**9


@dataclass
class Tree:
    """A tree in the making: invisible until it is done. `about` goes into its manifest.

    `old` is the tree that stands, of which files may be kept. The manifest lies among what is published: of `secret` files it
    holds digests of names in place of names. All files together may have `most` bytes, None for any number.
    """

    folder: Path
    old: Path | None = None
    files: dict[str, str] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    secret: set[str] = field(default_factory=set)
    most: int | None = None
    _bytes: int = field(default=0, repr=False)
    kept: set[str] = field(default_factory=set, repr=False)
    _folders: set[str] = field(default_factory=set, repr=False)

    def write(self, path: str, data: bytes, *, is_secret: bool = False) -> None:
        """Write one file; `path` is inside the tree, with `/`. A path may be written once. Nobody may learn a secret one.

        A file that stands in the old tree with these very bytes is kept.
        """
        if path in self.files or path == MANIFEST or not {"", ".", ".."}.isdisjoint(path.split("/")):
            raise ValueError(path)
        name = digest(data)
        if self._published.get(path) != name or not self.keep(path):
            self._weigh(len(data))
            self._make_folder(path.rpartition("/")[0])
            (self.folder / path).write_bytes(data)
            self.files[path] = name
        if is_secret:
            self.secret.add(path)

    def keep(self, path: str) -> bool:
        """Link a file of the old tree into this one, when it is there as it was written."""
        known = self._published.get(path)
        if self.old is None or known is None or path in self.files:
            return False
        try:
            if (self.old / path).is_symlink():
                return False
            data = (self.old / path).read_bytes()
            if digest(data) != known:
                return False
            self._make_folder(path.rpartition("/")[0])
            os.link(self.old / path, self.folder / path)
        except OSError:
            return False
        self._weigh(len(data))
        self.kept.add(path)
        self.files[path] = known
        return True

    @property
    def fresh(self) -> tuple[str, ...]:
        """The files that are new or other than the old tree's list has them, while that stands; secret ones are not told."""
        found = (p for p, name in self.files.items() if p not in self.secret and self._published.get(p) != name)
        return tuple(sorted(found))

    def _weigh(self, size: int) -> None:
        self._bytes += size
        if self.most is not None and self._bytes > self.most:
            limit = f"{self.most / 1024**2:g}"
            raise AdgenError([problem("E641", Place((self.old or self.folder).as_posix()), limit=limit)])

    @cached_property
    def _published(self) -> Mapping[str, str]:
        manifest = read_manifest(self.old) if self.old else None
        return manifest["files"] if manifest else {}

    def seal(self) -> None:
        """Write the list of files, with digests: what this tree owns."""
        told = {path: name for path, name in sorted(self.files.items()) if path not in self.secret}
        manifest = {**self.about, "files": told}
        if self.secret:
            manifest["secret"] = {masked(path): self.files[path] for path in self.secret}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        (self.folder / MANIFEST).write_text(text + "\n", "utf-8")

    def close(self) -> None:
        """Seal it, and set the time of its folders back where the system brings that up to date with every name (FAT does not)."""
        os.utime(self.folder, ns=(SET_BACK, SET_BACK))
        self.seal()
        if self.folder.stat().st_mtime_ns == SET_BACK:
            os.utime(self.folder)
            return
        for folder in self._folders | {""}:
            os.utime(self.folder / folder, ns=(SET_BACK, SET_BACK))

    def _make_folder(self, path: str) -> None:
        if path not in self._folders:
            (self.folder / path).mkdir(parents=True, exist_ok=True)
            self._folders |= {"", *(parent.as_posix() for parent in PurePosixPath(path, "x").parents)}


def read_manifest(folder: Path) -> Mapping[str, Any] | None:
    """The manifest of a tree that adgen wrote, or None."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("files"), dict) else None


def secret_files(target: Path, manifest: Mapping[str, Any]) -> set[str]:
    """The files of a tree that its manifest does not name, found by whoever has the tree itself."""
    masks = set(manifest.get("secret", ()))
    return {path for path in _below(target) if masked(path) in masks} if masks else set()


@contextlib.contextmanager
def new_tree(
    target: Path, notes: list[Problem] | None = None, most: int | None = None, *, lasting: bool = True
) -> Iterator[Tree]:
    """A Tree of at most `most` bytes that takes the place of `target` when the block ends well, and leaves it untouched when not.

    A `lasting` one is on the disk before it does, so that a power cut leaves one of the two whole.

    Files in `target` that adgen did not write are kept, with a note. Raises AdgenError: E501 a foreign folder, or a
    foreign file where one of the tree belongs, E502 another build of it, E503 the disk, E641 too many bytes.
    """
    place = Place(target.as_posix())
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target):
            _refuse_foreign(target)
            _sweep(target)
            fresh = target.with_name(f".{target.name}.adgen-{os.getpid()}")
            fresh.mkdir()
            try:
                tree = Tree(fresh, target, most=most)
                yield tree
                _keep_foreign_files(target, tree, [] if notes is None else notes)
                tree.close()
                if lasting:
                    flush([fresh, *(fresh / path for path in sorted(_below(fresh) - tree.kept))])
                _appear(fresh, target)
                if lasting:
                    flush([target.parent])
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise AdgenError([unwritable(place.file, error)]) from error


def remove_tree(target: Path) -> None:
    """Remove a tree that adgen wrote; files it did not write stay, and adgen may build beside them again.

    Raises AdgenError E502 while it is being built.
    """
    manifest = read_manifest(target)
    if manifest is None:
        return
    with _locked(target):
        root = target.resolve()
        for path in [*_owned(target, manifest), MANIFEST]:
            with contextlib.suppress(OSError):
                # The list is a file like any other: it may name nothing outside.
                if (target / path).parent.resolve().is_relative_to(root):
                    (target / path).unlink()
        for folder in (*sorted((p for p in target.rglob("*") if p.is_dir()), reverse=True), target):
            with contextlib.suppress(OSError):
                folder.rmdir()
        if target.exists():
            Tree(target).seal()
        with contextlib.suppress(OSError):
            _lock_file(target).unlink()


@contextlib.contextmanager
def _locked(target: Path) -> Iterator[None]:
    """A lock that dies with its process, beside the target."""
    with open(_lock_file(target), "ab") as file:
        try:
            _lock(file.fileno())
        except OSError:
            raise AdgenError([problem("E502", Place(target.as_posix()))]) from None
        yield


def _lock_file(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _refuse_foreign(target: Path) -> None:
    is_foreign = target.is_symlink() or (
        target.exists() and read_manifest(target) is None and not (target.is_dir() and not any(target.iterdir()))
    )
    if is_foreign:
        raise AdgenError([problem("E501", Place(target.as_posix()))])


def _sweep(target: Path) -> None:
    """Remove what a killed build left; the lock says that nobody is at work there."""
    leftovers = [p for p in target.parent.glob(f".{target.name}.adgen-*") if p.is_dir() and not p.is_symlink()]
    recover(target, leftovers)
    for path in leftovers:
        shutil.rmtree(path, ignore_errors=True)


def _keep_foreign_files(target: Path, tree: Tree, notes: list[Problem]) -> None:
    manifest = read_manifest(target)
    if manifest is None:
        return
    own = {MANIFEST, *_owned(target, manifest)}
    own |= {parent.as_posix() for path in own for parent in PurePosixPath(path).parents}
    for inside in sorted(_below(target) - own):
        path = target / inside
        if inside in tree.files:
            raise AdgenError([problem("E501", Place(path.as_posix()))])
        _copy(path, tree.folder / inside)
        if path.is_symlink() or not path.is_dir():
            notes.append(problem("W505", Place(path.as_posix())))


def _owned(target: Path, manifest: Mapping[str, Any]) -> set[str]:
    """The files of a tree that adgen wrote, those that its manifest does not name included."""
    return {*manifest["files"], *secret_files(target, manifest)}


def masked(path: str) -> str:
    """One way only: who reads the manifest cannot tell the name, who has the name can tell that it is listed."""
    return digest(path.encode("utf-8", "surrogateescape"))


def _below(folder: Path) -> set[str]:
    """The paths of all files and folders below, with `/`."""
    found: set[str] = set()
    for here, folders, names in os.walk(folder):
        inside = os.path.relpath(here, folder).replace(os.sep, "/")
        found.update(name if inside == "." else f"{inside}/{name}" for name in (*folders, *names))
    return found


def _copy(path: Path, copy: Path) -> None:
    """A file as a file, a link as a link; a folder without its files, which come one by one."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        copy.mkdir(exist_ok=True)
    else:
        shutil.copy2(path, copy, follow_symlinks=False)


def _appear(fresh: Path, target: Path) -> None:
    if target.exists():
        exchange(fresh, target)
    else:
        patiently(os.rename, fresh, target)
