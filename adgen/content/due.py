"""The days on which a site changes by itself."""

from collections.abc import Iterator
from datetime import date, timedelta

from adgen.content.claims.permits import is_building_permit, lapses
from adgen.model.profile import Profile
from adgen.model.site import Site


def due_dates(site: Site) -> tuple[date, ...]:
    """Every day from which something is shown, hidden or told otherwise than on the day before, in order."""
    return tuple(sorted(set(_dates(site))))


def _dates(site: Site) -> Iterator[date]:
    yield from _of_profile(site.profile)
    for case in site.cases:
        if case.record.done:
            yield case.record.done.first_day()
    consents = [p.consent for p in site.photos] + [v.record.consent for v in site.voices]
    for consent in consents:
        if consent and consent.until:
            yield from _after(consent.until.last_day())
        if consent and consent.withdrawn:
            yield consent.withdrawn.first_day()
    for request in site.requests:
        yield from _after(request.last_day)
        if request.record.featured_until:
            yield from _after(request.record.featured_until.last_day())


def _of_profile(profile: Profile) -> Iterator[date]:
    for campaign in profile.campaigns:
        yield campaign.start.first_day()
        yield from _after(campaign.end.last_day())
    for licence in profile.licences:
        if licence.expires:
            yield from _after(licence.expires.last_day())
        if licence.issued and is_building_permit(licence):
            yield lapses(licence.issued)


def _after(last: date) -> Iterator[date]:
    """The day after; none after the last there is, which people write for what has no end."""
    if last < date.max:
        yield last + timedelta(days=1)
