"""One file of a contractor's folder into one record."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Generic, TypeVar

from adgen import trades
from adgen.content.declared import by_spelling, needed
from adgen.content.fields import read, stand_in
from adgen.model.declare import BODY_MAX, Record
from adgen.model.site import Body
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.plumbing.recollection import Recollection
from adgen.problems import Place, Places, Problem, problem
from adgen.text import document, japanese, nodes
from adgen.text.decode import decode
from adgen.text.parse import parse

R = TypeVar("R", bound=Record)
V = TypeVar("V")

# Control characters, bytes of another encoding (surrogates), and marks that turn the direction of writing.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class _Read(Generic[V]):
    """What a file came to; nothing is known of it when examples had to stand in for all of it."""

    value: V
    is_known: bool
    problems: list[Problem]


@dataclass
class Reader:
    """Reads the files of one folder and collects what is wrong with them; `memory` knows what the same bytes came to before.

    `unread` are the files and folders of which nothing is known.
    """

    folder: Folder
    shown: str
    memory: Recollection | None = None
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def path(self, inside: str) -> str:
        """The path as messages show it."""
        return f"{self.shown}/{inside}" if inside else self.shown

    def names(self, sub: str) -> tuple[str, ...]:
        """Names below `sub` that can be written; what is no folder, or too full, is noted and read as empty."""
        try:
            found = self.folder.names(sub)
        except NotPlain:
            self.problems.append(problem("E202", Place(self.path(sub))))
        except TooLarge:
            self.problems.append(problem("E106", Place(self.path(sub)), what="2,000 ファイル", en="2,000 files"))
        except OSError as error:
            self.problems.append(problem("E504", Place(self.path(sub)), detail=error.strerror or ""))
        else:
            odd = [name for name in found if _UNWRITABLE.search(name)]
            self.problems.extend(problem("E210", Place(self.path(sub)), name=ascii(name)[1:-1]) for name in odd)
            return tuple(name for name in found if name not in odd)
        self.unread.add(sub)
        return ()

    def folder_at(self, path: str) -> bool:
        """Whether a folder lies at `path`; a link in its place is noted."""
        try:
            return self.folder.is_folder(path)
        except NotPlain:
            self.problems.append(problem("E202", Place(self.path(path))))
            self.unread.add(path)
            return False

    def missing(self, path: str) -> bool:
        """Whether nothing at all has this name."""
        folder, _, name = path.rpartition("/")
        return name not in self.names(folder)

    @staticmethod
    def is_note(name: str) -> bool:
        """README and licence notes lie among the content and are no part of it."""
        return name.lower() in ("readme.md", "licence.md", "license.md", "licences.md")

    def yaml(self, path: str, record: type[R], only: str = "") -> tuple[R, Places] | None:
        """A record from a YAML file; None where there is no file, examples where nothing can be read.

        With `only` the other fields are not looked at, and are examples too.
        """
        return self._known(path, lambda data: _yaml(data, self.path(path), record, only))

    def document(self, path: str, record: type[R]) -> tuple[R, Places, Body] | None:
        """A record from front matter, with the body below it; None and examples as for `yaml`."""
        return self._known(path, lambda data: _document(data, self.path(path), record))

    def _known(self, path: str, read_as: Callable[[bytes | None], _Read[V]]) -> V | None:
        """What a file comes to, which depends on its bytes alone; None where there is no file."""
        try:
            data = self._data(path)
        except FileNotFoundError:
            return None
        if self.memory:
            key = ("file", self.path(path))
            read = self.memory.same(key, lambda before: before == data, lambda: (data, read_as(data)))
        else:
            read = read_as(data)
        if not read.is_known:
            self.unread.add(path)
        self.problems.extend(read.problems)
        return read.value

    def _data(self, path: str) -> bytes | None:
        """The bytes of a file, or None where they cannot be had. Raises FileNotFoundError."""
        place = Place(self.path(path))
        try:
            return self.folder.read(path, nodes.MAX_BYTES)
        except FileNotFoundError:
            raise
        except NotPlain:
            self.problems.append(problem("E202", place))
        except TooLarge:
            self.problems.append(problem("E106", place, what="256 KB", en="256 KB"))
        except OSError as error:
            self.problems.append(problem("E504", place, detail=error.strerror or ""))
        return None


def _yaml(data: bytes | None, shown: str, record: type[R], only: str) -> _Read[tuple[R, Places]]:
    text, problems = (None, []) if data is None else decode(data, shown)
    root, told = (None, []) if text is None else parse(text, shown)
    if root and only:
        spelled = by_spelling(record)
        kept = (e for e in root.entries if (field := spelled.get(japanese.same(e[0].text))) and field.key == only)
        root = nodes.Mapping(tuple(kept), root.place)
    value, places, mistakes = _record(shown, record, root)
    return _Read((value, places), root is not None, [*problems, *_with_example(told, record), *mistakes])


def _document(data: bytes | None, shown: str, record: type[R]) -> _Read[tuple[R, Places, Body]]:
    text, problems = (None, []) if data is None else decode(data, shown)
    found, told = (None, []) if text is None else document.split(text, shown)
    place = Place(shown, found.body_line if found else 0)
    body = found.body if found else ""
    long = []
    if len(body) > BODY_MAX:
        lengths = {"label": "本文", "key": "body", "length": str(len(body)), "limit": str(BODY_MAX)}
        long = [problem("E111", place, **lengths)]
    front = found.front if found else None
    value, places, mistakes = _record(shown, record, front)
    problems = [*problems, *_with_example(told, record), *long, *mistakes]
    return _Read((value, places, Body(body, place)), front is not None, problems)


def _record(shown: str, record: type[R], root: nodes.Mapping | None) -> tuple[R, Places, list[Problem]]:
    return (*stand_in(record, Place(shown)), []) if root is None else read(record, root)


def _with_example(problems: list[Problem], record: type[Record]) -> list[Problem]:
    """The problems; that of a file that holds no keys shows the keys of this one."""
    example = next(needed(record))
    return [replace(p, values={**p.values, "example": example}) if p.code == "E112" else p for p in problems]


def slug_for(name: str, trade: str) -> str:
    """The name of a file or folder as part of an address: itself when it is plain ASCII, else the trade and a digest.

    Japanese names never reach an address. "" when there is neither an ASCII name nor a trade.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", japanese.fold(name).lower()).strip("-")
    if plain and re.fullmatch(r"[A-Za-z0-9._ -]+", japanese.fold(name)):
        return plain[:60].strip("-")
    if not trade:
        return ""
    found = trades.find(trade)
    digest = blake2b(japanese.fold(name).encode(), digest_size=4).hexdigest()
    return f"{found.id.replace('_', '-') if found else 'page'}-{digest}"
