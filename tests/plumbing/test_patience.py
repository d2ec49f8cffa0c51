"""A file that another program holds: waited for, and told when it stays held."""

import errno
import os
import time
from pathlib import Path

import pytest

from adgen.plumbing import exchange as exchanging
from adgen.plumbing.patience import patiently
from adgen.plumbing.tree import new_tree
from adgen.problems import AdgenError
from tests import make


class Held(PermissionError):
    """What Windows raises while a viewer has a file open."""

    winerror = 32


class Viewer:
    """A program that holds what is renamed for so many attempts."""

    def __init__(self, attempts: int) -> None:
        self.attempts = attempts
        self.waited = 0

    def change(self, source: str | Path, target: str | Path) -> None:
        if self.waited < self.attempts:
            self.waited += 1
            raise Held(errno.EACCES, "in use", str(target))
        os.replace(source, target)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made; nobody waits for them."""
    made: list[float] = []
    monkeypatch.setattr(time, "sleep", made.append)
    return made


def test_it_is_tried_again_until_the_file_is_free(tmp_path: Path, pauses: list[float]) -> None:
    make.write(tmp_path, {"new": "new", "old": "old", "other": "other"})
    patiently(Viewer(3).change, tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text() == "new"
    assert (len(pauses), sum(pauses) < 1) == (3, True)


def test_what_stays_held_is_told(tmp_path: Path, pauses: list[float]) -> None:
    make.write(tmp_path, {"new": "new", "old": "old"})
    with pytest.raises(Held):
        patiently(Viewer(1_000).change, tmp_path / "new", tmp_path / "old")
    assert 1 < sum(pauses) < 2
    assert (tmp_path / "old").read_text() == "old"


def test_other_refusals_are_told_at_once(tmp_path: Path, pauses: list[float]) -> None:
    for refusal in (PermissionError(errno.EACCES, "no"), FileNotFoundError(errno.ENOENT, "none")):

        def refuse(source: str | Path, target: str | Path, refusal: OSError = refusal) -> None:
            raise refusal

        with pytest.raises(type(refusal)):
            patiently(refuse, tmp_path / "a", tmp_path / "b")
    assert pauses == []


def test_a_site_that_is_open_in_a_viewer_keeps_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "build/aozora"
    with new_tree(target) as tree:
        tree.write("index.html", b"old")
    before = make.read_tree(target)
    monkeypatch.setattr(exchanging, "_renameat2", lambda new, old: False)
    monkeypatch.setattr(os, "rename", Viewer(1_000).change)
    with pytest.raises(AdgenError, match="E503"), new_tree(target) as tree:
        tree.write("index.html", b"new")
    assert make.read_tree(target) == before
    monkeypatch.setattr(os, "rename", Viewer(2).change)
    with new_tree(target) as tree:
        tree.write("index.html", b"new")
    assert (target / "index.html").read_bytes() == b"new"
    assert [p.name for p in target.parent.iterdir() if p.is_dir()] == ["aozora"]
