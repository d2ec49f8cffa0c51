"""The rows of a price list as price items, and every row that could not be taken with its reason."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from adgen import trades
from adgen.content.declared import fields_of
from adgen.intake.columns import Columns, find_columns, tax_of, without_tax_words, words
from adgen.intake.tables import Row, Table
from adgen.model.declare import TITLE_MAX, line
from adgen.model.work import PriceItem
from adgen.pages.words import yen
from adgen.problems import AdgenError, Place, Problem, problem
from adgen.text import japanese
from adgen.text.japanese import Unreadable, Yen, same

Asked = Literal["10", "included", None]
"""How amounts are to be taken of which the list does not say that they contain tax, or says that they do not."""

# 消費税法29条 and 地方税法72条の83: together a tenth. A fraction of a yen is cut off, as most shops do.
_WITH_TAX, _WITHOUT = 110, 100
# Fields that are taken as they are typed.
_EXTRA = ("min_charge", "includes", "excludes", "drivers", "plain", "valid_from", "basis")


@dataclass(frozen=True)
class Where:
    """A row of a sheet; the sheet of a CSV file has no name."""

    sheet: str
    row: Row


@dataclass(frozen=True)
class Priced:
    """A row that was understood: `trade` is what the list says of the trade, `values` the fields by their English keys.

    `before_tax` is the amount as it was typed where tax was added to it.
    """

    where: Where
    trade: str
    price: Yen
    values: Mapping[str, str]
    before_tax: str = ""


@dataclass(frozen=True)
class Refused:
    """A row that is not taken, or a part of it, and why in both languages; `is_tax` where a word on tax would help."""

    where: Where
    ja: str
    en: str
    is_tax: bool = False


class _No(Exception):
    """Why a row is not taken."""

    def __init__(self, ja: str, en: str, *, is_tax: bool = False) -> None:
        self.ja, self.en, self.is_tax = ja, en, is_tax


def read_rows(tables: tuple[Table, ...], asked: Asked, file: str) -> tuple[list[Priced], list[Refused], list[Problem]]:
    """Every row of every sheet; the problems are those of whole sheets: W583 no headings, W585 columns that are left out.

    Raises AdgenError E583 where no sheet has any.
    """
    found: list[Priced | Refused] = []
    problems = []
    read = [(table, find_columns(table)) for table in tables if table.rows]
    if not any(columns for _, columns in read):
        raise AdgenError([problem("E583", Place(file))])
    for table, columns in read:
        if columns is None:
            problems.append(problem("W583", Place(file), sheet=_sheet(table.sheet)))
            continue
        if columns.unused:
            names = "、".join(columns.unused)
            problems.append(problem("W585", Place(file), sheet=_sheet(table.sheet), names=names))
        found += _read(table, columns, asked)
    return (
        [row for row in found if isinstance(row, Priced)],
        [row for row in found if isinstance(row, Refused)],
        problems,
    )


def told(refused: Iterable[Refused], file: str) -> Iterator[Problem]:
    """One warning for each sheet and reason, with the numbers of its rows; W587 where words on tax would help, else W584."""
    groups: dict[tuple[str, str], list[Refused]] = {}
    for one in refused:
        groups.setdefault((one.where.sheet, one.ja), []).append(one)
    for (sheet, _), found in groups.items():
        first = found[0].where.row
        place = Place(file, first.number, 0, " | ".join(cell for cell in first.cells if cell))
        values = {"sheet": _sheet(sheet), "ja": found[0].ja, "en": found[0].en}
        numbers = ", ".join(str(one.where.row.number) for one in found)
        yield problem("W587" if found[0].is_tax else "W584", place, **values, rows=numbers)


def _sheet(name: str) -> str:
    return f"{name}: " if name else ""


def _read(table: Table, columns: Columns, asked: Asked) -> Iterator[Priced | Refused]:
    trade = table.sheet
    for row in columns.rows:
        where = Where(table.sheet, row)
        filled = [cell for cell in row.cells if cell]
        if len(filled) == 1 and (trades.find(filled[0]) or tax_of(filled[0])):
            # A line between the items: the trade of those below it, or what all amounts contain.
            trade = filled[0] if trades.find(filled[0]) else trade
            continue
        trade = _cell(row, columns, "trade") or trade
        try:
            priced = _priced(Where(table.sheet, row), trade, columns, asked)
        except _No as why:
            yield Refused(where, why.ja, why.en, why.is_tax)
            continue
        note = _cell(row, columns, "note")
        key = _field_of(note, priced)
        if note and not key and not _is_tax_alone(note):
            yield Refused(where, f"備考を入れる項目が決められません: {note}", f"no field for the remark: {note}")
        yield replace(priced, values={**priced.values, key: note}) if key else priced


def _cell(row: Row, columns: Columns, key: str) -> str:
    number = columns.at.get(key, len(row.cells))
    return row.cells[number] if number < len(row.cells) else ""


def _field_of(note: str, priced: Priced) -> str:
    """The field that a remark belongs to; "" for none, for one that is taken, and for more than a field holds."""
    key = next((key for key, known in words()["remarks"].items() if any(word in note for word in known)), "")
    return "" if tax_of(note) or key in priced.values or len(note) > TITLE_MAX else key


def _is_tax_alone(note: str) -> bool:
    return bool(tax_of(note)) and not re.search(r"\w", without_tax_words(note))


def _priced(where: Where, trade: str, columns: Columns, asked: Asked) -> Priced:
    """The item of a row. Raises _No."""
    label, typed, note = (_cell(where.row, columns, key) for key in ("label", "price", "note"))
    if same(label) in map(same, words()["sums"]["words"]):
        raise _No("合計や税の行です", "a sum or a tax")
    if not label:
        raise _No("項目の名前がありません", "the item has no name")
    if not typed:
        raise _No("金額がありません", "there is no amount")
    amount, per = (*re.split("[/／]", typed, maxsplit=1), "")[:2]
    tax = tax_of(typed) or tax_of(note) or columns.tax
    price = _price(amount, tax, asked)
    unit = _cell(where.row, columns, "unit") or (without_tax_words(per) if tax_of(per) else per)
    if not unit:
        raise _No("単位がありません", "there is no unit")
    values = {"label": label, "unit": unit, "price": yen(price)}
    values |= {key: cell for key in _EXTRA if (cell := _cell(where.row, columns, key))}
    if "min_charge" in values:
        values["min_charge"] = yen(_price(values["min_charge"], tax_of(values["min_charge"]) or tax, asked))
    for key, value in values.items():
        _check(key, value)
    return Priced(where, trade, price, values, before_tax=typed if _is_added(tax, asked) else "")


def _price(typed: str, said: str, asked: Asked) -> Yen:
    """The amount with tax. Raises _No."""
    if typed.startswith("="):
        raise _No("計算式の結果が保存されていません", "the result of the formula was not saved")
    if not said and not asked:
        raise _No("金額が税込か税抜かがわかりません", "whether tax is in the amount is not said", is_tax=True)
    if said == "before" and asked != "10":
        raise _No("金額が税抜です", "the amount is before tax", is_tax=True)
    try:
        price = japanese.read_yen(without_tax_words(typed))
    except Unreadable:
        raise _No(f"金額として読めません: {typed}", f"not an amount: {typed}") from None
    if not (price.low or price.high):
        raise _No("金額が0円です", "the amount is 0")
    return _taxed(price) if _is_added(said, asked) else price


def _is_added(said: str, asked: Asked) -> bool:
    return said != "included" and asked == "10"


def _taxed(price: Yen) -> Yen:
    low, high = (None if n is None else n * _WITH_TAX // _WITHOUT for n in (price.low, price.high))
    return Yen(low, high, price.about)


def _check(key: str, value: str) -> None:
    """Raise _No for what the pages could not take."""
    says = fields_of(PriceItem)[key].says
    try:
        line(value)
        if key == "valid_from":
            japanese.read_when(value)
    except Unreadable:
        raise _No(f"「{says.ja}」が読めないか、長すぎます: {value[:40]}", f"'{key}': {value[:40]}") from None
