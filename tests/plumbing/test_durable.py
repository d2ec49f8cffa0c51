"""What is on the disk before a tree appears."""

import errno
import os
from pathlib import Path

import pytest

from adgen.plumbing import durable
from adgen.plumbing.tree import MANIFEST, new_tree
from adgen.problems import AdgenError


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The inodes of files and folders that the system was told to keep, in order."""
    seen: list[int] = []

    def fsync(handle: int) -> None:
        seen.append(os.fstat(handle).st_ino)

    monkeypatch.setattr(os, "fsync", fsync)
    return seen


def inode(path: Path) -> int:
    return path.lstat().st_ino


def test_what_is_new_is_on_the_disk_before_it_appears(
    tmp_path: Path, flushed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    with new_tree(target) as tree:
        tree.write("index.html", b"one")
        tree.write("cases/living.html", b"two")
    new = [target, target / "index.html", target / "cases", target / "cases/living.html", target / MANIFEST]
    # The folder in which it appeared comes last.
    assert set(flushed[:-1]) == set(map(inode, new))
    assert flushed[-1] == inode(tmp_path)
    flushed.clear()
    (target / "theirs.txt").write_bytes(b"not ours")
    with new_tree(target) as tree:
        tree.write("index.html", b"one")
        tree.write("cases/living.html", b"three")
    new = [target, target / "cases", target / "cases/living.html", target / MANIFEST, target / "theirs.txt", tmp_path]
    assert set(flushed) == set(map(inode, new))
    flushed.clear()
    with new_tree(target, lasting=False) as tree:
        tree.write("index.html", b"a quick look")
    assert flushed == []


@pytest.mark.parametrize(("code", "is_told"), [(errno.EIO, True), (errno.EINVAL, False)])
def test_a_disk_that_fails_and_one_that_cannot_say(
    code: int, is_told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    with new_tree(target) as tree:
        tree.write("index.html", b"old")

    def fsync(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fsync)
    told = []
    try:
        with new_tree(target) as tree:
            tree.write("index.html", b"new")
            tree.write("other.html", b"new")
    except AdgenError as error:
        told = [found.code for found in error.problems]
    assert told == (["E503"] if is_told else [])
    assert (target / "index.html").read_bytes() == (b"old" if is_told else b"new")
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.endswith(".lock")) == ["out"]


def test_links_are_left_alone(tmp_path: Path, flushed: list[int]) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    durable.flush([tmp_path / "link", tmp_path / "nowhere"])
    assert flushed == []
