"""Prices with tax, prices that were really charged, campaigns that really end."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from adgen.content.claims.texts import found, printed
from adgen.model.site import ServiceEntry, Site
from adgen.model.work import PriceItem
from adgen.problems import Problem, problem
from adgen.text import japanese

_BEFORE_TAX = re.compile(r"税別|税抜き?|税ぬき|外税|\+\s*(?:消費)?税|プラス税|別途消費税|消費税は?別")
_DENIED = re.compile(r"^[^、]*(?:ません|ない)")
_USUAL_PRICE = re.compile(r"通常(?:価格|料金)|定価|当社通常")


def before_tax(site: Site, today: date) -> Iterator[Problem]:
    """消費税法63条: what is shown to consumers is the total with tax."""
    for hit in found(_BEFORE_TAX, printed(site)):
        if not _DENIED.search(hit.rest):
            yield problem("E302", hit.place, value=hit.words)


def not_with_tax(site: Site, today: date) -> Iterator[Problem]:
    """消費税法63条, for price items that say so themselves."""
    for service in site.services:
        for n, item in enumerate(service.record.prices):
            if not item.tax_included:
                yield problem("E325", service.places("prices", n, "tax_included"))


def from_price_without_case(site: Site, today: date) -> Iterator[Problem]:
    """景品表示法5条2号: 「〜円から」 far from what is really charged misleads; one real job at that price is asked for."""
    for service in site.services:
        for n, item in enumerate(service.record.prices):
            price = item.price
            if price.high is None and price.low is not None and not _was_charged(site, service, item):
                place = service.places("prices", n, "price")
                yield problem("E313", place, value=f"{price.low:,}円〜")


def _was_charged(site: Site, service: ServiceEntry, item: PriceItem) -> bool:
    if item.basis or item.cases:
        return True
    low = item.price.low or 0
    same_trade = [c.record.price for c in site.cases if c.record.trade == service.record.trade]
    return item.unit in ("式", "台", "箇所", "室") and any(p and p.low and p.low <= low * 1.1 for p in same_trade)


def usual_price_without_proof(site: Site, today: date) -> Iterator[Problem]:
    """景品表示法5条2号: a usual price beside a lower one must have been charged (二重価格表示)."""
    for n, campaign in enumerate(site.profile.campaigns):
        if _USUAL_PRICE.search(japanese.fold(campaign.title + campaign.text)) and not campaign.list_price_proof:
            yield problem("E311", site.places("campaigns", n))


def moved_end(site: Site, today: date, published_ends: Mapping[str, str]) -> Iterator[Problem]:
    """景品表示法5条2号: a limited offer that is repeated after its end was not limited (消費者庁 2025-09 の措置命令)."""
    for n, campaign in enumerate(site.profile.campaigns):
        before = published_ends.get(campaign.title)
        if before and date.fromisoformat(before) < today and campaign.end.last_day() > date.fromisoformat(before):
            yield problem("E310", site.places("campaigns", n, "end"), date=before)


def campaign_dates(site: Site, today: date) -> Iterator[Problem]:
    """A campaign that ends before it starts."""
    for n, campaign in enumerate(site.profile.campaigns):
        if campaign.end.last_day() < campaign.start.first_day():
            yield problem("E309", site.places("campaigns", n, "end"))
