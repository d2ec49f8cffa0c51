"""What an attempt has sent so far, on this machine: after a connection broke, the next one goes on from there."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from adgen.plumbing.cache import digest
from adgen.publish.listed import Listed

Note = Callable[[str, str], object]


@dataclass(frozen=True)
class Journal:
    """A file of lines; the first is the digest of the list at the target to which the others belong."""

    path: Path

    @contextlib.contextmanager
    def begin(self, listed: Listed) -> Iterator[Note]:
        """Start anew from a list; what it gives is told each file that is there then: its key and its digest."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("w", encoding="utf-8", buffering=1) as file:
            file.write(_line(digest(listed.as_bytes())))
            yield lambda key, name: file.write(_line([key, name]))

    def end(self) -> None:
        """All is there, and the list says so."""
        self.path.unlink(missing_ok=True)

    def applied(self, listed: Listed) -> Listed:
        """The list with what was sent after it was written; as it is where it is another's, or nothing is known."""
        try:
            head, *rows = self.path.read_text("utf-8").splitlines()
            if json.loads(head) != digest(listed.as_bytes()):
                return listed
            sent = dict(json.loads(row) for row in rows)
        except (OSError, ValueError):
            return listed
        unsure = {key: was for key, was in listed.unsure.items() if key not in sent}
        return replace(listed, files={**listed.files, **sent}, unsure=unsure)


def _line(value: object) -> str:
    return json.dumps(value) + "\n"
