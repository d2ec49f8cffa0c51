"""What adgen doctor says of a machine: good and bad ones, as values."""

import shutil
import sys
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest

from adgen.doctor import Finding, folders, machine, versions
from tests import make


def grades(found: Iterable[Finding]) -> list[str]:
    return [finding.grade.value for finding in found]


REQUIREMENTS = [
    "click>=8.2",
    "pillow>=999.3",
    "nowhere>=1.0",
    "pydantic",
    "jaconv>=0.4; extra == 'requests'",
    "gone-too>=1; extra == 'cluster'",
    'openpyxl>=3.1.5; extra == "spreadsheet"',
    "ruff>=0.11; extra == 'dev'",
]


def test_libraries_that_are_missing_or_old(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"click": "8.3.1", "pillow": "13.0", "pydantic": "2.12rc1", "openpyxl": "3.1.5", "ruff": "0.12"}
    monkeypatch.setattr(versions, "_version", lambda name: there.get(name, ""))
    known = versions.libraries(REQUIREMENTS)
    found = [(f.topic, f.grade.value, f.says.en) for f in versions.check_versions(known)][1:]
    assert found == [
        ("libraries", "bad", "pillow 13.0 is older than 999.3"),
        ("libraries", "bad", "nowhere is missing"),
        ("extras", "note", "requests (names and addresses in Japanese) is not installed"),
        ("extras", "good", "spreadsheet: price lists in Excel"),
        ("extras", "note", "cluster (photos on other machines) is not installed"),
    ]
    assert list(versions.lines(known))[1] == "click 8.3.1, pillow 13.0, pydantic 2.12rc1, openpyxl 3.1.5"
    assert grades(versions.check_versions(versions.libraries(["click>=8.2", "pydantic>=2.11"]))) == ["good", "good"]


@pytest.mark.parametrize(("version", "grade"), [((3, 11, 0), "good"), ((3, 10, 9), "bad"), ((4, 0, 0), "good")])
def test_python(version: tuple[int, ...], grade: str) -> None:
    assert versions._python(version).grade == grade


def test_codecs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert grades(machine.check_codecs()) == ["good"] * 4
    from PIL import Image

    monkeypatch.setattr(Image, "SAVE", {kind: save for kind, save in Image.SAVE.items() if kind != "AVIF"})
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    found = list(machine.check_codecs())
    assert grades(found) == ["bad", "good", "good", "bad"]
    assert [f.cure.en.split()[-1] for f in found if f.cure.en] == ["pillow", "pi-heif"]


@pytest.mark.parametrize(
    ("encoding", "grade"),
    [("utf-8", "good"), ("cp932", "good"), ("cp1252", "warning"), (None, "warning"), ("nope", "warning")],
)
def test_consoles(encoding: str | None, grade: str) -> None:
    assert machine.check_console(encoding).grade == grade


def test_git_and_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert machine.check_git().grade == "note"
    assert "2026-11-20 09:30" in machine.check_clock(datetime(2026, 11, 20, 9, 30)).says.ja


def test_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "読める").mkdir()
    before = make.read_tree(tmp_path)
    assert grades(folders.check_rights([tmp_path / "読める", tmp_path / "not/there/yet"])) == ["good", "good"]
    assert make.read_tree(tmp_path) == before
    assert not (tmp_path / "not").exists()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", refuse)
    found = list(folders.check_rights([tmp_path / "a", tmp_path / "b"]))
    assert grades(found) == ["bad", "bad"]
    assert found[0].says.ja == f"書き込めません: {tmp_path / 'a'}（Permission denied）"


@pytest.mark.parametrize(("free", "grade"), [(2_000, "good"), (900, "warning"), (100, "bad")])
def test_room(free: int, grade: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free * 1024**2))
    finding = folders.check_room(tmp_path)
    assert (finding.grade, bool(finding.cure.ja)) == (grade, grade != "good")


def test_the_cache(tmp_path: Path) -> None:
    make.write(tmp_path / "cache", {"ab": {"x": bytes(3 * 1024**2)}, "cd": {"y": bytes(2 * 1024**2)}})
    assert "5 MB" in folders.check_cache(tmp_path / "cache").says.en
    assert "0 MB" in folders.check_cache(tmp_path / "none").says.en


def test_paths() -> None:
    long = PureWindowsPath("C:/Users/見本 太郎/OneDrive - 青空内装/" + "長い名前のフォルダ/" * 12)
    found = list(folders.check_path(long, is_windows=True, has_long_paths=False))
    assert grades(found) == ["warning", "warning"]
    assert "（OneDrive）" in found[1].says.ja
    assert grades(folders.check_path(long, is_windows=True, has_long_paths=True)) == ["warning"]
    short = PurePosixPath("/home/見本 太郎/mydropbox/adgen")
    assert list(folders.check_path(short, is_windows=True, has_long_paths=False)) == []


class Registry:
    """The registry of Windows, as far as it is asked."""

    HKEY_LOCAL_MACHINE = 0

    def __init__(self, value: int | None) -> None:
        self.value = value

    def OpenKey(self, *_: object) -> None:  # noqa: N802 the name that Windows gave it
        if self.value is None:
            raise FileNotFoundError

    def QueryValueEx(self, *_: object) -> tuple[int | None, int]:  # noqa: N802
        return self.value, 4


@pytest.mark.parametrize(("value", "has"), [(1, True), (0, False), (None, False)])
def test_long_paths_of_windows(value: int | None, has: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "winreg", Registry(value))
    assert folders.windows_has_long_paths() is has
    monkeypatch.setitem(sys.modules, "winreg", None)
    assert folders.windows_has_long_paths()
