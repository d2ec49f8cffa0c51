"""Where pages are published to, as it was typed. A password stands in none: it belongs to the environment or to the system."""

import os
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, quote, unquote, urlsplit

from adgen.problems import AdgenError, Place, problem

KINDS = ("sftp", "ftp", "ftps", "s3")
# In the address of several sites: the name of each.
SITE = "{site}"


@dataclass(frozen=True)
class Address:
    """A place that holds one site. `host` is the bucket of `s3`; for a folder of this machine `kind` is "folder".

    `path` has no slash at its end. On a server it is absolute when it begins with one, else below the folder one logs in to.
    """

    kind: str
    path: str
    host: str = ""
    port: int | None = None
    user: str = ""
    endpoint: str = ""

    def __str__(self) -> str:
        if self.kind == "folder":
            return self.path
        user, port = f"{quote(self.user)}@" if self.user else "", f":{self.port}" if self.port else ""
        between = "/~/" if self.kind == "sftp" and not self.path.startswith("/") else "" if self.kind == "sftp" else "/"
        endpoint = f"?endpoint={self.endpoint}" if self.endpoint else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.kind}://{user}{host}{port}{between}{self.path}{endpoint}"

    @property
    def place(self) -> str:
        """What is the same however it is typed: a folder by its whole path."""
        return os.path.abspath(self.path) if self.kind == "folder" else str(self)  # noqa: PTH100 - no link is followed

    def below(self, name: str) -> "Address":
        """The place of one site among several."""
        return replace(self, path=f"{self.path}/{name}" if self.path else name)


def read_address(typed: str, place: Place) -> Address:
    """An address as somebody typed it. Raises AdgenError: E700 it is none, E701 it holds a password.

    What was typed is in no message: it may be a password in the wrong place.
    """
    if "://" not in typed:
        # In a file no shell has read it.
        typed = os.path.expanduser(typed)  # noqa: PTH111 - what is typed keeps its dot
        return Address("folder", typed.rstrip("/\\") or typed)
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        raise AdgenError([problem("E700", place)]) from None
    if parts.password is not None:
        raise AdgenError([problem("E701", place)])
    options = parse_qs(parts.query)
    endpoint = options.pop("endpoint", [""])[0]
    if parts.scheme not in KINDS or not parts.hostname or options or (endpoint and parts.scheme != "s3"):
        raise AdgenError([problem("E700", place)])
    if urlsplit(endpoint).password is not None:
        raise AdgenError([problem("E701", place)])
    path = unquote(parts.path).rstrip("/")
    if parts.scheme != "sftp" or path.startswith("/~"):
        path = path.removeprefix("/").removeprefix("~").removeprefix("/" if parts.scheme == "sftp" else "")
    return Address(parts.scheme, path, _host(parts.netloc), port, unquote(parts.username or ""), endpoint)


def _host(netloc: str) -> str:
    """The host as it was typed: the names of buckets, and those in ~/.ssh/config, know capitals."""
    host = netloc.rpartition("@")[2]
    return host.partition("]")[0].removeprefix("[") if host.startswith("[") else host.partition(":")[0]
