"""What a contractor has to show for one trade: own cases, the service, a photo for the top, and what is asked."""

from collections.abc import Sequence

from adgen import trades
from adgen.model.site import CaseEntry, ServiceEntry, Site

_MOST_QUESTIONS = 4


def service_of(trade: str, site: Site) -> ServiceEntry | None:
    """The first service of a trade."""
    return next((s for s in site.services if s.record.trade == trade), None)


def cases_of(trade: str, site: Site, asked: Sequence[str] = ()) -> list[CaseEntry]:
    """The own cases of a trade: those that were asked for, in their order; without any, its own trade first, then newest."""
    own = [c for c in site.newest if is_of(c, trade)]
    chosen = sorted((c for c in own if c.slug in asked), key=lambda c: asked.index(c.slug))
    return chosen or sorted(own, key=lambda c: c.record.trade != trade)


def is_of(case: CaseEntry, trade: str) -> bool:
    """Whether a case shows work of that trade."""
    return trade in (case.record.trade, *case.record.also_trades)


def questions_of(trade: str, site: Site) -> tuple[str, ...]:
    """What is asked before a quote: by the contractor, then by anybody of the trade."""
    service = service_of(trade, site)
    asked = (*(service.record.hearing if service else ()), *trades.trades()[trade].questions)
    return tuple(dict.fromkeys(asked))[:_MOST_QUESTIONS]
