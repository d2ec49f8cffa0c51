"""Sockets, and the limits of connections: a real server on the loopback interface."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adgen.serve import server as serving
from adgen.serve.server import Busy, Server, listen

PATIENCE = 30


async def hello(request: Request) -> Response:
    return Response("hello")


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server that lets four connections in, and waits a tenth of a second for a request."""
    monkeypatch.setattr(serving, "_MOST_OF_OURS", 4)
    monkeypatch.setattr(serving, "_PATIENCE", 0.1)
    sockets, port = listen(("127.0.0.1",), (0,))
    ready = threading.Event()
    server = Server(Starlette(routes=[Route("/", hello)]), ready.set, lambda: None)
    thread = threading.Thread(target=server.run, args=(sockets,))
    thread.start()
    assert ready.wait(PATIENCE)
    yield port
    server.should_exit = True
    thread.join(PATIENCE)
    for each in sockets:
        each.close()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), PATIENCE)


def answer(client: socket.socket, sent: bytes) -> bytes:
    """All that comes back until the server hangs up."""
    client.sendall(sent)
    return b"".join(iter(lambda: client.recv(4096), b""))


GOOD = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def test_requests_that_never_end_or_are_too_long_are_hung_up_on(port: int) -> None:
    for sent in (b"", b"GET / HTTP/1.1\r\nHost:"):
        with connected(port) as client:
            assert answer(client, sent) == b""
    with connected(port) as client:
        assert b" 400 " in answer(client, b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000)
    with connected(port) as client:
        assert answer(client, GOOD).endswith(b"hello")


def test_one_client_has_so_many_connections_and_no_more(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_PATIENCE", PATIENCE)
    held = [connected(port) for _ in range(4)]
    for _ in range(2):
        with connected(port) as client, suppress(ConnectionError):
            assert answer(client, GOOD) == b""
    assert answer(held[0], GOOD).endswith(b"hello")
    for each in held:
        each.close()


def test_the_first_free_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        taken = (one.getsockname()[1], two.getsockname()[1])
        with pytest.raises(Busy):
            listen(("127.0.0.1",), taken)
        sockets, port = listen(("127.0.0.1", "::1"), (*taken, 0))
        assert port not in taken
        for each in sockets:
            assert each.getsockname()[1] == port
            each.close()


def test_an_address_of_somebody_else_is_no_busy_port() -> None:
    for address in ("192.0.2.7", "2001:db8::7"):
        with pytest.raises(OSError, match=r"\S") as raised:
            listen((address,), (0,))
        assert not isinstance(raised.value, Busy)
