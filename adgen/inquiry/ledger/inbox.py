"""The private side of requests, read: `inbox/` of a site. Nothing here is published."""

import json
from pathlib import Path

from adgen.inquiry.ledger.record import Record, from_json
from adgen.model.request import is_token
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.problems import AdgenError, Place, Problem, problem

INBOX = "inbox"
RECORD = "record.json"
REPLY, PLAIN, MAIL, LETTER = "reply.txt", "reply-plain.txt", "reply.eml", "mail.eml"
# Behind this line of a draft stands what is to be pasted; before it, where.
PASTE_BELOW = f"{'―' * 12} ここから下を貼り付けます {'―' * 12}\n"
_LARGEST_RECORD = 2_000_000
_LARGEST_DRAFT = 200_000


def folder_of(site: Path, token: str) -> Path:
    """Where the private files of a request lie."""
    return site / INBOX / token


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


def draft(site: Path, token: str, name: str = REPLY) -> str | None:
    """What is to be pasted of a draft; None where there is none that can be read."""
    try:
        text = Folder(site).read(f"{INBOX}/{token}/{name}", _LARGEST_DRAFT).decode("utf-8", "replace")
    except OSError:
        return None
    return text.rpartition(PASTE_BELOW)[2]
