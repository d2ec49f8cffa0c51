"""One publisher at a time: a small file at the target says that somebody is at work there."""

import contextlib
import json
import os
import secrets
import socket
import time
from collections.abc import Iterator
from typing import Any

from adgen.plumbing.cache import digest
from adgen.problems import AdgenError, Place, problem
from adgen.publish.target import Target

LOCK = ".adgen-lock"


@contextlib.contextmanager
def locked(target: Target, *, breaking: bool) -> Iterator[None]:
    """Hold the lock. Raises AdgenError E714 while another holds it; `breaking` takes it from whoever does.

    One that a process of this machine left behind when it died is taken over without a word.
    """
    own = _lock()
    if not target.claim(LOCK, own):
        held = _read(target)
        if not (breaking or _is_dead(held)):
            raise AdgenError([problem("E714", Place(target.name), minutes=_minutes(held))])
        target.write([(LOCK, own)], lambda _: None)
    try:
        yield
    finally:
        # Where the connection broke it stays: whoever comes next from here sees that its holder is gone.
        with contextlib.suppress(AdgenError):
            target.remove([LOCK], lambda _: None)


def _lock() -> bytes:
    """Who holds it, in a way that tells strangers nothing: the web may read it."""
    holder = {"id": secrets.token_hex(8), "host": _host(), "pid": os.getpid(), "since": int(time.time())}
    return json.dumps(holder).encode()


def _read(target: Target) -> dict[str, Any]:
    try:
        found: Any = json.loads(target.read(LOCK) or b"{}")
    except ValueError:
        found = {}
    return found if isinstance(found, dict) else {}


def _minutes(held: dict[str, Any]) -> int | str:
    """For how long; one that was cut off while it was written does not say."""
    since = held.get("since")
    return max(0, int(time.time()) - since) // 60 if isinstance(since, int) else "?"


def _host() -> str:
    return digest(socket.gethostname().encode(), 8)


def _is_dead(held: dict[str, Any]) -> bool:
    """Whether it is of this machine, and its process is no more. Windows has no way to ask that kills nobody."""
    pid = held.get("pid")
    if os.name == "nt" or held.get("host") != _host() or not isinstance(pid, int) or pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
