"""Asks an ASGI application without a network: one request, its status, headers and body."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What came back; of a stream its first pieces."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    app: ASGIApp, address: str, headers: Mapping[str, str] | None = None, *, method: str = "GET", pieces: int = 0
) -> Answer:
    """The answer to a request; after so many `pieces` of a stream the asker goes away, 0 waits for the end."""
    parts = urlsplit(address)
    sent = {"host": "127.0.0.1:8000", **(headers or {})}
    scope: dict[str, object] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
    return asyncio.run(_ask(app, scope, pieces))


async def _ask(app: ASGIApp, scope: dict[str, object], pieces: int) -> Answer:
    messages: list[Message] = []
    gone = asyncio.Event()
    asked: Iterator[Message] = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        if request := next(asked, None):
            return request
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        messages.append(message)
        if pieces and sum(m["type"] == "http.response.body" for m in messages) >= pieces:
            gone.set()

    await app(scope, receive, send)
    begin, *rest = messages
    found = {name.decode().lower(): value.decode() for name, value in begin["headers"]}
    return Answer(begin["status"], found, b"".join(m.get("body", b"") for m in rest))


def no_picture(slug: str, name: str) -> None:
    """Nothing has been left to be made."""
