"""The private side of requests, written: `inbox/` of a site. Nothing here is published, and git leaves it out."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from adgen.inquiry.ledger.inbox import INBOX, RECORD, folder_of
from adgen.inquiry.ledger.record import Record, to_json
from adgen.plumbing.patience import patiently
from adgen.problems import AdgenError, Place, problem, unwritable

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def new_token() -> str:
    """128 random bits: the address of a request page can be guessed by nobody."""
    return secrets.token_hex(16)


def open_inbox(site: Path, token: str) -> Path:
    """The folder of a request, made for its owner alone. Raises AdgenError E503 and E506."""
    inbox = site / INBOX
    here = inbox / token
    try:
        if inbox.is_symlink() or here.is_symlink():
            raise AdgenError([problem("E446", Place(here.as_posix()), detail="link")])
        here.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(OSError):
            inbox.chmod(0o700)
        if not (inbox / ".gitignore").exists():
            write(inbox / ".gitignore", b"*\n")
    except OSError as error:
        raise AdgenError([unwritable(here.as_posix(), error)]) from None
    return here


def write(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, at once or not at all. Raises AdgenError E503."""
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            patiently(os.replace, temporary, path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AdgenError([unwritable(path.as_posix(), error)]) from None


def save(site: Path, record: Record) -> None:
    """Write the record of a request."""
    text = json.dumps(to_json(record), ensure_ascii=False, indent=1)
    write(open_inbox(site, record.token) / RECORD, text.encode())


def remove(site: Path, token: str) -> None:
    """Remove the private files of a request, whatever lies among them; links are removed, not followed."""
    here = folder_of(site, token)
    if here.is_symlink():
        here.unlink()
        return
    for path in sorted(_below(here), key=lambda p: -len(p.parts)):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    here.rmdir()


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)
