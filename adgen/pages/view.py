"""The values that templates see. Texts are plain (templates escape them); `Markup` is HTML made by adgen.

Addresses are written from the root of the site (`cases/living.html`); a template puts `page.root` before them.
Optional values are None or empty and never missing: a name that is not here is a mistake of the template.
"""

from dataclasses import dataclass

from markupsafe import Markup

from adgen.model.parts import Area
from adgen.model.profile import Profile
from adgen.model.work import Case, PriceItem, Service


@dataclass(frozen=True)
class Source:
    """One format of a picture: `type` is its media type, `files` are (address, width in pixels), narrow first."""

    type: str
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Picture:
    """A photo in all its renditions for one role.

    `sources` are the modern formats, best first; `fallback` is the JPEG; `large` is the address of the largest JPEG.
    `note` must be printed under the picture when it is there (イメージ, retouched); it may be the caption itself. `key` names the CSS class that sets its
    focal point (`f-<key>`). `width` and `height` are those of the fallback's largest file. `phone` is the photo as small
    screens show it, where that is another part of it: there its `media` (a media query) holds.
    """

    key: str
    sources: tuple[Source, ...]
    fallback: Source
    large: str
    width: int
    height: int
    sizes: str
    alt: str
    caption: str
    note: str
    role: str
    media: str = ""
    phone: "Picture | None" = None


@dataclass(frozen=True)
class Link:
    """A text with an address; `current` marks where the reader is."""

    text: str
    href: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True)
class Head:
    """What <head> needs. `root` is the way from this page to the site's root: "" or "../".

    `canonical`, `share_image` are absolute or "". `json_ld` are ready JSON texts. `qr` is an SVG of the page's own address
    for the printed page, or "" where the site does not know its address; `policy` its Content-Security-Policy; `referrer`
    what links tell of this page, "" for the browser's own way.
    """

    kind: str
    title: str
    description: str
    path: str
    root: str
    canonical: str
    robots: str
    share_image: str
    json_ld: tuple[Markup, ...]
    breadcrumbs: tuple[Link, ...]
    preload: Picture | None
    qr: Markup
    policy: str
    referrer: str = ""


@dataclass(frozen=True)
class Contact:
    """Ways to ask: `tel_href` is tel:..., `mail_href` is mailto:... with a prepared subject. Empty where there is none."""

    tel: str
    tel_href: str
    mobile: str
    mobile_href: str
    fax: str
    mail: str
    mail_href: str
    line: str
    form_action: str
    hours: str
    holidays: str
    reply_within: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class LicenceView:
    """A permit or qualification: `line` says it without its kind, `dates` from when and until when."""

    kind: str
    line: str
    dates: str
    is_permit: bool


@dataclass(frozen=True)
class Company:
    """What every page knows of the contractor.

    `address` is already cut to what may be shown; `licences` are valid today; `table` are the rows of the company table.
    `style` is the address of the shared style sheet, `site_style` of the contractor's own colours and focal points,
    `extra_style` of what he lays over the theme, or "";
    `touch_icon` and `manifest` those for the home screen of a phone, `feed` that of the newest cases or "". `colour` is the
    accent as #rrggbb. `looks` are the choices of `design` that a theme may follow: square or round, left or centred,
    facts-lines or facts-band, cases-featured or cases-grid, services-rows or services-cards; those not made are not in it.
    """

    name: str
    profile: Profile
    heading: str
    looks: tuple[str, ...]
    hero_layout: str
    sample: bool
    area_text: str
    address: str
    areas: tuple[Area, ...]
    licences: tuple[LicenceView, ...]
    table: tuple[tuple[str, str], ...]
    contact: Contact
    nav: tuple[Link, ...]
    has_privacy: bool
    has_legal: bool
    icon: str
    touch_icon: str
    manifest: str
    feed: str
    colour: str
    style: str
    site_style: str
    extra_style: str
    script: str
    updated: str
    logo: Picture | None


@dataclass(frozen=True)
class CaseCard:
    """A case in a list. `pair` is (before, after) of one place, or None; `picture` is None for a case without a photo.

    `wide` is the same photo for a large place; `scope` says what the price contains.
    """

    title: str
    href: str
    trade: str
    area: str
    building: str
    price: str
    period: str
    done: str
    scope: str
    picture: Picture | None
    wide: Picture | None
    pair: tuple[Picture, Picture] | None


@dataclass(frozen=True)
class CaseView:
    """One case in full. `rows` are label and value for the table of facts; `chapters` are heading and text
    (ご要望, 現状, ご提案, 施工内容, 結果); `story` is the body. `pairs` are before/after of one place, `photos` all others.
    """

    card: CaseCard
    record: Case
    hand: str
    rows: tuple[tuple[str, str], ...]
    chapters: tuple[tuple[str, str], ...]
    story: Markup
    lead: Picture | None
    pairs: tuple[tuple[Picture, Picture], ...]
    photos: tuple[Picture, ...]
    staff: "StaffView | None"
    voice: "VoiceView | None"
    service: Link | None
    related: tuple[CaseCard, ...]


@dataclass(frozen=True)
class PriceView:
    """A line of a price table: `price` is ready to print, without unit (`1,320円〜1,650円`); `unit` such as ㎡."""

    item: PriceItem
    price: str
    unit: str
    min_charge: str
    since: str


@dataclass(frozen=True)
class ServiceView:
    """One service in full; `cases` are own cases of its trade, newest first; `picture` is the first of `photos`, as a card."""

    title: str
    href: str
    trade: str
    record: Service
    summary: str
    story: Markup
    prices: tuple[PriceView, ...]
    picture: Picture | None
    photos: tuple[Picture, ...]
    cases: tuple[CaseCard, ...]
    asbestos: str
    """A sentence on the survey for asbestos, for trades that need one; else ""."""


@dataclass(frozen=True)
class StaffView:
    """A person; `ruby` is how the name is read or "", `initial` stands in where there is no portrait."""

    name: str
    ruby: str
    role: str
    career: str
    licences: tuple[str, ...]
    message: str
    face: Picture | None
    initial: str


@dataclass(frozen=True)
class VoiceView:
    """What a customer wrote; `reward` is 「謝礼あり（…）」 or ""."""

    text: str
    who: str
    date: str
    trade: str
    source: str
    reward: str
    excerpted: bool
    case: Link | None


@dataclass(frozen=True)
class CasesPage:
    """cases.html, for the index and each filter: `filters` are groups of (heading, links)."""

    heading: str
    lead: str
    cards: tuple[CaseCard, ...]
    filters: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True)
class TextPage:
    """text.html: privacy, 特商法表記, and 404; `sections` are heading and paragraphs."""

    heading: str
    lead: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class RedirectPage:
    """redirect.html at a former address."""

    target: str
