"""The record of one import, by which it can be undone: what was written, with digests, and which folders were made."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from adgen.problems import AdgenError, Place, problem

RECORDS = Path(".adgen/imports")


@dataclass(frozen=True)
class Written:
    """A file by its path inside the site's folder, its digest, and that of the photo it was made of, "" for none.

    `before` is the text that stood there, "" for a file that was not there.
    """

    name: str
    digest: str
    original: str = ""
    before: str = ""


@dataclass(frozen=True)
class Record:
    """What was written into a site, and the folders that were made for it, outer ones first."""

    site: str
    files: tuple[Written, ...]
    folders: tuple[str, ...]


def new_record(now: datetime) -> Path:
    """Where the record of an import at that moment goes; the name of none that stands."""
    stem = f"{now:%Y%m%d-%H%M%S}"
    names = (f"{stem}.json", *(f"{stem}-{n:02}.json" for n in range(2, 100)))
    return next(RECORDS / name for name in names if not (RECORDS / name).exists())


def save(path: Path, record: Record) -> None:
    """Write the record. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n", "utf-8")


def imported(site: Path) -> frozenset[str]:
    """The digests of the photos that a site has already, as far as what was made of them still lies there."""
    found = []
    for path in _standing():
        with suppress(AdgenError):
            found.append(load(path))
    own = [record for record in found if record.site == site.resolve().as_posix()]
    return frozenset(w.original for r in own for w in r.files if w.original and (site / w.name).exists())


def latest() -> Path:
    """The record of the last import that was not undone. Raises AdgenError E569."""
    found = _standing()
    if not found:
        raise AdgenError([problem("E569", Place(RECORDS.as_posix()))])
    return found[-1]


def load(path: Path) -> Record:
    """The record in a file. Raises AdgenError E571."""
    try:
        values = json.loads(path.read_text("utf-8"))
        files = tuple(Written(**{key: str(value) for key, value in file.items()}) for file in values["files"])
        return Record(str(values["site"]), files, tuple(map(str, values["folders"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise AdgenError([problem("E571", Place(path.as_posix()))]) from None


def _standing() -> list[Path]:
    """Every record, the oldest first."""
    return sorted((p for p in RECORDS.glob("*.json") if p.is_file()), key=lambda p: p.stem)
