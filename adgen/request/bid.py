"""One request seen by one contractor: does it fit him, which of his cases, what would it cost, is it worth his evening."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from adgen.content.load import load_site
from adgen.content.visible import Showing, shown
from adgen.inquiry.documents import Contractor, from_site
from adgen.inquiry.estimate import Estimate, estimate
from adgen.inquiry.mail.letter import Letter
from adgen.inquiry.match import Match, match
from adgen.inquiry.reasons import Reason
from adgen.inquiry.understand.fit import Fit, judge, worth
from adgen.inquiry.understand.inquiry import Inquiry, understand
from adgen.model.site import Site
from adgen.problems import raise_if_fatal


@dataclass(frozen=True)
class Arrival:
    """A request as it came in: the bytes, the letter, what was understood, and when it arrived."""

    data: bytes
    letter: Letter
    inquiry: Inquiry
    received: datetime
    channel: str


@dataclass(frozen=True)
class Bid:
    """What a contractor has to answer it with."""

    folder: Path
    site: Site
    contractor: Contractor
    fit: Fit
    matches: tuple[Match, ...]
    estimates: tuple[Estimate, ...]
    worth: tuple[Reason, ...]

    @property
    def own_cases(self) -> tuple[Match, ...]:
        return tuple(m for m in self.matches if m.is_same_trade)

    @property
    def deserves(self) -> bool:
        """Whether it should be answered tonight: it fits, in area and trade, as far as it says."""
        return self.fit.is_for_us and bool(self.fit.own_trades)


def arrival(letter: Letter, data: bytes, now: datetime, channel: str = "mail") -> Arrival:
    """The letter understood; one without a date counts from now."""
    received = min(letter.sent or now, now)
    return Arrival(data, letter, replace(understand(letter), received=received), received, channel)


def bid(folder: Path, came: Arrival, now: datetime) -> Bid:
    """What the contractor of `folder` makes of it. Raises AdgenError for a site that has no readable site.yaml."""
    whole, problems = load_site(folder)
    raise_if_fatal(p for p in problems if p.place.file.rpartition("/")[2].startswith("site.") or p.code == "E131")
    site, _ = shown(whole, Showing(now.date(), drafts=False, future=False))
    contractor = from_site(site)
    fit = judge(came.inquiry, contractor)
    matches = match(came.inquiry.wish, contractor)
    estimates = estimate(came.inquiry, contractor, matches, now.date())
    reasons = worth(came.inquiry, fit, matches, now)
    return Bid(folder, site, contractor, fit, matches, estimates, reasons)


def best(bids: Sequence[Bid]) -> list[Bid]:
    """Those whom area and trade allow; those that are sure of both before the others."""
    fitting = [b for b in bids if b.fit.is_for_us]
    return sorted(fitting, key=lambda b: (not b.deserves, b.fit.in_area is None))
