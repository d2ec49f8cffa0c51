"""What the records of many requests come to: reply times, contracts by trade and reply time, and what is due."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from adgen.inquiry.ledger.record import Care, Record
from adgen.inquiry.ledger.stages import Stage
from adgen.trades import trades

# Hours: warn, late, overdue.
TARGETS = (1, 4, 24)
# In minutes.
_HOUR, _DAY = 60, 1440
_WON = frozenset({Stage.won, Stage.work, Stage.handed, Stage.care})


@dataclass(frozen=True)
class Share:
    """So many of so many, of one kind."""

    label: str
    won: int
    of: int


@dataclass(frozen=True)
class Summary:
    """The numbers of a report. Shares count answered requests only: nothing is won that was not answered."""

    requests: int
    waiting: int
    oldest_hours: float | None
    replied: int
    within: tuple[Share, ...]
    median_hours: float | None
    with_case: Share
    by_trade: tuple[Share, ...]
    by_time: tuple[Share, ...]
    by_channel: tuple[Share, ...]
    by_temperature: tuple[Share, ...]
    care: tuple[tuple[str, Care], ...]


def age(since: datetime, now: datetime) -> tuple[str, str]:
    """12分, 3時間, 4日; and in English."""
    minutes = max(0, int((now - since) / timedelta(minutes=1)))
    if minutes < _HOUR:
        return f"{minutes}分", f"{minutes} min"
    if minutes < 2 * _DAY:
        return f"{minutes // _HOUR}時間", f"{minutes // _HOUR} h"
    return f"{minutes // _DAY}日", f"{minutes // _DAY} days"


def grade(record: Record, now: datetime, targets: Sequence[int] = TARGETS) -> int:
    """How many of the targets a request that waits for its answer has passed; 0 for one that does not wait."""
    if not record.is_waiting:
        return 0
    hours = (now - record.received).total_seconds() / 3600
    return sum(hours >= target for target in targets)


def summary(records: Iterable[Record], now: datetime, targets: Sequence[int] = TARGETS) -> Summary:
    """The numbers over all records."""
    everything = list(records)
    replied = [r for r in everything if r.replied]
    hours = [r.hours for r in replied if r.hours is not None]
    waiting = [(now - r.received).total_seconds() / 3600 for r in everything if r.is_waiting]
    return Summary(
        requests=len(everything),
        waiting=len(waiting),
        oldest_hours=max(waiting, default=None),
        replied=len(replied),
        within=tuple(Share(f"{t}", sum(h <= t for h in hours), len(hours)) for t in targets),
        median_hours=statistics.median(hours) if hours else None,
        with_case=Share("", sum(r.case_link for r in replied), len(replied)),
        by_trade=_shares(replied, lambda r: trades()[r.trades[0]].label if r.trades else "—"),
        by_time=_by_time(replied, targets),
        by_channel=_shares(replied, lambda r: r.channel),
        by_temperature=_shares(replied, lambda r: r.temperature or "—"),
        care=_care(everything, now.date()),
    )


def is_won(record: Record) -> bool:
    """Whether it came to a contract; nothing counts as won before."""
    return any(stage in _WON for stage in record.stages) and record.stage != Stage.lost


def is_old(record: Record, day: date, days: int) -> bool:
    """Whether nothing has happened to a request for so many days, and none of its after-care is still to come."""
    last = max([record.received.date(), *(step.at.date() for step in record.steps)])
    return (day - last).days >= days and not any(care.day >= day for care in record.cares())


def _shares(records: Sequence[Record], kind: Callable[[Record], str]) -> tuple[Share, ...]:
    kinds = dict.fromkeys(kind(r) for r in records)
    found = [_share(label, [r for r in records if kind(r) == label]) for label in kinds]
    return tuple(sorted(found, key=lambda s: (-s.of, s.label)))


def _share(label: str, records: Sequence[Record]) -> Share:
    return Share(label, sum(map(is_won, records)), len(records))


def _by_time(records: Sequence[Record], targets: Sequence[int]) -> tuple[Share, ...]:
    bounds = [0.0, *map(float, targets), float("inf")]
    bands = []
    for low, high in pairwise(bounds):
        label = f"{low:g}–{high:g}" if high < float("inf") else f"{low:g}–"
        inside = [r for r in records if r.hours is not None and (low < r.hours <= high or (not low and not r.hours))]
        bands.append(_share(label, inside))
    return tuple(bands)


def _care(records: Iterable[Record], today: date) -> tuple[tuple[str, Care], ...]:
    due = [(r.token, care) for r in records for care in r.cares() if care.day <= today]
    return tuple(sorted(due, key=lambda pair: pair[1].day))
