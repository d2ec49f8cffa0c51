"""A cache gives back what was put in, or nothing."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from adgen.plumbing.cache import Cache


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
