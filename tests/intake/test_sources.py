"""Folders and zips of others: what is taken, what is left out and why, and that nothing leads out of them."""

import re
import zipfile
from pathlib import Path

import pytest

from adgen.intake import sources
from adgen.photos.open import MAX_BYTES
from adgen.problems import Problem
from tests import make
from tests.intake import zips

PHOTO = make.jpeg()


def names(*found: Path) -> list[str]:
    return [original.name for original in sources.find(found)[0]]


def told(*found: Path) -> list[tuple[str, str]]:
    """(code, last part of the place) of every problem."""
    return [(p.code, p.place.file.rpartition("/")[2]) for p in sources.find(found)[1]]


def bytes_of(path: Path) -> tuple[list[bytes | None], list[Problem]]:
    problems: dict[str, Problem] = {}
    return [sources.read(o, problems) for o in sources.find((path,))[0]], list(problems.values())


def test_a_card_with_folders_and_other_files(tmp_path: Path) -> None:
    card = {"DCIM": {"100APPLE": {"IMG_1.HEIC": PHOTO, "IMG_1.MOV": b"", "._IMG_1.HEIC": b""}, "2.JPG": PHOTO}}
    root = make.write(tmp_path / "card", {**card, ".Trashes": {"3.jpg": PHOTO}, "notes.txt": "", "メモ.pdf": b""})
    assert names(root) == ["DCIM/2.JPG", "DCIM/100APPLE/IMG_1.HEIC"]
    assert [(p.code, p.values["count"]) for p in sources.find((root,))[1]] == [("W565", 3)]
    # Named twice in three ways, it is there once.
    assert names(root, root / "DCIM" / "..", root) == names(root)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_names_in_zips_without_a_mark(encoding: str, tmp_path: Path) -> None:
    # 表 and ソ end in the byte of a backslash in Shift_JIS, which Windows takes for the border of a folder.
    path = tmp_path / "写真.zip"
    path.write_bytes(zips.encoded({"現場/施工前の表.jpg": PHOTO, "現場/ソファ.jpg": PHOTO}, encoding))
    assert [re.sub("_+", "", name) for name in names(path)] == ["現場/施工前の表.jpg", "現場/ソファ.jpg"]
    assert bytes_of(path) == ([PHOTO, PHOTO], [])


def test_names_in_zips_with_a_mark(tmp_path: Path) -> None:
    (tmp_path / "a.ZIP").write_bytes(
        zips.packed({"施工前.jpg": PHOTO, "__MACOSX/._施工前.jpg": b"", "b/c.jpeg": PHOTO})
    )
    assert names(tmp_path / "a.ZIP") == ["施工前.jpg", "b/c.jpeg"]
    assert told(tmp_path / "a.ZIP") == []


def test_what_leads_out_of_a_zip_is_left_out(tmp_path: Path) -> None:
    outside = ("../a.jpg", "x/../../b.jpg", "/c.jpg", "C:\\d.jpg", "..\\e.jpg")
    (tmp_path / "a.zip").write_bytes(zips.packed({**dict.fromkeys(outside, PHOTO), "good.jpg": PHOTO}))
    (tmp_path / "b.zip").write_bytes(zips.link("link.jpg", "/etc/passwd"))
    (tmp_path / "c.zip").write_bytes(zips.locked({"1.jpg": PHOTO, "2.jpg": PHOTO}))
    assert names(tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "c.zip") == ["good.jpg"]
    refused = told(tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "c.zip")
    assert refused == [
        ("W564", name) for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "link.jpg", "1.jpg", "2.jpg")
    ]


def test_links_in_a_folder_are_left_out(tmp_path: Path) -> None:
    make.write(tmp_path / "secret", {"a.jpg": PHOTO, "b.jpg": PHOTO})
    root = make.write(tmp_path / "phone", {"good.jpg": PHOTO})
    (root / "a.jpg").symlink_to(tmp_path / "secret/a.jpg")
    (root / "b.jpg").symlink_to(tmp_path / "secret/b.jpg")
    (root / "folder").symlink_to(tmp_path / "secret")
    assert names(root) == ["good.jpg"]
    assert told(root) == [("W564", "a.jpg"), ("W564", "b.jpg"), ("W564", "folder")]


def test_bombs_are_measured_before_and_while_they_are_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = b"\0" * (MAX_BYTES + 10)
    (tmp_path / "honest.zip").write_bytes(zips.packed({"a.jpg": bomb, "good.jpg": PHOTO}))
    assert (names(tmp_path / "honest.zip"), told(tmp_path / "honest.zip")) == (["good.jpg"], [("W564", "a.jpg")])
    # What these come to is known to nobody before they are unpacked.
    (tmp_path / "odd.zip").write_bytes(zips.packed({"a.jpg": PHOTO, "b.jpg": bomb[:9]}, zipfile.ZIP_BZIP2))
    assert (names(tmp_path / "odd.zip"), told(tmp_path / "odd.zip")[:2]) == ([], [("W564", "a.jpg"), ("W564", "b.jpg")])
    (tmp_path / "lying.zip").write_bytes(zips.lying("b.jpg", bomb, 100))
    data, problems = bytes_of(tmp_path / "lying.zip")
    assert data == [None]
    assert [p.code for p in problems] == ["E561"]
    monkeypatch.setattr(sources, "MAX_ZIP", 2 * len(PHOTO) - 1)
    monkeypatch.setattr(sources, "_MOST_DIRECTORY", 150)
    for name, files in (
        ("large.zip", {"1.jpg": PHOTO, "2.jpg": PHOTO}),
        ("long.zip", {f"{n}.jpg": b"" for n in range(9)}),
    ):
        (tmp_path / name).write_bytes(zips.packed(files))
    assert told(tmp_path / "large.zip", tmp_path / "long.zip") == [("E562", "large.zip"), ("E562", "long.zip")]


def test_damaged_zips_cost_what_is_damaged(tmp_path: Path) -> None:
    whole = bytearray(zips.packed({"a.jpg": PHOTO, "b.jpg": PHOTO, "good.jpg": PHOTO}))
    first = whole.find(b"a.jpg") + 20
    second = whole.find(b"b.jpg") + 20
    whole[first : first + 40] = whole[second : second + 40] = b"\xff" * 40
    (tmp_path / "a.zip").write_bytes(bytes(whole))
    data, problems = bytes_of(tmp_path / "a.zip")
    assert data == [None, None, PHOTO]
    assert [(p.code, p.place.file.rpartition("/")[2]) for p in problems] == [("E561", "a.jpg"), ("E561", "b.jpg")]
    (tmp_path / "b.zip").write_bytes(bytes(whole[:-30]))
    (tmp_path / "empty.zip").write_bytes(b"")
    assert told(tmp_path / "b.zip", tmp_path / "empty.zip") == [("E561", "b.zip"), ("E561", "empty.zip")]


def test_what_is_no_source_and_more_than_can_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make.write(tmp_path, {"a.txt": "", "phone": {f"{n}.jpg": PHOTO for n in range(4)}, "none": {}})
    assert told(root / "a.txt", root / "gone") == [("E560", "a.txt"), ("E560", "gone")]
    assert told(root / "none") == [("E563", "none")]
    monkeypatch.setattr(sources, "MAX_PHOTOS", 3)
    assert len(names(root / "phone")) == 3
    assert told(root / "phone") == [("E562", "phone")]
