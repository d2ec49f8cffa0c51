"""The folders that adgen writes into: whether it may, what they are called, and how much room there is."""

import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any

from adgen.doctor import NOTHING, Finding, Grade, Words
from adgen.plumbing.synced import service_of

_MB = 1024**2
_LITTLE, _TOO_LITTLE = 1024 * _MB, 200 * _MB
# Windows without long paths allows 260 characters, and the names of pages and photos take up to so many below the output.
_LONGEST_PATH, _BELOW = 260, 120
_NAME = "写真 ガ.txt"


def check_rights(places: Iterable[Path]) -> Iterator[Finding]:
    """Whether files can be written where they go, also with a name in Japanese and a space in it."""
    for place in dict.fromkeys(path.resolve() for path in places):
        near = next((p for p in (place, *place.parents) if p.is_dir()), place)
        try:
            with tempfile.TemporaryDirectory(prefix=".adgen-", dir=near) as trial:
                (Path(trial) / _NAME).write_text("", "utf-8")
                names = [path.name for path in Path(trial).iterdir()]
        except OSError as error:
            yield _unwritable(place, error)
            continue
        if unicodedata.normalize("NFC", "".join(names)) == _NAME:
            yield Finding("rights", Grade.good, Words(f"書き込めます: {place}", f"can be written: {place}"))
        else:
            yield Finding(
                "rights",
                Grade.bad,
                Words(f"日本語の名前のファイルが作れません: {place}", f"no names in Japanese can be written: {place}"),
                Words("別のディスクのフォルダを使ってください", "use a folder on another disk"),
            )


def _unwritable(place: Path, error: OSError) -> Finding:
    return Finding(
        "rights",
        Grade.bad,
        Words(f"書き込めません: {place}（{error.strerror}）", f"cannot be written: {place} ({error.strerror})"),
        Words(
            "フォルダの持ち主と読み取り専用の設定を確かめるか、書類フォルダなど自分の場所に移してください",
            "see who owns it and whether it is read-only, or move to a folder of your own",
        ),
    )


def check_room(here: Path) -> Finding:
    """How much of the disk is free."""
    free = shutil.disk_usage(here).free
    grade = Grade.good if free >= _LITTLE else Grade.warning if free >= _TOO_LITTLE else Grade.bad
    cure = Words("要らないファイルを消してください。写真の控えは adgen clean --cache で消せます", "free some; adgen clean --cache removes the cache")  # fmt: skip
    said = Words(f"空き容量 {free // _MB:,} MB", f"{free // _MB:,} MB free")
    return Finding("room", grade, said, NOTHING if grade == Grade.good else cure)


def check_cache(cache: Path) -> Finding:
    """How large the cache is; it is kept below a limit by the build itself."""
    size = sum(path.stat().st_size for path in cache.rglob("*") if path.is_file()) if cache.is_dir() else 0
    return Finding(
        "cache",
        Grade.good,
        Words(f"写真の控え {size // _MB:,} MB（{cache}）", f"cache of photos: {size // _MB:,} MB ({cache})"),
    )


def check_path(here: PurePath, *, is_windows: bool, has_long_paths: bool) -> Iterator[Finding]:
    """What the place of the workspace may do to it: its length on Windows, and programs that keep it in step with others."""
    if is_windows and not has_long_paths and len(str(here)) + _BELOW > _LONGEST_PATH:
        yield Finding(
            "path",
            Grade.warning,
            Words(
                f"フォルダの場所が長すぎます（{len(str(here))}文字）",
                f"the path of this folder is long: {len(str(here))}",
            ),
            Words(
                "C:\\adgen のような短い場所に移すか、Windows の「長いパス」を有効にしてください",
                "move it to C:\\adgen or the like, or enable long paths in Windows",
            ),
        )
    synced = service_of(here)
    if synced:
        yield Finding(
            "path",
            Grade.warning,
            Words(f"同期するフォルダ（{synced}）の中です", f"inside a synced folder: {synced}"),
            Words(
                "同期の途中のファイルは書きかえられないことがあり、inbox のお客さまのメールも写されます。同期しない場所に移してください",
                "files may be locked while they are synced, and mails of customers in inbox are copied; move it elsewhere",
            ),
        )


def windows_has_long_paths() -> bool:
    """What the registry of Windows says; elsewhere paths are long enough."""
    try:
        winreg: Any = import_module("winreg")
    except ImportError:
        return True
    try:
        key = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem")
        return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    except OSError:
        return False
