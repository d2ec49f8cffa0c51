"""Reads a folder that somebody else wrote: plain files only, no links, nothing larger than asked for."""

import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

MAX_ENTRIES = 2_000
# Windows has neither; there a link is refused by name before it is opened.
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = (
    os.O_RDONLY | _NOFOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)


class NotPlain(OSError):
    """A link, pipe, device or folder where a plain file belongs."""


class TooLarge(OSError):
    """A file over the limit, or a folder with more entries than MAX_ENTRIES."""


@dataclass(frozen=True)
class Folder:
    """A contractor's folder. Paths inside are written with `/`."""

    root: Path

    def names(self, sub: str = "") -> tuple[str, ...]:
        """Names in a folder below the root, sorted; () where there is none. Raises NotPlain, TooLarge."""
        here = self._inside(sub) if sub else self.root
        if not here.is_dir():
            return ()
        found = []
        with os.scandir(here) as entries:
            for entry in entries:
                found.append(entry.name)
                if len(found) > MAX_ENTRIES:
                    raise TooLarge(sub)
        return tuple(sorted((n for n in found if not n.startswith(".")), key=lambda n: unicodedata.normalize("NFC", n)))

    def is_folder(self, path: str) -> bool:
        """Whether a real folder lies at `path`; a link is none."""
        return self._inside(path).is_dir()

    def state(self, path: str) -> os.stat_result:
        """Size, time of change and inode of a file, without opening it. Raises OSError."""
        return os.lstat(self._inside(path))

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a plain file. Raises FileNotFoundError, NotPlain, TooLarge, PermissionError.

        The checks are made on the opened handle, so that nobody can swap the file in between.
        """
        handle = self._open(path)
        try:
            return _content(handle, path, limit)
        finally:
            os.close(handle)

    def head(self, path: str, size: int) -> bytes:
        """The first bytes of a plain file, however large it is. Raises as `read` does."""
        handle = self._open(path)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise NotPlain(path)
            with os.fdopen(handle, "rb", closefd=False) as file:
                return file.read(size)
        finally:
            os.close(handle)

    def _open(self, path: str) -> int:
        target = self._inside(path)
        try:
            return os.open(target, _FLAGS)
        except FileNotFoundError:
            raise
        except PermissionError:
            if target.is_dir():
                raise NotPlain(path) from None
            raise
        except OSError as error:
            raise NotPlain(path) from error

    def _inside(self, path: str) -> Path:
        """The path below the root, none of whose parts is a link or leads upward."""
        here = self.root
        for part in path.split("/"):
            here = here / part
            if part in ("", ".", "..") or here.is_symlink():
                raise NotPlain(path)
        return here


def _content(handle: int, path: str, limit: int) -> bytes:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise NotPlain(path)
    if found.st_size > limit:
        raise TooLarge(path)
    with os.fdopen(handle, "rb", closefd=False) as file:
        data = file.read(limit + 1)
    # What the system makes up while it is read (/proc) has no size beforehand.
    if len(data) > limit:
        raise TooLarge(path)
    return data
