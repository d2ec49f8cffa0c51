"""YAML as a tree of strings in which every scalar stays what was typed and knows its place.

PyYAML's parser gives the events; no resolver runs, so `0312345670`, `9:30` and `no` survive. Aliases, anchors, tags and
doubled keys are refused. Depth is checked while the events come, without recursion: PyYAML's C loader crashes on 30,000
nested brackets only when it composes them.
"""

import re
from collections.abc import Sequence as List
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from adgen.problems import Place, Problem, problem
from adgen.text.decode import scrub
from adgen.text.slips import find_slip

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 5_000
EXAMPLE = "項目: 値"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Who writes a comment leaves a space behind the sign.
_COMMENT = re.compile(r"[ \t]+(#[^\s#].*)")
# A key that begins so was meant otherwise.
_SLIPS = frozenset("\u3000\u00a0－ー―—・＃")


@dataclass(frozen=True)
class Scalar:
    """A text as typed; `""` where a key has no value."""

    text: str
    place: Place


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True)
class Mapping:
    """Keys with their values, in the order of the file."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Sequence | Mapping


def plain(node: Node) -> Any:
    """The tree as dicts, lists and texts, without places."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text


class RefusedError(Exception):
    """The text holds what may not be there; nothing more is read of it."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


class CrookedError(Exception):
    """What YAML takes for a key is a slip; `line` counts from 0."""

    def __init__(self, line: int) -> None:
        self.line = line


class Lines:
    """The lines of a text of which the first is line `first` of the file, to make places from the parser's marks."""

    def __init__(self, file: str, lines: List[str], first: int) -> None:
        # A line of spaces alone, full-width ones too, is an empty line.
        self.file, self.first, self.lines = file, first, [line if line.strip() else "" for line in lines]

    def place(self, line: int, column: int, span: int = 1, last: int = 0) -> Place:
        """A place by line and column from 0; `last` is the last line of the value."""
        source = "\n".join(self.lines[line : max(line, last) + 1])
        return Place(self.file, line + self.first, column + 1, source, max(1, span))

    def of(self, event: yaml.Event) -> Place:
        """The place of an event."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Place(self.file, self.first)
        if start.line == end.line:
            line = start.line
            source = self.lines[line] if line < len(self.lines) else ""
            return Place(self.file, line + self.first, start.column + 1, source, end.column - start.column or 1)
        return self.place(start.line, start.column, 1, end.line if end.column else end.line - 1)


def build(lines: Lines) -> tuple[Node | None, list[Problem]]:
    """The tree in the lines, or None when they are empty, and the doubled keys.

    Raises yaml.YAMLError, RefusedError and CrookedError.
    """
    builder = _Builder(lines)
    for count, event in enumerate(yaml.parse("\n".join(lines.lines), Loader=_Loader)):
        if event.__class__ is yaml.ScalarEvent and event.anchor is None and event.tag is None and count <= MAX_NODES:
            builder.take_scalar(event)
            continue
        _refuse(event, lines, count, len(builder.stack))
        builder.take(event)
    return builder.root, builder.problems


@dataclass
class _Open:
    """A collection whose end has not come yet."""

    place: Place
    is_mapping: bool
    children: list[Node] = field(default_factory=list)


class _Builder:
    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.problems: list[Problem] = []

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            place = replace(self.lines.of(event), span=0)
            self.stack.append(_Open(place, isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.stack.pop()
            self._add(self._mapping(done) if done.is_mapping else Sequence(tuple(done.children), done.place))
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise RefusedError(problem("E114", self.lines.of(event)))

    def take_scalar(self, event: yaml.ScalarEvent) -> None:
        place = self.lines.of(event)
        text, found = scrub(event.value, place) if event.style == '"' else (event.value, [])
        self._add(Scalar(text, place))
        self.problems += found
        if not event.style:
            self._cut_short(event)

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node

    def _cut_short(self, event: yaml.ScalarEvent) -> None:
        """Tell of 「色: #2f6b4f」: for YAML it is an empty value and a comment."""
        end = event.end_mark
        line = self.lines.lines[end.line] if end and end.line < len(self.lines.lines) else ""
        if not end or "#" not in line:
            return
        if match := _COMMENT.match(line[end.column :]):
            place = self.lines.place(end.line, end.column + match.start(1), len(match[1]))
            self.problems.append(problem("E147", place, value=match[1]))

    def _mapping(self, done: _Open) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(done.children[::2], done.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise RefusedError(problem("E112", key.place, example=EXAMPLE))
            if key.text[:1] in _SLIPS and find_slip(key.place.source):
                raise CrookedError(key.place.line - self.lines.first)
            if key.text in entries:
                first = entries[key.text][0].place.line
                self.problems.append(problem("E103", key.place, key=key.text, first=first))
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), done.place)


def _refuse(event: yaml.Event, lines: Lines, count: int, depth: int) -> None:
    """Stop at the limits, and at anchors, aliases and tags: of no use here and of much in attacks on YAML readers."""
    if count > MAX_NODES:
        raise RefusedError(problem("E106", lines.of(event), what="5,000 項目", en="5,000 items"))
    if isinstance(event, yaml.CollectionStartEvent) and depth == MAX_DEPTH:
        raise RefusedError(problem("E106", lines.of(event), what="深さ 20 段", en="20 levels"))
    if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) not in (None, "!"):
        raise RefusedError(problem("E105", lines.of(event)))
