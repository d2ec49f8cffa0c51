"""One file of a contractor's folder into one record."""

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeVar

from adgen import trades
from adgen.content.fields import read
from adgen.model.declare import Record
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.problems import Place, Places, Problem, problem
from adgen.text import document, japanese, nodes
from adgen.text.decode import decode

R = TypeVar("R", bound=Record)


@dataclass
class Reader:
    """Reads the files of one folder and collects what is wrong with them."""

    folder: Folder
    shown: str
    problems: list[Problem] = field(default_factory=list)

    def path(self, inside: str) -> str:
        """The path as messages show it."""
        return f"{self.shown}/{inside}" if inside else self.shown

    def names(self, sub: str) -> tuple[str, ...]:
        """Names below `sub`; a link or an overfull folder is noted and read as empty."""
        try:
            return self.folder.names(sub)
        except NotPlain:
            self.problems.append(problem("E202", Place(self.path(sub))))
        except TooLarge:
            self.problems.append(problem("E106", Place(self.path(sub)), what="2,000 ファイル", en="2,000 files"))
        return ()

    def folder_at(self, path: str) -> bool:
        """Whether a folder lies at `path`; a link in its place is noted."""
        try:
            return self.folder.is_folder(path)
        except NotPlain:
            self.problems.append(problem("E202", Place(self.path(path))))
            return False

    def missing(self, path: str) -> bool:
        """Whether nothing at all has this name."""
        folder, _, name = path.rpartition("/")
        return name not in self.names(folder)

    @staticmethod
    def is_note(name: str) -> bool:
        """README and licence notes lie among the content and are no part of it."""
        return name.lower() in ("readme.md", "licence.md", "license.md", "licences.md")

    def yaml(self, path: str, record: type[R]) -> tuple[R, Places] | None:
        """A record from a YAML file; None where the file is not there or gives none."""
        text = self._text(path)
        if text is None:
            return None
        root, problems = nodes.parse(text, self.path(path))
        self.problems.extend(problems)
        return self._record(record, root)

    def document(self, path: str, record: type[R]) -> tuple[R, Places, str, int] | None:
        """A record from front matter, with the body and the line on which it begins."""
        text = self._text(path)
        if text is None:
            return None
        found, problems = document.split(text, self.path(path))
        self.problems.extend(problems)
        if found is None:
            return None
        result = self._record(record, found.front)
        return (*result, found.body, found.body_line) if result else None

    def _record(self, record: type[R], root: nodes.Mapping | None) -> tuple[R, Places] | None:
        if root is None:
            return None
        value, places, problems = read(record, root)
        self.problems.extend(problems)
        return (value, places) if value is not None else None

    def _text(self, path: str) -> str | None:
        place = Place(self.path(path))
        try:
            data = self.folder.read(path, nodes.MAX_BYTES)
        except FileNotFoundError:
            return None
        except NotPlain:
            self.problems.append(problem("E202", place))
            return None
        except TooLarge:
            self.problems.append(problem("E106", place, what="256 KB", en="256 KB"))
            return None
        except OSError as error:
            self.problems.append(problem("E504", place, detail=error.strerror or ""))
            return None
        text, problems = decode(data, self.path(path))
        self.problems.extend(problems)
        return text


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
