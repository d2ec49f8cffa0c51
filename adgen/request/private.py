"""The private side of requests: `inbox/` of a site. Nothing here is published, and git leaves it out."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from adgen.inquiry.ledger.record import Record, from_json, to_json
from adgen.model.request import is_token
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.plumbing.patience import patiently
from adgen.problems import AdgenError, Place, Problem, problem

INBOX = "inbox"
RECORD = "record.json"
REPLY, PLAIN, MAIL, LETTER = "reply.txt", "reply-plain.txt", "reply.eml", "mail.eml"
_LARGEST_RECORD = 2_000_000
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def new_token() -> str:
    """128 random bits: the address of a request page can be guessed by nobody."""
    return secrets.token_hex(16)


def folder_of(site: Path, token: str) -> Path:
    """Where the private files of a request lie."""
    return site / INBOX / token


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
        raise _unwritten(here, error) from None
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
        raise _unwritten(path, error) from None


def _unwritten(path: Path, error: OSError) -> AdgenError:
    return AdgenError([problem("E503", Place(path.as_posix()), detail=error.strerror or str(error))])


def save(site: Path, record: Record) -> None:
    """Write the record of a request."""
    text = json.dumps(to_json(record), ensure_ascii=False, indent=1)
    write(open_inbox(site, record.token) / RECORD, text.encode())


def load(site: Path, token: str) -> Record:
    """The record of a request. Raises AdgenError E446 when it cannot be read."""
    path = f"{INBOX}/{token}/{RECORD}"
    try:
        record = from_json(json.loads(Folder(site).read(path, _LARGEST_RECORD)))
    except (NotPlain, TooLarge, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        detail = type(error).__name__
        raise AdgenError([problem("E446", Place((site / path).as_posix()), detail=detail)]) from None
    if record.token != token:
        raise AdgenError([problem("E446", Place((site / path).as_posix()), detail="token")])
    return record


def tokens(site: Path) -> tuple[str, ...]:
    """Every request that has a private folder."""
    return tuple(name for name in Folder(site).names(INBOX) if is_token(name)) if (site / INBOX).is_dir() else ()


def records(site: Path) -> tuple[list[Record], list[Problem]]:
    """Every record that can be read, and a problem for each that cannot."""
    found: list[Record] = []
    problems: list[Problem] = []
    for token in tokens(site):
        try:
            found.append(load(site, token))
        except AdgenError as error:
            problems += error.problems
    return found, problems


def of_message(site: Path, message_id: str) -> Record | None:
    """The record of a mail that has been here before."""
    return next((record for record in records(site)[0] if record.message_id == message_id), None)


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
