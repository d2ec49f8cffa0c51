"""What a contractor has to show for one trade: own cases, the service, a photo for the top, and what is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from adgen import trades
from adgen.model.photo import Photo
from adgen.model.picture import PhotoFacts
from adgen.model.site import CaseEntry, ServiceEntry, Site
from adgen.model.values import Role
from adgen.photos.checks.slot import Slot
from adgen.photos.verdict import verdict
from adgen.plan.cases import newest_first
from adgen.plan.hero import candidates

# Beside a text or across the page an upright photo would lose most of itself.
_WIDE = 1.2
_MOST_QUESTIONS = 4


def service_of(trade: str, site: Site) -> ServiceEntry | None:
    """The first service of a trade."""
    return next((s for s in site.services if s.record.trade == trade), None)


def cases_of(trade: str, site: Site, asked: Sequence[str] = ()) -> list[CaseEntry]:
    """The own cases of a trade: those that were asked for, in their order; without any, its own trade first, then newest."""
    own = [c for c in newest_first(site.cases) if is_of(c, trade)]
    chosen = sorted((c for c in own if c.slug in asked), key=lambda c: asked.index(c.slug))
    return chosen or sorted(own, key=lambda c: c.record.trade != trade)


def is_of(case: CaseEntry, trade: str) -> bool:
    """Whether a case shows work of that trade."""
    return trade in (case.record.trade, *case.record.also_trades)


def top_photo(cases: Sequence[CaseEntry], site: Site, facts: Mapping[str, PhotoFacts]) -> Photo | None:
    """The best photo of finished work of these cases for the top of a page; an illustration only where there is no other."""
    photos = [p for case in cases for p in case.photos if p.role is Role.after and p.path in facts]
    verdicts = {p.path: verdict(p, facts[p.path], Slot.hero, Role.after) for p in photos}
    ranked = candidates(replace(site, cases=tuple(cases)), facts, verdicts)
    if ranked:
        return ranked[0].photo
    wide = (p for p in photos if facts[p.path].width >= _WIDE * facts[p.path].height)
    return next((p for p in wide if p.entry.illustration and verdicts[p.path].is_fit), None)


def questions_of(trade: str, site: Site) -> tuple[str, ...]:
    """What is asked before a quote: by the contractor, then by anybody of the trade."""
    service = service_of(trade, site)
    asked = (*(service.record.hearing if service else ()), *trades.trades()[trade].questions)
    return tuple(dict.fromkeys(asked))[:_MOST_QUESTIONS]
