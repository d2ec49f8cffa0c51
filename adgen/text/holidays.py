"""Japan's public holidays (国民の祝日に関する法律), computed; good from 2022 until the law changes."""

from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
# (month, which Monday)
_MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))
_DAY = timedelta(days=1)
_SUNDAY = 6


def is_public_holiday(day: date) -> bool:
    """Whether it is a 国民の祝日, a substitute for one, or a day between two."""
    return day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    named = {date(year, month, day) for month, day in _FIXED}
    named |= {_monday(year, month, number) for month, number in _MONDAYS}
    named |= {date(year, 3, _equinox(year, 20.8431)), date(year, 9, _equinox(year, 23.2488))}
    substitutes = set()
    for day in named:
        if day.weekday() == _SUNDAY:
            substitutes.add(next(d for n in range(1, 8) if (d := day + n * _DAY) not in named))
    between = {d + _DAY for d in named if d + 2 * _DAY in named and (d + _DAY).weekday() != _SUNDAY}
    return frozenset(named | substitutes | between)


def _monday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (number - 1))


def _equinox(year: int, base: float) -> int:
    """The day of an equinox in Japan, 1980 to 2099 (海上保安庁水路部 暦計算研究会編 新こよみ便利帳)."""
    return int(base + 0.242194 * (year - 1980) - (year - 1980) // 4)
