"""Where photos come from: folders, single files and zips, which somebody else wrote."""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

from adgen.batch import read_photo
from adgen.model.picture import is_photo
from adgen.photos.open import BYTES_LIMIT, MAX_BYTES
from adgen.problems import Place, Problem, problem

MAX_PHOTOS = 2_000
MAX_ZIP = 8 * 1024**3
"""Bytes that the files of a zip may have together once they are unpacked."""
_MOST_DIRECTORY = 16 * 1024**2
_MOST_DEPTH = 12
# The others are unpacked without a bound on what comes out.
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UTF8_NAME, _LOCKED = 0x800, 0x1
_END, _END_SIZE, _ZIP64 = b"PK\x05\x06", 22, b"PK\x06\x07"
# What a damaged member raises, by its way of packing.
_BROKEN = (
    zipfile.BadZipFile,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    zlib.error,
    ValueError,
)
# Japan has one time zone; EXIF and zips hold its clock without naming it.
_TOKYO = timezone(timedelta(hours=9))


class _TooMuch(Exception):
    """A zip over one of the limits, in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        self.ja, self.en = ja, en


@dataclass(frozen=True)
class Original:
    """A photo where it lies: below the folder `source`, or as that `member` of the zip `source`.

    `saved` is the file's own time by the clock of Japan, without a zone, like the times in EXIF.
    """

    source: Path
    name: str
    size: int
    saved: datetime
    member: int | None = None

    @property
    def path(self) -> str:
        """What people call it."""
        return (self.source / self.name).as_posix()


def find(sources: tuple[Path, ...]) -> tuple[list[Original], list[Problem]]:
    """Every photo of the sources, each place once, and what cannot be taken from them."""
    found: dict[str, Original] = {}
    problems: list[Problem] = []
    for source in sources:
        for original in _of(source, problems):
            if len(found) == MAX_PHOTOS:
                problems.append(
                    problem("E562", Place(source.as_posix()), ja=f"写真{MAX_PHOTOS:,}枚", en=f"{MAX_PHOTOS:,} photos")
                )
                return list(found.values()), problems
            found.setdefault(os.path.realpath(original.source) + f"/{original.name}/{original.member}", original)
    if not found and not any(p.is_error for p in problems):
        problems.append(problem("E563", Place("、".join(s.as_posix() for s in sources))))
    return list(found.values()), problems


def read(original: Original, problems: dict[str, Problem]) -> bytes | None:
    """The bytes of a photo; None, with a problem by its path, where they cannot be had."""
    if original.member is None:
        told: dict[str, Problem] = {}
        data = read_photo(original.source, original.name, told)
        problems |= {original.path: told[original.name]} if told else {}
        return data
    place = Place(original.path)
    try:
        with zipfile.ZipFile(original.source) as archive, archive.open(archive.infolist()[original.member]) as file:
            # Ends at the size that was promised, which _refusal has measured.
            return file.read()
    except (*_BROKEN, IndexError) as error:
        problems[original.path] = problem("E561", place, detail=type(error).__name__)
        return None


def _of(source: Path, problems: list[Problem]) -> Iterator[Original]:
    if source.is_dir():
        yield from _of_folder(source, problems)
    elif source.suffix.lower() == ".zip" and source.is_file():
        yield from _of_zip(source, problems)
    elif source.is_file() and is_photo(source.name):
        yield _file(source.parent, source.name, source.stat())
    else:
        problems.append(problem("E560", Place(source.as_posix())))


def _of_folder(root: Path, problems: list[Problem]) -> Iterator[Original]:
    others = 0
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        inside = here.relative_to(root)
        seen = sorted(n for n in (*folders, *names) if not n.startswith("."))
        folders[:] = sorted(f for f in folders if f in seen) if len(inside.parts) < _MOST_DEPTH else []
        for name in seen:
            found = (here / name).lstat()
            if stat.S_ISLNK(found.st_mode):
                problems.append(problem("W564", Place((here / name).as_posix()), ja="リンク", en="a link"))
            elif stat.S_ISDIR(found.st_mode):
                continue
            elif is_photo(name):
                yield _file(root, (inside / name).as_posix(), found)
            else:
                others += 1
    if others:
        problems.append(problem("W565", Place(root.as_posix()), count=others))


def _file(root: Path, name: str, found: os.stat_result) -> Original:
    saved = datetime.fromtimestamp(max(0.0, found.st_mtime), _TOKYO).replace(tzinfo=None)
    return Original(root, name, found.st_size, saved)


def _of_zip(path: Path, problems: list[Problem]) -> Iterator[Original]:
    place = Place(path.as_posix())
    try:
        _weigh(path)
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
        if sum(m.file_size for m in members) > MAX_ZIP:
            raise _TooMuch(f"展開後 {MAX_ZIP >> 30} GB", f"{MAX_ZIP >> 30} GB unpacked")
    except _TooMuch as error:
        problems.append(problem("E562", place, ja=error.ja, en=error.en))
        return
    except _BROKEN as error:
        problems.append(problem("E561", place, detail=type(error).__name__))
        return
    others = 0
    for number, member in enumerate(members):
        name = name_of(member)
        if member.is_dir() or any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.split("/")):
            continue
        if why := _refusal(member, name):
            problems.append(problem("W564", Place(f"{path.as_posix()}/{name}"), ja=why[0], en=why[1]))
        elif is_photo(name):
            yield Original(path, name, member.file_size, _saved(member), number)
        else:
            others += 1
    if others:
        problems.append(problem("W565", place, count=others))


def _weigh(path: Path) -> None:
    """Raise _TooMuch for a zip whose list of files alone would fill the memory."""
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, 0xFFFF + _END_SIZE), os.SEEK_END)
        tail = file.read()
    end = tail.rfind(_END)
    # The larger kind of list is for more than 4 GB or 65,535 files.
    size = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    if size > _MOST_DIRECTORY or _ZIP64 in tail[max(0, end - 20) : end]:
        raise _TooMuch("4 GB または 65,535 ファイル", "4 GB or 65,535 files")


def name_of(member: zipfile.ZipInfo) -> str:
    """The name of a member. Without the mark for UTF-8, macOS writes UTF-8 all the same, and Windows Shift_JIS."""
    name = member.orig_filename
    if not member.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp932"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    # A Japanese character may end in the byte of `\`, so that it is turned only now.
    return name.replace("\\", "/")


def _refusal(member: zipfile.ZipInfo, name: str) -> tuple[str, str] | None:
    """Why a member is left alone, in both languages."""
    if name.startswith("/") or ":" in name or "\0" in name or ".." in PurePosixPath(name).parts:
        return "ZIP の外を指す名前", "a name that leads out of the zip"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "リンク", "a link"
    if member.flag_bits & _LOCKED:
        return "パスワード付きのファイル", "locked by a password"
    if member.compress_type not in _KINDS:
        return "読めない形式で圧縮されたファイル", "packed in a way that is not read"
    if member.file_size > MAX_BYTES:
        return f"{BYTES_LIMIT} を超えるファイル", f"larger than {BYTES_LIMIT}"
    return None


def _saved(member: zipfile.ZipInfo) -> datetime:
    try:
        return datetime(*member.date_time)
    except ValueError:
        return datetime(1980, 1, 1)
