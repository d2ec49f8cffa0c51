"""Mistakes as values: where, which one, and the words for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file: line and column count from 1, 0 where there is none.

    `source` is the line as it stands in the file, with those below it that belong to the value, and `span` the number of
    characters to underline.
    """

    file: str
    line: int = 0
    column: int = 0
    source: str = field(default="", compare=False)
    span: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])

    def on(self, words: str) -> "Place":
        """The place of `words` inside this one; this one where they do not stand as they are."""
        start = self.source.find(words, max(0, self.column - 1)) if words else -1
        if start < 0:
            return self
        line, begin = self.source.count("\n", 0, start), self.source.rfind("\n", 0, start) + 1
        return Place(self.file, self.line + line, start - begin + 1, self.source[begin:], len(words))


Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Places:
    """Where each value of a record stands, by its path (`"prices", 0, "unit"`)."""

    known: Mapping[Path, Place]

    def __call__(self, *path: str | int) -> Place:
        """The place of a value; the nearest place above for what has none."""
        while path and path not in self.known:
            path = path[:-1]
        return self.known[path]

    def below(self, *path: str | int) -> "Places":
        """The places of the record at `path`, as its own."""
        cut = len(path)
        return Places({(): self(*path)} | {p[cut:]: place for p, place in self.known.items() if p[:cut] == path})

    def kept(self, key: str, left: Sequence[int]) -> "Places":
        """The places when only the items `left` of the list at `key` remain, which count from 0 again."""
        known: dict[Path, Place] = {}
        for path, place in self.known.items():
            if path[:1] != (key,) or len(path) == 1:
                known[path] = place
            elif path[1] in left:
                known[(key, left.index(int(path[1])), *path[2:])] = place
        return Places(known)


@dataclass(frozen=True)
class Problem:
    """One mistake: its place, its code in the catalogue, and the values that its words name."""

    code: str
    place: Place
    values: Mapping[str, Any]

    @property
    def is_error(self) -> bool:
        return self.code.startswith("E")


class AdgenError(Exception):
    """Work that cannot go on, with every problem that was found up to there."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(", ".join(f"{p.place}: {p.code}" for p in self.problems))


def problem(code: str, place: Place, **values: Any) -> Problem:
    """A Problem with the values its catalogue entry names."""
    return Problem(code, place, values)


def unwritable(file: str, error: OSError) -> Problem:
    """E503 with what the system says of a file or folder that cannot be written."""
    return problem("E503", Place(file), detail=error.strerror or str(error))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by place, each once; those of one place and code stay in the order in which they were found."""
    unique = {(p.place, p.code, str(p.values)): p for p in problems}
    return tuple(sorted(unique.values(), key=lambda p: (p.place, p.code)))


def raise_if_fatal(problems: Iterable[Problem]) -> None:
    """Raise AdgenError with all of `problems` when one of them is an error."""
    found = in_order(problems)
    if any(p.is_error for p in found):
        raise AdgenError(found)
