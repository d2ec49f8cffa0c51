"""Spreadsheets and CSV files of others become rows of texts; what is no table or too large is refused with its reason."""

import sys
from datetime import datetime
from pathlib import Path

import pytest

from adgen.intake import tables
from adgen.intake.tables import read_tables
from adgen.problems import AdgenError
from tests.intake.sheets import with_member, xlsx

TEXT = '項目,単位,金額\n"壁紙, 量産",㎡,"1,320"\n\n天井,㎡,880\n'
ROWS = [(1, ("項目", "単位", "金額")), (2, ("壁紙, 量産", "㎡", "1,320")), (4, ("天井", "㎡", "880"))]
FILES = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with a mark": TEXT.encode("utf-8-sig"),
    "Shift_JIS": TEXT.encode("cp932"),
    "UTF-16 with tabs": 'お値段\n項目\t単位\t金額\n"壁紙, 量産"\t㎡\t1,320\n'.encode("utf-16"),
    "semicolons": TEXT.replace(",㎡,", ";㎡;").replace("項目,単位,金額", "項目;単位;金額").encode(),
    "Windows": TEXT.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("kind", FILES)
def test_csv_as_programs_write_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "料金 表.csv"
    path.write_bytes(FILES[kind])
    (table,) = read_tables(path)
    rows = [(row.number, row.cells) for row in table.rows]
    if kind == "UTF-16 with tabs":
        assert rows == [(1, ("お値段",)), *[(n + 1, cells) for n, cells in ROWS[:2]]]
    else:
        assert rows == ROWS


def test_a_row_of_several_lines_counts_from_its_first(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('項目,金額\n"壁\n紙",1\n床,2\n', "utf-8")
    assert [(row.number, row.cells[0]) for row in read_tables(path)[0].rows] == [(1, "項目"), (2, "壁 紙"), (4, "床")]


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "料金.xlsx"
    rows: list[list[object]] = [
        ["項目", None, "適用日"],
        [],
        ["壁紙", 1320.0, datetime(2026, 4, 1)],
        ["床", "=B1*2", True],
        ["梁", 12.5],
    ]
    path.write_bytes(xlsx({"壁": rows, "控え": [["見ない"]]}, hidden="控え"))
    (table,) = read_tables(path)
    assert table.sheet == "壁"
    assert [(row.number, row.cells) for row in table.rows] == [
        (1, ("項目", "", "適用日")),
        (3, ("壁紙", "1320", "2026-04-01")),
        (4, ("床", "=B1*2")),
        (5, ("梁", "12.5")),
    ]


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
ATTACK = (
    b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
"""
    + SHEET
    + b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
    + END
)
PART = "xl/worksheets/sheet1.xml"
WORKBOOK = xlsx({"壁": [["項目", "金額"], ["壁紙", 1320]]})
REFUSED = {
    "an old workbook": (b"\xd0\xcf\x11\xe0" + bytes(600), "E580", ".xls"),
    "a broken workbook": (WORKBOOK[:-300], "E580", "BadZipFile"),
    "a broken sheet": (with_member(WORKBOOK, PART, SHEET + b"<row"), "E580", "ParseError"),
    "an attack": (with_member(WORKBOOK, PART, ATTACK), "E580", "broken"),
    "a bomb": (with_member(WORKBOOK, PART, SHEET + bytes(tables.MAX_UNPACKED)), "E581", "40 MB"),
    "too large": (bytes(tables.MAX_BYTES + 1), "E581", "5 MB"),
    "too many rows": (b"a,b\n" * (tables.MAX_ROWS + 1), "E581", "2,000"),
    "a large sheet": (xlsx({"a": [["x"]] * (tables.MAX_ROWS + 1)}), "E581", "2,000"),
    "many sheets": (xlsx({f"s{n}": [["x"]] for n in range(tables.MAX_SHEETS + 1)}), "E581", "30"),
    "a PDF": (b"%PDF-1.7", "E109", "PDF"),
    "a field without an end": (b'a,"' + b"b" * 200_000, "E580", "row 1"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_price_list(kind: str, tmp_path: Path) -> None:
    data, code, why = REFUSED[kind]
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(AdgenError) as refused:
        read_tables(path)
    (found,) = refused.value.problems
    assert found.code == code
    assert why in str(found.values)


def test_a_row_far_below_is_not_waited_for(tmp_path: Path) -> None:
    far = SHEET + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + END
    (tmp_path / "a.xlsx").write_bytes(with_member(WORKBOOK, PART, far))
    with pytest.raises(AdgenError, match="E581"):
        read_tables(tmp_path / "a.xlsx")


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name, code in (("nope.csv", "E584"), ("folder.csv", "E580")):
        with pytest.raises(AdgenError, match=code):
            read_tables(tmp_path / name)


def test_without_openpyxl_only_csv_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    (tmp_path / "a.xlsx").write_bytes(WORKBOOK)
    (tmp_path / "a.csv").write_text(TEXT, "utf-8")
    with pytest.raises(AdgenError, match="E582"):
        read_tables(tmp_path / "a.xlsx")
    assert len(read_tables(tmp_path / "a.csv")[0].rows) == 3
