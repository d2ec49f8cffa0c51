"""A cache that was kept elsewhere and put back, as hosts of CI do it: the right one is used, a wrong one does no harm."""

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from adgen.photos import develop as developing
from adgen.photos import inspect as inspecting
from tests import make
from tests.cli.test_build import sites
from tests.conftest import Run

CACHE = ".adgen/cache"


@pytest.fixture
def built(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose two sites have been built in `tmp_path/first`."""
    first = tmp_path / "first"
    other = make.jpeg((90, 60), (30, 90, 160))
    sites(first / "sites", mizuoto={"cases": {"living": {"施工後1.jpg": other}}})
    make.write(first, {".gitignore": ".adgen/\nbuild/\n"})
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "sites"]):
        _git(first, *words)
    monkeypatch.chdir(first)
    assert adgen("build").code == 0
    return first


def _git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.jp", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True)


@pytest.fixture
def clone(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh clone of it, with its cache put back, and the run in it."""
    _git(tmp_path, "clone", "-q", "first", "clone")
    shutil.copytree(built / CACHE, tmp_path / "clone" / CACHE)
    monkeypatch.chdir(tmp_path / "clone")
    return tmp_path / "clone"


def _photos(result: Any) -> list[dict[str, int]]:
    return [site["photos"] for site in json.loads(result.out)["sites"]]


def test_a_fresh_clone_with_its_cache_encodes_nothing(
    built: Path, clone: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(job: object) -> NoReturn:
        raise AssertionError("a photo was opened")

    monkeypatch.setattr(developing, "develop", opened)
    monkeypatch.setattr(inspecting, "inspect", opened)
    result = adgen("build", "--format", "json")
    assert result.code == 0, result.err
    assert [p["encoded"] for p in _photos(result)] == [0, 0]
    assert all(p["cached"] >= 11 for p in _photos(result))
    assert make.read_tree(clone / "build") == make.read_tree(built / "build")


def _garbled(cache: Path) -> None:
    for path in cache.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))


def _emptied(cache: Path) -> None:
    for path in cache.rglob("*"):
        if path.is_file():
            path.write_bytes(b"")


def _exchanged(cache: Path) -> None:
    """Every entry is whole, and stands where another belongs."""
    paths = sorted(p for p in cache.glob("??/*"))
    contents = [p.read_bytes() for p in paths]
    for path, content in zip(paths, [*contents[1:], contents[0]], strict=True):
        path.write_bytes(content)


def _without_index(cache: Path) -> None:
    for path in cache.glob("index.sqlite*"):
        path.unlink()


def _without_pictures(cache: Path) -> None:
    for path in cache.glob("??"):
        shutil.rmtree(path)


def _facts_of_others(cache: Path) -> None:
    """An index that knows every file by another's digest, and facts under keys that are not theirs."""
    with sqlite3.connect(cache / "index.sqlite") as index:
        index.execute("update file set digest = (select digest from file order by digest limit 1)")
        index.execute("update fact set value = (select value from fact order by value limit 1)")
    index.close()


@pytest.mark.parametrize("spoil", [_garbled, _emptied, _exchanged, _without_index, _without_pictures, _facts_of_others])
def test_a_wrong_cache_does_no_harm(spoil: Callable[[Path], None], built: Path, clone: Path, adgen: Run) -> None:
    spoil(clone / CACHE)
    result = adgen("build", "--format", "json")
    assert result.code == 0, result.err
    assert make.read_tree(clone / "build") == make.read_tree(built / "build")


def test_the_cache_of_another_repository_does_no_harm(
    built: Path, clone: Path, tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others have photos of the same names, and one photo that is the same."""
    others = tmp_path / "others"
    changed = {"施工前1.jpg": make.jpeg(colour=(9, 60, 9)), "施工後1.jpg": make.jpeg(colour=(200, 20, 210))}
    sites(
        others / "sites", aozora={"cases": {"living": changed}}, mizuoto={"photos": {"hero.jpg": make.jpeg((320, 180))}}
    )
    monkeypatch.chdir(others)
    assert adgen("build").code == 0
    shutil.rmtree(clone / CACHE)
    shutil.copytree(others / CACHE, clone / CACHE)
    monkeypatch.chdir(clone)
    result = adgen("build", "--format", "json")
    assert result.code == 0, result.err
    assert sum(p["encoded"] for p in _photos(result)) > 0
    assert make.read_tree(clone / "build") == make.read_tree(built / "build")
