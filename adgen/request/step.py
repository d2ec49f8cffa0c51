"""One step of a request into its record, and what that means for its page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from adgen.inquiry.ledger import inbox
from adgen.inquiry.ledger.record import Record, Step, advanced
from adgen.inquiry.ledger.stages import Stage, possible
from adgen.model.request import State
from adgen.problems import AdgenError, Place, problem
from adgen.request import private, public

# How a reply of each kind is recorded.
STAGE_OF: dict[str, Stage] = {"quote": Stage.replied, "advice": Stage.advised, "decline": Stage.declined}
# After these nobody looks for an offer on its page any more; an advised customer may still read it.
_CLOSING = frozenset({Stage.skipped, Stage.lost, Stage.silent, Stage.handed})
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """What goes with a step."""

    note: str = ""
    by: str = ""
    due: date | None = None


def record_step(site: Path, token: str, stage: Stage, at: datetime, told: Told) -> tuple[Record, bool]:
    """(the record after it, whether the pages have changed). Raises AdgenError E447 for a stage that may not follow."""
    record = inbox.load(site, token)
    after = advanced(record, Step(stage, at, told.note, told.by, told.due))
    if after is None:
        names = possible(record.stages)
        raise AdgenError(
            [
                problem(
                    "E447",
                    Place((inbox.folder_of(site, token) / inbox.RECORD).as_posix()),
                    now=record.stage.value,
                    now_en=record.stage.name,
                    wanted=stage.value,
                    wanted_en=stage.name,
                    possible="、".join(s.value for s in names) or "（ありません）",
                    possible_en=", ".join(s.name for s in names) or "nothing",
                )
            ]
        )
    private.save(site, after)
    return after, _page_follows(site, token, stage)


def _page_follows(site: Path, token: str, stage: Stage) -> bool:
    """A request that is over closes its page; a contract takes it off the top of the home page."""
    if public.load(site, token) is None:
        return False
    if stage in _CLOSING:
        public.set_field(site, token, public.STATE, State.closed.value)
    elif stage == Stage.won:
        public.set_field(site, token, public.FEATURED, "")
    return stage in _CLOSING or stage == Stage.won


def feature(site: Path, token: str, today: date) -> None:
    """Let the trade of a request lead the home page for two weeks from today."""
    public.set_field(site, token, public.STATE, State.open.value)
    public.set_field(site, token, public.FEATURED, str(today + public.DAYS_FEATURED * _DAY))


def unfeature(site: Path, token: str) -> None:
    """The home page as it was, for this request."""
    public.set_field(site, token, public.FEATURED, "")


def expire(site: Path, token: str) -> None:
    """Its page leads to the service from now on."""
    public.set_field(site, token, public.STATE, State.closed.value)


def withdraw(site: Path, token: str) -> None:
    """Its page goes from the output with the next build."""
    public.set_field(site, token, public.STATE, State.withdrawn.value)
