"""What of a site is shown today: drafts, consent and dates decide, each omission with its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from adgen.content.fields import fields_of
from adgen.model.declare import Record
from adgen.model.parts import Campaign, Licence
from adgen.model.photo import Photo
from adgen.model.profile import Profile
from adgen.model.site import CaseEntry, ServiceEntry, Site
from adgen.problems import Places, Problem, problem
from adgen.text.japanese import When

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
    profile = sieve.profile(site.profile, site.places)
    return (
        replace(
            site,
            profile=profile,
            services=tuple(sieve.service(s) for s in site.services if sieve.is_out(s, ())),
            cases=tuple(sieve.case(c) for c in site.cases if sieve.is_out(c, c.photos) and sieve.is_past(c)),
            staff=tuple(replace(s, face=sieve.one(s.face)) for s in site.staff),
            voices=tuple(v for v in site.voices if sieve.may_print(v.record.consent, v.places)),
            hero=sieve.one(site.hero, needs_consent=False),
            logo=sieve.one(site.logo, needs_consent=False),
        ),
        sieve.problems,
    )


@dataclass
class _Sieve:
    showing: Showing
    problems: list[Problem] = field(default_factory=list)

    def is_out(self, entry: CaseEntry | ServiceEntry, photos: tuple[Photo, ...]) -> bool:
        """Whether a record is published; a draft is told what it lacks, a published one must lack nothing."""
        missing = list(_missing(entry.record))
        if isinstance(entry, CaseEntry) and not entry.record.published and not photos:
            missing.append(("写真", "photos", "施工後1.jpg"))
        if entry.record.published:
            for label, key, example in missing:
                self.problems.append(problem("E142", entry.places(), label=label, key=key, example=example))
        elif not self.showing.drafts:
            words = "、".join(label for label, _, _ in missing) or "ありません"
            self.problems.append(problem("W143", entry.places(), missing=words))
        return entry.record.published or self.showing.drafts

    def is_past(self, case: CaseEntry) -> bool:
        done = case.record.done
        if self.showing.future or done is None or done.first_day() <= self.showing.today:
            return True
        self.problems.append(problem("W145", case.places("done"), date=_words(done)))
        return False

    def case(self, case: CaseEntry) -> CaseEntry:
        without = [p for p in case.photos if p.consent is None]
        if without:
            self.problems.append(problem("W315", case.places(), count=len(without)))
        return replace(case, photos=self._kept(case.photos))

    def service(self, service: ServiceEntry) -> ServiceEntry:
        return replace(service, photos=tuple(p for p in service.photos if self.one(p, needs_consent=False)))

    def one(self, photo: Photo | None, *, needs_consent: bool = True) -> Photo | None:
        if photo is None:
            return None
        if photo.consent is None:
            if needs_consent:
                self.problems.append(problem("W315", photo.place, count=1))
            return None if needs_consent else photo
        return photo if self.may_print(photo.consent, Places({(): photo.place})) else None

    def _kept(self, photos: Iterable[Photo]) -> tuple[Photo, ...]:
        return tuple(p for p in photos if p.consent and self.one(p))

    def may_print(self, consent: object, places: Places) -> bool:
        """Whether a consent, where there is one, still holds."""
        until, withdrawn = getattr(consent, "until", None), getattr(consent, "withdrawn", None)
        ended = until is not None and until.last_day() < self.showing.today
        if not ended and (withdrawn is None or withdrawn.first_day() > self.showing.today):
            return True
        self.problems.append(problem("W316", places("consent")))
        return False

    def profile(self, profile: Profile, places: Places) -> Profile:
        if profile.published:
            for label, key, example in _missing(profile):
                self.problems.append(problem("E142", places(), label=label, key=key, example=example))
        return profile.model_copy(
            update={
                "licences": self._timely(profile.licences, self._licence_holds, places, "licences"),
                "campaigns": self._timely(profile.campaigns, self._campaign_runs, places, "campaigns"),
            }
        )

    def _timely(
        self, items: Iterable[T], holds: Callable[[T], tuple[str, When | None]], places: Places, key: str
    ) -> tuple[T, ...]:
        kept = []
        for n, item in enumerate(items):
            code, when = holds(item)
            if when is None:
                kept.append(item)
            else:
                self.problems.append(problem(code, places(key, n), date=_words(when)))
        return tuple(kept)

    def _licence_holds(self, licence: Licence) -> tuple[str, When | None]:
        over = licence.expires if licence.expires and licence.expires.last_day() < self.showing.today else None
        return "W305", over

    def _campaign_runs(self, campaign: Campaign) -> tuple[str, When | None]:
        if campaign.end.last_day() < self.showing.today:
            return "W308", campaign.end
        early = campaign.start.first_day() > self.showing.today and not self.showing.future
        return "W145", campaign.start if early else None


def _missing(record: Record) -> Iterable[tuple[str, str, str]]:
    for f in fields_of(type(record)).values():
        if f.says.to_publish and getattr(record, f.key) in (None, ()):
            yield f.says.ja, f.key, f.says.example


def _words(when: When) -> str:
    day = when.last_day()
    return f"{day.year}年{day.month}月{day.day}日"
