"""What of a site is shown today: drafts, consent and dates decide, each omission with its reason."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from adgen.content.declared import Field, fields_of
from adgen.model.declare import Record
from adgen.model.parts import Campaign, Licence
from adgen.model.photo import Consent, Photo
from adgen.model.profile import Profile
from adgen.model.request import BY_CASES, RequestEntry, State
from adgen.model.site import CaseEntry, ServiceEntry, Site, VoiceEntry
from adgen.problems import Path, Place, Places, Problem, problem

T = TypeVar("T")


@dataclass(frozen=True)
class Showing:
    """On which day, and whether drafts and what lies in the future are shown."""

    today: date
    drafts: bool = False
    future: bool = False


def shown(site: Site, showing: Showing) -> tuple[Site, list[Problem]]:
    """The part of the site that may be published on that day, and a problem for all that is left out or incomplete."""
    sieve = _Sieve(showing)
    cases = tuple(sieve.case(c) for c in site.cases if sieve.is_out(c, c.photos) and sieve.is_past(c))
    profile, places = sieve.profile(site.profile, site.places)
    return (
        replace(
            site,
            profile=profile,
            places=places,
            services=tuple(sieve.service(s) for s in site.services if sieve.is_out(s, ())),
            cases=cases,
            staff=tuple(replace(s, face=sieve.photo(s.face)) for s in site.staff),
            voices=tuple(v for v in site.voices if sieve.voice(v)),
            hero=sieve.photo(site.hero, needs_consent=False),
            logo=sieve.photo(site.logo, needs_consent=False),
            requests=tuple(
                sieve.request(r, {c.slug for c in cases})
                for r in site.requests
                if r.record.state is not State.withdrawn
            ),
        ),
        sieve.problems,
    )


@dataclass
class _Sieve:
    showing: Showing
    problems: list[Problem] = field(default_factory=list)

    def is_out(self, entry: CaseEntry | ServiceEntry, photos: tuple[Photo, ...]) -> bool:
        """Whether a record is published; a draft is told what it lacks, a published one must lack nothing."""
        if entry.record.published:
            self._complete(entry.record, entry.places)
        elif not self.showing.drafts:
            missing = [f.says.ja for f, _ in _missing(entry.record, entry.places)]
            if isinstance(entry, CaseEntry) and not photos:
                missing.append(fields_of(type(entry.record))["photos"].says.ja)
            self.problems.append(problem("W143", entry.places(), missing="、".join(missing) or "ありません"))
        return entry.record.published or self.showing.drafts

    def is_past(self, case: CaseEntry) -> bool:
        """Whether the work is done by that day."""
        done = case.record.done
        if self.showing.future or done is None or done.first_day() <= self.showing.today:
            return True
        self.problems.append(problem("W145", case.places("done"), date=_words(done.first_day())))
        return False

    def case(self, case: CaseEntry) -> CaseEntry:
        """The case with the photos that may be shown; its own consent is told of once, not for every photo."""
        own = case.record.consent
        without = [p for p in case.photos if p.consent is None]
        if without:
            self.problems.append(problem("W315", case.places(), count=len(without)))
        holds = own is None or all(p.consent is not own for p in case.photos) or self.may_print(own, case.places)
        photos = tuple(p for p in case.photos if (holds if p.consent is own else self.photo(p)) and p.consent)
        return replace(case, photos=photos)

    def service(self, service: ServiceEntry) -> ServiceEntry:
        return replace(service, photos=tuple(p for p in service.photos if self.photo(p, needs_consent=False)))

    def request(self, entry: RequestEntry, cases: set[str]) -> RequestEntry:
        """The page of a request with the prices whose cases are all shown; told of when its time is over."""
        if entry.record.state is State.open and not entry.is_shown(self.showing.today):
            self.problems.append(problem("W401", entry.places("until"), date=_words(entry.last_day)))
        hidden = {
            n: [s for s in e.cases if s not in cases and e.basis in BY_CASES]
            for n, e in enumerate(entry.record.estimates)
        }
        for n, names in hidden.items():
            if names:
                self.problems.append(problem("W402", entry.places("estimates", n, "cases"), names="、".join(names)))
        left = [n for n, names in hidden.items() if not names]
        update = {"estimates": tuple(entry.record.estimates[n] for n in left)}
        places = entry.places.kept("estimates", left)
        return replace(entry, record=entry.record.model_copy(update=update), places=places)

    def voice(self, voice: VoiceEntry) -> bool:
        """Whether a voice may be printed."""
        if voice.record.consent is None:
            self.problems.append(problem("W326", voice.places()))
        return voice.record.consent is not None and self.may_print(voice.record.consent, voice.places)

    def photo(self, photo: Photo | None, *, needs_consent: bool = True) -> Photo | None:
        """The photo, if there is one and it may be shown."""
        if photo is None:
            return None
        if photo.consent is None:
            if needs_consent:
                self.problems.append(problem("W315", photo.place, count=1))
            return None if needs_consent else photo
        return photo if self.may_print(photo.consent, Places({(): photo.place})) else None

    def may_print(self, consent: Consent, places: Places) -> bool:
        """Whether a consent still holds; `places` are those of the record that it belongs to."""
        ended = consent.until is not None and consent.until.last_day() < self.showing.today
        if not ended and (consent.withdrawn is None or consent.withdrawn.first_day() > self.showing.today):
            return True
        self.problems.append(problem("W316", places("consent", "until" if ended else "withdrawn")))
        return False

    def profile(self, profile: Profile, places: Places) -> tuple[Profile, Places]:
        """The profile with what holds on that day, and the places of what is left."""
        if profile.published:
            self._complete(profile, places)
        licences = self._timely(profile.licences, self._licence_end, places, "licences")
        campaigns = self._timely(profile.campaigns, self._campaign_end, places, "campaigns")
        update = {"licences": tuple(licences.values()), "campaigns": tuple(campaigns.values())}
        left = places.kept("licences", list(licences)).kept("campaigns", list(campaigns))
        return profile.model_copy(update=update), left

    def _complete(self, record: Record, places: Places) -> None:
        for lacking, place in _missing(record, places):
            values = {"label": lacking.says.ja, "key": lacking.key, "example": lacking.example}
            self.problems.append(problem("E142", place, **values))

    def _timely(
        self, items: Iterable[T], ending: Callable[[T], tuple[str, str, date] | None], places: Places, key: str
    ) -> dict[int, T]:
        """The items that hold, by their number in the file."""
        kept = {}
        for n, item in enumerate(items):
            ended = ending(item)
            if ended is None:
                kept[n] = item
            else:
                code, below, day = ended
                self.problems.append(problem(code, places(key, n, below), date=_words(day)))
        return kept

    def _licence_end(self, licence: Licence) -> tuple[str, str, date] | None:
        last = licence.expires.last_day() if licence.expires else None
        return ("W305", "expires", last) if last and last < self.showing.today else None

    def _campaign_end(self, campaign: Campaign) -> tuple[str, str, date] | None:
        """One that ends before it starts runs on no day; it stays, so that a rule can tell of it."""
        first, last = campaign.start.first_day(), campaign.end.last_day()
        if first <= last < self.showing.today:
            return "W308", "end", last
        if self.showing.today < first <= last and not self.showing.future:
            return "W145", "start", first
        return None


def _missing(record: Record, places: Places, path: Path = ()) -> Iterator[tuple[Field, Place]]:
    """Every field that is needed to publish and empty, in the record and in those it holds."""
    for declared in fields_of(type(record)).values():
        value = getattr(record, declared.key)
        if declared.says.to_publish and value in (None, ()):
            yield declared, places(*path)
        elif declared.record and isinstance(value, tuple):
            for n, item in enumerate(value):
                yield from _missing(item, places, (*path, declared.key, n))


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
