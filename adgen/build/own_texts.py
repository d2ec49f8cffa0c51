"""The texts that lie in a folder, whoever wrote them: no link is followed, nothing waits for a pipe, nothing large is read."""

from collections.abc import Iterator
from pathlib import Path, PurePath

from adgen.build.unchanged import file_states
from adgen.plumbing.folder import Folder

_LARGEST = 1_000_000


def texts_of(folder: Path, endings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(path inside the folder, text) of its files with these endings, by path; what cannot be read is left out."""
    inside = Folder(folder)
    for path in sorted(PurePath(found).relative_to(folder).as_posix() for found in file_states(folder)):
        if path.endswith(endings):
            try:
                yield path, inside.read(path, _LARGEST).decode("utf-8", "replace")
            except OSError:
                continue
