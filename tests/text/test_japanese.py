"""Amounts, dates, sizes, durations, counts and telephone numbers as people in Japan write them. Add a row."""

from datetime import date

import pytest

from adgen.text.japanese import (
    Unreadable,
    When,
    Yen,
    fold,
    read_count,
    read_days,
    read_phone,
    read_quantity,
    read_when,
    read_yen,
    same,
)
from adgen.text.numbers import number

AMOUNTS = {
    "12万円": (120_000, 120_000),
    "１２万円": (120_000, 120_000),
    "86,000円": (86_000, 86_000),
    "１，２００，０００円": (1_200_000, 1_200_000),
    "1200000": (1_200_000, 1_200_000),
    "￥120,000": (120_000, 120_000),
    "¥120,000-": (120_000, 120_000),
    "¥120,000（税込）": (120_000, 120_000),
    "税込 12万円": (120_000, 120_000),
    "消費税込み12万円": (120_000, 120_000),
    "百万": (1_000_000, 1_000_000),
    "百二十万円": (1_200_000, 1_200_000),
    "千二百万円": (12_000_000, 12_000_000),
    "一二〇〇円": (1_200, 1_200),
    "五〇万円": (500_000, 500_000),
    "千円": (1_000, 1_000),
    "3千5百円": (3_500, 3_500),
    "5百万円": (5_000_000, 5_000_000),
    "120万5000円": (1_205_000, 1_205_000),
    "0.5万円": (5_000, 5_000),
    "1.5億": (150_000_000, 150_000_000),
    "0円": (0, 0),
    "30〜50万円": (300_000, 500_000),
    "30～50万円": (300_000, 500_000),
    "30-50万円": (300_000, 500_000),
    "30 ― 50 万円": (300_000, 500_000),
    "30万〜50万円": (300_000, 500_000),
    "12万円から15万円": (120_000, 150_000),
    "1.5〜2万円": (15_000, 20_000),
    "3〜5千円": (3_000, 5_000),
    "3〜5百万": (3_000_000, 5_000_000),
    "二〜三十万円": (200_000, 300_000),
    "百二十〜百五十万円": (1_200_000, 1_500_000),
    "8千〜1万円": (8_000, 10_000),
    "8000〜1万円": (8_000, 10_000),
    "8000〜1万5千円": (8_000, 15_000),
    "900〜1千円": (900, 1_000),
    "500〜1000円": (500, 1_000),
    "1,320円〜1,650円": (1_320, 1_650),
    "1,320円から": (1_320, None),
    "1,320円〜": (1_320, None),
    "1000万円以上": (10_000_000, None),
    "50万円まで": (None, 500_000),
    "〜50万円": (None, 500_000),
    "10万〜20万円以内": (100_000, 200_000),
}
NO_AMOUNTS = [
    *("", "円", "応相談くらい", "要見積もり", "万円", "億円", "無料"),
    *("12,00円", "1,2,3円", "12345,678", "1.2.3万"),
    *("二3円", "5二円", "十十円", "百千円", "1万2億", "12万34567円"),
    *("50万円〜30万円", "1万〜2", "30〜50万5千円", "10〜百二十万円", "120,000円-", "-5円"),
    *("12万円/㎡", "12万円（材料別）", "12 dollars", "∞円", "½円", "٣万円", "9" * 400 + "円", "一" * 400),
]
BEFORE_TAX = [
    "12万円（税別）",
    "12万円(税抜)",
    "税抜き12万円",
    "12万円+税",
    "１２万円＋消費税",
    "外税12万円",
    "税ぬき12万円",
]


@pytest.mark.parametrize(("typed", "band"), AMOUNTS.items())
def test_amounts(typed: str, band: tuple[int | None, int | None]) -> None:
    assert read_yen(typed) == Yen(*band)


@pytest.mark.parametrize("typed", ["約10万円", "およそ10万円", "10万円前後", "10万円くらい", "だいたい10万"])
def test_about(typed: str) -> None:
    assert read_yen(typed) == Yen(100_000, 100_000, about=True)


@pytest.mark.parametrize("typed", NO_AMOUNTS)
def test_no_amounts(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_yen(typed)
    assert refused.value.code == "E148"


@pytest.mark.parametrize("typed", BEFORE_TAX)
def test_amounts_before_tax(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_yen(typed)
    assert refused.value.code == "E301"


@pytest.mark.parametrize(
    ("typed", "value"),
    {"1,200": 1200, "三十六": 36, "二〇二六": 2026, "1億2千万": 120_000_000, "零": 0, "十": 10, "6.5": 6.5}.items(),
)
def test_numbers(typed: str, value: float) -> None:
    assert number(typed) == value


WHENS = {
    "2026-04-12": (2026, 4, 12),
    "2026/4/2": (2026, 4, 2),
    "2026.4.12": (2026, 4, 12),
    "2026年4月12日": (2026, 4, 12),
    "２０２６年４月": (2026, 4, 0),
    "2026年 4月": (2026, 4, 0),
    "2026年4月頃": (2026, 4, 0),
    "2026年": (2026, 0, 0),
    "2026": (2026, 0, 0),
    "令和6年5月": (2024, 5, 0),
    "令和６年５月１日": (2024, 5, 1),
    "R6.5": (2024, 5, 0),
    "r6/5/1": (2024, 5, 1),
    "令和元年": (2019, 0, 0),
    "令和元年5月1日": (2019, 5, 1),
    "平成31年4月30日": (2019, 4, 30),
    "平成元年1月8日": (1989, 1, 8),
    "H2": (1990, 0, 0),
    "昭和64年1月7日": (1989, 1, 7),
    "S50.3": (1975, 3, 0),
    "大正15年": (1926, 0, 0),
    "明治38年": (1905, 0, 0),
    "2024-02-29": (2024, 2, 29),
}
NO_WHENS = {
    **dict.fromkeys(("", "きのう", "2026年13月", "2026-02-29", "2026-04-31", "26/4/12", "0000年", "令和0年"), "E118"),
    **dict.fromkeys(("2026年0月", "2026-1-0", "4月12日", "2026年春", "令和六年", "慶応3年", "12026年"), "E118"),
    **dict.fromkeys(("平成40年13月", "平成31年5月", "平成31年5月1日", "昭和65年", "大正16年", "明治46年"), "E108"),
    **dict.fromkeys(("令和元年4月", "R1.4.30", "平成元年1月7日", "昭和元年12月24日"), "E108"),
}


@pytest.mark.parametrize(("typed", "parts"), WHENS.items())
def test_dates(typed: str, parts: tuple[int, int, int]) -> None:
    assert read_when(typed) == When(*parts)


@pytest.mark.parametrize(("typed", "code"), NO_WHENS.items())
def test_no_dates(typed: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_when(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        (When(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (When(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (When(2023, 12), date(2023, 12, 1), date(2023, 12, 31)),
        (When(2023, 12, 5), date(2023, 12, 5), date(2023, 12, 5)),
    ],
)
def test_first_and_last_day(when: When, first: date, last: date) -> None:
    assert (when.first_day(), when.last_day()) == (first, last)


QUANTITIES = {
    "6畳": (6, "畳"),
    "６帖": (6, "畳"),
    "6.5畳": (6.5, "畳"),
    "四畳": (4, "畳"),
    "20坪": (20, "坪"),
    "62㎡": (62, "㎡"),
    "62 m²": (62, "㎡"),
    "62平米": (62, "㎡"),
    "62平方メートル": (62, "㎡"),
    "1,200㎡": (1200, "㎡"),
    "約12.5m": (12.5, "m"),
    "３ヶ所": (3, "箇所"),
    "3か所": (3, "箇所"),
    "2部屋": (2, "室"),
    "1台": (1, "台"),
    "5.5kW": (5.5, "kW"),
}
NO_QUANTITIES = ["", "広い", "6", "畳", "6〜8畳", "20坪（約66㎡）", "1,2㎡", "6ha", "-3㎡", "9" * 400 + "㎡", "㎡62"]


@pytest.mark.parametrize(("typed", "size"), QUANTITIES.items())
def test_quantities(typed: str, size: tuple[float, str]) -> None:
    read = read_quantity(typed)
    assert (read.value, read.unit, read.typed) == (*size, typed.strip())


@pytest.mark.parametrize("typed", NO_QUANTITIES)
def test_no_quantities(typed: str) -> None:
    with pytest.raises(Unreadable, match="E119"):
        read_quantity(typed)


DAYS = {
    "半日": 0.5,
    "半日程度": 0.5,
    "1日": 1,
    "１.５日": 1.5,
    "1日半": 1.5,
    "約10日間": 10,
    "2〜3日": 3,
    "2-3日": 3,
    "3日〜1週間": 7,
    "2週間ほど": 14,
    "1か月": 30,
    "１ヶ月": 30,
    "4時間": 0.5,
}


@pytest.mark.parametrize(("typed", "days"), DAYS.items())
def test_days(typed: str, days: float) -> None:
    read = read_days(typed)
    assert (read.value, read.unit, read.typed) == (days, "日", typed)


@pytest.mark.parametrize("typed", ["", "すぐ", "3", "日", "2〜日", "1.2.3日", "3年", "9" * 400 + "日"])
def test_no_days(typed: str) -> None:
    with pytest.raises(Unreadable, match="E120"):
        read_days(typed)


@pytest.mark.parametrize(("typed", "years"), {"22": 22, "築22年": 22, "２２年": 22, "約20年": 20, "三十年": 30}.items())
def test_counts(typed: str, years: int) -> None:
    assert read_count(typed, "年") == years


@pytest.mark.parametrize("typed", ["", "年", "新築", "1.5年", "22年目", "-3年", "9" * 400])
def test_no_counts(typed: str) -> None:
    with pytest.raises(Unreadable, match="E121"):
        read_count(typed, "年")


PHONES = {
    "03-0000-0000": "03-0000-0000",
    "0312345670": "0312345670",
    "０３−００００−００００": "03-0000-0000",
    "03ー0000ー0000": "03-0000-0000",
    "03 0000 0000": "0300000000",
    "(03)0000-0000": "03-0000-0000",
    "03（0000）0000": "03-0000-0000",
    "0120-000-000": "0120-000-000",
    "090-0000-0000": "090-0000-0000",
    "0800-000-0000": "0800-000-0000",
    "050-0000-0000": "050-0000-0000",
    "+81-3-0000-0000": "0300000000",
    "+81 (0)3-0000-0000": "0300000000",
}
NO_PHONES = [
    "",
    "なし",
    "12-345",
    "03-0000-0000 内線1",
    "03-0000-00000",
    "090-000-0000",
    "13-0000-0000",
    "٠٣٠٠٠٠٠٠٠٠",
    "03-0000-0000、090-0000-0000",
]


@pytest.mark.parametrize(("typed", "read"), PHONES.items())
def test_phones(typed: str, read: str) -> None:
    assert read_phone(typed) == read


@pytest.mark.parametrize("typed", NO_PHONES)
def test_no_phones(typed: str) -> None:
    with pytest.raises(Unreadable, match="E122"):
        read_phone(typed)


def test_folding() -> None:
    assert fold(" Ｎｏ．１～２\u200b０㎡ ") == "No.1〜20m2"
    assert same("施工 事例　ＡＢ") == same("施工事例ab")
