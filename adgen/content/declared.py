"""The declarations of the fields, as data: what the reader, the messages, the scaffolds and the documentation work from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from adgen.model.declare import Record, Says
from adgen.text import japanese


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
        return tuple(dict.fromkeys((self.key, self.says.ja, *self.says.also)))

    @property
    def is_missed(self) -> bool:
        """Whether its lack is told."""
        return self.required or self.says.to_publish or self.says.missed

    @property
    def example(self) -> str:
        """A value as it is typed; that of a record has a line for each field it needs, below the key."""
        if self.record is None or (self.record.shorthand and self.says.example):
            return self.says.example
        first, then = ("- ", "  ") if self.is_list else ("", "")
        lines = "\n".join(needed(self.record)).split("\n")
        return "".join(f"\n          {then if n else first}{line}" for n, line in enumerate(lines))

    @property
    def expected(self) -> tuple[str, str]:
        """What belongs here, in Japanese and English, for somebody who wrote something of another shape."""
        if self.record is None:
            return "ひとつの言葉か、「- 」で始まる一覧", "a text or a list of texts"
        known = list(fields_of(self.record).values())[:2]
        return "".join(f"「{f.says.ja}」" for f in known) + "などの項目", f"fields such as {known[0].key}"


@cache
def fields_of(record: type[Record]) -> dict[str, Field]:
    """The fields of a record by English key, in the order of their declaration."""
    found = {}
    for key, info in record.model_fields.items():
        says = next(m for m in info.metadata if isinstance(m, Says))
        kind, is_list = _shape(info.annotation)
        found[key] = Field(key, says, info.is_required(), kind, is_list)
    return found


def spellings(record: type[Record], key: str, *, is_english: bool) -> tuple[str, ...]:
    """The spellings of a key, that which is written into a file in this language first."""
    field = fields_of(record)[key]
    first = key if is_english else field.says.ja
    return (first, *(word for word in field.spellings if word != first))


@cache
def by_spelling(record: type[Record]) -> dict[str, Field]:
    """The fields of a record by every spelling of their keys, folded."""
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


def needed(record: type[Record]) -> Iterator[str]:
    """The fields that a record cannot do without, or its first, as they are typed."""
    known = list(fields_of(record).values())
    for field in [f for f in known if f.required] or known[:1]:
        yield f"{field.says.ja}: {field.example}"
