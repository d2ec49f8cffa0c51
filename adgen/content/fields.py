"""Reads trees of text into records by the declarations of their fields, with every mistake at its place."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from adgen.model.declare import Record, Says
from adgen.problems import Path, Place, Places, Problem, problem
from adgen.text import japanese
from adgen.text.nodes import Mapping, Node, Scalar, Sequence, wide_colon

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Field:
    """One declared field: its English key, its words, and the record it holds, alone or in a list."""

    key: str
    says: Says
    required: bool
    record: type[Record] | None
    is_list: bool

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.key, self.says.ja, *self.says.also)


@cache
def fields_of(record: type[Record]) -> dict[str, Field]:
    """The fields of a record by English key, in the order of their declaration."""
    found = {}
    for key, info in record.model_fields.items():
        says = next(m for m in info.metadata if isinstance(m, Says))
        kind, is_list = _shape(info.annotation)
        found[key] = Field(key, says, info.is_required(), kind, is_list)
    return found


@cache
def _by_spelling(record: type[Record]) -> dict[str, Field]:
    return {japanese.same(word): f for f in fields_of(record).values() for word in f.spellings}


def _shape(annotation: Any) -> tuple[type[Record] | None, bool]:
    """The record type inside an annotation, and whether a list of it is meant."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation, False
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return _shape(args[0])[0], True
    if origin in (Union, UnionType):
        return _shape(next(a for a in args if a is not NoneType))
    return None, False


def read(record: type[R], node: Mapping) -> tuple[R | None, Places, list[Problem]]:
    """The record in `node`, the places of its values, and every mistake in it.

    With mistakes the record holds what could be read, or is None when a required field is among them.
    """
    reader = _Reader()
    data = reader.plain(record, node, ())
    places = Places(reader.places)
    try:
        return record.model_validate(data), places, reader.problems
    except ValidationError as error:
        problems = [*reader.problems, *_problems(record, error, places)]
        rest = _without(data, [e["loc"] for e in error.errors()])
    try:
        return record.model_validate(rest), places, problems
    except ValidationError:
        return None, places, problems


class _Reader:
    """Turns a tree into plain values under English keys; an empty value is as good as none."""

    def __init__(self) -> None:
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []

    def plain(self, record: type[Record], node: Node, path: Path) -> Any:
        self.places[path] = node.place
        if isinstance(node, Scalar) and record.shorthand:
            return self.plain(record, Mapping(((Scalar(record.shorthand, node.place), node),), node.place), path)
        if not isinstance(node, Mapping):
            return self._wrong_shape(node)
        seen: dict[str, Place] = {}
        data: dict[str, Any] = {}
        for key, value in node.entries:
            field = _by_spelling(record).get(japanese.same(key.text))
            if field is None:
                self.problems.append(_unknown(record, key))
            elif field.key in seen:
                first = seen[field.key].line
                self.problems.append(problem("E103", key.place, key=key.text, first=first))
            elif not (isinstance(value, Scalar) and not value.text.strip()):
                seen[field.key] = key.place
                data[field.key] = self._value(field, value, (*path, field.key))
        return data

    def _value(self, field: Field, node: Node, path: Path) -> Any:
        self.places[path] = node.place
        if field.record and not field.is_list:
            return self.plain(field.record, node, path)
        if field.is_list and isinstance(node, Sequence):
            return tuple(self._item(field, item, (*path, n)) for n, item in enumerate(node.items))
        if field.is_list and field.record:
            return (self._item(field, node, (*path, 0)),)
        return self._item(field, node, path)

    def _item(self, field: Field, node: Node, path: Path) -> Any:
        self.places[path] = node.place
        if field.record:
            return self.plain(field.record, node, path)
        return node.text if isinstance(node, Scalar) else _NOT_A_TEXT

    def _wrong_shape(self, node: Node) -> Any:
        slip = wide_colon(node) if isinstance(node, Scalar) else None
        if slip:
            self.problems.append(slip)
            return {}
        return _NOT_A_TEXT


class _NotAText:
    """Stands for a list or a record where a text belongs, so that the validator says so."""


_NOT_A_TEXT = _NotAText()


def _unknown(record: type[Record], key: Scalar) -> Problem:
    slip = wide_colon(key)
    if slip:
        return slip
    words = [word for f in fields_of(record).values() for word in f.spellings]
    near = difflib.get_close_matches(japanese.fold(key.text), words, n=1, cutoff=0.5)
    if near:
        return problem("E140", key.place, key=key.text, near=near[0])
    return problem("E141", key.place, key=key.text, known="、".join(f.says.ja for f in fields_of(record).values()))


def _problems(record: type[Record], error: ValidationError, places: Places) -> Iterator[Problem]:
    for mistake in error.errors():
        path: Path = tuple(mistake["loc"])
        field = _field_at(record, path)
        label, key = (field.says.ja, field.key) if field else ("", "")
        example = field.says.example if field else ""
        cause = mistake.get("ctx", {}).get("error")
        if mistake["type"] == "missing":
            yield problem("E130", places(*path), label=label, key=key, example=example)
        elif isinstance(cause, japanese.Unreadable):
            value = mistake["input"] if isinstance(mistake["input"], str) else ""
            values = {"label": label, "key": key, "example": example, "value": value, **cause.values}
            yield problem(cause.code, places(*path), **values)
        else:
            yield problem(
                "E104",
                places(*path),
                label=label,
                key=key,
                example=example,
                expected="項目と値の組",
                expected_en="keys with values",
            )


def _field_at(record: type[Record], path: Path) -> Field | None:
    field: Field | None = None
    current: type[Record] | None = record
    for step in path:
        if isinstance(step, str) and current:
            field = fields_of(current).get(step)
            current = field.record if field else None
    return field


def _without(data: Any, paths: list[Path]) -> Any:
    """The data without the values at `paths`; an item of a list goes as a whole."""
    if isinstance(data, dict):
        return {
            key: _without(value, [p[1:] for p in paths if p and p[0] == key])
            for key, value in data.items()
            if (key,) not in paths
        }
    if isinstance(data, tuple):
        return tuple(item for n, item in enumerate(data) if not any(p and p[0] == n for p in paths))
    return data
