"""Slips of a Japanese keyboard in YAML: full-width colons, dashes and spaces, each with the corrected line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_KEY = r"(?!\d+[:：])[^\s:：\"'#\[\]{}|>、。]{1,20}"
_ITEM = r"[ ]*(?:-[ ]+)*"
_INDENT = "[ \t\u3000\u00a0]*"


@dataclass(frozen=True)
class _Kind:
    """A slip: its words, what stands before it, how it looks, and what belongs there (None: as many spaces as columns)."""

    what: str
    en: str
    before: str
    wrong: str
    right: str | None

    def match(self, line: str) -> re.Match[str] | None:
        return re.match(f"(?P<before>{self.before})(?P<wrong>{self.wrong})", line)


# Each is looked for in the line as the ones above it left it.
_KINDS = (
    _Kind("行のはじめに全角の空白があります", "there is a full-width space at the beginning", "[ ]*", f"[\u3000\u00a0]{_INDENT}", None),
    _Kind("行のはじめにタブがあります", "there is a tab at the beginning", "[ ]*", f"\t{_INDENT}", None),
    _Kind("「－」が全角です", "the dash is full-width", "[ ]*", "[－ー―—・][ \u3000]*", "- "),
    _Kind("「＃」が全角です", "the number sign is full-width", "[ ]*", "＃", "#"),
    _Kind("「：」が全角です", "the colon is full-width", _ITEM + _KEY, "[ \u3000]*：[ \u3000]*", ": "),
    _Kind("「:」のうしろの空白が全角です", "the space after the colon is full-width", f"{_ITEM}{_KEY}:", "[\u3000\u00a0]+", " "),
    _Kind("「:」のうしろに空白がありません", "there is no space after the colon", _ITEM + _KEY, r":(?=[^\s:/])", ": "),
)  # fmt: skip


@dataclass(frozen=True)
class Slip:
    """What is wrong with a line, where (`column` counts from 0), and the line as it should be."""

    what: str
    en: str
    column: int
    span: int
    is_indent: bool
    fixed: str


def find_slip(line: str) -> Slip | None:
    """The first slip in a line of YAML, with all of them mended in `fixed`."""
    found: list[tuple[_Kind, re.Match[str]]] = []
    fixed = line.partition("\n")[0]
    for kind in _KINDS:
        match = kind.match(fixed)
        if match:
            right = " " * columns(match["wrong"]) if kind.right is None else kind.right
            fixed = (match["before"] + right + fixed[match.end() :]).rstrip()
            found.append((kind, match))
    if not found:
        return None
    kind, match = found[0]
    span = len(match["wrong"].rstrip(" \u3000")) or len(match["wrong"])
    return Slip(kind.what, kind.en, match.start("wrong"), span, kind.right is None, fixed)


def columns(space: str) -> int:
    """How many half-width spaces a piece of indentation stands for."""
    return sum(1 if c == " " else 2 for c in space)


def levels(above: Sequence[str], slip: Slip) -> list[int]:
    """The indentations that may have been meant by a line below `above`: as wide as it is, else as some line above it."""
    typed = columns(re.match(_INDENT, slip.fixed)[0])  # type: ignore[index]
    known = {columns(re.match(rf"{_INDENT}(?:-[ ]+)*", line)[0]) for line in above[-20:] if line}  # type: ignore[index]
    return [typed, *sorted((width for width in known | {0} if width < typed), reverse=True)]


def key_of(line: str) -> str:
    """The key in a corrected line, or ""."""
    match = re.match(f"{_ITEM}(?P<key>{_KEY}):(?= |$)", line)
    return match["key"] if match else ""
