"""A spreadsheet or CSV file of somebody else as rows of texts, within limits."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.problems import AdgenError, Place, problem, raise_if_fatal
from adgen.text.decode import decode

MAX_BYTES = 5 * 1024**2
MAX_UNPACKED = 40 * 1024**2
MAX_SHEETS = 30
MAX_ROWS = 2_000
MAX_COLUMNS = 50
_LONGEST_CELL = 500
# Control characters, surrogates, marks that turn the direction of writing, and what is no character.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """A row by its number in the file, counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A sheet; a CSV file is one without a name."""

    sheet: str
    rows: tuple[Row, ...]


def read_tables(path: Path) -> tuple[Table, ...]:
    """Every sheet that is not hidden. Raises AdgenError: E580 no table, E581 too large, E582 openpyxl is missing, E584 no file."""
    place = Place(path.as_posix())
    try:
        data = Folder(path.parent).read(path.name, MAX_BYTES)
    except FileNotFoundError:
        raise AdgenError([problem("E584", place)]) from None
    except TooLarge:
        raise _too_large(place, "5 MB", "5 MB") from None
    except (NotPlain, OSError):
        raise _no_table(
            place, "開けません。Excel で開いているときは閉じてください", "it cannot be opened; close it in Excel"
        ) from None
    if data.startswith(_OLE):
        raise _no_table(place, "古い形式（.xls）か、パスワード付きです", "it is an old .xls or has a password")
    return tuple(_sheets(data, place)) if data.startswith(_ZIP) else (_csv(data, place),)


def _no_table(place: Place, ja: str, en: str) -> AdgenError:
    return AdgenError([problem("E580", place, ja=ja, en=en)])


def _too_large(place: Place, ja: str, en: str) -> AdgenError:
    return AdgenError([problem("E581", place, ja=ja, en=en)])


def _bounded(rows: list[Row], place: Place) -> tuple[Row, ...]:
    """The rows, if they are no more than may be. Raises AdgenError E581."""
    if len(rows) > MAX_ROWS:
        raise _too_large(place, "2,000行", "2,000 rows")
    return tuple(row for row in rows if any(row.cells))


# ---------------------------------------------------------------- CSV


def _csv(data: bytes, place: Place) -> Table:
    text, problems = decode(data, place.file)
    # Excel in Japan writes Shift_JIS, which is no mistake in a file that is only read.
    raise_if_fatal(problems)
    reader = csv.reader(io.StringIO(text or "", newline=""), delimiter=_delimiter(text or ""))
    rows, number = [], 1
    try:
        for cells in reader:
            rows.append(Row(number, tuple(_cell(cell) for cell in cells[:MAX_COLUMNS])))
            number = reader.line_num + 1
            if len(rows) > MAX_ROWS:
                break
    except csv.Error as error:
        raise _no_table(place, f"{number}行目から先が読めません", f"from row {number}: {error}") from None
    return Table("", _bounded(rows, place))


def _delimiter(text: str) -> str:
    """A tab or semicolon where most lines hold one; amounts hold commas in any file."""
    lines = [line for line in text.split("\n")[:20] if line.strip()]
    return next((sign for sign in "\t;" if 2 * sum(sign in line for line in lines) > len(lines)), ",")


def _cell(value: Any) -> str:
    """A value as it is read in the sheet; a whole number has no point."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    # Excel has no days, only moments.
    return " ".join(_UNSEEN.sub("", str(value).removesuffix(" 00:00:00")).split())[:_LONGEST_CELL]


# ---------------------------------------------------------------- Excel


def _sheets(data: bytes, place: Place) -> Iterator[Table]:
    try:
        # With defusedxml beside it openpyxl refuses entities, which may unfold to any size.
        import defusedxml  # noqa: F401
        import openpyxl
    except ImportError:
        raise AdgenError([problem("E582", place)]) from None
    try:
        _weigh(data, place)
        # Once the results of formulas, once the formulas: one whose result was never saved reads as an empty cell.
        books = [
            openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=is_result) for is_result in (True, False)
        ]
        names = books[0].sheetnames
        if len(names) > MAX_SHEETS:
            raise _too_large(place, "シート30枚", "30 sheets")
        for name in names:
            results, formulas = (book[name] for book in books)
            if hasattr(results, "iter_rows") and results.sheet_state == "visible":
                yield Table(name, _bounded(list(_rows(results, formulas)), place))
    except AdgenError:
        raise
    # A broken file makes openpyxl raise whatever it stumbles over.
    except Exception as error:
        raise _no_table(place, f"壊れています（{type(error).__name__}）", f"broken: {type(error).__name__}") from None


def _weigh(data: bytes, place: Place) -> None:
    """Raise AdgenError E581 for a file that unpacks to more than may be; no member gives more than it declares."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
            raise _too_large(place, "展開後 40 MB", "40 MB unpacked")


def _rows(results: Any, formulas: Any) -> Iterator[Row]:
    limits = {"max_row": MAX_ROWS + 1, "max_col": MAX_COLUMNS, "values_only": True}
    pairs = zip(results.iter_rows(**limits), formulas.iter_rows(**limits), strict=True)
    for number, (values, written) in enumerate(pairs, 1):
        cells = [_shown(value, source) for value, source in zip(values, written, strict=True)]
        filled = max((n for n, cell in enumerate(cells, 1) if cell), default=0)
        yield Row(number, tuple(cells[:filled]))


def _shown(value: Any, source: Any) -> str:
    """The result of a cell, or its formula where none was saved."""
    return _cell(source if value is None and isinstance(source, str) else value)
