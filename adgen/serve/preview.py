"""The parts put together: whoever watches, builds and serves, from the first page to Ctrl-C."""

import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from adgen.problems import Place, Problem, problem
from adgen.problems.catalogue import Language
from adgen.serve.app import House, RequestPage, application
from adgen.serve.builder import Builder, Orders
from adgen.serve.changes import Changes, watching
from adgen.serve.door import Door
from adgen.serve.photos import PhotoPages
from adgen.serve.server import Server
from adgen.serve.stage import Shown, Stage

# In seconds, for a build that is under way at Ctrl-C.
_LAST = 1.0


@dataclass(frozen=True)
class Preview:
    """What is served to whom: `roots` are the folders that are watched, `sockets` already listen, `log` hears of trouble in one line.

    `targets` are the hours after which a request without an answer is late.
    """

    orders: Orders
    roots: tuple[Path, ...]
    sockets: list[socket.socket]
    door: Door
    language: Language
    poll: bool
    log: Callable[[str], None]
    targets: Callable[[], Sequence[int]]

    def run(self, ready: Callable[[], None]) -> None:
        """Serve until Ctrl-C, which leaves by KeyboardInterrupt; `ready` is called when pages can be asked for."""
        stage, changes = Stage(), Changes()
        photos = PhotoPages(self.orders, self.door.root, self.language)
        builder = Builder(self.orders, stage, changes)
        app = application(House(stage, self.door, self.language, photos, self._requests(), self.log))
        with watching(self.roots, changes, poll=self.poll) as is_told:
            if not is_told and not self.poll:
                self.orders.complain(self._unwatched())
            builder.start()
            try:
                Server(app, ready, stage.close).run(self.sockets)
            finally:
                builder.stop(_LAST)

    def _requests(self) -> RequestPage | None:
        """The pages of requests; None where others may come in."""
        if self.door.token:
            return None

        def page(shown: Shown, version: str) -> str:
            # Half of a start would go into loading it.
            from adgen.serve.requests import RequestPages

            return RequestPages(self.language, lambda: datetime.now(UTC), self.targets)(shown, version)

        return page

    def _unwatched(self) -> Iterable[Problem]:
        return [problem("W523", Place(root.as_posix())) for root in self.roots]
