"""Which photo stands at the top: the contractor's own choice, else the best of those after the work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from adgen.model.photo import Photo
from adgen.model.picture import PhotoFacts
from adgen.model.site import CaseEntry, Site
from adgen.model.values import Role
from adgen.photos.verdict import Verdict
from adgen.plan.pictures import Pictures
from adgen.problems import Problem, problem

# A photo at the top fills a screen of 1200 pixels at least, in 16:9; above 2400 nobody sees more. A phone shows its whole height.
_LEAST, _ENOUGH = 1200, 2400
_WIDE_SCREEN = 16 / 9
# Wider than high by this factor.
_LANDSCAPE = 1.2
_COLOURFUL = 60.0
# A mild finding weighs as much as a quality that is missing.
_FLAW = 0.2
_GOOD = 0.75
_MOST_REASONS = 3
TOLD = 3
"""How many candidates are told of."""

_WEIGHTS = {"size": 0.25, "sharp": 0.25, "light": 0.2, "colour": 0.15, "upright": 0.15}
_WORDS = {
    "size": ("大きい", "large"),
    "sharp": ("くっきりしている", "sharp"),
    "light": ("明るさがちょうどよい", "well exposed"),
    "colour": ("色が豊か", "colourful"),
    "upright": ("まっすぐ", "upright"),
}


@dataclass(frozen=True)
class Candidate:
    """A photo for the top: `qualities` from 0 to 1 by name, `score` their weighted sum less what was found."""

    photo: Photo
    score: float
    qualities: Mapping[str, float]

    def reasons(self, language: str = "ja") -> tuple[str, ...]:
        """What speaks for it, the best first."""
        best = sorted(self.qualities, key=lambda name: -self.qualities[name])
        good = [name for name in best if self.qualities[name] >= _GOOD]
        return tuple(_WORDS[name][language != "ja"] for name in good[:_MOST_REASONS])


def candidates(
    cases: Iterable[CaseEntry],
    facts: Mapping[str, PhotoFacts],
    verdicts: Mapping[str, Verdict],
    *,
    illustrations: bool = False,
) -> tuple[Candidate, ...]:
    """Every photo of the cases that may stand at the top, the best first: after the work, landscape, with nothing serious found.

    Which photos may be shown at all has been decided before. Photos that do not show the place itself are left out, or come
    last where `illustrations` are wanted too.
    """
    photos = {p.path: p for case in cases for p in case.photos if p.role is Role.after}
    fit = [p for path, p in photos.items() if path in facts and _may(facts[path], verdicts.get(path))]
    found = [
        _candidate(p, facts[p.path], verdicts.get(p.path)) for p in fit if illustrations or not p.entry.illustration
    ]
    return tuple(sorted(found, key=lambda c: (c.photo.entry.illustration, -c.score)))


def best_photo(cases: Iterable[CaseEntry], pictures: Pictures) -> Photo | None:
    """The best photo for the top of a page about some cases: an illustration only where no other may stand there."""
    ranked = candidates(cases, pictures.facts, pictures.verdicts, illustrations=True)
    return ranked[0].photo if ranked else None


def with_hero(site: Site, ranked: tuple[Candidate, ...]) -> Site:
    """The site with the best photo at the top, where the contractor named none and wants more than his name shown."""
    return replace(site, hero=ranked[0].photo) if ranked and not site.hero and site.profile.published else site


def chosen(site: Site, ranked: tuple[Candidate, ...]) -> Problem:
    """The note that tells which photo was put at the top, why, and which come next."""
    first, *others = ranked
    values = {
        "photo": first.photo.path,
        "reasons": "、".join(first.reasons()),
        "reasons_en": ", ".join(first.reasons("en")),
        "others": "、".join(f"{c.photo.path}（{'、'.join(c.reasons())}）" for c in others[: TOLD - 1]) or "なし",
        "others_en": ", ".join(f"{c.photo.path} ({', '.join(c.reasons('en'))})" for c in others[: TOLD - 1]) or "none",
    }
    return problem("W253", site.places(), **values)


def _may(facts: PhotoFacts, verdict: Verdict | None) -> bool:
    is_wide = facts.width >= _LANDSCAPE * facts.height and _side(facts) >= _LEAST
    return is_wide and (verdict is None or verdict.is_fit)


def _side(facts: PhotoFacts) -> float:
    """The width of the largest part in 16:9."""
    return min(facts.width, facts.height * _WIDE_SCREEN)


def _candidate(photo: Photo, facts: PhotoFacts, verdict: Verdict | None) -> Candidate:
    qualities = _qualities(facts)
    flaws = _FLAW * len(verdict.counted) if verdict else 0.0
    return Candidate(
        photo, round(sum(_WEIGHTS[name] * value for name, value in qualities.items()) - flaws, 3), qualities
    )


def _qualities(facts: PhotoFacts) -> dict[str, float]:
    scores = {mark.check: mark.score for mark in facts.marks}
    mean = sum(facts.grid) / len(facts.grid) / 255
    return {
        "size": min(1.0, _side(facts) / _ENOUGH),
        "sharp": 1 - max(scores.get("blur", 0.0), scores.get("upscaled", 0.0)),
        "light": max(0.0, 1 - 2 * abs(mean - 0.5)) * (1 - max(scores.get(name, 0.0) for name in ("dark", "bright", "backlit"))),
        "colour": min(1.0, facts.colourfulness / _COLOURFUL),
        "upright": 1 - scores.get("tilt", 0.0),
    }  # fmt: skip
