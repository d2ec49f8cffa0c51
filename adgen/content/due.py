"""The days on which a site changes by itself, and what changes on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from adgen.content.claims.permits import is_building_permit, lapses
from adgen.model.photo import Consent
from adgen.model.profile import Profile
from adgen.model.request import State
from adgen.model.site import Site
from adgen.problems import Place


class Kind(Enum):
    campaign_begins = auto()
    campaign_over = auto()
    licence_over = auto()
    permit_lapses = auto()
    case_appears = auto()
    photo_over = auto()
    voice_over = auto()
    request_over = auto()
    feature_over = auto()


@dataclass(frozen=True)
class Change:
    """From `day` on the record that is called `what` is shown, hidden or told otherwise than on the day before."""

    day: date
    place: Place
    kind: Kind
    what: str


def due_dates(site: Site) -> tuple[date, ...]:
    """Every day from which something is shown, hidden or told otherwise than on the day before, in order; drafts count."""
    return tuple(sorted({change.day for change in _changes(site)}))


def changes(site: Site) -> tuple[Change, ...]:
    """What changes on those days, in order: each once, and nothing of cases and requests that are not published."""
    quiet = {c.places().file for c in site.cases if not c.record.published}
    quiet |= {r.places().file for r in site.requests if r.record.state is not State.open}
    told = {(c.day, c.kind, c.what): c for c in _changes(site) if c.place.file not in quiet}
    return tuple(sorted(told.values(), key=lambda c: (c.day, c.place, c.what)))


def _changes(site: Site) -> Iterator[Change]:
    yield from _of_profile(site.profile, site)
    for case in site.cases:
        if case.record.done:
            yield Change(case.record.done.first_day(), case.places("done"), Kind.case_appears, case.record.title)
    titles = {photo.path: entry.record.title for entry in site.written for photo in entry.photos}
    for photo in site.photos:
        yield from _of_consent(photo.consent, photo.place, Kind.photo_over, titles.get(photo.path, photo.path))
    for voice in site.voices:
        name = voice.record.display_name or voice.record.id or ""
        yield from _of_consent(voice.record.consent, voice.places("consent"), Kind.voice_over, name)
    for request in site.requests:
        trade = "、".join(request.record.trades)
        yield from _after(request.last_day, request.places("until"), Kind.request_over, trade)
        if request.record.featured_until:
            last = request.record.featured_until.last_day()
            yield from _after(last, request.places("featured_until"), Kind.feature_over, trade)


def _of_profile(profile: Profile, site: Site) -> Iterator[Change]:
    for n, campaign in enumerate(profile.campaigns):
        start, end = site.places("campaigns", n, "start"), site.places("campaigns", n, "end")
        yield Change(campaign.start.first_day(), start, Kind.campaign_begins, campaign.title)
        yield from _after(campaign.end.last_day(), end, Kind.campaign_over, campaign.title)
    for n, licence in enumerate(profile.licences):
        place = site.places("licences", n)
        if licence.expires:
            yield from _after(licence.expires.last_day(), place, Kind.licence_over, licence.kind)
        if licence.issued and is_building_permit(licence):
            yield Change(lapses(licence.issued), place, Kind.permit_lapses, licence.kind)


def _of_consent(consent: Consent | None, place: Place, kind: Kind, what: str) -> Iterator[Change]:
    if consent and consent.until:
        yield from _after(consent.until.last_day(), place, kind, what)
    if consent and consent.withdrawn:
        yield Change(consent.withdrawn.first_day(), place, kind, what)


def _after(last: date, place: Place, kind: Kind, what: str) -> Iterator[Change]:
    """The day after; none after the last there is, which people write for what has no end."""
    if last < date.max:
        yield Change(last + timedelta(days=1), place, kind, what)
