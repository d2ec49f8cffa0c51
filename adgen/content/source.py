"""A file of the content taken apart to the byte, and put back with other YAML in it."""

import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from adgen.plumbing.folder import Folder
from adgen.plumbing.patience import patiently
from adgen.text.decode import decode
from adgen.text.marks import Unsafe, composed, unusual
from adgen.text.nodes import MAX_BYTES

_FENCE = re.compile(r"---[^\S\n]*\n")
_END = re.compile(r"^---[^\S\n]*$", re.MULTILINE)


@dataclass(frozen=True)
class File:
    """The YAML in a file, what stands around it, and how many lines stand above it."""

    data: bytes
    before: str
    yaml: str
    after: str
    above: int

    @property
    def is_english(self) -> bool:
        """Whether its keys are. Raises Unsafe."""
        return all(key.value.isascii() for key, _ in composed(self.yaml).value)


def open_file(folder: Path, path: str) -> File:
    """The file at `path` below the folder. Raises Unsafe where it is not plain UTF-8, and OSError."""
    data = Folder(folder).read(path, MAX_BYTES)
    try:
        raw = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unsafe("UTF-8 で保存されていないため", "it is not UTF-8") from None
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    text = raw.removeprefix(mark)
    # Where reading takes characters away, places in the file are others.
    if decode(data, path)[0] != text.replace("\r\n", "\n"):
        raise Unsafe("見えない文字があるため", "it holds invisible characters")
    if not path.endswith(".md"):
        return File(data, mark, text, "", 0)
    fence = _FENCE.match(text)
    end = _END.search(text, fence.end()) if fence else None
    if not fence or not end:
        raise unusual()
    return File(data, mark + fence[0], text[fence.end() : end.start()], text[end.start() :], 1)


def replace_yaml(target: Path, file: File, yaml: str) -> None:
    """Put the file with other YAML in the place of the old one at once.

    Raises OSError, also when somebody has changed it meanwhile.
    """
    if target.read_bytes() != file.data:
        raise OSError(0, "changed meanwhile", str(target))
    put(target, (file.before + yaml + file.after).encode())


def put(target: Path, data: bytes) -> None:
    """Other bytes in the place of a file at once, with its rights. Raises OSError."""
    handle, temporary = tempfile.mkstemp(prefix=".adgen-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(data)
        shutil.copymode(target, temporary)
        patiently(os.replace, temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
