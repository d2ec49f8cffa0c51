"""The bare photo pipeline over a folder: for photographers, and for measuring."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from adgen.model.picture import Encoding, Unreadable, is_photo
from adgen.photos.bare import Bare, develop_bare
from adgen.photos.cost import cost_of_file, lost
from adgen.photos.open import BYTES_LIMIT, MAX_BYTES
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.plumbing.tasks import Cost, Task
from adgen.plumbing.team import Workers
from adgen.problems import Place, Problem, problem

_SUFFIX = {"avif": "avif", "jpeg": "jpg", "webp": "webp"}


@dataclass(frozen=True)
class Batch:
    """What to make of each photo: widths in pixels, formats with their encodings."""

    widths: tuple[int, ...]
    encodings: dict[str, Encoding]


def develop_folder(source: Path, target: Path, batch: Batch, workers: Workers) -> list[tuple[str, int | Problem]]:
    """Develop every photo of `source` into `target/<name>-<width>.<format>`.

    (name, number of files made) of each in the order of their names, then (name, problem) of those that failed.
    Raises OSError when a file cannot be written.
    """
    target.mkdir(parents=True, exist_ok=True)
    names = photo_names(source)
    stems = Counter(_plain(Path(name).stem) for name in names)
    problems: dict[str, Problem] = {}
    counts: dict[str, int] = {}
    tasks = [Task(name, partial(_job, source, name, batch, problems), _cost(source / name, batch)) for name in names]
    for name, made in workers.run(develop_bare, tasks, lost):
        if isinstance(made, Unreadable):
            problems[name] = problem(made.code, Place((source / name).as_posix()), **dict(made.values))
            continue
        # a.jpg and a.png in one folder: each keeps its whole name.
        stem = Path(name).stem if stems[_plain(Path(name).stem)] == 1 else name
        for rendition, data in made:
            (target / f"{stem}-{rendition.width}.{_SUFFIX[rendition.format]}").write_bytes(data)
        counts[name] = len(made)
    return [*sorted(counts.items()), *sorted(problems.items())]


def _cost(path: Path, batch: Batch) -> Cost:
    return cost_of_file(path.name, path.lstat().st_size, tuple(batch.encodings))


def _plain(name: str) -> str:
    """The name as systems see it that know neither case nor how a letter is composed."""
    return unicodedata.normalize("NFC", name).casefold()


def _job(source: Path, name: str, batch: Batch, problems: dict[str, Problem]) -> Bare | None:
    data = read_photo(source, name, problems)
    return None if data is None else Bare(name, data, batch.widths, batch.encodings)


def photo_names(source: Path) -> list[str]:
    """The photos that lie in a folder, by their names."""
    return sorted(p.name for p in source.iterdir() if is_photo(p.name) and not p.name.startswith(".") and p.is_file())


def read_photo(source: Path, name: str, problems: dict[str, Problem]) -> bytes | None:
    """The bytes of a photo; None, with a problem by its name, when it cannot be read."""
    place = Place((source / name).as_posix())
    try:
        return Folder(source).read(name, MAX_BYTES)
    except TooLarge:
        problems[name] = problem("E205", place, limit=BYTES_LIMIT)
    except NotPlain:
        problems[name] = problem("E202", place)
    except OSError as error:
        problems[name] = problem("E504", place, detail=error.strerror or "")
    return None
