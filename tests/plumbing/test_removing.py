"""What adgen wrote can be removed, and nothing else with it."""

import json
from pathlib import Path

import pytest

from adgen.plumbing.tree import MANIFEST, new_tree, read_manifest, remove_tree
from adgen.problems import AdgenError, Problem
from tests.make import read_tree, write

FILES = {"index.html": b"page", "cases/a/b.html": b"case", "photos/p.jpg": b"photo"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A tree of adgen's."""
    put(tmp_path / "out" / "site")
    return tmp_path / "out" / "site"


def put(target: Path) -> list[str]:
    notes: list[Problem] = []
    with new_tree(target, notes) as tree:
        for path, data in FILES.items():
            tree.write(path, data)
        tree.about = {"name": "青空内装"}
    return [note.place.file for note in notes]


def test_nothing_is_left(target: Path) -> None:
    remove_tree(target)
    assert list(target.parent.iterdir()) == []


def test_foreign_files_stay_and_can_be_built_beside(target: Path) -> None:
    foreign = {"google123.html": "mine", "cases": {"mine.txt": "mine"}, "deep": {"er": {"x": "mine"}}}
    write(target, foreign)
    (target / "link").symlink_to(target.parent)
    kept = {path: data for path, data in read_tree(target).items() if path not in {*FILES, MANIFEST}}
    for _ in range(2):
        remove_tree(target)
        left = read_tree(target)
        assert json.loads(left.pop(MANIFEST)) == {"files": {}}
        assert left == kept
        assert (target / "link").is_symlink()
    assert len(put(target)) == 4
    assert {path for path in read_tree(target) if path != MANIFEST} == {*FILES, *kept}


def test_what_is_no_tree_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"mine": {"index.html": "mine"}, "broken": {MANIFEST: "{"}, "empty": {}})
    before = read_tree(tmp_path)
    for name in ("mine", "broken", "empty", "nowhere"):
        remove_tree(tmp_path / name)
    assert read_tree(tmp_path) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["broken", "empty", "mine"]


def test_a_list_that_leads_outside_removes_nothing_there(target: Path, tmp_path: Path) -> None:
    write(tmp_path, {"mine.txt": "mine", "other": {"x.txt": "mine"}})
    (target / "way").symlink_to(tmp_path / "other")
    names = ["../../mine.txt", (tmp_path / "mine.txt").as_posix(), "way/x.txt", "index.html"]
    write(target, {MANIFEST: json.dumps({"files": dict.fromkeys(names, "")})})
    remove_tree(target)
    assert (tmp_path / "mine.txt").read_text() == (tmp_path / "other/x.txt").read_text() == "mine"
    assert not (target / "index.html").exists()


def test_not_while_it_is_being_built(target: Path) -> None:
    before = read_tree(target)
    with new_tree(target) as tree:
        tree.write("index.html", b"new")
        with pytest.raises(AdgenError) as found:
            remove_tree(target)
        assert [(p.code, p.place.file) for p in found.value.problems] == [("E502", target.as_posix())]
        assert read_tree(target) == before
    assert read_manifest(target)
