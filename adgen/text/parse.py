"""Reads a YAML text; slips of the keyboard are told with the corrected line, and mended so that the reading goes on."""

from dataclasses import dataclass, field

import yaml

from adgen.problems import Place, Problem, problem
from adgen.text.nodes import EXAMPLE, MAX_BYTES, CrookedError, Lines, Mapping, Node, RefusedError, build
from adgen.text.slips import Slip, find_slip, levels

# What may be read again and again while slips are mended, in characters.
_MOST_READ = 3_000_000
_MOST_SLIPS = 100
_NEAREST = 5
_TRICKS = ("while scanning a tag", "while scanning an alias", "while scanning an anchor")
# A part of the parser's complaint -> what a person would call it; with True the mistake lies where the parser began.
_COMPLAINTS = (
    ("quoted scalar", "「\"」か「'」が閉じられていません", True),
    ("flow", "「[」か「{」が閉じられていません", True),
    ("mapping values", "「: 」が1行に2つあるか、字下げがそろっていません", False),
    ("cannot start any token", "「@」「`」「%」からは始められません", False),
)
_USUAL_COMPLAINT = "字下げがそろっていないか、「項目: 値」の形になっていません"


def parse(text: str, file: str, first_line: int = 1) -> tuple[Mapping | None, list[Problem]]:
    """The mapping at the top of a YAML text, or None with the problems that prevent it.

    `first_line` is the line of the file on which `text` begins (front matter starts on line 2). A slip of the keyboard is an
    error although it is mended: nothing is guessed silently.
    """
    if len(text.encode()) > MAX_BYTES:
        return None, [problem("E106", Place(file, first_line), what="256 KB", en="256 KB")]
    mender = _Mender(Lines(file, text.split("\n"), first_line), _MOST_READ // (len(text) + 1))
    reading = mender.read()
    slips: list[Problem] = []
    while not reading.is_good and len(slips) < _MOST_SLIPS:
        better = mender.mend(reading)
        if better is None:
            break
        slips.append(better[0])
        reading = better[1]
    if slips and (len(slips) == _MOST_SLIPS or mender.left <= 0):
        return None, slips
    return _result(reading, mender.lines, slips)


def _result(reading: "_Reading", lines: Lines, slips: list[Problem]) -> tuple[Mapping | None, list[Problem]]:
    if isinstance(reading.error, RefusedError):
        return None, [*slips, reading.error.problem]
    if isinstance(reading.error, yaml.YAMLError):
        return None, [*slips, _syntax(reading.error, lines)]
    if reading.error or not isinstance(reading.root, Mapping | None):
        return None, slips or [_no_mapping(reading.root.place if reading.root else lines.place(0, 0))]
    return reading.root or Mapping((), Place(lines.file, lines.first)), [*slips, *reading.problems]


def _no_mapping(place: Place) -> Problem:
    return problem("E112", place, example=EXAMPLE)


@dataclass(frozen=True)
class _Reading:
    """What one reading gave: a tree, or why there is none."""

    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    error: Exception | None = None

    @property
    def is_good(self) -> bool:
        """Whether mending can bring nothing more."""
        is_tree = self.error is None and isinstance(self.root, Mapping | None)
        return is_tree or isinstance(self.error, RefusedError)

    @property
    def line(self) -> int:
        """The line of the error, from 0; when all is one text and no mapping, every line may be the reason."""
        if isinstance(self.error, CrookedError):
            return self.error.line
        mark = getattr(self.error, "problem_mark", None) or getattr(self.error, "context_mark", None)
        if mark:
            return int(mark.line)
        return 0 if self.error else MAX_BYTES


class _Mender:
    """Reads the lines as often as `readings` allows, each time with one more slip mended."""

    def __init__(self, lines: Lines, readings: int) -> None:
        self.lines, self.left = lines, readings

    def read(self) -> _Reading:
        self.left -= 1
        try:
            return _Reading(*build(self.lines))
        except (RefusedError, CrookedError, yaml.YAMLError) as error:
            # A traceback would keep the whole half-built tree alive.
            return _Reading(error=error.with_traceback(None))

    def mend(self, reading: _Reading) -> tuple[Problem, _Reading] | None:
        """The nearest slip above the error that helps when it is mended, and the reading after that."""
        lines = self.lines.lines
        for number, slip in self._slips_above(reading.line):
            line = lines[number]
            for indent in levels(lines[:number], slip) if slip.is_indent else (None,):
                if self.left <= 0:
                    return None
                lines[number] = slip.fixed if indent is None else " " * indent + slip.fixed.lstrip()
                after = self.read()
                if _helps(after, reading, number, slip):
                    place = Place(self.lines.file, number + self.lines.first, slip.column + 1, line, slip.span)
                    return problem("E102", place, what=slip.what, en=slip.en, fixed=lines[number]), after
            lines[number] = line
        return None

    def _slips_above(self, last: int) -> list[tuple[int, Slip]]:
        """Slips at or above a line, the nearest first; of a block that is all indented wrongly, the top first."""
        found: list[tuple[int, Slip]] = []
        block = 0
        for number in range(min(last, len(self.lines.lines) - 1), -1, -1):
            slip = find_slip(self.lines.lines[number])
            if slip is None:
                continue
            if slip.is_indent and block == len(found) and (not found or found[-1][0] == number + 1):
                block += 1
            elif len(found) >= max(block, _NEAREST):
                break
            found.append((number, slip))
        return [*reversed(found[:block]), *found[block:]]


def _helps(after: _Reading, before: _Reading, number: int, slip: Slip) -> bool:
    if after.is_good or isinstance(after.error, CrookedError):
        return after.is_good or after.line != number
    if slip.is_indent:
        return after.error is None or after.line > number
    return str(after.error) != str(before.error) or type(after.root) is not type(before.root)


def _syntax(error: yaml.YAMLError, lines: Lines) -> Problem:
    if not isinstance(error, yaml.MarkedYAMLError):
        return problem("E110", Place(lines.file, lines.first))
    said = f"{error.context or ''} {error.problem or ''}"
    is_trick = said.startswith(_TRICKS)
    what, is_at_start = next(((w, s) for part, w, s in _COMPLAINTS if part in said), (_USUAL_COMPLAINT, is_trick))
    mark = (error.context_mark if is_at_start else None) or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    while line and (line >= len(lines.lines) or not lines.lines[line]):
        line, column = line - 1, 0
    place = lines.place(line, column)
    return problem("E105", place) if is_trick else problem("E115", place, what=what, detail=error.problem or "")
