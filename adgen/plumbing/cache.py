"""Content-addressed files: written by rename, checked when read. A damaged entry is as good as none."""

import contextlib
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

_CHECK = 16
_DAY = 86_400
_SHELVES = "[0-9a-f][0-9a-f]"
_TEMPORARY = "part-"
_ENTRY = re.compile(f"[0-9a-f]{{30}}|{_TEMPORARY}.*")


def digest(data: bytes, size: int = 16) -> str:
    """BLAKE2b of `data` in hexadecimal, `size` bytes long."""
    return blake2b(data, digest_size=size).hexdigest()


@dataclass(frozen=True)
class Cache:
    """A folder of entries by key; `root` None keeps nothing."""

    root: Path | None

    def get(self, key: str) -> bytes | None:
        """The bytes put under `key`, or None when there are none or they are damaged."""
        if self.root is None:
            return None
        try:
            stored = self._path(self.root, key).read_bytes()
        except OSError:
            return None
        check, data = stored[:_CHECK], stored[_CHECK:]
        if check != _checksum(key, data):
            return None
        self.touch(key)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`. A cache that cannot be written is no reason to fail."""
        if self.root is None:
            return
        import tempfile

        path = self._path(self.root, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_checksum(key, data) + data)
                os.replace(temporary, path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise

    def prune(self, limit: int) -> None:
        """Remove the entries that were not used for the longest time until at most `limit` bytes are left."""
        entries = list(self._entries())
        total = sum(found.st_size for _, found in entries)
        for path, found in sorted(entries, key=lambda e: e[1].st_mtime):
            if total <= limit:
                return
            with contextlib.suppress(OSError):
                path.unlink()
                total -= found.st_size

    def clear(self) -> None:
        """Remove every entry, and the folders that are empty then; whatever else lies there stays."""
        if self.root is None:
            return
        for path, _ in list(self._entries()):
            with contextlib.suppress(OSError):
                path.unlink()
        for folder in (*self.root.glob(_SHELVES), self.root):
            with contextlib.suppress(OSError):
                folder.rmdir()

    def _entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self.root.glob(f"{_SHELVES}/*") if self.root else ():
            # Another build may be pruning too.
            with contextlib.suppress(OSError):
                found = path.lstat()
                if stat.S_ISREG(found.st_mode) and _ENTRY.fullmatch(path.name):
                    yield path, found

    def touch(self, key: str) -> bool:
        """Whether there is an entry; it is marked as used, once a day: the order of use is all that pruning needs."""
        if self.root is None:
            return False
        path = self._path(self.root, key)
        try:
            used = path.stat().st_mtime
        except OSError:
            return False
        if time.time() - used > _DAY:
            with contextlib.suppress(OSError):
                os.utime(path)
        return True

    @staticmethod
    def _path(root: Path, key: str) -> Path:
        name = digest(key.encode())
        return root / name[:2] / name[2:]


def _checksum(key: str, data: bytes) -> bytes:
    """Of the key too: a whole entry in the place of another is damage as well."""
    found = blake2b(key.encode() + b"\n", digest_size=_CHECK)
    found.update(data)
    return found.digest()
