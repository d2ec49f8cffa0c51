"""What is generated from the declarations: the JSON Schema for editors, and the pages of the documentation."""

import json
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adgen.content.declared import fields_of
from adgen.content.schema import FILES, field_table, json_schema
from adgen.model.declare import Record

DOCS = Path(__file__).parent.parent.parent / "docs"


def schema(name: str) -> dict[str, Any]:
    """As an editor reads it."""
    made: dict[str, Any] = json.loads(json.dumps(json_schema(FILES[name])))
    return made


@pytest.mark.parametrize("name", FILES)
def test_every_field_under_every_spelling(name: str) -> None:
    made = schema(name)
    assert set(made["properties"]) == {word for f in fields_of(FILES[name]).values() for word in f.spellings}
    assert made["additionalProperties"] is False
    needed = [{tuple(option["required"]) for option in group["anyOf"]} for group in made["allOf"]]
    assert needed == [{(word,) for word in f.spellings} for f in fields_of(FILES[name]).values() if f.required]


def references(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"]} if "$ref" in part else set()
        return own.union(*(references(value) for value in part.values()))
    return set().union(*(references(item) for item in part)) if isinstance(part, list) else set()


@pytest.mark.parametrize("name", FILES)
def test_every_reference_leads_somewhere(name: str) -> None:
    made = schema(name)
    assert {ref.removeprefix("#/$defs/") for ref in references(made)} == set(made["$defs"])
    assert all(definition["properties"] for definition in made["$defs"].values())


def test_what_an_editor_shows() -> None:
    price = schema("case.md")["properties"]["費用"]
    assert (price["title"], price["examples"]) == ("費用", ["86,000円"])
    assert "税込の金額や幅" in price["description"]
    assert "Amount or band" in price["description"]
    assert price["type"] == ["string", "number", "boolean", "null"], "editors read 120000 as a number"


def test_a_shorthand_may_stand_for_its_record() -> None:
    consent = schema("case.md")["properties"]["consent"]["anyOf"]
    assert {"$ref": "#/$defs/Consent"} in consent
    assert any("string" in kind.get("type", ()) for kind in consent)
    area = schema("site.yaml")["properties"]["areas"]["anyOf"]
    assert not any("string" in kind.get("type", ()) for kind in area)


def records() -> Iterator[type[Record]]:
    """Every record of every file, those within others too."""
    waiting, seen = [*FILES.values()], set()
    while waiting:
        record = waiting.pop()
        if record not in seen:
            seen.add(record)
            yield record
            waiting += [field.record for field in fields_of(record).values() if field.record]


def test_the_field_table_has_every_field_of_every_record() -> None:
    table = field_table()
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert len(list(records())) > len(FILES)
    for record in records():
        for field in fields_of(record).values():
            assert any(f"| `{field.key}`" in row and f"`{field.says.ja}`" in row for row in rows), (record, field.key)
    assert "| `name`★ | `屋号`, `商号`, `会社名` |" in table
    assert "| `tel`☆ |" in table


@pytest.mark.parametrize("name", ["content.md", "messages.md"])
def test_the_generated_pages_are_fresh(name: str, tmp_path: Path) -> None:
    runpy.run_path(str(DOCS / "generate.py"))["write"](tmp_path)
    assert (DOCS / name).read_text("utf-8") == (tmp_path / name).read_text("utf-8"), "make docs"
