"""Content-addressed files: written by rename, checked when read. A damaged entry is as good as none."""

import contextlib
import os
import tempfile
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

_CHECK = 16


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
        return data if check == _checksum(data) else None

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`. A cache that cannot be written is no reason to fail."""
        if self.root is None:
            return
        path = self._path(self.root, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_checksum(data) + data)
                os.replace(temporary, path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise

    @staticmethod
    def _path(root: Path, key: str) -> Path:
        name = digest(key.encode())
        return root / name[:2] / name[2:]


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECK).digest()
