"""How a criterion of a good page is declared: what is asked, how much it matters, what it takes, and what to write where."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any

from adgen.content.declared import fields_of
from adgen.model.picture import PhotoFacts
from adgen.model.profile import Profile
from adgen.model.site import Site
from adgen.photos.verdict import Verdict
from adgen.problems import Problem
from adgen.problems.catalogue import Language

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Words:
    """A sentence in both languages; what stands in braces is filled in."""

    ja: str
    en: str

    def say(self, language: Language, values: Mapping[str, Any] = _NOTHING) -> str:
        return (self.en if language == "en" else self.ja).format_map(values)


class Section(Enum):
    """The parts in which a page is judged, in the order in which they are told."""

    people = Words("会社と人", "company and people")
    cases = Words("施工事例", "cases")
    services = Words("業務内容と料金", "services and prices")
    photos = Words("写真", "photos")
    ready = Words("受け入れ準備", "ready for requests")
    fresh = Words("新しさ", "freshness")


class Effort(Enum):
    """What one step takes: a line that can be written at once, a text or photos to look for, or the next job."""

    line = 1
    evening = 1.5
    job = 2

    @property
    def words(self) -> Words:
        return _EFFORTS[self]


_EFFORTS = {
    Effort.line: Words("5分", "five minutes"),
    Effort.evening: Words("30分", "half an hour"),
    Effort.job: Words("次の現場で", "with the next job"),
}

# What the sentence of a criterion names, of one thing that is lacking.
Gap = Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """What a criterion looks at: the site as it is shown on that day, its photos, and what the build says of it."""

    site: Site
    facts: Mapping[str, PhotoFacts]
    verdicts: Mapping[str, Verdict]
    problems: Sequence[Problem]
    today: date

    def files_with(self, *codes: str) -> set[str]:
        """The files of which the build tells one of these codes."""
        return {p.place.file for p in self.problems if p.code in codes}

    def has_draft(self, folder: str) -> bool:
        """Whether a record in `cases` or `services` is still a draft: that is told first, and no further one is asked for."""
        return any(file.startswith(f"{self.site.folder}/{folder}/") for file in self.files_with("W143"))

    @property
    def profile_file(self) -> str:
        return f"{self.site.folder}/site.yaml"


@dataclass(frozen=True)
class Tally:
    """How many there should be, and what is lacking of them, what matters most first; 0: it is not asked of this site."""

    of: int
    gaps: tuple[Gap, ...]

    @property
    def have(self) -> int:
        return self.of - len(self.gaps)


Look = Callable[[Seen], Tally]


@dataclass(frozen=True)
class Criterion:
    """One row of the table: `weight` from 1 to 10 is what it is worth to a reader, `todo` is said of each gap.

    `todo` may name {folder} and {site} (the site as commands take it) besides the values of the gap.
    """

    id: str
    section: Section
    weight: int
    effort: Effort
    name: Words
    todo: Words
    look: Look


def tally(of: int, gaps: Sequence[Gap]) -> Tally:
    """A tally of things that are looked at one by one."""
    return Tally(of, tuple(gaps))


def whether(fine: bool, **gap: Any) -> Tally:
    """A tally of one thing that is there or not."""
    return Tally(1, () if fine else (gap,))


def written(key: str, section: Section, weight: int, why: Words) -> Criterion:
    """A criterion that a field of site.yaml is filled in; its name and example are those of the field."""
    says = fields_of(Profile)[key].says

    def look(seen: Seen) -> Tally:
        return whether(bool(getattr(seen.site.profile, key)), file=seen.profile_file)

    ja = f"{why.ja}。{{file}} に「{says.ja}」を書いてください。例: {says.ja}: {says.example}"
    en = f"{why.en}: write '{key}' into {{file}}, for example {key}: {says.example}"
    return Criterion(key, section, weight, Effort.line, Words(says.ja, says.en), Words(ja, en), look)
