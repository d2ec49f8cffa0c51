"""Small sites as a build leaves them, and a place that does what one of four kinds does, watched after every step."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from adgen.plumbing.cache import digest
from adgen.plumbing.tree import new_tree
from adgen.publish.address import Address
from adgen.publish.listed import LIST
from adgen.publish.lock import LOCK
from adgen.publish.run import Outcome, Wish, publish
from adgen.publish.standing import Standing, standing
from adgen.publish.target import Done, part_of
from adgen.publish.to_folder import FolderTarget
from adgen.publish.versions import Versions

TODAY = date(2026, 11, 20)
TOKEN = "0123456789abcdef0123456789abcdef"
REQUEST = f"requests/{TOKEN}.html"
_LEADS = re.compile(r'(?:href|src)="([^"#:]+)"')


def page(*links: str, text: str = "") -> str:
    """A page that leads to others, paths from the root."""
    return "".join(f'<a href="{link}">{text}</a>' for link in links) + text


# Three versions of one site. The second has a new page that leads to another, a page less, and other pictures.
ONE = {
    "index.html": page("cases/a.html", "cases/b.html", "photos/p-1.jpg", "assets/s-1.css"),
    "cases/a.html": page("index.html", "cases/b.html", "photos/a-1.jpg"),
    "cases/b.html": page("index.html", "photos/b-1.jpg"),
    "404.html": page("index.html"),
    "photos/p-1.jpg": "p1", "photos/a-1.jpg": "a1", "photos/b-1.jpg": "b1", "assets/s-1.css": "s1",
}  # fmt: skip
TWO = {
    "index.html": page("cases/a.html", "cases/c.html", "photos/p-2.jpg", "assets/s-2.css"),
    "cases/a.html": page("index.html", "cases/c.html", "photos/a-1.jpg"),
    "cases/c.html": page("index.html", "cases/d.html", "photos/c-1.jpg"),
    "cases/d.html": page("cases/c.html", "photos/p-2.jpg"),
    "404.html": page("index.html"),
    "photos/p-2.jpg": "p2", "photos/a-1.jpg": "a1", "photos/c-1.jpg": "c1", "assets/s-2.css": "s2",
}  # fmt: skip


def tree(
    folder: Path,
    files: Mapping[str, str],
    *,
    secret: str = "",
    other: Iterable[str] = (),
    until: str = "",
    **about: object,
) -> Standing:
    """The files as a build of TODAY leaves them. A photo is known by the first letter of its file's name."""
    photos: dict[str, list[str]] = {}
    for path in files:
        if path.startswith("photos/"):
            photos.setdefault(digest(path[7].encode()), []).append(path)
    with new_tree(folder) as made:
        for path, text in files.items():
            made.write(path, text.encode(), is_secret=path == secret)
        made.about = {
            "site": folder.name, "published": True, "until": until,
            "shown": {"photos": photos, "other": sorted(other)}, **about,
        }  # fmt: skip
    return standing(folder, TODAY)


def answer(value: bool = False) -> Callable[[object, int], bool]:
    return lambda question, count: value


WISH = Wish(answer())


def send(site: Standing, place: Path | Address, memory: Path, wish: Wish = WISH) -> Outcome:
    """Publish as the command does."""
    store = Versions(memory)
    address = place if isinstance(place, Address) else Address("folder", str(place))
    if not wish.is_dry:
        store.purge(site.photos)
    return publish(site, address, store, store.all(), wish)


def published(root: Path) -> dict[str, str]:
    """What lies at a place, without the list."""
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != LIST
    }


def broken_links(root: Path) -> list[str]:
    """What a reader who comes by the home page would not find."""
    seen: set[str] = set()
    missing = []
    left = ["index.html"] if (root / "index.html").exists() else []
    while left:
        path = left.pop()
        seen.add(path)
        for link in _LEADS.findall((root / path).read_text("utf-8")) if path.endswith(".html") else ():
            if not (root / link).exists():
                missing.append(f"{path} -> {link}")
            elif link not in seen:
                left.append(link)
    return missing


class Killed(BaseException):
    """The end of a process, for want of a process."""


@dataclass
class Watched:
    """A folder that is looked at after every step, and that dies in the step `last`, counted from 1."""

    root: Path
    last: int = 0
    steps: int = 0
    sent: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = str(self.root)
        self._folder = FolderTarget(Address("folder", str(self.root)))

    def read(self, path: str) -> bytes | None:
        self._alive()
        return self._folder.read(path)

    def names(self, folder: str) -> list[str]:
        self._alive()
        return self._folder.names(folder)

    def write(self, files: Iterable[tuple[str, bytes]], done: Done) -> None:
        for path, data in files:
            if self._is_last():
                (self.root / part_of(path)).parent.mkdir(parents=True, exist_ok=True)
                (self.root / part_of(path)).write_bytes(data[:1])
                raise Killed
            self._folder.write([(path, data)], lambda _: None)
            self._look(path)
            done(path)

    def remove(self, paths: Iterable[str], done: Done) -> None:
        for path in paths:
            if self._is_last():
                raise Killed
            self._folder.remove([path], lambda _: None)
            self._look("")
            done(path)

    def claim(self, path: str, data: bytes) -> bool:
        self._alive()
        return self._folder.claim(path, data)

    def close(self) -> None:
        pass

    def _is_last(self) -> bool:
        self._alive()
        self.steps += 1
        return self.steps == self.last

    def _alive(self) -> None:
        if self.last and self.steps >= self.last:
            raise Killed

    def _look(self, path: str) -> None:
        if path and path not in (LIST, LOCK):
            self.sent.append(path)
        self.missing += [f"step {self.steps}: {found}" for found in broken_links(self.root)]
