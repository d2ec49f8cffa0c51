"""The home page: everything a homeowner wants to know, in the contractor's order."""

from collections.abc import Mapping

from adgen.model.picture import PhotoFacts, Recipe
from adgen.model.profile import Profile
from adgen.model.site import Site
from adgen.model.values import HeroLayout, Section
from adgen.pages import words
from adgen.pages.home_view import HomePage, Lead
from adgen.pages.veil import Cut, brightest, density
from adgen.pages.view import Link
from adgen.photos.frame import crop_box, seen_in
from adgen.photos.inspect import GRID
from adgen.plan.cases import card, seen_first
from adgen.plan.facts import facts
from adgen.plan.people import no_reward_note, staff_view, voice_view
from adgen.plan.pictures import Pictures
from adgen.plan.services import service_view

_CASES_SHOWN = 7
# 特定商取引法9条, in plain words; the contractor may write his own.
COOLING_OFF = (
    "ご自宅で契約された場合など、特定商取引法の訪問販売にあたるときは、契約の書面を受け取った日を含めて8日以内なら、"
    "書面またはメールで契約を取り消せます（クーリング・オフ）。"
    "ご自身から呼んで契約された場合など、対象にならないこともあります。"
)


def home_page(site: Site, pictures: Pictures, lead: Lead | None) -> HomePage:
    """The view of index.html; `lead` is what comes before everything else."""
    profile = site.profile
    by_slug = {c.slug: c for c in site.cases}
    cases = sorted(seen_first(site, pictures), key=lambda c: not c.record.featured)
    return HomePage(
        sections=_sections(site),
        hero=pictures.picture(site.hero, hero_role(profile), profile.name) if site.hero else None,
        lead=lead,
        facts=facts(site),
        strengths=tuple(
            (s, Link(by_slug[s.case].record.title, f"cases/{s.case}.html") if s.case in by_slug else None)
            for s in profile.strengths
        ),
        evidence=tuple((e.claim, e.basis) for e in profile.evidence),
        campaigns=tuple((c, words.when(c.start), words.when(c.end)) for c in profile.campaigns),
        cases=tuple(card(c, pictures) for c in cases[:_CASES_SHOWN]),
        case_count=len(site.cases),
        services=tuple(service_view(s, site, pictures) for s in site.services),
        voices=tuple(voice_view(v, site) for v in site.voices),
        no_reward_note=no_reward_note(site),
        staff=tuple(staff_view(s, pictures) for s in site.staff),
        steps=profile.steps,
        cooling_off=profile.cooling_off or COOLING_OFF,
        faq=tuple(q.record for q in site.faq),
    )


def hero_role(profile: Profile) -> str:
    """A photo that fills the screen, stands in a frame or beside the text has another shape each time."""
    layout = profile.design.hero or HeroLayout.full
    return "hero" if layout is HeroLayout.full else f"hero_{layout.name}"


def hero_veil(site: Site, looks: Mapping[str, PhotoFacts], recipes: Mapping[str, Recipe]) -> int:
    """Percent of veil that the text on the hero photo needs, on phones and on wide screens."""
    if not site.hero:
        return density(255, site.profile.design.accent)
    hero, recipe = looks[site.hero.path], recipes[hero_role(site.profile)]
    focus = site.hero.entry.focus or hero.focus
    phone, wide = (_cut(hero, by, focus) for by in (recipe.phone or recipe, recipe))
    return density(brightest(hero.grid, GRID[0], phone, wide), site.profile.design.accent)


def _cut(photo: PhotoFacts, recipe: Recipe, focus: tuple[float, float]) -> Cut:
    box = crop_box(photo, recipe.aspect, focus, recipe.keep)
    shape = (box[2] - box[0]) * photo.width / ((box[3] - box[1]) * photo.height)
    return Cut(box, shape, seen_in(box, focus))


def _sections(site: Site) -> tuple[str, ...]:
    profile = site.profile
    filled = {
        Section.strengths: profile.strengths,
        Section.cases: site.cases,
        Section.services: site.services,
        Section.voices: site.voices,
        Section.staff: site.staff,
        Section.trust: profile.licences or profile.insurance or profile.warranty,
        Section.flow: profile.steps
        or profile.payment_timing
        or profile.deposit
        or profile.extra_cost
        or profile.cooling_off,
        Section.faq: site.faq,
        Section.area: profile.areas,
        Section.company: True,
    }
    order = (*profile.design.order, *(s for s in Section if s not in profile.design.order))
    return tuple(s.name for s in order if filled[s])
