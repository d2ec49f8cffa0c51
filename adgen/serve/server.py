"""The server itself: its sockets, its limits, and how it stops."""

import asyncio
import errno
import socket
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from types import FrameType
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

# In seconds: how long a request may take to arrive, and a kept connection may lie idle.
_PATIENCE = 10
_MOST_HEADER = 8192
# Connections at a time, of one client and of this machine itself.
_MOST_OF_ONE, _MOST_OF_OURS = 100, 1000


class Busy(OSError):
    """The port, or every port of a range, is taken."""


def listen(addresses: Sequence[str], ports: Sequence[int]) -> tuple[list[socket.socket], int]:
    """Sockets on the first port that is free on all `addresses`. Of several addresses all but the first may be missing here.

    Raises Busy, and OSError where the first address is none of this machine.
    """
    for port in ports:
        with ExitStack() as stack:
            try:
                first = stack.enter_context(_bound(addresses[0], port))
            except OSError as error:
                if error.errno not in _TAKEN or 0 < port < _FREE_FOR_ALL:
                    raise
                continue
            found = [first]
            for address in addresses[1:]:
                with suppress(OSError):
                    found.append(stack.enter_context(_bound(address, first.getsockname()[1])))
            stack.pop_all()
            return found, first.getsockname()[1]
    raise Busy


def _bound(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family, backlog=512)


# Windows refuses a port that another program has to itself.
_TAKEN = (errno.EADDRINUSE, errno.EACCES)
_FREE_FOR_ALL = 1024


class Server(uvicorn.Server):
    """Uvicorn; `ready` is called when it listens, `ending` at Ctrl-C."""

    def __init__(self, app: ASGIApp, ready: Callable[[], None], ending: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=_Limited,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_keep_alive=_PATIENCE,
                timeout_graceful_shutdown=1,
                h11_max_incomplete_event_size=_MOST_HEADER,
                backlog=512,
            )
        )
        self._ready, self._ending = ready, ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Streams never end by themselves."""
        self._ending()
        super().handle_exit(sig, frame)


class _Limited(H11Protocol):
    """No more connections than that of one client, and none that never finishes asking."""

    _open: Counter[str] = Counter()  # noqa: RUF012 - of all connections of this process

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._who = self.client[0] if self.client else ""
        self._open[self._who] += 1
        if self._open[self._who] > (_MOST_OF_OURS if self._who in ("127.0.0.1", "::1") else _MOST_OF_ONE):
            transport.close()
            return
        self._timer = asyncio.get_running_loop().call_later(_PATIENCE, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._open[self._who] -= 1
        if not self._open[self._who]:
            del self._open[self._who]
        if timer := getattr(self, "_timer", None):
            timer.cancel()

    def _look(self) -> None:
        """Closes a connection whose request has not arrived whole; idle ones are uvicorn's to close."""
        is_asking = self.conn.their_state is h11.SEND_BODY or bool(self.conn.trailing_data[0])
        # There is no cycle before the first request; uvicorn's types do not say so.
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or (cycle.response_complete and is_asking):
            self.transport.close()
            return
        self._timer = asyncio.get_running_loop().call_later(_PATIENCE, self._look)
