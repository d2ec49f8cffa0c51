"""The private record of one request, and how it is written as JSON and read again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from adgen.inquiry.ledger.stages import OPEN, REPLIES, Next, Stage, due_of, may_follow, next_of

_DAY = timedelta(days=1)
_YEAR = 365
_MONTH = 30


@dataclass(frozen=True)
class Step:
    """One step: its stage, the moment (with its offset), a note, who did it, and a due day that was set by hand."""

    stage: Stage
    at: datetime
    note: str = ""
    by: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Care:
    """A date on which somebody should look after work that was handed over."""

    ja: str
    en: str
    day: date


@dataclass(frozen=True)
class Record:
    """What is known of one request. `names` to `addresses` are the customer's, for the gate of the build; nothing of it is published.

    `written` is the digest of the request page's file as adgen wrote it, so that an edit by hand is noticed.
    """

    token: str
    message_id: str
    channel: str
    title: str
    received: datetime
    trades: tuple[str, ...] = ()
    temperature: str = ""
    reply_url: str = ""
    mode: str = ""
    online: bool = False
    case_link: bool = False
    warranty_years: int = 0
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)
    photos: tuple[str, ...] = ()
    written: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(step.stage for step in self.steps)

    @property
    def stage(self) -> Stage:
        return self.steps[-1].stage if self.steps else Stage.new

    @property
    def is_waiting(self) -> bool:
        """Whether the customer has not been answered yet."""
        return self.stage in OPEN

    @property
    def replied(self) -> datetime | None:
        """When the customer was answered first."""
        return next((step.at for step in self.steps if step.stage in REPLIES), None)

    @property
    def hours(self) -> float | None:
        """Hours between the request and the first answer."""
        return max(0.0, (self.replied - self.received).total_seconds() / 3600) if self.replied else None

    @property
    def next(self) -> Next:
        return next_of(self.stages)

    @property
    def due(self) -> date | None:
        """Until when the next action is to be done."""
        if not self.steps:
            return None
        return self.steps[-1].due or due_of(self.stages, self.steps[-1].at.date())

    def cares(self) -> tuple[Care, ...]:
        """After-care that is still to come or due, from the day of handing over: a month, a year, the end of the warranty."""
        handed = next((step.at.date() for step in self.steps if step.stage == Stage.handed), None)
        if handed is None:
            return ()
        planned = [
            Care("1か月の点検", "look after a month", handed + _MONTH * _DAY),
            Care("1年の点検", "look after a year", handed + _YEAR * _DAY),
        ]
        if self.warranty_years > 1:
            end = handed + self.warranty_years * _YEAR * _DAY
            planned.append(Care("保証が終わる前の点検", "look before the warranty ends", end - _MONTH * _DAY))
        return tuple(planned[self.stages.count(Stage.care) :])


def advanced(record: Record, step: Step) -> Record | None:
    """The record after one more step; None when that stage may not follow."""
    return replace(record, steps=(*record.steps, step)) if may_follow(record.stages, step.stage) else None


def to_json(record: Record) -> dict[str, Any]:
    """The record as plain values."""
    plain = asdict(record)
    plain["received"] = record.received.isoformat()
    plain["steps"] = [
        {
            "stage": s.stage.name,
            "at": s.at.isoformat(),
            "note": s.note,
            "by": s.by,
            "due": s.due.isoformat() if s.due else None,
        }
        for s in record.steps
    ]
    return plain


def from_json(plain: Mapping[str, Any]) -> Record:
    """The record of plain values. Raises ValueError, KeyError or TypeError when they are not what `to_json` gives."""
    lists = ("trades", "names", "phones", "mails", "addresses", "others", "photos")
    values = {name: plain[name] for name in Record.__dataclass_fields__ if name in plain}
    for name in lists:
        listed = values.get(name, ())
        if not isinstance(listed, list | tuple) or not all(isinstance(item, str) for item in listed):
            raise ValueError(name)
        values[name] = tuple(listed)
    values["received"] = _moment(plain["received"])
    values["steps"] = tuple(_step(step) for step in plain["steps"])
    return Record(**values)


def _step(plain: Mapping[str, Any]) -> Step:
    due = plain.get("due")
    when = date.fromisoformat(due) if due else None
    return Step(Stage[plain["stage"]], _moment(plain["at"]), plain.get("note", ""), plain.get("by", ""), when)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
