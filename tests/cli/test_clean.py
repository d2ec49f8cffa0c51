"""adgen clean, as it is typed."""

from pathlib import Path

import pytest

from adgen.plumbing.cache import Cache
from adgen.plumbing.tree import MANIFEST, new_tree
from tests import make
from tests.conftest import Run


@pytest.fixture
def built(tmp_path: Path, adgen: Run) -> Path:
    """A workplace with two sites that were built."""
    for name in ("aozora", "mizuoto"):
        make.site(tmp_path / "sites" / name)
    assert adgen("build").code == 0
    return tmp_path


def test_what_was_built_goes_and_the_rest_stays(built: Path, adgen: Run) -> None:
    make.write(built / "build", {"CNAME": "mine", "old": {"index.html": "mine"}, "mizuoto": {"google.html": "mine"}})
    sites, cache = make.read_tree(built / "sites"), make.read_tree(built / ".adgen")
    result = adgen("clean")
    assert (result.code, result.out) == (0, "build から、adgen が作ったものを消しました。\n")
    left = make.read_tree(built / "build")
    assert left.pop(f"mizuoto/{MANIFEST}")
    assert left == {"CNAME": b"mine", "old/index.html": b"mine", "mizuoto/google.html": b"mine"}
    assert not (built / "build/aozora").exists()
    assert (make.read_tree(built / "sites"), make.read_tree(built / ".adgen")) == (sites, cache)
    result = adgen("build")
    assert result.code == 0
    assert "写真 新しく0、前と同じ22" in result.out
    assert (built / "build/mizuoto/google.html").read_text() == "mine"


def test_the_cache_too(built: Path, adgen: Run) -> None:
    assert adgen("clean", "--cache").code == 0
    assert not (built / ".adgen/cache").exists()
    assert adgen("clean", "--cache", "--lang", "en").out == "Removed what adgen made in build.\n"
    assert "写真 新しく11、前と同じ11" in adgen("build").out


def test_a_cache_elsewhere_among_other_files(built: Path, adgen: Run) -> None:
    """Whoever names the wrong folder loses nothing."""
    adgen("build", "--force", "--cache-dir", "sites", "-o", "out")
    before = make.read_tree(built / "sites/aozora")
    assert (built / "sites/index.sqlite").exists()
    assert adgen("clean", "--cache", "--cache-dir", "sites", "-o", "out").code == 0
    assert sorted(p.name for p in (built / "sites").iterdir()) == ["aozora", "mizuoto"]
    assert make.read_tree(built / "sites/aozora") == before
    assert not list((built / "out").iterdir())
    assert (built / "build/aozora/index.html").exists()
    assert (built / ".adgen/cache").exists()


def test_nothing_to_clean(tmp_path: Path, adgen: Run) -> None:
    assert adgen("clean", "--cache").code == 0
    assert list(tmp_path.iterdir()) == []
    make.write(tmp_path, {"adgen.yaml": "output: out\n", "out": {"index.html": "mine"}})
    assert adgen("clean").out.startswith("out から")
    assert (tmp_path / "out/index.html").read_text() == "mine"


def test_mistakes(built: Path, adgen: Run) -> None:
    make.site(built / "sites/kaze")
    adgen("build")
    with new_tree(built / "build/aozora") as one, new_tree(built / "build/mizuoto") as other:
        for tree in (one, other):
            tree.write("index.html", b"new")
        result = adgen("clean", "--cache")
    assert (result.code, result.out) == (1, "")
    assert result.err.count("[E502]") == 2
    assert sorted(p.name for p in (built / "build").iterdir() if p.is_dir()) == ["aozora", "mizuoto"]
    assert (built / ".adgen/cache").exists()
    make.write(built, {"adgen.yaml": "outputs: x\nindex: 3\n"})
    result = adgen("clean")
    assert (result.code, result.out) == (1, "")
    assert "adgen.yaml:1" in result.err
    assert "adgen.yaml:2" in result.err
    assert (built / "build/mizuoto/index.html").exists()


def test_the_caches_of_strangers_go_too(tmp_path: Path, adgen: Run) -> None:
    cache = tmp_path / ".adgen" / "cache"
    for own in (cache, cache / "apart" / "one", cache / "apart" / "two"):
        Cache(own).put("x", b"picture")
        make.write(own, {"index.sqlite": b"", "index.sqlite-wal": b""})
    make.write(cache / "apart" / "two", {"mine.txt": "kept"})
    assert adgen("clean", "--cache").code == 0
    assert [p.relative_to(cache).as_posix() for p in cache.rglob("*") if p.is_file()] == ["apart/two/mine.txt"]
