"""The parts put together: whoever watches, builds and serves, from the first page to Ctrl-C."""

import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from adgen.problems import AdgenError, Place, Problem, problem
from adgen.problems.catalogue import Language
from adgen.serve.app import House, RequestPage, application
from adgen.serve.builder import Builder, Orders
from adgen.serve.changes import Changes, Watch
from adgen.serve.darkroom import Darkroom
from adgen.serve.door import Door
from adgen.serve.photos import PhotoPages
from adgen.serve.server import Server
from adgen.serve.stage import Shown, Stage

# In seconds, for a build that is under way at Ctrl-C.
_LAST = 1.0


@dataclass(frozen=True)
class Preview:
    """What is served to whom: `roots` are the folders of the sites, by adgen.yaml as it stands, `sockets` already listen, `log` hears of trouble in one line.

    `targets` are the hours after which a request without an answer is late.
    """

    orders: Orders
    roots: Callable[[], Sequence[Path]]
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
        watch = Watch(changes, poll=self.poll)
        darkroom = Darkroom(self.orders.memory, self.orders.crew, self.orders.complain, self.log)
        builder = Builder(replace(self.orders, renew=lambda: self._renew(watch)), stage, changes, darkroom)
        app = application(House(stage, self.door, self.language, photos, self._requests(), darkroom.ask, self.log))
        try:
            if not self._follow(watch) and not self.poll:
                self.orders.complain(self._unwatched())
            builder.start()
            Server(app, ready, stage.close).run(self.sockets)
        finally:
            watch.close()
            builder.stop(_LAST)
            darkroom.close(_LAST)

    def _follow(self, watch: Watch) -> bool:
        """Watch the sites, and what all of them depend on."""
        common = self.orders.common
        folders = [place for place in common if place.is_dir()]
        return watch.follow([*self.roots(), *folders], [place for place in common if place not in folders])

    def _renew(self, watch: Watch) -> None:
        """Read again what all sites depend on, and watch where the sites lie now."""
        self.orders.renew()
        # With mistakes in adgen.yaml nobody knows where that is; the old folders are still watched.
        with suppress(AdgenError):
            self._follow(watch)

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
        return [problem("W523", Place(root.as_posix())) for root in self.roots()]
