"""What a contractor has to show for one trade: own cases, the service, a photo for the top, and what is asked."""

from collections.abc import Mapping, Sequence

from adgen import trades
from adgen.model.photo import Photo
from adgen.model.picture import PhotoFacts
from adgen.model.site import CaseEntry, ServiceEntry, Site
from adgen.model.values import Role
from adgen.photos.checks import findings
from adgen.photos.checks.slot import Slot
from adgen.plan.cases import newest_first
from adgen.problems import problem
from adgen.problems.catalogue import is_serious

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


def top_photo(cases: Sequence[CaseEntry], facts: Mapping[str, PhotoFacts]) -> Photo | None:
    """The best photo of finished work for the top of a page: wide, large enough, with the fewest findings; None without one.

    One that shows the place itself comes before an illustration.
    """
    rated = [
        (photo.entry.illustration, len(found), n, photo)
        for n, photo in enumerate(p for c in cases for p in c.photos if p.role is Role.after)
        if facts[photo.path].width >= _WIDE * facts[photo.path].height
        for found in [[problem(f.code, photo.place) for f in findings(facts[photo.path], Slot.hero)]]
        if not any(map(is_serious, found))
    ]
    return min(rated, key=lambda r: r[:3])[3] if rated else None


def questions_of(trade: str, site: Site) -> tuple[str, ...]:
    """What is asked before a quote: by the contractor, then by anybody of the trade."""
    service = service_of(trade, site)
    asked = (*(service.record.hearing if service else ()), *trades.trades()[trade].questions)
    return tuple(dict.fromkeys(asked))[:_MOST_QUESTIONS]
