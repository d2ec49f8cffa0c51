"""The record of one import, by which it can be undone: what was written, with digests, and which folders were made."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from adgen.problems import AdgenError, Place, problem

RECORDS = Path(".adgen/imports")


@dataclass(frozen=True)
class Record:
    """Files by their path inside the site's folder with their digests, and folders, outer ones first."""

    site: str
    files: tuple[tuple[str, str], ...]
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


def latest() -> Path:
    """The record of the last import that was not undone. Raises AdgenError E569."""
    found = sorted((p for p in RECORDS.glob("*.json") if p.is_file()), key=lambda p: p.stem)
    if not found:
        raise AdgenError([problem("E569", Place(RECORDS.as_posix()))])
    return found[-1]


def load(path: Path) -> Record:
    """The record in a file. Raises AdgenError E571."""
    try:
        values = json.loads(path.read_text("utf-8"))
        files = tuple((str(name), str(digest)) for name, digest in values["files"])
        return Record(str(values["site"]), files, tuple(map(str, values["folders"])))
    except (OSError, ValueError, KeyError, TypeError):
        raise AdgenError([problem("E571", Place(path.as_posix()))]) from None
