"""Reads trees of text into records by the declarations of their fields, with every mistake at its place."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from adgen.content.declared import Field, by_spelling, fields_of
from adgen.model.declare import Record
from adgen.problems import Path, Place, Places, Problem, problem
from adgen.text import japanese
from adgen.text.nodes import Mapping, Node, Scalar, Sequence
from adgen.text.slips import find_slip, key_of

R = TypeVar("R", bound=Record)


def read(record: type[R], node: Mapping) -> tuple[R, Places, list[Problem]]:
    """The record in `node`, the places of its values, and every mistake in it.

    Where a value is missing or cannot be read the record holds the example of its field instead, so that the rest of the
    site can be checked in the same run; with a mistake nothing is built from it.
    """
    reader = _Reader()
    data = reader.plain(record, node, ())
    places = Places(reader.places)
    try:
        return record.model_validate(data), places, reader.problems
    except ValidationError as error:
        problems = [*reader.problems, *reader.mistakes(record, error, places)]
        mended = _mended(record, data, [tuple(e["loc"]) for e in error.errors()])
    return record.model_validate(mended), places, problems


def stand_in(record: type[R], place: Place) -> tuple[R, Places]:
    """A record of examples for a file that cannot be read at all."""
    return record.model_validate(_stand_in(record)), Places({(): place})


class _NotAText:
    """Stands for a list or a record where a text belongs, so that the validator says so."""


_NOT_A_TEXT = _NotAText()


class _Reader:
    """Turns a tree into plain values under English keys; an empty value is as good as none."""

    def __init__(self) -> None:
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self.short: set[Path] = set()

    def plain(self, record: type[Record], node: Node, path: Path) -> Any:
        self.places[path] = node.place if path else replace(node.place, column=0, source="")
        if isinstance(node, Scalar) and (slip := _slip(record, node)):
            self.problems.append(slip)
            return _stand_in(record)
        if isinstance(node, Scalar) and record.shorthand:
            self.short.add(path)
            node = Mapping(((Scalar(record.shorthand, node.place), node),), node.place)
        return self._entries(record, node, path) if isinstance(node, Mapping) else _NOT_A_TEXT

    def _entries(self, record: type[Record], node: Mapping, path: Path) -> dict[str, Any]:
        spellings = by_spelling(record)
        known = [spellings.get(japanese.same(key.text)) for key, _ in node.entries]
        seen: dict[str, Scalar] = {}
        data: dict[str, Any] = {}
        for field, (key, value) in zip(known, node.entries, strict=True):
            if field is None:
                data |= self._unknown(record, key, [f for f in fields_of(record).values() if f not in known])
            elif field.key in seen:
                first = seen[field.key]
                code = "E103" if first.text == key.text else "E149"
                self.problems.append(problem(code, key.place, key=key.text, other=first.text, first=first.place.line))
            elif not (isinstance(value, Scalar) and not value.text.strip()):
                seen[field.key] = key
                data[field.key] = self._value(field, value, (*path, field.key))
        return data

    def _unknown(self, record: type[Record], key: Scalar, absent: list[Field]) -> dict[str, Any]:
        """Tell of a key that no field has; an example for the field that was meant, lest it be told missing as well."""
        words = {word: field for field in absent for word in field.spellings}
        near = difflib.get_close_matches(japanese.fold(key.text), words, n=1, cutoff=0.5)
        slip = _slip(record, key)
        if slip:
            self.problems.append(slip)
        elif near:
            self.problems.append(problem("E140", key.place, key=key.text, near=near[0]))
            return {words[near[0]].key: _example(words[near[0]])} if words[near[0]].is_missed else {}
        else:
            known, known_en = zip(*((f.says.ja, f.key) for f in fields_of(record).values()), strict=True)
            values = {"known": "、".join(known), "known_en": ", ".join(known_en)}
            self.problems.append(problem("E141", key.place, key=key.text, **values))
        return {}

    def _value(self, field: Field, node: Node, path: Path) -> Any:
        self.places[path] = node.place
        if not field.is_list:
            return self._item(field, node, path)
        if field.says.row and _is_row(node):
            return (self._item(field, node, (*path, 0)),)
        if isinstance(node, Sequence):
            return tuple(self._item(field, item, (*path, n)) for n, item in enumerate(node.items))
        if field.record:
            return (self._item(field, node, (*path, 0)),)
        if isinstance(node, Scalar):
            return tuple(self._item(field, part, (*path, n)) for n, part in enumerate(_parts(node)))
        return _NOT_A_TEXT

    def _item(self, field: Field, node: Node, path: Path) -> Any:
        self.places[path] = node.place
        if field.record:
            return self.plain(field.record, node, path)
        if field.says.row and _is_row(node):
            node = _joined(node)
            self.places[path] = node.place
        return node.text if isinstance(node, Scalar) else _NOT_A_TEXT

    def mistakes(self, record: type[Record], error: ValidationError, places: Places) -> Iterator[Problem]:
        """The complaints of the validator in the words of the catalogue."""
        for mistake in error.errors():
            path: Path = tuple(mistake["loc"])
            field = self._field_at(record, path)
            values = {"label": field.says.ja, "key": field.key, "example": field.example}
            cause = mistake.get("ctx", {}).get("error")
            if mistake["type"] == "missing":
                yield problem("E130", places(*path), **values)
            elif isinstance(cause, japanese.Unreadable):
                typed = mistake["input"] if isinstance(mistake["input"], str) else ""
                yield problem(cause.code, places(*path), **{**values, "value": typed, **cause.values})
            else:
                expected, expected_en = field.expected
                yield problem("E104", places(*path), **values, expected=expected, expected_en=expected_en)

    def _field_at(self, record: type[Record], path: Path) -> Field:
        """The field that was written at `path`: for a record in shorthand the one that holds it."""
        field = next(iter(fields_of(record).values()))
        current: type[Record] | None = record
        for n, step in enumerate(path):
            if path[:n] in self.short:
                break
            if isinstance(step, str) and current:
                field = fields_of(current)[step]
                current = field.record
        return field


def _is_row(node: Node) -> bool:
    """Whether these are the numbers of one value: a text, or a list with one of them in each item."""
    items = node.items if isinstance(node, Sequence) else ()
    return isinstance(node, Scalar) or (bool(items) and all(_is_single(item) for item in items))


def _is_single(node: Node) -> bool:
    return isinstance(node, Scalar) and not re.search(r"[,、，\s]", node.text.strip())


def _joined(node: Node) -> Scalar:
    """A list of numbers as the text that it may as well be written as."""
    if isinstance(node, Scalar):
        return node
    items = [item for item in node.items if isinstance(item, Scalar)] if isinstance(node, Sequence) else []
    last = items[-1].place if items else node.place
    span = last.column + last.span - node.place.column + 1 if last.line == node.place.line else 1
    return Scalar(", ".join(item.text for item in items), replace(node.place, span=span))


def _parts(node: Scalar) -> tuple[Scalar, ...]:
    """A list written on one line: 壁紙、床、畳. The commas of 1,200 divide nothing."""
    return tuple(Scalar(part, node.place.on(part)) for part in _split(node.text))


def _split(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、，]|,(?!\d{3})", text) if part.strip()]


def _slip(record: type[Record], node: Scalar) -> Problem | None:
    """The slip that made one text of a key and its value, if that is what `node` is."""
    slip = find_slip(node.place.source)
    if slip is None or japanese.same(key_of(slip.fixed)) not in by_spelling(record):
        return None
    place = replace(node.place, column=slip.column + 1, span=slip.span)
    return problem("E102", place, what=slip.what, en=slip.en, fixed=slip.fixed)


def _stand_in(record: type[Record]) -> dict[str, Any]:
    return {f.key: _example(f) for f in fields_of(record).values() if f.is_missed}


def _example(field: Field) -> Any:
    if field.record:
        return (_stand_in(field.record),) if field.is_list else _stand_in(field.record)
    return tuple(_split(field.says.example)) if field.is_list else field.says.example


def _mended(record: type[Record], data: Any, paths: list[Path]) -> Any:
    """The data with examples in place of what stands at `paths`; what a page can do without is left out."""
    if not isinstance(data, dict) or () in paths:
        return _stand_in(record)
    mended = dict(data)
    for key in {path[0] for path in paths}:
        field = fields_of(record)[str(key)]
        below = [path[1:] for path in paths if path[0] == key]
        if field.record and () not in below:
            mended[field.key] = _mended_value(field, field.record, data[field.key], below)
        elif field.is_missed:
            mended[field.key] = _example(field)
        else:
            mended.pop(field.key, None)
    return mended


def _mended_value(field: Field, record: type[Record], value: Any, paths: list[Path]) -> Any:
    if not field.is_list:
        return _mended(record, value, paths)
    by_item = {n: [path[1:] for path in paths if path[0] == n] for n in range(len(value))}
    return tuple(_mended(record, item, by_item[n]) if by_item[n] else item for n, item in enumerate(value))
