"""Adds fields to records in a YAML text and leaves every other character of it as it is.

The marks of PyYAML's composer say where something can be put in. Whether that was right is not trusted but read: the new text
must give the old tree with the additions and nothing else, or `Unsafe` is raised and nothing is changed.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from adgen.text import nodes
from adgen.text.japanese import same
from adgen.text.marks import Step, Unsafe, composed, entry, unusual, way_to, ways
from adgen.text.parse import parse

__all__ = ["Unsafe", "Values", "Words", "add", "append", "block", "extend", "has", "replace", "typed"]

Values = tuple[tuple[str, str], ...]

_PLAIN = re.compile(r"\w[\w.()/-]*")


@dataclass(frozen=True)
class Words:
    """The keys to write, first of each the one that is written: that which names a record, and that of its new fields."""

    name: tuple[str, ...]
    under: tuple[str, ...]


def add(text: str, line: int, column: int, words: Words, values: Values) -> str:
    """The text with `values` below the key `words.under` of the record that the scalar at line and column (from 1) names.

    The scalar is the whole record, or its value under `words.name`. Raises Unsafe.
    """
    way = way_to(text, line - 1, column - 1)
    made = _put(text, _changes(text, way, words, values))
    record = way[:-1] if _is_named(way, words) else way
    return _checked(text, made, lambda tree: _with(tree, [step.key for step in record[1:]], words, values))


def has(text: str, line: int, column: int, words: Words) -> bool:
    """Whether that record has the key `words.under` already. Raises Unsafe."""
    way = way_to(text, line - 1, column - 1)
    return _is_named(way, words) and entry(way[-2].node, words.under) is not None


def append(text: str, keys: tuple[str, ...], items: Sequence[tuple[str, Values]], words: Words) -> str:
    """The text with records at the end of the list under one of `keys`, which is made when it is not there. Raises Unsafe."""
    shown = (f"{{{words.name[0]}: {_typed(n)}, {_flow_under(words, v)}}}" if v else _typed(n) for n, v in items)
    records = [{words.name[0]: n, words.under[0]: dict(v)} if v else n for n, v in items]
    return _longer(text, keys, records, lambda indent: _block(items, words, indent), ", ".join(shown))


def extend(text: str, keys: tuple[str, ...], records: Sequence[Values]) -> str:
    """The text with records of plain fields at the end of that list, values as they are meant. Raises Unsafe."""

    def lines(indent: str) -> list[str]:
        return [
            f"{indent}{'  ' if n else '- '}{key}: {typed(value)}"
            for record in records
            for n, (key, value) in enumerate(record)
        ]

    # In brackets a bare value would end at its first comma.
    flow = (f"{{{_flow(tuple((key, _quoted(value)) for key, value in record))}}}" for record in records)
    return _longer(text, keys, list(map(dict, records)), lines, ", ".join(flow))


def replace(text: str, line: int, column: int, value: str) -> str:
    """The text with `value` in place of the scalar at line and column (from 1). Raises Unsafe."""
    way = way_to(text, line - 1, column - 1)
    scalar = way[-1].node
    in_flow = any(getattr(step.node, "flow_style", False) for step in way)
    new = _quoted(value) if in_flow else typed(value)
    made = _put(text, [(scalar.start_mark.index, scalar.end_mark.index, new)])
    return _checked(text, made, lambda tree: _set(tree, [step.key for step in way[1:]], value))


def typed(value: str) -> str:
    """A value of one line as somebody would type it: bare where it reads so, else in quotes."""
    tree, problems = parse(f"k: {value}", "")
    is_bare = tree is not None and not problems and nodes.plain(tree) == {"k": value} and "\n" not in value
    return value if is_bare else _quoted(value)


def block(items: Sequence[tuple[str, Values]], words: Words, indent: str) -> str:
    """The records as lines of a list, as somebody would type them."""
    return "\n".join(_block(items, words, indent))


# ---------------------------------------------------------------- what


def _is_named(way: list[Step], words: Words) -> bool:
    return isinstance(way[-2].node, yaml.MappingNode) and same(way[-1].key) in map(same, words.name)


Change = tuple[int, int, str]
"""From where to where in the text, and what stands there then."""


def _changes(text: str, way: list[Step], words: Words, values: Values) -> list[Change]:
    scalar, above = way[-1].node, way[-2].node
    start, end = scalar.start_mark.index, scalar.end_mark.index
    if _is_named(way, words):
        old = entry(above, words.under)
        if old is not None:
            return [_into(text, old, values)]
        if above.flow_style:
            return [(end, end, f", {_flow_under(words, values)}")]
        return [_below(text, end, above.start_mark.column, words, values)]
    if any(getattr(step.node, "flow_style", False) for step in way):
        return [(start, start, f"{{{words.name[0]}: "), (end, end, f", {_flow_under(words, values)}}}")]
    return _opened(text, way, words, values)


def _opened(text: str, way: list[Step], words: Words, values: Values) -> list[Change]:
    """A scalar in block style becomes a record of several lines."""
    scalar, above = way[-1].node, way[-2].node
    start, end = scalar.start_mark.index, scalar.end_mark.index
    column = scalar.start_mark.column
    key = f"{words.name[0]}: "
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if isinstance(above, yaml.SequenceNode) or not before.strip():
        return [(start, start, key), _below(text, end, column, words, values)]
    column = above.start_mark.column + 2
    begin = start - len(before) + len(before.rstrip())
    return [(begin, start, f"{_newline(text)}{' ' * column}{key}"), _below(text, end, column, words, values)]


def _into(text: str, old: Any, values: Values) -> Change:
    """New fields as the first of a record that is there already."""
    if not isinstance(old, yaml.MappingNode):
        raise unusual()
    if old.flow_style:
        begin = old.start_mark.index + 1
        return begin, begin, _flow(values) + (", " if old.value else "")
    first = old.value[0][0].start_mark
    begin = first.index - first.column
    if text[begin : first.index].strip():
        raise unusual()
    lines = [" " * first.column + f"{key}: {value}" for key, value in values]
    return begin, begin, _lines(text, lines) + _newline(text)


def _below(text: str, end: int, column: int, words: Words, values: Values) -> Change:
    """New lines below the one on which something ends."""
    place = re.compile(r"[^\r\n]*").match(text, end)
    begin = place.end() if place else end
    lines = [f"{words.under[0]}:", *(f"  {key}: {value}" for key, value in values)]
    return begin, begin, _newline(text) + _lines(text, [" " * column + line for line in lines])


def _longer(text: str, keys: tuple[str, ...], records: list[Any], lines: Callable[[str], list[str]], flow: str) -> str:
    """The text with records more in a list, given as values, as lines below an indent, and as they stand in brackets."""
    root = composed(text)
    found = entry(root, keys)
    if found is None:
        begin = text if text.endswith("\n") else text + _newline(text)
        made = begin + _lines(text, [f"{keys[0]}:", *lines("  ")]) + _newline(text)
        if root.flow_style:
            raise unusual()
    elif not isinstance(found, yaml.SequenceNode):
        raise unusual()
    else:
        made = _put(text, [_after_last(text, found, lines, flow)])

    def change(tree: Any) -> Any:
        key = next((k for k in tree if same(k) in map(same, keys)), keys[0])
        return {**tree, key: [*tree.get(key, []), *records]}

    return _checked(text, made, change)


def _after_last(text: str, found: yaml.SequenceNode, lines: Callable[[str], list[str]], flow: str) -> Change:
    if found.flow_style:
        end = found.end_mark.index - 1
        return end, end, (", " if found.value else "") + flow
    *_, last = ways([Step(found, None)])
    node = next((step.node for step in last if getattr(step.node, "flow_style", False)), last[-1].node)
    if getattr(node, "style", None) in ("|", ">"):
        raise unusual()
    end = node.end_mark.index
    place = re.compile(r"[^\r\n]*").match(text, end)
    begin = place.end() if place else end
    return begin, begin, _newline(text) + _lines(text, lines(" " * found.start_mark.column))


def _block(items: Sequence[tuple[str, Values]], words: Words, indent: str) -> list[str]:
    lines = []
    for name, values in items:
        if not values:
            lines.append(f"{indent}- {_typed(name)}")
            continue
        lines += [f"{indent}- {words.name[0]}: {_typed(name)}", f"{indent}  {words.under[0]}:"]
        lines += [f"{indent}    {key}: {value}" for key, value in values]
    return lines


def _flow_under(words: Words, values: Values) -> str:
    return f"{words.under[0]}: {{{_flow(values)}}}"


def _flow(values: Values) -> str:
    return ", ".join(f"{key}: {value}" for key, value in values)


def _typed(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _lines(text: str, lines: Sequence[str]) -> str:
    return _newline(text).join(lines)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


# ---------------------------------------------------------------- whether


def _put(text: str, changes: list[Change]) -> str:
    for begin, end, new in sorted(changes, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def _checked(old: str, new: str, change: Callable[[Any], Any]) -> str:
    """The new text, if it reads as the old one changed so."""
    before, after = (parse(text.replace("\r\n", "\n"), "") for text in (old, new))
    if before[0] is None or after[0] is None or after[1] != before[1]:
        raise unusual()
    if nodes.plain(after[0]) != change(nodes.plain(before[0])):
        raise unusual()
    return new


def _set(tree: Any, path: list[Any], value: str) -> Any:
    """The tree with another value at the end of the path."""
    if not path:
        return value
    key, *rest = path
    if isinstance(tree, list):
        return [_set(item, rest, value) if n == key else item for n, item in enumerate(tree)]
    return {k: _set(item, rest, value) if k == key else item for k, item in tree.items()}


def _with(tree: Any, path: list[Any], words: Words, values: Values) -> Any:
    """The tree with the values added to the record at the end of the path."""
    if path:
        key, *rest = path
        if isinstance(tree, list):
            return [_with(item, rest, words, values) if n == key else item for n, item in enumerate(tree)]
        return {k: _with(item, rest, words, values) if k == key else item for k, item in tree.items()}
    record = tree if isinstance(tree, dict) else {words.name[0]: tree}
    under = next((k for k in record if same(k) in map(same, words.under)), words.under[0])
    return {**record, under: {**dict(values), **record.get(under, {})}}
