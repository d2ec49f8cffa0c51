"""Which trade leads the home page: that of the newest open request, for as long as it is featured."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from adgen import trades
from adgen.model.picture import PhotoFacts
from adgen.model.request import RequestEntry
from adgen.model.site import Site
from adgen.pages.home_view import Lead
from adgen.pages.view import Link
from adgen.plan.cases import card
from adgen.plan.pictures import Pictures
from adgen.plan.services import address, service_view
from adgen.plan.texts import heading_for
from adgen.plan.trade_cases import cases_of, questions_of, service_of, top_photo

_CASES = 3


def led(site: Site, facts: Mapping[str, PhotoFacts], today: date) -> Site:
    """The site whose photo at the top is one of the leading trade; itself where no trade leads or has such a photo."""
    wanted = _wanted(site, today)
    trade = next(iter(wanted), None)
    photo = top_photo(cases_of(trade, site, wanted[trade]), site, facts) if trade else None
    if photo is None or trade is None:
        return site
    alt = photo.entry.alt or f"{trades.trades()[trade].label}の施工後"
    return replace(site, hero=replace(photo, entry=photo.entry.model_copy(update={"alt": alt})))


def lead(site: Site, pictures: Pictures, today: date) -> Lead | None:
    """What comes first on the home page; None when no request is featured. It tells of trades and of nothing else."""
    wanted = _wanted(site, today)
    if not wanted:
        return None
    trade, *others = wanted
    service = service_of(trade, site)
    return Lead(
        heading=heading_for((trade,)),
        trade=trades.trades()[trade].label,
        cases=tuple(card(c, pictures) for c in cases_of(trade, site, wanted[trade])[:_CASES]),
        service=service_view(service, site, pictures) if service else None,
        questions=questions_of(trade, site),
        others=tuple(Link(s.record.title, address(s)) for t in others if (s := service_of(t, site))),
    )


def _wanted(site: Site, today: date) -> dict[str, list[str]]:
    """Trade -> the cases that its requests show, the newest request first; equal trades are one."""
    wanted: dict[str, list[str]] = {}
    for entry in sorted((r for r in site.requests if r.leads_home(today)), key=_age):
        for trade in entry.record.trades:
            wanted.setdefault(trade, []).extend(entry.record.cases)
    return wanted


def _age(entry: RequestEntry) -> tuple[int, int, str]:
    """Newest first; of one day that which is featured longer."""
    until = entry.record.featured_until
    return (
        -entry.record.created.last_day().toordinal(),
        -until.last_day().toordinal() if until else 0,
        entry.token,
    )
