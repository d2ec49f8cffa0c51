"""One file of a contractor's folder into one record."""

import re
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TypeVar

from adgen import trades
from adgen.content.declared import by_spelling, needed
from adgen.content.fields import read, stand_in
from adgen.model.declare import BODY_MAX, Record
from adgen.model.site import Body
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.problems import Place, Places, Problem, problem
from adgen.text import document, japanese, nodes
from adgen.text.decode import decode
from adgen.text.parse import parse

R = TypeVar("R", bound=Record)

# Control characters, bytes of another encoding (surrogates), and marks that turn the direction of writing.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass
class Reader:
    """Reads the files of one folder and collects what is wrong with them; `unread` are the files and folders of which nothing is known."""

    folder: Folder
    shown: str
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
        try:
            text = self._text(path)
        except FileNotFoundError:
            return None
        root, problems = (None, []) if text is None else parse(text, self.path(path))
        self.problems.extend(_with_example(problems, record))
        if root and only:
            spelled = by_spelling(record)
            kept = (e for e in root.entries if (field := spelled.get(japanese.same(e[0].text))) and field.key == only)
            root = nodes.Mapping(tuple(kept), root.place)
        return self._record(path, record, root)

    def document(self, path: str, record: type[R]) -> tuple[R, Places, Body] | None:
        """A record from front matter, with the body below it; None and examples as for `yaml`."""
        try:
            text = self._text(path)
        except FileNotFoundError:
            return None
        found, problems = (None, []) if text is None else document.split(text, self.path(path))
        self.problems.extend(_with_example(problems, record))
        place = Place(self.path(path), found.body_line if found else 0)
        body = found.body if found else ""
        if len(body) > BODY_MAX:
            long = {"label": "本文", "key": "body", "length": str(len(body)), "limit": str(BODY_MAX)}
            self.problems.append(problem("E111", place, **long))
        return *self._record(path, record, found.front if found else None), Body(body, place)

    def _record(self, path: str, record: type[R], root: nodes.Mapping | None) -> tuple[R, Places]:
        if root is None:
            self.unread.add(path)
            return stand_in(record, Place(self.path(path)))
        value, places, problems = read(record, root)
        self.problems.extend(problems)
        return value, places

    def _text(self, path: str) -> str | None:
        """The text of a file, or None where it is none. Raises FileNotFoundError."""
        place = Place(self.path(path))
        try:
            data = self.folder.read(path, nodes.MAX_BYTES)
        except FileNotFoundError:
            raise
        except NotPlain:
            self.problems.append(problem("E202", place))
        except TooLarge:
            self.problems.append(problem("E106", place, what="256 KB", en="256 KB"))
        except OSError as error:
            self.problems.append(problem("E504", place, detail=error.strerror or ""))
        else:
            text, problems = decode(data, self.path(path))
            self.problems.extend(problems)
            return text
        return None


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
