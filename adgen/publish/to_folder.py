"""A folder of this machine, or one of another that is mounted here."""

import os
from collections.abc import Iterable
from pathlib import Path

from adgen.plumbing.patience import patiently
from adgen.publish.address import Address
from adgen.publish.target import Done, in_parallel, part_of, system_errors

# A network drive answers slowly and several at a time; a disk does not mind.
_AT_ONCE = 4


class FolderTarget:
    """Files are renamed into place: whoever reads one sees the old or the new."""

    def __init__(self, address: Address) -> None:
        self.name = str(address)
        self._root = Path(address.path)

    def read(self, path: str) -> bytes | None:
        with system_errors(self.name, path):
            try:
                return (self._root / path).read_bytes()
            except FileNotFoundError:
                return None

    def names(self, folder: str) -> list[str]:
        with system_errors(self.name, folder):
            here = self._root / folder
            return sorted(found.name for found in here.iterdir()) if here.is_dir() else []

    def write(self, files: Iterable[tuple[str, bytes]], done: Done) -> None:
        in_parallel(self._write, files, _AT_ONCE, done)

    def _write(self, file: tuple[str, bytes]) -> str:
        path, data = file
        part = self._root / part_of(path)
        with system_errors(self.name, path):
            try:
                part.parent.mkdir(parents=True, exist_ok=True)
                part.write_bytes(data)
                patiently(os.replace, part, self._root / path)
            except OSError:
                part.unlink(missing_ok=True)
                raise
        return path

    def remove(self, paths: Iterable[str], done: Done) -> None:
        for path in paths:
            with system_errors(self.name, path):
                (self._root / path).unlink(missing_ok=True)
            done(path)

    def claim(self, path: str, data: bytes) -> bool:
        with system_errors(self.name, path):
            self._root.mkdir(parents=True, exist_ok=True)
            try:
                with (self._root / path).open("xb") as file:
                    file.write(data)
            except FileExistsError:
                return False
        return True

    def close(self) -> None:
        """Nothing is held open."""
