"""A folder of somebody else is read without following it anywhere."""

import os
import socket
from pathlib import Path
from typing import NoReturn

import pytest

from adgen.plumbing import folder as folders
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from tests import make


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with a file, and beside it a secret that nothing inside may lead to."""
    make.write(tmp_path, {"secret.txt": "secret", "deep": {"secret.txt": "secret"}})
    make.write(tmp_path / "site", {"a.txt": "text", "cases": {"x": {"case.md": "case"}}})
    return Folder(tmp_path / "site")


def test_reads_plain_files(folder: Folder) -> None:
    assert folder.read("a.txt", 4) == b"text"
    assert folder.read("cases/x/case.md", 100) == b"case"
    assert folder.names() == ("a.txt", "cases")
    assert folder.names("cases") == ("x",)
    assert folder.is_folder("cases/x")
    assert not folder.is_folder("a.txt")


def test_the_first_bytes_of_a_file(folder: Folder) -> None:
    assert [folder.head("a.txt", size) for size in (0, 2, 4, 100)] == [b"", b"te", b"text", b"text"]
    for path in ("../secret.txt", "cases", "cases/x"):
        with pytest.raises(NotPlain):
            folder.head(path, 4)


def test_what_is_not_there(folder: Folder) -> None:
    assert folder.names("voices") == folder.names("a.txt") == ()
    for path in ("b.txt", "cases/y/case.md"):
        with pytest.raises(FileNotFoundError):
            folder.read(path, 100)
        assert not folder.is_folder(path)


def test_names_in_the_order_of_composed_letters(folder: Folder) -> None:
    make.write(folder.root, {"photos": {"か\u3099.jpg": "", "き.jpg": "", "か.jpg": "", ".DS_Store": ""}})
    assert folder.names("photos") == ("か.jpg", "か\u3099.jpg", "き.jpg")


@pytest.mark.parametrize("path", ["../secret.txt", "cases/../../secret.txt", "..", ".", "", "cases//x", "/etc/passwd"])
def test_no_way_up(path: str, folder: Folder) -> None:
    with pytest.raises(NotPlain):
        folder.read(path, 100)
    with pytest.raises(NotPlain):
        folder.is_folder(path)
    if path:
        with pytest.raises(NotPlain):
            folder.names(path)


@pytest.mark.parametrize("link", ["file", "loop", "dangling", "linked", "inside"])
def test_links_are_not_followed(link: str, folder: Folder) -> None:
    (folder.root / "file").symlink_to(folder.root.parent / "secret.txt")
    (folder.root / "linked").symlink_to(folder.root.parent / "deep")
    (folder.root / "loop").symlink_to(folder.root / "loop")
    (folder.root / "dangling").symlink_to("nowhere")
    (folder.root / "inside").symlink_to("a.txt")
    for path in (link, f"{link}/secret.txt"):
        with pytest.raises(NotPlain):
            folder.read(path, 100)
    with pytest.raises(NotPlain):
        folder.is_folder(link)
    with pytest.raises(NotPlain):
        folder.names(link)


def test_a_link_that_appears_behind_the_check_is_not_followed(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.root / "file").symlink_to(folder.root.parent / "secret.txt")
    monkeypatch.setattr(Path, "is_symlink", lambda self: False)
    with pytest.raises(NotPlain):
        folder.read("file", 100)


def test_only_files_are_read_and_nothing_waits(folder: Folder) -> None:
    os.mkfifo(folder.root / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder.root / "socket"))
        for path in ("pipe", "socket", "cases", "a.txt/below"):
            with pytest.raises(NotPlain):
                folder.read(path, 100)
    for device in ("null", "zero"):
        with pytest.raises(NotPlain):
            Folder(Path("/dev")).read(device, 100)


def test_nothing_larger_than_asked_for(folder: Folder) -> None:
    (folder.root / "large").write_bytes(bytes(101))
    assert len(folder.read("large", 101)) == 101
    with pytest.raises(TooLarge):
        folder.read("large", 100)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_a_file_that_grows_while_it_is_read_is_too_large() -> None:
    with pytest.raises(TooLarge):
        Folder(Path("/proc/self")).read("status", 10)


def test_a_folder_with_too_many_entries(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MAX_ENTRIES", 3)
    make.write(folder.root, {"few": dict.fromkeys("abc", ""), "many": dict.fromkeys("abcd", "")})
    assert folder.names("few") == ("a", "b", "c")
    with pytest.raises(TooLarge):
        folder.names("many")


def test_a_file_that_may_not_be_read(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        folder.read("a.txt", 100)
    # Windows says so of a folder, too.
    with pytest.raises(NotPlain):
        folder.read("cases", 100)
