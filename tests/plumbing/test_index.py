"""The index knows a file as long as nothing about it has changed, and nothing at all rather than something wrong."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from adgen.plumbing.index import Index, open_index, remove_index
from tests.make import write

FACT = {"width": 3, "grid": [1, 2], "place": "居間", "more": None}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.sqlite"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "photos", {"a.jpg": b"one"}) / "a.jpg"


def fill(database: Path, file: Path) -> None:
    with open_index(database) as index:
        index.remember_digest(file, file.lstat(), "d1")
        index.remember_fact("facts d1", FACT)
        index.remember_fact("other", 1)


def known(database: Path, file: Path) -> tuple[str | None, object, object]:
    with open_index(database) as index:
        return index.digest(file, file.lstat()), index.fact("facts d1"), index.fact("other")


def test_gives_back_what_was_remembered(database: Path, file: Path) -> None:
    assert known(database, file) == (None, None, None)
    fill(database, file)
    assert known(database, file) == ("d1", FACT, 1)
    with open_index(database) as index:
        index.remember_digest(file, file.lstat(), "d2")
        index.remember_fact("other", [2])
        assert index.digest(file, file.lstat()) == "d2"
    assert known(database, file) == ("d2", FACT, [2])
    assert [p.name for p in database.parent.iterdir()] == [database.name]


def overwritten(file: Path) -> None:
    before = file.stat()
    file.write_bytes(b"two")
    while file.stat().st_mtime_ns != before.st_mtime_ns or file.stat().st_ctime_ns == before.st_ctime_ns:
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(file: Path) -> None:
    before = file.stat()
    other = write(file.parent, {"b": b"two"}) / "b"
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


CHANGES: dict[str, Callable[[Path], object]] = {
    "another size": lambda file: file.write_bytes(b"more"),
    "another time": lambda file: os.utime(file, (1, 1)),
    "same size and time, written again": overwritten,
    "same size and time, another file": replaced,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_file_is_not_known(change: Callable[[Path], object], database: Path, file: Path) -> None:
    fill(database, file)
    change(file)
    assert known(database, file) == (None, FACT, 1)


def test_a_file_is_known_by_its_whole_path(
    database: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, file)
    twin = write(tmp_path / "elsewhere" / "photos", {"a.jpg": b"one"}) / "a.jpg"
    with open_index(database) as index:
        assert index.digest(twin, file.lstat()) is None
        for place, expected in ((tmp_path, "d1"), (tmp_path / "elsewhere", None)):
            monkeypatch.chdir(place)
            assert index.digest(Path("photos/a.jpg"), file.lstat()) == expected


def test_names_that_are_no_text(database: Path, tmp_path: Path, file: Path) -> None:
    name = os.fsdecode("施工後.jpg".encode("shift_jis"))
    with open_index(database) as index:
        index.remember_digest(tmp_path / name, file.lstat(), "d1")
        index.remember_fact(f"site {name}", {"name": name})
        assert index.digest(tmp_path / name, file.lstat()) == "d1"
        assert index.fact(f"site {name}") == {"name": name}


def test_no_path_remembers_nothing(file: Path) -> None:
    with open_index(None) as index:
        index.remember_digest(file, file.lstat(), "d1")
        index.remember_fact("other", 1)
        assert (index.digest(file, file.lstat()), index.fact("other")) == (None, None)


# ---------------------------------------------------------------- damage


def another_version(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("pragma user_version = 99")
    database.close()


def another_table(path: Path) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma user_version = 1")
    database.execute("alter table fact drop column sum")
    database.close()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no database": lambda path: path.write_bytes(b"written by somebody else " * 400),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "pages of zeros": lambda path: path.write_bytes(path.read_bytes()[:100] + bytes(12_188)),
    "another version": another_version,
    "an older table": another_table,
    "gone": Path.unlink,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_is_as_good_as_none_and_is_replaced(
    damage: Callable[[Path], object], database: Path, file: Path
) -> None:
    fill(database, file)
    damage(database)
    assert known(database, file) == (None, None, None)
    fill(database, file)
    assert known(database, file) == ("d1", FACT, 1)


def test_damage_that_is_found_while_it_is_used(database: Path, file: Path) -> None:
    with open_index(database) as index:
        for n in range(500):
            index.remember_fact(f"fact {n}", "x" * 200)
    pages = database.read_bytes()
    # The first pages, which are read when it is opened, stay whole.
    database.write_bytes(pages[: 3 * 4096] + b"\xff" * (len(pages) - 3 * 4096))
    with open_index(database) as index:
        assert [index.fact(f"fact {n}") for n in (0, 250)] == [None, None]
        index.remember_fact("fact 0", 1)
        assert index.fact("fact 0") == 1
    fill(database, file)
    assert known(database, file) == ("d1", FACT, 1)


def test_a_damaged_fact_is_none(database: Path, file: Path) -> None:
    fill(database, file)
    direct = sqlite3.connect(database, isolation_level=None)
    direct.execute("update fact set value = replace(value, '3', '4')")
    direct.execute("update fact set value = '{' where value = '1'")
    direct.close()
    assert known(database, file) == ("d1", None, None)
    fill(database, file)
    assert known(database, file) == ("d1", FACT, 1)


def test_no_log_of_an_old_index_is_played_into_the_next(database: Path, file: Path) -> None:
    fill(database, file)
    # As a killed process leaves it: what was written stands in the log.
    killed = sqlite3.connect(database, isolation_level=None)
    killed.execute("insert or replace into fact values ('k', 's', 'v')")
    log = Path(f"{database}-wal").read_bytes()
    killed.close()
    assert log
    database.write_bytes(b"damaged" * 2000)
    Path(f"{database}-wal").write_bytes(log)
    assert known(database, file) == (None, None, None)
    fill(database, file)
    assert known(database, file) == ("d1", FACT, 1)


def test_a_place_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path, file: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (file / "below" / "index.sqlite", tmp_path / "folder"):
        fill(path, file)
        assert known(path, file) == (None, None, None)
    assert file.read_bytes() == b"one"
    assert (tmp_path / "folder").is_dir()


# ---------------------------------------------------------------- two at a time


def test_two_builds_share_an_index(database: Path, file: Path) -> None:
    with open_index(database) as one, open_index(database) as other:
        one.remember_fact("a", 1)
        other.remember_fact("b", 2)
        one.remember_digest(file, file.lstat(), "d1")
        assert [other.fact("a"), one.fact("b"), other.digest(file, file.lstat())] == [1, 2, "d1"]


def test_one_that_is_busy_is_waited_for_and_never_removed(
    database: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adgen.plumbing.index._PATIENCE", 0.05)
    fill(database, file)
    busy = sqlite3.connect(database, isolation_level=None)
    busy.execute("begin exclusive")
    index = Index(database)
    index.remember_fact("other", 2)
    busy.execute("insert into fact values ('x', 'y', 'z')")
    busy.execute("commit")
    busy.close()
    assert index.fact("other") == 1
    index.remember_fact("other", 3)
    index.close()
    assert known(database, file) == ("d1", FACT, 3)


def test_one_that_another_is_just_making_is_never_removed(
    database: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adgen.plumbing.index._PATIENCE", 0.05)
    database.parent.mkdir()
    busy = sqlite3.connect(database, isolation_level=None)
    busy.execute("begin exclusive")
    busy.execute("create table mine (x)")
    fill(database, file)
    busy.execute("commit")
    assert busy.execute("select count(*) from mine").fetchone() == (0,)
    busy.close()
    direct = sqlite3.connect(database)
    assert direct.execute("select name from sqlite_master").fetchall() == [("mine",)]
    direct.close()


def test_removing(database: Path, file: Path) -> None:
    remove_index(database)
    fill(database, file)
    mine = write(database.parent, {"index.sqlite.txt": "mine"}) / "index.sqlite.txt"
    Path(f"{database}-wal").touch()
    Path(f"{database}-shm").touch()
    remove_index(database)
    assert list(database.parent.iterdir()) == [mine]
