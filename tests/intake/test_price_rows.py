"""Rows of price lists as contractors keep them: what is taken, and why the others are not."""

import pytest

from adgen.intake.price_rows import Asked, read_rows, told
from adgen.intake.tables import Row, Table
from adgen.problems import AdgenError


def table(text: str, sheet: str = "") -> Table:
    """A sheet from lines with `|` between the cells."""
    lines = text.strip().splitlines()
    rows = (Row(n, tuple(cell.strip() for cell in line.split("|"))) for n, line in enumerate(lines, 1))
    return Table(sheet, tuple(row for row in rows if any(row.cells)))


# A list, what is said of tax with --tax, and of each row label, unit and price, or the number and the reason in English.
LISTS: dict[str, tuple[str, Asked, list[tuple[str, ...]]]] = {
    "amounts with tax": (
        "料金表\n工事内容|単位|税込単価\n壁紙|㎡|1,320円〜1,540\n床|m2|４１８０円",
        None,
        [("壁紙", "㎡", "1,320〜1,540円"), ("床", "m2", "4,180円")],
    ),
    "the better of two columns": (
        "品名|単位|税抜価格|金額（税込）\n壁紙|㎡|1200|1320\n床|㎡|2000|2200",
        None,
        [("壁紙", "㎡", "1,320円"), ("床", "㎡", "2,200円")],
    ),
    "tax is said above": (
        "※価格はすべて税込です\n項目|単位|金額\n壁紙|㎡|1320\n床|㎡|2200",
        None,
        [("壁紙", "㎡", "1,320円"), ("床", "㎡", "2,200円")],
    ),
    "tax is said below": (
        "項目|単位|金額\n壁紙|㎡|1320\n床|㎡|2200\n表示は総額です",
        None,
        [("壁紙", "㎡", "1,320円"), ("床", "㎡", "2,200円")],
    ),
    "tax is not said": (
        "項目|単位|金額\n壁紙|㎡|1320\n床|㎡|2200（税込）",
        None,
        [("2", "whether tax is in the amount is not said"), ("床", "㎡", "2,200円")],
    ),
    "tax is said by the contractor": (
        "item|unit|price\n壁紙|㎡|1320\n床|㎡|2200（税別）",
        "included",
        [("壁紙", "㎡", "1,320円"), ("3", "the amount is before tax")],
    ),
    "amounts before tax": (
        "項目|単位|単価（税抜）\n壁紙|㎡|1299\n床|㎡|2000",
        None,
        [("2", "the amount is before tax"), ("3", "the amount is before tax")],
    ),
    "tax is added and a fraction cut off": (
        "項目|単位|単価(税抜)\n壁紙|㎡|1299\n床|㎡|2000〜3000円\n襖|枚|3,300円(税込)",
        "10",
        [("壁紙", "㎡", "1,428円"), ("床", "㎡", "2,200〜3,300円"), ("襖", "枚", "3,300円")],
    ),
    "the unit behind the amount": (
        "メニュー|料金（税込）\n壁紙|1,320円/㎡\n床|2,200円／㎡あたり\n襖|3,300円",
        None,
        [("壁紙", "㎡", "1,320円"), ("床", "㎡あたり", "2,200円"), ("4", "there is no unit")],
    ),
    "rows that are none": (
        "項目|単位|税込\n小計||5000\n|㎡|900\n壁|㎡|\n天井|㎡|応相談\n梁|m|=B1*2\n柱|本|0\n" + "長" * 121 + "|m|500",
        None,
        [
            ("2", "a sum or a tax"),
            ("3", "the item has no name"),
            ("4", "there is no amount"),
            ("5", "not an amount: 応相談"),
            ("6", "the result of the formula was not saved"),
            ("7", "the amount is 0"),
            ("8", "'label': " + "長" * 40),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LISTS)
def test_lists(kind: str) -> None:
    text, asked, wanted = LISTS[kind]
    priced, refused, _ = read_rows((table(text),), asked, "a.csv")
    found = [(row.where.row.number, tuple(row.values.values())) for row in priced]
    found += [(one.where.row.number, (str(one.where.row.number), one.en)) for one in refused]
    assert [values for _, values in sorted(found)] == wanted


def test_other_fields_and_remarks() -> None:
    text = """
        項目|単位|金額（税抜）|最低料金|適用日|備考|原価
        壁紙|㎡|1000|20000|2026-04-01|下地処理は別途|700
        床|㎡|2000|||養生費込み|
        襖|枚|3000||いつか|人気です|
        障子|枚|3000|||人気です|
    """
    priced, refused, problems = read_rows((table(text),), "10", "a.csv")
    assert [dict(row.values) for row in priced] == [
        {"label": "壁紙", "unit": "㎡", "price": "1,100円", "min_charge": "22,000円", "valid_from": "2026-04-01", "excludes": "下地処理は別途"},
        {"label": "床", "unit": "㎡", "price": "2,200円", "includes": "養生費込み"},
        {"label": "障子", "unit": "枚", "price": "3,300円"},
    ]  # fmt: skip
    assert [(one.where.row.number, one.en) for one in refused] == [
        (4, "'valid_from': いつか"),
        (5, "no field for the remark: 人気です"),
    ]
    assert [(p.code, p.values["names"]) for p in problems] == [("W585", "原価")]


def test_remarks_on_tax() -> None:
    text = """
        項目|単位|金額（税込）|備考
        壁紙|㎡|1000|税別
        床|㎡|2000|※税込みです
        襖|枚|3000|税別、運搬費は別途
        畳|枚|4000|運搬費は別途
    """
    priced, refused, _ = read_rows((table(text),), "10", "a.csv")
    assert [(row.values["price"], row.before_tax, row.values.get("excludes")) for row in priced] == [
        ("1,100円", "1000", None),
        ("2,000円", "", None),
        ("3,300円", "3000", None),
        ("4,000円", "", "運搬費は別途"),
    ]
    assert [(one.where.row.number, one.en[:24]) for one in refused] == [
        (3, "no field for the remark:"),
        (4, "no field for the remark:"),
    ]


def test_the_trade_of_a_row() -> None:
    text = "分類|項目|単位|税込\n|巾木|m|500\n襖・障子|襖|枚|3300\n|障子|枚|2750\n壁紙|||\n|天井|㎡|1320"
    priced, _, _ = read_rows((table(text, "クロス"),), None, "a.csv")
    assert [(row.values["label"], row.trade) for row in priced] == [
        ("巾木", "クロス"),
        ("襖", "襖・障子"),
        ("障子", "襖・障子"),
        ("天井", "壁紙"),
    ]


def test_reasons_are_told_once_with_all_their_rows() -> None:
    sheets = (table("項目|単位|単価\n壁紙|㎡|1320\n床||2200\n襖|枚|3300", "表"), table("住所\n電話", "控え"))
    _, refused, problems = read_rows(sheets, None, "a.xlsx")
    found = [(p.code, p.place.line, p.values["sheet"], p.values.get("rows")) for p in (*problems, *told(refused, "a"))]
    assert found == [("W583", 0, "控え: ", None), ("W587", 2, "表: ", "2, 3, 4")]


def test_no_headings_anywhere() -> None:
    with pytest.raises(AdgenError, match="E583"):
        read_rows((table("壁紙|1320"), table("床|2200")), None, "a.csv")
