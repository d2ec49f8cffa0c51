"""YAML as a tree of strings in which every scalar stays what was typed and knows its place.

PyYAML's parser gives the events; no resolver runs, so `0312345670`, `9:30` and `no` survive. Aliases, anchors, tags and
doubled keys are refused. Size is checked before parsing and depth while the events come, without recursion: PyYAML's C
loader crashes on 30,000 nested brackets only when it composes them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from adgen.problems import Place, Problem, problem

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 5_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A key typed with a full-width colon: the most common slip on a Japanese keyboard.
_WIDE_COLON = re.compile(r"^(?P<head>[ \t\u3000\u00a0]*(?:- +)?[^\s:：\"'#\[\]{}|>、。]{1,20})[：](?P<rest>.*)$")
_WIDE_SPACE = re.compile(r"^[ \t]*[\u3000\u00a0][ \t\u3000\u00a0]*(?=\S)")
_TAB = re.compile(r"^ *\t[ \t]*(?=\S)")
_NO_SPACE = re.compile(r"^(?P<head>[ ]*(?:- +)?[^\s:：\"'#\[\]{}|>/]{1,20}):(?P<rest>[^\s:/].*)$")


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


class _RefusedError(Exception):
    def __init__(self, found: Problem) -> None:
        self.problem = found


def parse(text: str, file: str, first_line: int = 1) -> tuple[Mapping | None, list[Problem]]:
    """The mapping at the top of a YAML text, or None with the problems that prevent it.

    `first_line` is the line of the file on which `text` begins (front matter starts on line 2).
    """
    lines = _Lines(file, text, first_line)
    problems: list[Problem] = []
    try:
        if len(text.encode()) > MAX_BYTES:
            raise _RefusedError(problem("E106", Place(file, first_line), what="256 KB", en="256 KB"))
        root = _build(text, lines, problems) or Mapping((), Place(file, first_line))
    except _RefusedError as refused:
        return None, [*problems, refused.problem]
    except yaml.YAMLError as error:
        return None, _slips(lines) or [_syntax(error, lines)]
    if not isinstance(root, Mapping):
        return None, _slips(lines) or [problem("E112", root.place)]
    return root, problems


class _Lines:
    """The lines of the text, to make places from the parser's marks."""

    def __init__(self, file: str, text: str, first_line: int) -> None:
        self.file, self.first, self.lines = file, first_line, text.split("\n")

    def place(self, line: int, column: int, span: int = 1) -> Place:
        source = self.lines[line] if line < len(self.lines) else ""
        return Place(self.file, line + self.first, column + 1, source, max(1, span))

    def of(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Place(self.file, self.first)
        one_line = start.line == end.line
        return self.place(start.line, start.column, end.column - start.column if one_line else 1)


@dataclass
class _Open:
    """A collection whose end has not come yet; `keys` is None in a list."""

    place: Place
    children: list[Node]
    is_mapping: bool

    def close(self, problems: list[Problem]) -> Node:
        if not self.is_mapping:
            return Sequence(tuple(self.children), self.place)
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(self.children[::2], self.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise _RefusedError(problem("E112", key.place))
            if key.text in entries:
                first = entries[key.text][0].place.line
                problems.append(problem("E103", key.place, key=key.text, first=first))
                continue
            entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), self.place)


def _build(text: str, lines: _Lines, problems: list[Problem]) -> Node | None:
    stack: list[_Open] = []
    root: Node | None = None
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        _refuse(event, lines, count, len(stack))
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise _RefusedError(problem("E114", lines.of(event)))
        if isinstance(event, yaml.CollectionStartEvent):
            place = replace(lines.of(event), span=1)
            stack.append(_Open(place, [], isinstance(event, yaml.MappingStartEvent)))
            continue
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = Scalar(event.value, lines.of(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            node = stack.pop().close(problems)
        else:
            continue
        if stack:
            stack[-1].children.append(node)
        else:
            root = node
    return root


def _refuse(event: yaml.Event, lines: _Lines, count: int, depth: int) -> None:
    """Stop at the limits, and at anchors, aliases and tags: of no use here and of much in attacks on YAML readers."""
    if count > MAX_NODES:
        raise _RefusedError(problem("E106", lines.of(event), what="5,000 項目", en="5,000 items"))
    if isinstance(event, yaml.CollectionStartEvent) and depth == MAX_DEPTH:
        raise _RefusedError(problem("E106", lines.of(event), what="深さ 20 段", en="20 levels"))
    tricky = isinstance(event, yaml.NodeEvent) and event.anchor is not None
    if tricky or getattr(event, "tag", None) not in (None, "!"):
        raise _RefusedError(problem("E105", lines.of(event)))


def _slips(lines: _Lines) -> list[Problem]:
    """Full-width colons and spaces and tabs where YAML needs plain ones, each with the corrected line."""
    return list(_find_slips(lines))


def _find_slips(lines: _Lines) -> Iterator[Problem]:
    for number, line in enumerate(lines.lines):
        if match := _WIDE_COLON.match(line):
            column, fixed = match.end("head"), f"{match['head']}: {match['rest'].strip()}".rstrip()
            yield problem(
                "E102", lines.place(number, column), what="全角の「：」", en="a full-width colon", fixed=fixed
            )
        elif match := _WIDE_SPACE.match(line) or _TAB.match(line):
            width = match.group().replace("\t", "  ").replace("\u3000", "  ")
            fixed = " " * len(width) + line[match.end() :]
            yield problem(
                "E102",
                lines.place(number, 0, match.end()),
                what="全角の空白やタブ",
                en="a full-width space or a tab",
                fixed=fixed,
            )
        elif match := _NO_SPACE.match(line):
            column, fixed = match.end("head"), f"{match['head']}: {match['rest']}"
            yield problem(
                "E102", lines.place(number, column), what="空白のない「:」", en="a colon without a space", fixed=fixed
            )


def wide_colon(node: Scalar) -> Problem | None:
    """The slip in a scalar that was meant to be a key and its value, if it is one."""
    match = _WIDE_COLON.match(node.text)
    if not match:
        return None
    fixed = f"{match['head']}: {match['rest'].strip()}"
    return problem("E102", node.place, what="全角の「：」", en="a full-width colon", fixed=fixed)


def _syntax(error: yaml.YAMLError, lines: _Lines) -> Problem:
    if not isinstance(error, yaml.MarkedYAMLError):
        return problem("E110", Place(lines.file, lines.first))
    mark = error.problem_mark or error.context_mark
    place = lines.place(mark.line, mark.column) if mark else Place(lines.file, lines.first)
    return problem("E115", place, detail=error.problem or "")


def plain(node: Node) -> Any:
    """The tree as dicts, lists and texts, without places."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text
