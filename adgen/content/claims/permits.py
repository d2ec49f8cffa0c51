"""Permits of the construction business law, and the survey for asbestos."""

import re
from collections.abc import Iterator
from datetime import MAXYEAR, date, timedelta

from adgen import trades
from adgen.content.claims.texts import found, printed
from adgen.model.parts import Licence
from adgen.model.site import Site
from adgen.problems import Problem, problem
from adgen.text.japanese import When

_WORDS = re.compile(
    r"建設業(?:の?許可|許可業者)|[一-龥]{2,4}知事(?:の?許可|\(?[般特])|国土交通大臣(?:の?許可|\(?[般特])"
)
# To say that one has none, or who needs one, gives no false impression.
_DENIED = re.compile("ません|ない|なし|不要|必要")
_LARGE = 5_000_000
_WHOLE_BUILDING = 15_000_000
_VALID_YEARS = 5


def is_building_permit(licence: Licence) -> bool:
    """Whether it is the permit of the construction business law, not a trade's own registration."""
    return "建設業" in licence.kind and "許可" in licence.kind


def incomplete(site: Site, today: date) -> Iterator[Problem]:
    """建設業法40条: the sign shows authority, 般/特, number, date and trades; half of it misleads (40条の2)."""
    asked = {"authority": "許可者", "permit": "般・特", "number": "番号", "issued": "許可年月日", "trades": "許可業種"}
    for n, licence in enumerate(site.profile.licences):
        missing = [label for key, label in asked.items() if not getattr(licence, key)]
        if is_building_permit(licence) and missing:
            yield problem("E303", site.places("licences", n), missing="、".join(missing))


def too_old(site: Site, today: date) -> Iterator[Problem]:
    """建設業法3条3項: a permit lapses after five years unless it is renewed."""
    for n, licence in enumerate(site.profile.licences):
        if is_building_permit(licence) and licence.issued and lapses(licence.issued) <= today:
            yield problem("E304", site.places("licences", n, "issued"))


def lapses(issued: When) -> date:
    """The first day on which a permit of that day, month or year cannot hold any more."""
    last = issued.last_day()
    if last.year + _VALID_YEARS > MAXYEAR:
        return date.max
    # The day after the same day of that month, which February need not have.
    return date(last.year + _VALID_YEARS, last.month, 1) + timedelta(days=last.day)


def words_without_record(site: Site, today: date) -> Iterator[Problem]:
    """建設業法40条の2: nothing that looks like a permit one does not hold."""
    if any(is_building_permit(licence) for licence in site.profile.licences):
        return
    for hit in found(_WORDS, printed(site)):
        if not _DENIED.search(hit.rest):
            yield problem("E306", hit.place, value=hit.words)


def large_job_without_permit(site: Site, today: date) -> Iterator[Problem]:
    """建設業法3条1項, 施行令1条の2: from 5 million yen (whole buildings 15 million) a permit is needed."""
    if any(is_building_permit(licence) for licence in site.profile.licences):
        return
    for case in site.cases:
        price = case.record.price
        limit = _WHOLE_BUILDING if case.record.trade in ("extension", "full_reno") else _LARGE
        if price and (price.high or price.low or 0) >= limit:
            yield problem("W307", case.places("price"), value=case.record.title)
    for service in site.services:
        for n, item in enumerate(service.record.prices):
            if (item.price.high or item.price.low or 0) >= _LARGE:
                yield problem("W307", service.places("prices", n, "price"), value=item.label)


def asbestos_survey(site: Site, today: date) -> Iterator[Problem]:
    """大気汚染防止法18条の15, 石綿障害予防規則3条: a survey before walls, roofs or demolition (qualified since 2023-10)."""
    for service in site.services:
        record = service.record
        if record.trade not in trades.SURVEYED_FOR_ASBESTOS:
            continue
        words = " ".join(
            (service.body.markdown, *record.tips, *record.scope, *record.excluded, *(q.q + q.a for q in record.faq))
        )
        if "石綿" not in words and "アスベスト" not in words:
            yield problem("W322", service.places(), trade=trades.trades()[record.trade].label)
