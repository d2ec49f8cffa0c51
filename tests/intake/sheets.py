"""Spreadsheets for tests."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def xlsx(sheets: Sheets, hidden: str = "") -> bytes:
    """A workbook with these sheets; formulas have no result, as openpyxl does not reckon."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name == hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_member(data: bytes, name: str, text: bytes) -> bytes:
    """The workbook with other bytes in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, text if member == name else old.read(member))
    return out.getvalue()
