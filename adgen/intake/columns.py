"""Which column of a price list holds what, by its heading and by what is said of tax."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from adgen.content.declared import fields_of
from adgen.intake.tables import Row, Table
from adgen.model.work import PriceItem
from adgen.text.japanese import same

Tax = Literal["included", "before", ""]

_BEST: tuple[Tax, ...] = ("included", "", "before")
# A heading below more lines than these is none.
_FIRST_ROWS = 30
# `税込` says of a column of amounts what it holds, and cases are named by addresses that no price list knows.
_NOT_TAKEN = ("tax_included", "cases")


@dataclass(frozen=True)
class Columns:
    """Fields by their column, the rows below the headings, what is said of tax, and the headings that say nothing to us."""

    at: Mapping[str, int]
    rows: tuple[Row, ...]
    tax: Tax
    unused: tuple[str, ...]


@cache
def words() -> Mapping[str, Any]:
    """The words of columns.toml."""
    return tomllib.loads((files("adgen.intake") / "columns.toml").read_text("utf-8"))


def find_columns(table: Table) -> Columns | None:
    """The columns below the first row that names an item and an amount; None where there is no such row."""
    for number, row in enumerate(table.rows[:_FIRST_ROWS]):
        at, tax = _roles(row)
        if {"label", "price"} <= at.keys():
            unused = tuple(cell for n, cell in enumerate(row.cells) if cell and n not in at.values())
            return Columns(at, table.rows[number + 1 :], tax or _said(table, number), unused)
    return None


def tax_of(text: str) -> Tax:
    """What a text says of tax; "" for nothing, or for both."""
    folded = same(text)
    said: list[Tax] = [k for k in ("included", "before") if any(same(word) in folded for word in words()["tax"][k])]
    return said[0] if len(said) == 1 else ""


def without_tax_words(text: str) -> str:
    """A text, folded, without what it says of tax."""
    folded = same(text)
    # The longer words first: 税込 stands in 税込み.
    for word in sorted((same(w) for kind in words()["tax"].values() for w in kind), key=len, reverse=True):
        folded = folded.replace(word, "")
    return re.sub(r"[(\[{【「][)\]}】」]", "", folded)


def _roles(row: Row) -> tuple[dict[str, int], Tax]:
    """The best column for each field, and what the heading of the amount says of tax."""
    found: dict[str, tuple[tuple[int, int], int, Tax]] = {}
    for number, cell in enumerate(row.cells):
        tax = tax_of(cell)
        for key, likelihood in _meanings(cell, tax):
            rank = (_BEST.index(tax) if key == "price" else 0, likelihood)
            if key not in found or rank < found[key][0]:
                found[key] = (rank, number, tax)
    return {key: number for key, (_, number, _) in found.items()}, found["price"][2] if "price" in found else ""


def _meanings(heading: str, tax: Tax) -> Iterator[tuple[str, int]]:
    """The fields that a heading may stand for, each with its rank among the words for it."""
    bare = re.sub(r"(?<=.)[(\[【].*", "", without_tax_words(heading))
    if tax and bare in ("", "円", "(円)"):
        yield "price", 0
    for key, known in _headings().items():
        # Only the amount itself is turned into one with tax.
        if bare in known and (key == "price" or tax != "before"):
            yield key, known.index(bare)


@cache
def _headings() -> dict[str, tuple[str, ...]]:
    known = {key: [same(word) for word in listed] for key, listed in words()["columns"].items()}
    for key, field in fields_of(PriceItem).items():
        if key not in _NOT_TAKEN:
            known.setdefault(key, []).extend(same(word) for word in field.spellings)
    return {key: tuple(dict.fromkeys(listed)) for key, listed in known.items()}


def _said(table: Table, header: int) -> Tax:
    """What the sheet says of tax: in its name, above the headings, or alone in a row."""
    alone = (row for n, row in enumerate(table.rows) if n < header or sum(map(bool, row.cells)) == 1)
    return tax_of(" ".join([table.sheet, *_texts(alone)]))


def _texts(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield from row.cells
