"""A cache gives back what was put in, or nothing."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from adgen.plumbing.cache import Cache
from tests import make


def entries(root: Path) -> list[Path]:
    return [p for p in root.rglob("*") if p.is_file()]


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "shorter than its checksum": lambda path: path.write_bytes(path.read_bytes()[:7]),
    "without data": lambda path: path.write_bytes(path.read_bytes()[:16]),
    "cut at the end": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "another checksum": lambda path: path.write_bytes(b"\1" + path.read_bytes()[1:]),
    "another byte": lambda path: path.write_bytes(path.read_bytes()[:-1] + b"\1"),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "a folder": folder_instead,
}


def test_gives_back_what_was_put_in(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "not" / "there" / "yet")
    assert cache.get("a") is None
    for key, data in {"a": b"one", "b": b"", "photos/x-1.jpg": bytes(range(256))}.items():
        cache.put(key, data)
        assert cache.get(key) == data
    cache.put("a", b"two")
    assert cache.get("a") == b"two"
    assert cache.get("b") == b""


def test_no_folder_keeps_nothing() -> None:
    cache = Cache(None)
    cache.put("a", b"one")
    assert cache.get("a") is None


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_entry_is_as_good_as_none(damage: Callable[[Path], object], tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for key in ("a", "b"):
        cache.put(key, b"data of " + key.encode())
    hurt = entries(tmp_path)
    cache.put("c", b"data of c")
    for path in hurt:
        damage(path)
    assert [cache.get(key) for key in ("a", "b", "c")] == [None, None, b"data of c"]
    cache.put("a", b"again")
    assert cache.get("a") == (None if damage is folder_instead else b"again")


def test_entries_that_changed_places_are_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for key in ("a", "b"):
        cache.put(key, b"data of " + key.encode())
    first, second = entries(tmp_path)
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)
    assert [cache.get(key) for key in ("a", "b")] == [None, None]


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    for root in (file, file / "below"):
        cache = Cache(root)
        cache.put("a", b"one")
        assert cache.get("a") is None
    assert file.read_bytes() == b"mine"


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_an_interrupted_put_leaves_nothing(
    error: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> NoReturn:
        raise error

    cache = Cache(tmp_path)
    cache.put("a", b"old")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fail)
        if error is OSError:
            cache.put("a", b"new")
        else:
            with pytest.raises(error):
                cache.put("a", b"new")
    assert cache.get("a") == b"old"
    assert len(entries(tmp_path)) == 1


# ---------------------------------------------------------------- its size


def filled(root: Path, ages: dict[str, int]) -> dict[str, Path]:
    """Entries of 1,000 bytes by key, each last used so many days ago, and where they lie."""
    paths: dict[str, Path] = {}
    for key, days in ages.items():
        Cache(root).put(key, bytes(1_000 - 16))
        (paths[key],) = set(entries(root)) - set(paths.values())
        os.utime(paths[key], (time.time() - days * 86_400,) * 2)
    return paths


def test_what_was_used_last_is_kept(tmp_path: Path) -> None:
    paths = filled(tmp_path, {"b": 2, "d": 4, "a": 1, "c": 3})
    # Used again today.
    assert Cache(tmp_path).get("d")
    for limit, kept in ((4_000, "abcd"), (3_999, "abd"), (2_000, "ad"), (1_999, "d"), (0, "")):
        Cache(tmp_path).prune(limit)
        assert "".join(key for key in "abcd" if paths[key].exists()) == kept


def test_only_entries_are_pruned_and_cleared(tmp_path: Path) -> None:
    cache, paths = Cache(tmp_path), filled(tmp_path, {"a": 1, "b": 2})
    mine = {"index.sqlite": b"mine", "ab": {"notes.txt": b"mine", "deep": {"x": b"mine"}}, "photo.jpg": b"mine"}
    make.write(tmp_path, mine)
    (paths["a"].parent / "part-1234").write_bytes(b"left by a killed build")
    for limit in (0, None):
        cache.put("c", b"data")
        cache.clear() if limit is None else cache.prune(limit)
        assert make.read_tree(tmp_path) == {
            "index.sqlite": b"mine", "ab/notes.txt": b"mine", "ab/deep/x": b"mine", "photo.jpg": b"mine",
        }  # fmt: skip
    Cache(tmp_path / "nowhere").clear()
    Cache(None).clear()


def test_an_empty_cache_leaves_no_folder(tmp_path: Path) -> None:
    root = tmp_path / "cache"
    filled(root, {"a": 1, "b": 2})
    Cache(root).clear()
    assert not root.exists()


def test_two_may_prune_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = filled(tmp_path, {"a": 1, "b": 2, "c": 3})["a"]
    lstat = Path.lstat

    def gone_meanwhile(path: Path) -> os.stat_result:
        if path == first:
            path.unlink(missing_ok=True)
        return lstat(path)

    monkeypatch.setattr(Path, "lstat", gone_meanwhile)
    Cache(tmp_path).prune(1_000)
    assert len(entries(tmp_path)) == 1
