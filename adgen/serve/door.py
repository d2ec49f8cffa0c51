"""Who may come in: only pages of our own, whatever a page of somebody else has the browser ask (DNS rebinding, embedding, CSRF)."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from http import HTTPStatus

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
EVENTS = "/_adgen/events"
_METHODS = ("GET", "HEAD")


@dataclass(frozen=True)
class Door:
    """The names by which the server may be called, its port, and the secret first part of every address ("" on loopback).

    With `any_address` every IP address is a name of ours: it listens on all, and rebinding needs a name.
    """

    hosts: tuple[str, ...]
    port: int
    token: str = ""
    any_address: bool = False

    @property
    def root(self) -> str:
        """What stands before every path."""
        return f"/{self.token}" if self.token else ""

    def inside(self, path: str) -> str | None:
        """The path without the token; None for whoever does not know it."""
        if not self.token:
            return path
        first, _, rest = path.removeprefix("/").partition("/")
        return f"/{rest}" if compare_digest(first.encode(), self.token.encode()) else None

    def refusal(self, method: str, path: str, headers: Mapping[str, str]) -> HTTPStatus | None:
        """Why a request is not answered; `path` is as `inside` gives it, names of headers are in lower case."""
        if not self._is_ours(headers.get("host", "")):
            return HTTPStatus.FORBIDDEN
        if method not in _METHODS:
            return HTTPStatus.METHOD_NOT_ALLOWED
        origin = headers.get("origin")
        if origin is not None and not self._is_own_origin(origin):
            return HTTPStatus.FORBIDDEN
        came_from = headers.get("sec-fetch-site")
        if path == EVENTS and not self._may_listen(came_from, origin):
            return HTTPStatus.FORBIDDEN
        is_visit = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
        if came_from not in (None, "same-origin", "none") and not is_visit:
            return HTTPStatus.FORBIDDEN
        return None

    def _may_listen(self, came_from: str | None, origin: str | None) -> bool:
        """Browsers send `Sec-Fetch-Site` to loopback and to https only: on the local network the token stands for it."""
        return came_from == "same-origin" or origin is not None or (bool(self.token) and came_from is None)

    def _is_own_origin(self, origin: str) -> bool:
        scheme, _, host = origin.partition("://")
        return scheme == "http" and self._is_ours(host)

    def _is_ours(self, host: str) -> bool:
        name, _, port = host.lower().rpartition(":")
        if not name or not port.isdecimal():
            # Without a port, which is also how [::1] ends.
            name, port = host.lower(), "80"
        return port == str(self.port) and (name in self.hosts or (self.any_address and _is_address(name)))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
