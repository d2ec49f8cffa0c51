"""Site + facts + theme -> Plan: every address, page, picture and asset, before anything is written. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from adgen import trades
from adgen.model.photo import Photo
from adgen.model.picture import PhotoFacts, Rendition
from adgen.model.request import FOLDER, page_path
from adgen.model.site import Site
from adgen.pages import linked_data, words
from adgen.pages.home_view import HomePage
from adgen.pages.policy import content_policy
from adgen.pages.request_view import RequestPage
from adgen.pages.theme import Theme
from adgen.pages.view import CaseView, Company, Contact, Head, Link, RedirectPage, ServiceView
from adgen.photos.verdict import Verdict
from adgen.plan import machine_files, texts
from adgen.plan.addresses import redirects
from adgen.plan.assets import assets
from adgen.plan.cases import address, case_lists, case_view
from adgen.plan.company import company, contact, public_address
from adgen.plan.heads import REQUEST, Heads
from adgen.plan.home import hero_veil, home_page
from adgen.plan.host_files import host_files
from adgen.plan.leading import lead, led
from adgen.plan.pictures import Pictures
from adgen.plan.requests import over_page, request_page
from adgen.plan.services import service_view
from adgen.plumbing.recollection import Recollection


@dataclass(frozen=True)
class Page:
    """One page to render: where it goes, from which template, with which values."""

    path: str
    template: str
    values: Mapping[str, Any]

    @property
    def is_secret(self) -> bool:
        """Whether only those to whom it was sent may know where it stands."""
        return bool(self.values["page"].kind == REQUEST)


@dataclass(frozen=True)
class PictureJob:
    """One photo and all the files to make of it."""

    photo: Photo
    digest: str
    format: str
    pixels: int
    renditions: tuple[Rendition, ...]


@dataclass(frozen=True)
class Plan:
    """The whole output of one site. `about` is what the list of all sites shows."""

    pages: tuple[Page, ...]
    pictures: tuple[PictureJob, ...]
    files: Mapping[str, bytes]
    about: Mapping[str, Any]


def make_plan(
    site: Site,
    facts: Mapping[str, PhotoFacts],
    theme: Theme,
    base_url: str,
    today: date,
    verdicts: Mapping[str, Verdict] = MappingProxyType({}),
    memory: Recollection | None = None,
) -> Plan:
    """The plan of a site on a day. `facts` by photo path; `base_url` is the address of its root, or "" when unknown.

    Photos that are unfit by their verdict stand on no card and in no shared picture. A `memory` saves time and changes nothing.
    """
    base = base_url.rstrip("/") + "/" if base_url else ""
    notice = site.profile.photo_copyright or ""
    encodings = {kind: replace(encoding, copyright=notice) for kind, encoding in theme.encodings.items()}
    return _Planner(site, Pictures(facts, theme.recipes, encodings, verdicts), theme, base, today, memory).plan()


class _Planner:
    def __init__(
        self, site: Site, pictures: Pictures, theme: Theme, base: str, today: date, memory: Recollection | None
    ) -> None:
        self.site, self.pictures, self.theme, self.base, self.today = site, pictures, theme, base, today
        self.front = led(site, pictures, today)
        self.profile = site.profile
        self.noindex = site.profile.sample or not site.profile.published
        photo = site.hero or next((p for c in site.newest if (p := pictures.lead(c.photos))), None)
        share = pictures.picture(photo, "share") if photo and site.profile.published else None
        form = self.profile.form.action if self.profile.form and self.profile.published else ""
        self.heads = Heads(self.profile.name, base, self.noindex, share.large if share else "", form, memory)

    def plan(self) -> Plan:
        pages = self._pages() if self.profile.published else [self._name_page()]
        veil = hero_veil(self.front, self.pictures.facts, self.theme.recipes)
        shared = assets(self.profile, self.theme, self.pictures.focus, veil)
        machine = self._machine_files(pages)
        feed = machine_files.FEED if machine_files.FEED in machine else ""
        seen = self._company({**shared.addresses, "feed": feed})
        made = tuple(
            Page(path, template, {"company": seen, "contact": self._contact(seen, view), "page": head, "view": view})
            for path, template, head, view in pages
        )
        return Plan(made, self._picture_jobs(), {**shared.files, **machine}, self._about())

    def _company(self, addresses: Mapping[str, str]) -> Company:
        photo = self.site.logo if self.profile.published else None
        logo = self.pictures.picture(photo, "logo", self.profile.name) if photo else None
        return company(self.site, addresses, logo)

    def _contact(self, seen: Company, view: Any) -> Contact:
        """The ways to ask, with the questions of the trade that a page shows."""
        if isinstance(view, ServiceView):
            asked = (*view.record.hearing, *trades.trades()[view.record.trade].questions)
            return contact(self.site, view.title, asked)
        if isinstance(view, RequestPage):
            return contact(self.site, view.jobs[0].trade, view.questions)
        if isinstance(view, HomePage) and view.lead:
            return contact(self.site, view.lead.trade, view.lead.questions)
        if isinstance(view, CaseView):
            asked = trades.trades()[view.record.trade].questions
            return contact(self.site, view.card.trade, asked)
        return seen.contact

    def _pages(self) -> list[tuple[str, str, Head, Any]]:
        return [self._home(), *self._cases(), *self._services(), *self._requests(), *self._texts(), *self._redirects()]

    def _home(self) -> tuple[str, str, Head, Any]:
        profile = self.profile
        view = home_page(self.front, self.pictures, lead(self.site, self.pictures, self.today))
        labels = "、".join(trades.trades()[t].label for t in profile.trades[:2])
        first = profile.areas[0].cities[0] if profile.areas and profile.areas[0].cities else ""
        about = f"{first}の{labels}" if first and labels else first or labels
        data = linked_data.script(
            linked_data.business(
                profile, public_address(self.profile), self.base, self._absolute(self.heads.share_image)
            )
        )
        head = self.heads.head(
            "home",
            "index.html",
            f"{profile.name}｜{about}" if about else profile.name,
            profile.lead or profile.tagline or profile.name,
            data=(data,),
            preload=view.hero,
        )
        return "index.html", "home.html", head, view

    def _cases(self) -> list[tuple[str, str, Head, Any]]:
        pages: list[tuple[str, str, Head, Any]] = []
        if not self.site.cases:
            return pages
        trail = (Link("施工事例", "cases/index.html"),)
        for path, listing, title in case_lists(self.site, self.pictures):
            above = () if path == "cases/index.html" else trail
            pages.append(
                (path, "cases.html", self.heads.head("cases", path, title, listing.lead, trail=above), listing)
            )
        for entry in self.site.cases:
            view = case_view(entry, self.site, self.pictures)
            photo = self.pictures.lead(entry.photos)
            image = self.pictures.picture(photo, "share").large if photo else ""
            label = trades.trades()[entry.record.trade].label
            data = linked_data.script(linked_data.case(entry, label, self.base, machine_files.pictures_of(view)))
            description = entry.record.request or entry.record.work or entry.record.title
            head = self.heads.head(
                "case", view.card.href, entry.record.title, description, trail=trail, data=(data,), image=image
            )
            pages.append((view.card.href, "case.html", head, view))
        return pages

    def _services(self) -> list[tuple[str, str, Head, Any]]:
        pages: list[tuple[str, str, Head, Any]] = []
        trail = (Link("業務内容と料金", "index.html#services"),)
        for entry in self.site.services:
            view = service_view(entry, self.site, self.pictures)
            data = linked_data.script(linked_data.service(entry, view.trade, self.base))
            head = self.heads.head(
                "service", view.href, view.title, view.summary or view.title, trail=trail, data=(data,)
            )
            pages.append((view.href, "service.html", head, view))
        return pages

    def _requests(self) -> Iterator[tuple[str, str, Head, Any]]:
        if self.site.requests:
            # A host without an index of a folder may list the names in it.
            missing = texts.not_found_page(has_cases=bool(self.site.cases))
            head = self.heads.head("text", REQUESTS_INDEX, missing.heading, missing.lead, noindex=True)
            yield REQUESTS_INDEX, "text.html", head, missing
        for entry in self.site.requests:
            path = page_path(entry.token)
            if entry.is_shown(self.today):
                view = request_page(entry, self.site, self.pictures)
                head = self.heads.head(REQUEST, path, view.heading, view.lead, preload=view.hero)
                yield path, "request.html", head, view
            else:
                over = over_page(entry, self.site)
                yield path, "text.html", self.heads.head(REQUEST, path, over.heading, over.lead), over

    def _texts(self) -> list[tuple[str, str, Head, Any]]:
        pages: list[tuple[str, str, Head, Any]] = []
        for path, view, there in (
            ("privacy.html", texts.privacy_page(self.profile), self.profile.form is not None),
            ("legal.html", texts.legal_page(self.profile), self.profile.legal_notice is not None),
        ):
            if there:
                pages.append(
                    (path, "text.html", self.heads.head("text", path, view.heading, view.lead, noindex=True), view)
                )
        missing = texts.not_found_page(has_cases=bool(self.site.cases))
        head = self.heads.head("text", "404.html", missing.heading, missing.lead, noindex=True)
        # Hosts show this page under any address, so its links must not be relative where the root is known.
        root = urlsplit(self.base).path if self.base else ""
        return [*pages, ("404.html", "text.html", replace(head, root=root), missing)]

    def _redirects(self) -> list[tuple[str, str, Head, Any]]:
        found = redirects(self.site).items()
        return [
            (
                path,
                "redirect.html",
                self.heads.head("redirect", path, self.profile.name, "", noindex=True),
                RedirectPage(target),
            )
            for path, target in found
        ]

    def _name_page(self) -> tuple[str, str, Head, Any]:
        head = self.heads.head("name", "index.html", self.profile.name, self.profile.name, noindex=True)
        return "index.html", "name.html", head, None

    def _picture_jobs(self) -> tuple[PictureJob, ...]:
        photos = {p.path: p for p in self.site.photos}
        return tuple(
            _job(photos[path], self.pictures.facts[path], wanted)
            for path, wanted in sorted(self.pictures.needed.items())
        )

    def _machine_files(self, pages: list[tuple[str, str, Head, Any]]) -> dict[str, bytes]:
        root = urlsplit(self.base).path if self.base else None
        policy = content_policy(self.heads.form_action, ())
        files = {
            "robots.txt": machine_files.robots(self.base, noindex=self.noindex),
            **host_files(policy, root, redirects(self.site)),
        }
        listed = [(head.canonical, view) for _, template, head, view in pages if template in _LISTED and self.base]
        if listed:
            updated = (
                self.profile.updated.last_day().isoformat() if self.profile.updated and self.profile.updated.day else ""
            )
            files["sitemap.xml"] = machine_files.sitemap(
                ((at, (self.base + p.large for p in machine_files.pictures_of(view))) for at, view in listed), updated
            )
        views = {head.path: view for _, _, head, view in pages}
        cases = [(c, views[address(c)]) for c in self.site.newest if c.record.done and address(c) in views]
        if self.base and cases:
            files[machine_files.FEED] = machine_files.feed(self.profile.name, self.base, cases)
        return files

    def _about(self) -> dict[str, Any]:
        profile = self.profile
        return {
            "site": self.site.slug,
            "name": profile.name,
            "tagline": profile.tagline if profile.published else "",
            "published": profile.published,
            "updated": words.when(profile.updated) if profile.updated and profile.published else "",
        }

    def _absolute(self, path: str) -> str:
        return self.base + path if self.base and path else ""


def _job(photo: Photo, facts: PhotoFacts, wanted: Mapping[str, Rendition]) -> PictureJob:
    return PictureJob(photo, facts.digest, facts.format, facts.width * facts.height, tuple(wanted.values()))


REQUESTS_INDEX = f"{FOLDER}/index.html"
_LISTED = ("home.html", "cases.html", "case.html", "service.html")
