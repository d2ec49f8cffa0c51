"""Files for machines: sitemap.xml with its pictures, robots.txt, and the feed of cases."""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from adgen.model.site import CaseEntry
from adgen.pages.home_view import HomePage
from adgen.pages.view import CaseView, Picture, ServiceView

FEED = "feed.xml"
_MOST_ENTRIES = 30


def pictures_of(view: Any) -> tuple[Picture, ...]:
    """The photos that a page shows large, each once, in its own order."""
    match view:
        case HomePage():
            found = [view.hero]
        case CaseView():
            found = [view.lead, *(p for pair in view.pairs for p in pair), *view.photos]
        case ServiceView():
            found = [*view.photos]
        case _:
            found = []
    return tuple({p.large: p for p in found if p}.values())


def sitemap(pages: Iterable[tuple[str, Iterable[str]]], updated: str) -> bytes:
    """sitemaps.org 0.9 with Google's image extension: addresses of pages, each with those of its pictures.

    `updated` is a W3C date or "".
    """
    changed = f"<lastmod>{updated}</lastmod>" if updated else ""
    rows = "".join(
        f"<url><loc>{escape(address, quote=False)}</loc>{changed}{_images(images)}</url>\n" for address, images in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n{rows}</urlset>\n'
    ).encode()


def _images(addresses: Iterable[str]) -> str:
    return "".join(f"<image:image><image:loc>{escape(a, quote=False)}</image:loc></image:image>" for a in addresses)


def robots(base: str, *, noindex: bool) -> bytes:
    """Everything may be read: a page that must not be listed says so itself, which a robot has to read."""
    lines = ["User-agent: *", "Disallow:"]
    if base and not noindex:
        lines.append(f"Sitemap: {base}sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


def feed(name: str, base: str, cases: Iterable[tuple[CaseEntry, CaseView]]) -> bytes:
    """The newest cases as Atom (RFC 4287). One without a date of completion has no place in it."""
    dated = [(case.record.done.last_day(), view) for case, view in cases if case.record.done][:_MOST_ENTRIES]
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "ja"})
    _texts(
        root, id=base + FEED, title=f"{name}の施工事例", updated=_moment(max((d for d, _ in dated), default=date.min))
    )
    SubElement(root, "link", rel="self", type="application/atom+xml", href=base + FEED)
    SubElement(root, "link", rel="alternate", type="text/html", href=base)
    _texts(SubElement(root, "author"), name=name)
    for day, view in dated:
        _entry(root, view, base, day)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _entry(root: Element, view: CaseView, base: str, day: date) -> None:
    entry, card = SubElement(root, "entry"), view.card
    facts = (("費用", card.price), ("工期", card.period), ("地域", card.area))
    summary = "／".join(f"{label} {text}" for label, text in facts if text)
    _texts(entry, id=base + card.href, title=card.title, updated=_moment(day), summary=summary)
    SubElement(entry, "link", rel="alternate", type="text/html", href=base + card.href)
    SubElement(entry, "category", term=card.trade)
    if card.picture:
        SubElement(entry, "link", rel="enclosure", type="image/jpeg", href=base + card.picture.large)


def _texts(element: Element, **texts: str) -> None:
    for tag, text in texts.items():
        SubElement(element, tag).text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+09:00"
