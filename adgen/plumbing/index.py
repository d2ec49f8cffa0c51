"""One SQLite file that remembers what is known of files that have not changed since, so that a no-op opens none of them.

A file is unchanged when path, size, times and inode are what they were (as git holds it); what is
remembered of its content hangs on the digest, so that a wrong guess of a date can never mix two contents.
"""

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from adgen.plumbing.cache import digest as _checksum

# Raise it when a table changes; an older file is replaced.
_VERSION = 2
_TABLES = """
create table if not exists file (path blob primary key, state text not null, digest text not null) without rowid;
create table if not exists fact (key blob primary key, sum text not null, value text not null) without rowid;
"""
# Each statement is its own transaction: two builds at the same time wait for each other no longer than that.
_PATIENCE = 5.0


class Index:
    """`path` None remembers nothing; so does a file that cannot be used. A damaged one is replaced."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._database = _open(path) if path else None

    def digest(self, path: Path, found: os.stat_result) -> str | None:
        """The digest of a file that is as it was, else None."""
        row = self._do("select state, digest from file where path = ?", _name(path))
        return row[1] if row and row[0] == _state(found) else None

    def remember_digest(self, path: Path, found: os.stat_result, digest: str) -> None:
        """Remember a digest under the state the file had when it was opened."""
        self._do("insert or replace into file values (?, ?, ?)", _name(path), _state(found), digest)

    def fact(self, key: str) -> Any:
        """The JSON value under a key, or None when there is none or it is damaged."""
        row = self._do("select sum, value from fact where key = ?", os.fsencode(key))
        return json.loads(row[1]) if row and row[0] == _sum(key, row[1]) else None

    def remember_fact(self, key: str, value: Any) -> None:
        """Keep a JSON value under a key."""
        text = json.dumps(value)
        self._do("insert or replace into fact values (?, ?, ?)", os.fsencode(key), _sum(key, text), text)

    def close(self) -> None:
        """Let go of the file."""
        if self._database:
            self._database.close()
            self._database = None

    def _do(self, statement: str, *values: str | bytes) -> tuple[str, ...] | None:
        if self._database is None:
            return None
        try:
            row: tuple[str, ...] | None = self._database.execute(statement, values).fetchone()
        except sqlite3.OperationalError:
            # Another build is writing, or the disk is full: to know nothing is no reason to fail.
            return None
        except sqlite3.DatabaseError:
            self.close()
            if self._path:
                remove_index(self._path)
                self._database = _open(self._path)
            return None
        return row


@contextlib.contextmanager
def open_index(path: Path | None) -> Iterator[Index]:
    """The index in `path`, closed at the end."""
    index = Index(path)
    try:
        yield index
    finally:
        index.close()


def remove_index(path: Path) -> None:
    """Remove an index. Its log must go with it: SQLite would play it into the next file of that name."""
    for part in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        with contextlib.suppress(OSError):
            part.unlink()


def _open(path: Path) -> sqlite3.Connection | None:
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        try:
            return _prepared(path)
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            # Damaged or of another version: what it knew can be learnt again.
            remove_index(path)
    return None


def _prepared(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = off")
        version = database.execute("pragma user_version").fetchone()[0]
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"version {version}")
        if not version:
            database.executescript(f"{_TABLES} pragma user_version = {_VERSION};")
    except BaseException:
        database.close()
        raise
    return database


def _name(path: Path) -> bytes:
    """Names need not be valid text: Shift_JIS out of an archive."""
    return os.fsencode(path.absolute())


def _state(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _sum(key: str, value: str) -> str:
    return _checksum(os.fsencode(key) + b"\n" + value.encode(), 8)
