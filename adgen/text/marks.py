"""Where in a YAML text something stands, to the character: the marks of PyYAML's composer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from adgen.text.japanese import same


class Unsafe(Exception):
    """A text that cannot be changed with safety; `ja` and `en` say why."""

    def __init__(self, ja: str, en: str) -> None:
        self.ja, self.en = ja, en
        super().__init__(en)


def unusual() -> Unsafe:
    """For a text that is right but written as hardly anybody does."""
    return Unsafe("書き方が特別なため", "it is written in an unusual way")


@dataclass(frozen=True)
class Step:
    """A node on the way down from the root, and the key or number under which it lies in the one above."""

    node: Any
    key: Any


def composed(text: str) -> yaml.MappingNode:
    """The mapping at the top. Raises Unsafe."""
    # For YAML a line of full-width spaces is no empty line, for us it is.
    blank = re.sub(r"(?m)^[^\S\r\n]+(?=\r?$)", lambda match: " " * len(match[0]), text)
    try:
        root = yaml.compose(blank, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        raise unusual() from None
    if not isinstance(root, yaml.MappingNode):
        raise unusual()
    return root


def way_to(text: str, line: int, column: int) -> list[Step]:
    """From the root down to the scalar that begins there, line and column from 0. Raises Unsafe."""
    for way in ways([Step(composed(text), None)]):
        mark = way[-1].node.start_mark
        if (mark.line, mark.column) == (line, column):
            if way[-1].node.style in ("|", ">"):
                break
            return way
    raise unusual()


def ways(way: list[Step]) -> Iterator[list[Step]]:
    """The ways on to every scalar below."""
    node = way[-1].node
    if isinstance(node, yaml.ScalarNode):
        yield way
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from ways([*way, Step(item, number)])
    else:
        for key, value in node.value:
            yield from ways([*way, Step(value, key.value)])


def entry(mapping: yaml.MappingNode, keys: tuple[str, ...]) -> Any:
    """The value under one of these keys, or None."""
    return next((value for key, value in mapping.value if same(key.value) in map(same, keys)), None)
