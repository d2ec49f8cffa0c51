"""Readers of amounts, dates and numbers as people in Japan write them.

Every reader folds its text with NFKC first (full-width digits, ㎡, ～), raises `Unreadable` with a code of the catalogue,
and never guesses.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from adgen.text.numbers import number
from adgen.text.remembered import remembered


class Unreadable(ValueError):
    """A text that the reader does not understand; `code` is in the catalogue."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, order=True)
class Yen:
    """An amount or band in yen, tax included; None is an open end (30万円〜 has no `high`)."""

    low: int | None
    high: int | None
    about: bool = False


@dataclass(frozen=True, order=True)
class When:
    """A day, a month or a year; what was not written is 0."""

    year: int
    month: int = 0
    day: int = 0

    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        if self.day:
            return date(self.year, self.month, self.day)
        if not self.month or self.month == 12:
            return date(self.year, 12, 31)
        return date.fromordinal(date(self.year, self.month + 1, 1).toordinal() - 1)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, and the text as typed."""

    value: float
    unit: str
    typed: str


@remembered
def fold(text: str) -> str:
    """NFKC without zero-width characters; the many waves and dashes of a range become 〜 and -."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[\u200b\u200c\u200d\u2060\ufeff]", "", text).strip()
    return re.sub("[\u301c\u223c\u223e\u3030~]", "〜", re.sub("[\u2010-\u2015\u2212]", "-", text))


@remembered
def same(text: str) -> str:
    """The form in which names and words are compared: folded, no spaces, no case."""
    return "".join(fold(text).split()).casefold()


# ---------------------------------------------------------------- amounts

_NUMBER = r"[0-9.,〇零一二三四五六七八九十百千万億]+"
# 30〜50万5千円: whether 30 yen or 30万円 are meant nobody can tell.
_TOO_FAR = 1_000
_YEN = re.compile(
    rf"(?P<about>約|およそ|だいたい)?(?P<low>{_NUMBER})?(?P<yen>円)?"
    rf"(?:(?P<to>〜|-|から|より|以上)約?(?P<high>{_NUMBER})?(?:円)?)?(?P<upto>まで|以下|以内)?(?P<approx>前後|程度|くらい|ぐらい|ほど)?(?:から)?"
)
_BEFORE_TAX = re.compile(r"税別|税抜|税ぬき|外税|\+税|プラス税|\+消費税|税は別|別途消費税")


def read_yen(text: str) -> Yen:
    """12万円, 1,200,000, 百二十万円, 30〜50万円, 1,320円から, 約10万円, 50万円まで.

    Codes: E148 not an amount, E301 before tax (the law asks for the total: 消費税法63条).
    """
    # ¥120,000- closes an amount so that nothing can be written behind it.
    folded = re.sub(r"[\s()￥¥]|消費税込み?|税込み?|(?<=[0-9])-$", "", fold(text))
    if _BEFORE_TAX.search(folded):
        raise Unreadable("E301")
    match = _YEN.fullmatch(folded)
    if not match or not (match["low"] or match["high"]):
        raise Unreadable("E148")
    try:
        low, high = _band(match)
    except ValueError:
        raise Unreadable("E148") from None
    is_backwards = low is not None and high is not None and low > high
    if is_backwards or (match["to"] == "-" and None in (low, high)):
        raise Unreadable("E148")
    return Yen(low, high, bool(match["about"] or match["approx"]))


def _band(match: re.Match[str]) -> tuple[int | None, int | None]:
    low, high = _whole(match["low"]), _whole(match["high"])
    if low and high and not match["yen"]:
        low = _with_shared_unit(match["low"], match["high"], low, high)
    if match["upto"]:
        return (low, high) if high else (None, low)
    return (low, high) if match["to"] else (low, low)


def _whole(text: str | None) -> int | None:
    return round(number(text)) if text else None


def _with_shared_unit(typed_low: str, typed_high: str, low: int, high: int) -> int:
    """30〜50万円: the unit is written once, at the end. In 8千〜1万円 it is not, which only the order tells."""
    unit = re.sub(r"^[0-9.,〇零一二三四五六七八九]+", "", typed_high)
    if not re.search("[0-9〇零一二三四五六七八九]$", typed_low):
        unit = re.sub("^[^万億]+", "", unit)
    if re.search("[万億]", typed_low):
        return low
    if not re.fullmatch("[十百千]?[万億]?", unit):
        if low < _TOO_FAR:
            raise ValueError(typed_low)
        return low
    try:
        shared = round(number(typed_low + unit))
    except ValueError:
        return low
    return shared if shared <= high else low


# ---------------------------------------------------------------- dates

_ERAS = {  # first and last day: 元号法; the last year of an era ends inside that year
    "令和": (date(2019, 5, 1), None),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "大正": (date(1912, 7, 30), date(1926, 12, 24)),
    "明治": (date(1868, 10, 23), date(1912, 7, 29)),
}
_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
_ERA_DATE = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治|[RHSTM])(?P<year>元|\d{1,3})(?:年|[./-]|$)(?:(?P<month>\d{1,2})(?:月|[./-]|$)(?:(?P<day>\d{1,2})日?)?)?(?:頃|ごろ)?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?P<year>\d{4})(?:年|[./-]|$)(?:(?P<month>\d{1,2})(?:月|[./-]|$)(?:(?P<day>\d{1,2})日?)?)?(?:頃|ごろ)?"
)


def read_when(text: str) -> When:
    """2026-04-12, 2026年4月, 2026/4, 令和6年5月, R6.5, 令和元年.

    Codes: E108 an era that had no such year or month, E118 not a date.
    """
    folded = re.sub(r"\s", "", fold(text))
    era = _ERA_DATE.fullmatch(folded)
    match = era or _DATE.fullmatch(folded)
    if not match:
        raise Unreadable("E118")
    year = _era_year(era) if era else int(match["year"])
    if era:
        _check_era(_era_name(era), date(year, 1, 1), date(year, 12, 31))
    when = When(year, int(match["month"] or 0), int(match["day"] or 0))
    if (match["month"] and not when.month) or (match["day"] and not when.day):
        raise Unreadable("E118")
    try:
        first, last = when.first_day(), when.last_day()
    except ValueError:
        raise Unreadable("E118") from None
    if era:
        _check_era(_era_name(era), first, last)
    return when


def _era_name(match: re.Match[str]) -> str:
    return _LETTERS.get(match["era"].upper(), match["era"])


def _era_year(match: re.Match[str]) -> int:
    year = 1 if match["year"] == "元" else int(match["year"])
    if not year:
        raise Unreadable("E118")
    return _ERAS[_era_name(match)][0].year + year - 1


def _check_era(name: str, first: date, last: date) -> None:
    begin, end = _ERAS[name]
    if end and first > end:
        year = end.year - begin.year + 1
        raise Unreadable(
            "E108", era=name, bound=f"{year}年{end.month}月まで", bound_en=f"ended in {end.year}-{end.month:02}"
        )
    if last < begin:
        raise Unreadable(
            "E108", era=name, bound=f"元年{begin.month}月から", bound_en=f"began in {begin.year}-{begin.month:02}"
        )


# ---------------------------------------------------------------- numbers with units

_UNIT_WORDS = {
    "㎡": ("m2", "㎡", "平米", "平方メートル", "へいべい"),
    "坪": ("坪", "つぼ"),
    "畳": ("畳", "帖", "じょう", "畳分"),
    "m": ("m", "メートル"),
    "枚": ("枚",),
    "箇所": ("箇所", "か所", "カ所", "ヶ所", "ケ所", "ヵ所"),
    "台": ("台",),
    "室": ("室", "部屋", "間"),
    "本": ("本",),
    "棟": ("棟",),
    "階": ("階",),
    "kW": ("kw",),
    "式": ("式",),
}
_UNIT_OF = {word: unit for unit, words in _UNIT_WORDS.items() for word in words}
_DAYS = {
    "日": 1.0,
    "日間": 1.0,
    "週間": 7.0,
    "か月": 30.0,
    "カ月": 30.0,
    "ヶ月": 30.0,
    "ケ月": 30.0,
    "ヵ月": 30.0,
    "月": 30.0,
    "時間": 0.125,
}


def read_quantity(text: str) -> Quantity:
    """6畳, 20坪, 62㎡, 62平米, 約12.5m, 3か所. Code: E119."""
    match = re.fullmatch(r"(?:約|およそ)?([0-9.,〇一二三四五六七八九十百千]+)(m2|\D+)", same(text))
    unit = _UNIT_OF.get(match[2]) if match else None
    if not match or not unit:
        raise Unreadable("E119")
    try:
        return Quantity(number(match[1]), unit, text.strip())
    except ValueError:
        raise Unreadable("E119") from None


def read_days(text: str) -> Quantity:
    """半日, 1日, 1.5日, 約10日間, 2〜3日, 1週間, 1か月 -> days (the longer of a range). Code: E120."""
    folded = same(text)
    if folded in ("半日", "半日程度"):
        return Quantity(0.5, "日", text.strip())
    match = re.fullmatch(
        r"(?:約|およそ)?(?:([\d.]+)(?:日|週間|か月)?[〜-])?([\d.]+)(\D+?)(半)?(?:程度|くらい|ほど|前後)?", folded
    )
    unit = _DAYS.get(match[3]) if match else None
    if not match or not unit:
        raise Unreadable("E120")
    try:
        return Quantity((number(match[2]) + (0.5 if match[4] else 0.0)) * unit, "日", text.strip())
    except ValueError:
        raise Unreadable("E120") from None


def read_count(text: str, units: str = "") -> int:
    """A whole number, with or without one of `units` behind it (年, 件, 歳). Code: E121."""
    folded = re.sub(rf"^(?:約|築)|(?:{units or '$'})$", "", same(text))
    try:
        value = number(folded)
    except ValueError:
        raise Unreadable("E121") from None
    if value != int(value):
        raise Unreadable("E121")
    return int(value)


# 電気通信番号規則: 020, 050, 060, 070, 080 and 090 have eleven digits, all others ten.
_PHONE = re.compile("0(?:[5-9]0|20)[0-9]{8}|0(?!(?:[5-9]0|20))[0-9]{9}")


def read_phone(text: str) -> str:
    """A Japanese telephone number as typed, in half-width digits with its hyphens: 10 digits, mobile ones 11. Code: E122."""
    folded = re.sub(r"\s", "", fold(text).replace("ー", "-").replace("(", "-").replace(")", "-")).strip("-")
    if folded.startswith("+81"):
        folded = "0" + re.sub("-", "", folded[3:]).lstrip("0")
    if not _PHONE.fullmatch(folded.replace("-", "")) or not re.fullmatch(r"[0-9]+(-+[0-9]+)*", folded):
        raise Unreadable("E122")
    return re.sub("-+", "-", folded)
