"""The field table as JSON Schema for editors and as a page of the documentation."""

from collections.abc import Iterator
from typing import Any

from adgen.content.declared import Field, fields_of
from adgen.model.declare import Record
from adgen.model.people import FaqFile, StaffFile, VoicesFile
from adgen.model.profile import Profile
from adgen.model.request import Request
from adgen.model.work import Case, Service
from adgen.model.workspace import Workspace

FILES: dict[str, type[Record]] = {
    "site.yaml": Profile,
    "case.md": Case,
    "service.md": Service,
    "staff.yaml": StaffFile,
    "voices.yaml": VoicesFile,
    "faq.yaml": FaqFile,
    "request.yaml": Request,
    "adgen.yaml": Workspace,
}


def json_schema(record: type[Record]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file; every field under all its spellings."""
    definitions: dict[str, Any] = {}
    root = _object(record, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _sentence(record),
        **root,
        "$defs": definitions,
    }


def _object(record: type[Record], definitions: dict[str, Any]) -> dict[str, Any]:
    fields = fields_of(record).values()
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {word: _property(f, definitions) for f in fields for word in f.spellings},
        "allOf": [{"anyOf": [{"required": [word]} for word in f.spellings]} for f in fields if f.required],
    }


def _property(field: Field, definitions: dict[str, Any]) -> dict[str, Any]:
    words = {"title": field.says.ja, "description": f"{field.says.help} / {field.says.en}"}
    if field.says.example:
        words["examples"] = [field.says.example]  # type: ignore[assignment]
    text: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
    value = {"anyOf": [text, {"type": "array", "items": text}]} if field.says.row else text
    if field.record is None:
        return {**words, **({"anyOf": [text, {"type": "array", "items": value}]} if field.is_list else value)}
    name = field.record.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _object(field.record, definitions)
    one: dict[str, Any] = {"$ref": f"#/$defs/{name}"}
    kinds = [one, *([text] if field.record.shorthand else [])]
    return {**words, "anyOf": [*kinds, {"type": "array", "items": {"anyOf": kinds}}] if field.is_list else kinds}


def field_table() -> str:
    """docs/content.md: every file, record and field."""
    return "\n".join([_HEAD, *_tables()]) + "\n"


def _tables() -> Iterator[str]:
    seen: set[type[Record]] = set()
    waiting: list[tuple[str, type[Record]]] = [(f"`{name}`", record) for name, record in FILES.items()]
    while waiting:
        title, record = waiting.pop(0)
        if record in seen:
            continue
        seen.add(record)
        yield f"\n## {title}\n\n{_sentence(record)}\n"
        yield "| key | キー | what | 内容 | example |\n|---|---|---|---|---|"
        for field in fields_of(record).values():
            yield _row(field)
            if field.record:
                waiting.append((field.record.__name__, field.record))


def _row(field: Field) -> str:
    says = field.says
    mark = "★" if field.required else "☆" if says.to_publish else ""
    others = "".join(f", `{word}`" for word in says.also)
    kind = (
        f" ({'list of ' if field.is_list else ''}{field.record.__name__})"
        if field.record
        else " (list)"
        if field.is_list
        else ""
    )
    example = f"`{says.example}`" if says.example else ""
    return f"| `{field.key}`{mark} | `{says.ja}`{others} | {says.en}{kind} | {says.help} | {example} |"


def _sentence(record: type[Record]) -> str:
    return " ".join((record.__doc__ or "").split())


_HEAD = """# Content: every file and field

Generated from the field declarations in `adgen/model/` by `make docs`; a test fails when it is stale.

Keys may be written in English or Japanese. ★ is always needed, ☆ is needed to publish (a draft may lack it). A list may be
written on one line with 「、」 between its items. Amounts, dates and sizes may be written as people write them: 12万円, 30〜50万円,
令和6年5月, R6.5, 6畳, 20坪, 62㎡."""
