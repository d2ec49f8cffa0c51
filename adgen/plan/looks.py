"""What a contractor can do better for the eye and for readers who cannot see: colours, words of photos, headings."""

import re
from collections.abc import Iterator, Mapping

from adgen.model.photo import Photo
from adgen.model.picture import PhotoFacts, Recipe
from adgen.model.site import Site
from adgen.model.values import HeroLayout
from adgen.pages.prose import skipped_headings
from adgen.pages.style import contrast, palette, read_colour
from adgen.plan.home import hero_veil
from adgen.problems import Place, Problem, problem

# A phone of 390 px shows 12 of the largest characters in a line.
_LINE = 12
_LONGEST_TAGLINE = 40
_LONGEST_TITLE = 60
# From here on the photo is seen through more veil than light.
_DENSE = 55
_NO_ALT = re.compile(
    r"(IMG|DSC|PXL)?[-_\d.]*|.*\.(jpe?g|png|heic|webp)|(写真|画像|施工[前中後]?|before|after|image)\d*", re.IGNORECASE
)
_ALT_OPENS = re.compile(r".*の(写真|画像)(です)?。?")
_LONGEST_ALT = 80


def check_looks(site: Site, facts: Mapping[str, PhotoFacts], recipes: Mapping[str, Recipe]) -> Iterator[Problem]:
    """Warnings with their numbers; none of a site that shows its name only."""
    if site.profile.published:
        yield from _accent(site)
        yield from _hero(site, facts, recipes)
        yield from _alt_texts(site)
        yield from _headings(site)


def _accent(site: Site) -> Iterator[Problem]:
    asked = site.profile.design.accent
    used = palette(asked)["accent"]
    if used != asked:
        ratio = contrast(read_colour(asked), (1.0, 1.0, 1.0))
        yield problem("W611", site.places("design", "accent"), asked=asked, used=used, ratio=f"{ratio:.1f}")


def _hero(site: Site, facts: Mapping[str, PhotoFacts], recipes: Mapping[str, Recipe]) -> Iterator[Problem]:
    if site.hero and site.hero.path in facts and site.profile.design.hero in (None, HeroLayout.full):
        veil = hero_veil(site, facts, recipes)
        if veil >= _DENSE:
            yield problem("W612", site.hero.place, percent=veil)


def _alt_texts(site: Site) -> Iterator[Problem]:
    photos = list({p.path: p for p in site.photos}.values())
    lacking = [photo for photo in _without_words(site) if not photo.entry.alt]
    if lacking:
        yield problem("W613", Place(site.folder), count=len(lacking), all=len(photos), first=lacking[0].path)
    yield from (problem("W614", photo.place, alt=photo.entry.alt) for photo in photos if _says_nothing(photo))


def _without_words(site: Site) -> Iterator[Photo]:
    """Photos for which nothing good can stand in. In a case its title and 施工前 or 施工後 do, but only once each."""
    if site.hero and site.profile.hero:
        yield site.hero
    yield from (photo for service in site.services for photo in service.photos)
    for case in site.cases:
        first = {photo.role: photo for photo in reversed(case.photos)}
        yield from (photo for photo in case.photos if photo is not first[photo.role])


def _says_nothing(photo: Photo) -> bool:
    alt = (photo.entry.alt or "").strip()
    return bool(alt) and bool(_NO_ALT.fullmatch(alt) or _ALT_OPENS.fullmatch(alt) or len(alt) > _LONGEST_ALT)


def _headings(site: Site) -> Iterator[Problem]:
    tagline = site.profile.tagline or ""
    if len(tagline) > _LONGEST_TAGLINE:
        yield _long(site.places("tagline"), "一言", "tagline", tagline)
    for entry in site.written:
        if len(entry.record.title) > _LONGEST_TITLE:
            yield _long(entry.places("title"), "題名", "title", entry.record.title)
        yield from skipped_headings(entry.body)


def _long(place: Place, label: str, key: str, text: str) -> Problem:
    return problem("W615", place, label=label, key=key, length=len(text), lines=-(-len(text) // _LINE))
