"""The private records of requests, read for one purpose: to see that nothing of them is published."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adgen.inquiry.ledger.inbox import INBOX, RECORD
from adgen.inquiry.redact.leaks import Known
from adgen.model.request import FOLDER, is_token
from adgen.plumbing.folder import Folder, TooLarge
from adgen.problems import Place, Problem, problem

_KINDS = {"names": "name", "phones": "phone", "mails": "email", "addresses": "address", "others": "other"}
_POSTAL = re.compile(r"〒?\s*\d{3}-?\d{4}")
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Private:
    """What may appear nowhere: what is known of customers, and the names of their pages. `records` is how many were read."""

    known: Known
    tokens: frozenset[str]
    records: int


def read_private(folder: Path) -> tuple[Private, list[Problem]]:
    """What the site in `folder` keeps to itself; a record that cannot be read is an error, for nobody knows what it holds."""
    whole = Folder(folder)
    problems: list[Problem] = []
    facts: list[tuple[str, str]] = []
    names: list[str] = []
    records = 0
    for sub in (INBOX, FOLDER):
        try:
            names += whole.names(sub)
        except (OSError, TooLarge):
            problems.append(problem("E413", Place(f"{folder.as_posix()}/{sub}")))
    for path in (f"{INBOX}/{name}/{RECORD}" for name in names if "." not in name):
        try:
            facts += _facts(json.loads(whole.read(path, _MOST_BYTES)))
            records += 1
        except FileNotFoundError:
            continue
        except (OSError, ValueError, TooLarge):
            problems.append(problem("E413", Place(f"{folder.as_posix()}/{path}")))
    tokens = frozenset(token for name in names if is_token(token := name.partition(".")[0]))
    return Private(Known(tuple(dict.fromkeys(facts))), tokens, records), problems


def _facts(record: Any) -> Iterator[tuple[str, str]]:
    """(kind, text) of a record. Raises ValueError for what is none."""
    if not isinstance(record, dict):
        raise ValueError(type(record).__name__)
    for key, kind in _KINDS.items():
        texts = record.get(key, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise ValueError(key)
        for text in texts:
            yield ("postal" if kind == "address" and _POSTAL.fullmatch(text.strip()) else kind), text
