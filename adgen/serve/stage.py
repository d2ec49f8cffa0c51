"""What is on show: replaced whole by whoever builds, looked up by whoever serves. An address is looked up here and never joined to a path."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adgen.plumbing.cache import digest
from adgen.plumbing.tree import read_manifest, secret_files
from adgen.problems import Problem
from adgen.serve.dressing import style_sheets, without_styles

KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
    "ico": "image/x-icon",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
}
_TEXTS = ("html", "css", "js", "txt", "xml", "json", "webmanifest", "svg")
_PLAIN = "application/octet-stream"
MISSING = "404.html"


@dataclass(frozen=True)
class File:
    """A built file: texts are held here, pictures stay on the disk and carry their content in their name.

    `version` of a page is a digest without its style sheets, which are listed beside it.
    """

    path: Path
    digest: str
    kind: str
    body: bytes | None = None
    version: str = ""
    styles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One site: its files by their address below `/<slug>/`, and what came of the last attempt to build it.

    `broken` are the problems for which it was not built, `notes` those that were told of the last good one.
    """

    slug: str
    folder: Path
    name: str
    files: Mapping[str, File] = field(default_factory=dict)
    broken: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    bug: str = ""
    is_waiting: bool = False

    def file(self, path: str) -> File | None:
        """The file at an address below the site's own; a folder stands for its index."""
        return self.files.get(path + "index.html" if path in ("",) or path.endswith("/") else path)

    def page(self, path: str) -> File | None:
        """The page that is shown at an address, which may be the one for what is missing."""
        return self.file(path) or self.files.get(MISSING)


def read_files(target: Path, before: Mapping[str, File], *, with_requests: bool = False) -> tuple[dict[str, File], str]:
    """The files of a built site, those that did not change taken from `before`, and the name of the company.

    The pages of requests are among them only when asked for.
    """
    manifest = read_manifest(target)
    if not manifest:
        return {}, ""
    # The list is a file like any other: what it names outside is not shown to anybody.
    names = {path: str(name) for path, name in manifest["files"].items() if _is_inside(path)}
    if with_requests:
        names |= {path: digest((target / path).read_bytes()) for path in sorted(secret_files(target, manifest))}
    files = {path: _file(target / path, name, before.get(path)) for path, name in names.items()}
    return files, str(manifest.get("name", ""))


def _is_inside(path: str) -> bool:
    return {"", ".", ".."}.isdisjoint(path.split("/")) and "\\" not in path


def _file(path: Path, name: str, before: File | None) -> File:
    if before and before.digest == name and before.path == path:
        return before
    ending = path.suffix.removeprefix(".").lower()
    kind = kind_of(path.name)
    if ending not in _TEXTS:
        return File(path, name, kind)
    body = path.read_bytes()
    if ending != "html":
        return File(path, name, kind, body)
    text = body.decode()
    return File(path, name, kind, body, digest(without_styles(text).encode(), 8), tuple(style_sheets(text)))


def kind_of(name: str) -> str:
    """The media type of a file by its name."""
    return KINDS.get(name.rpartition(".")[2].lower(), _PLAIN)


class Stage:
    """The sites on show, by slug, and who waits for news of them. Anybody may look; one thread shows, the event loop waits.

    `number` is another one with every change.
    """

    def __init__(self) -> None:
        self.sites: Mapping[str, Shown] = {}
        self.number = 0
        self.is_open = True
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: set[asyncio.Event] = set()

    def show(self, sites: Mapping[str, Shown]) -> None:
        """Put these in the place of all others, from any thread."""
        self.sites = dict(sites)
        self.number += 1
        self._tell()

    def close(self) -> None:
        """End every stream."""
        self.is_open = False
        self._tell()

    def _tell(self) -> None:
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()

    async def news(self, seconds: float) -> AsyncIterator[bool]:
        """True now and whenever something changed, False when nothing has for so many `seconds`; ends with the stage."""
        self._loop = asyncio.get_running_loop()
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            is_news = True
            while self.is_open:
                yield is_news
                try:
                    await asyncio.wait_for(event.wait(), seconds)
                    is_news = True
                except TimeoutError:
                    is_news = False
                event.clear()
        finally:
            self._waiting.discard(event)


def as_event(value: Mapping[str, Any]) -> bytes:
    """A value as a server-sent event."""
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()
