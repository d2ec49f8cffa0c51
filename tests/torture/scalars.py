"""Where the values of a YAML text stand, and another text with one of them replaced."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import yaml


@dataclass(frozen=True)
class Spot:
    """A key or a value of a file: its first and last character, and the line on which it stands."""

    start: int
    end: int
    line: int
    is_key: bool
    is_block: bool


def spots(text: str) -> Iterator[Spot]:
    """Every key and value of a YAML text, or of the front matter of a document."""
    begin = 4 if text.startswith("---\n") else 0
    end = text.index("\n---\n", 3) + 1 if begin else len(text)
    first = 1 if begin else 0
    depth: list[list[int] | None] = []
    for event in yaml.parse(text[begin:end], Loader=yaml.SafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            depth.pop()
            continue
        is_key = _counts(depth) if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) else False
        if isinstance(event, yaml.CollectionStartEvent):
            depth.append([0] if isinstance(event, yaml.MappingStartEvent) else None)
        elif isinstance(event, yaml.ScalarEvent):
            start, stop = event.start_mark, event.end_mark
            assert start
            assert stop
            yield Spot(
                begin + start.index, begin + stop.index, start.line + 1 + first, is_key, event.style in ("|", ">")
            )


def _counts(depth: list[list[int] | None]) -> bool:
    """Count one more child of the innermost collection; whether it is a key."""
    if not depth or depth[-1] is None:
        return False
    depth[-1][0] += 1
    return depth[-1][0] % 2 == 1


def replaced(text: str, spot: Spot, words: str) -> str:
    """The text with other words at a spot, as they are."""
    return text[: spot.start] + words + ("\n" if spot.is_block else "") + text[spot.end :]


def quoted(words: str) -> str:
    """A text as YAML writes any text: in double quotes, with escapes where YAML has them."""
    return (
        json.dumps(words, ensure_ascii=False)
        .replace("\x7f", "\\x7f")
        .replace("\x85", "\\N")
        .replace("\u2028", "\\L")
        .replace("\u2029", "\\P")
    )
