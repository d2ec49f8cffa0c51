"""A contractor's folder as one frozen value."""

from dataclasses import dataclass
from functools import cached_property

from adgen.model.people import Staff, Voice
from adgen.model.photo import Photo
from adgen.model.profile import Profile
from adgen.model.request import RequestEntry
from adgen.model.work import Case, Question, Service
from adgen.problems import Place, Places


@dataclass(frozen=True)
class Body:
    """Markdown under a front matter; `place` is its first line."""

    markdown: str
    place: Place


@dataclass(frozen=True)
class ServiceEntry:
    """One service with its address name, text and photos."""

    slug: str
    record: Service
    body: Body
    photos: tuple[Photo, ...]
    places: Places


@dataclass(frozen=True)
class CaseEntry:
    """One case with its address name, text and photos: those of the front matter first, then the others by name."""

    slug: str
    record: Case
    body: Body
    photos: tuple[Photo, ...]
    places: Places


@dataclass(frozen=True)
class StaffEntry:
    record: Staff
    face: Photo | None
    places: Places


@dataclass(frozen=True)
class VoiceEntry:
    record: Voice
    places: Places


@dataclass(frozen=True)
class FaqEntry:
    record: Question
    places: Places


@dataclass(frozen=True)
class Site:
    """Everything the contractor wrote; `slug` names the folder under build/ and `folder` the one under sites/.

    Trades in the records are ids of the taxonomy.
    """

    slug: str
    folder: str
    profile: Profile
    services: tuple[ServiceEntry, ...]
    cases: tuple[CaseEntry, ...]
    staff: tuple[StaffEntry, ...]
    voices: tuple[VoiceEntry, ...]
    faq: tuple[FaqEntry, ...]
    hero: Photo | None
    logo: Photo | None
    places: Places
    requests: tuple[RequestEntry, ...] = ()

    @cached_property
    def newest(self) -> tuple[CaseEntry, ...]:
        """The cases by date of completion, newest first; those of one month by address."""
        cases = sorted(self.cases, key=lambda c: c.slug)
        done = sorted(cases, key=lambda c: c.record.done.last_day().toordinal() if c.record.done else 0, reverse=True)
        return tuple(done)

    @property
    def written(self) -> tuple[ServiceEntry | CaseEntry, ...]:
        """Every record with a body: services, then cases."""
        return (*self.services, *self.cases)

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Every photo that a record names, in the order of the site."""
        single = [self.hero, self.logo, *(s.face for s in self.staff)]
        groups = [*(c.photos for c in self.cases), *(s.photos for s in self.services)]
        return (*(p for p in single if p), *(p for group in groups for p in group))
