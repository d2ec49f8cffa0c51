"""Numbers in digits, in kanji, or mixed, as they stand in amounts and sizes."""

import re

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS = {"": 1, "十": 10, "百": 100, "千": 1_000}
_MYRIADS = (100_000_000, 10_000, 1)
_SECTIONS = re.compile("(?:([^万億]+)億)?(?:([^万億]+)万)?([^万億]+)?")
_TOKEN = re.compile(
    r"([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[〇零一二三四五六七八九]+)?([十百千]?)"
)
_LARGEST = 1e15


def number(text: str) -> float:
    """A number in digits, in kanji, or mixed: 1,200, 120万5000, 1.5億, 百二十万, 3千5百. Raises ValueError."""
    match = _SECTIONS.fullmatch(text)
    if not match or not text:
        raise ValueError(text)
    total, above = 0.0, _LARGEST
    for section, myriad in zip(match.groups(), _MYRIADS, strict=True):
        value = _section(section) * myriad if section else 0.0
        if value >= above:
            raise ValueError(text)
        total, above = total + value, myriad if section else above
    return total


def _section(text: str) -> float:
    """The number before 万 or 億, or after the last of them; the units fall from 千 to 十."""
    total, above, at = 0.0, _LARGEST, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match or not match.group():
            raise ValueError(text)
        value = _plain(match[1]) * _UNITS[match[2]]
        if (match[1] and value >= above) or _UNITS[match[2]] >= above:
            raise ValueError(text)
        total, above, at = total + value, _UNITS[match[2]], match.end()
    return total


def _plain(digits: str | None) -> float:
    if not digits:
        return 1.0
    return float("".join(str(_DIGITS.get(c, c)) for c in digits if c != ","))
