"""The days on which a site changes by itself."""

from collections.abc import Iterator
from datetime import date, timedelta

from adgen.content.claims.permits import is_building_permit, lapses
from adgen.model.site import Site
from adgen.text.japanese import When


def due_dates(site: Site) -> tuple[date, ...]:
    """Every day from which something is shown, hidden or told otherwise than on the day before, in order."""
    return tuple(sorted(set(_dates(site))))


def _dates(site: Site) -> Iterator[date]:
    for campaign in site.profile.campaigns:
        yield campaign.start.first_day()
        yield from _after(campaign.end)
    for licence in site.profile.licences:
        if licence.expires:
            yield from _after(licence.expires)
        if licence.issued and is_building_permit(licence):
            yield lapses(licence.issued)
    for case in site.cases:
        if case.record.done:
            yield case.record.done.first_day()
    consents = [p.consent for p in site.photos] + [v.record.consent for v in site.voices]
    for consent in consents:
        if consent and consent.until:
            yield from _after(consent.until)
        if consent and consent.withdrawn:
            yield consent.withdrawn.first_day()


def _after(when: When) -> Iterator[date]:
    """The day after; none after the last there is, which people write for what has no end."""
    if when.last_day() < date.max:
        yield when.last_day() + timedelta(days=1)
