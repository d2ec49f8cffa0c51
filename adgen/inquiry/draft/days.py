"""Days and hours on which a contractor works, and two days for a visit."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from adgen.inquiry.script import plain
from adgen.model.profile import Profile
from adgen.model.values import Weekday
from adgen.text.holidays import is_public_holiday

_WEEKDAYS = (
    Weekday.monday,
    Weekday.tuesday,
    Weekday.wednesday,
    Weekday.thursday,
    Weekday.friday,
    Weekday.saturday,
    Weekday.sunday,
)
_NAMES = "月火水木金土日"
_DAY = timedelta(days=1)
_FARTHEST = 60
_TIME = r"(\d{1,2})(?:[:時](\d{2})?)?分?"
_HOURS = re.compile(rf"(?:(午前|午後)\s*)?{_TIME}\s*(?:〜|-|から)\s*(?:(午前|午後)\s*)?{_TIME}")


@dataclass(frozen=True)
class Opening:
    """When a contractor works: `begin` and `end` in minutes of the day (None where he does not say), and the days off."""

    begin: int | None
    end: int | None
    off: frozenset[Weekday]

    def is_open(self, day: date) -> bool:
        """Whether he works on that day."""
        if Weekday.holiday in self.off and is_public_holiday(day):
            return False
        return _WEEKDAYS[day.weekday()] not in self.off

    def is_within(self, minutes: int) -> bool:
        """Whether a time of the day lies in the hours."""
        return self.begin is None or self.end is None or self.begin <= minutes <= self.end


def opening_of(profile: Profile) -> Opening:
    """The days and hours of a profile."""
    found = _HOURS.search(plain(profile.hours or ""))
    begin = _minutes(found[1], found[2], found[3]) if found else None
    end = _minutes(found[4], found[5], found[6]) if found else None
    return Opening(begin, end, frozenset(profile.holidays))


def _minutes(half: str | None, hour: str, minute: str | None) -> int:
    return (int(hour) + (12 if half == "午後" and int(hour) < 12 else 0)) * 60 + int(minute or 0)


def visit_days(today: date, opening: Opening, first: int = 2) -> tuple[date, ...]:
    """Two working days from `first` days on, not next to each other, of two kinds of weekday where that is possible; () when he never works."""
    days = [day for n in range(first, _FARTHEST) if opening.is_open(day := today + n * _DAY)]
    if not days:
        return ()
    later = [day for day in days if (day - days[0]).days >= 2]
    # A Saturday beside a working day serves those who work and those who do not.
    other = next((day for day in later if (day.weekday() >= 5) != (days[0].weekday() >= 5)), None)
    near = other if other and (other - days[0]).days <= 7 else next(iter(later), None)
    return (days[0], near) if near else (days[0],)


def day_in_words(day: date) -> str:
    """11月26日（木）."""
    return f"{day.month}月{day.day}日（{_NAMES[day.weekday()]}）"


def weekday_of(day: date) -> str:
    """木."""
    return _NAMES[day.weekday()]
