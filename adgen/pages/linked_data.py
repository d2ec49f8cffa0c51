"""JSON-LD by schema.org: the company, its services with prices, cases, and the way back.

No ratings: what a business says of itself earns no stars (Google, review snippet guidelines).
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from adgen.model.profile import Profile
from adgen.model.site import CaseEntry, ServiceEntry
from adgen.model.values import Weekday
from adgen.model.work import PriceItem
from adgen.pages.view import Link, Picture

# The first trade of the company decides; schema.org has no type for most Japanese trades.
_TYPES = {
    "HousePainter": ("ext_paint", "paint_in"),
    "RoofingContractor": ("roof", "roof_paint", "roof_leak", "gutter"),
    "Plumber": ("faucet", "leak", "drain", "water_pipe", "toilet", "bath", "boiler", "wash"),
    "Electrician": ("electric", "solar"),
    "HVACBusiness": ("aircon", "floor_heating"),
    "Locksmith": ("lock",),
}
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[〜～~-]\s*(\d{1,2}):(\d{2})")
_TYPE_OF = {trade: kind for kind, trades in _TYPES.items() for trade in trades}


def script(data: dict[str, Any]) -> Markup:
    """The JSON text of a data block, safe inside <script>."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - JSON with <, > and & escaped


def business(profile: Profile, address: str, base: str, image: str) -> dict[str, Any]:
    """The company; `address` is already cut to what may be shown."""
    kind = next((_TYPE_OF[t] for t in profile.trades if t in _TYPE_OF), "HomeAndConstructionBusiness")
    areas = [{"@type": "City", "name": city} for a in profile.areas for city in a.cities]
    areas += [{"@type": "AdministrativeArea", "name": a.prefecture} for a in profile.areas if not a.cities]
    return _filled(
        {
            "@type": kind,
            "@id": f"{base}#company" if base else "",
            "name": profile.name,
            "alternateName": profile.ruby,
            "legalName": profile.legal_name,
            "description": profile.lead or profile.tagline,
            "url": base,
            "image": image,
            "telephone": profile.tel,
            "email": profile.email,
            "address": {"@type": "PostalAddress", "addressCountry": "JP", "streetAddress": address}
            if address
            else None,
            "areaServed": areas,
            "openingHoursSpecification": _opening(profile),
            "foundingDate": str(profile.founded.year) if profile.founded else None,
            "paymentAccepted": "、".join(profile.payment_methods),
            "hasCredential": [
                _filled(
                    {
                        "@type": "EducationalOccupationalCredential",
                        "credentialCategory": licence.kind,
                        "identifier": licence.number,
                        "recognizedBy": {"@type": "Organization", "name": licence.authority}
                        if licence.authority
                        else None,
                    }
                )
                for licence in profile.licences
            ],
        }
    )


def service(entry: ServiceEntry, trade: str, base: str) -> dict[str, Any]:
    """A service with its prices, tax included."""
    record = entry.record
    return _filled(
        {
            "@type": "Service",
            "name": record.title,
            "serviceType": trade,
            "description": record.summary,
            "url": f"{base}services/{entry.slug}.html" if base else "",
            "provider": {"@id": f"{base}#company"} if base else None,
            "offers": [_offer(item) for item in record.prices],
        }
    )


def case(entry: CaseEntry, trade: str, base: str, pictures: Iterable[Picture]) -> dict[str, Any]:
    """A case as an article about a service at a place, with its photos."""
    record = entry.record
    return _filled(
        {
            "@type": "Article",
            "headline": record.title,
            "about": {"@type": "Service", "name": trade},
            "contentLocation": {"@type": "Place", "name": record.area} if record.area else None,
            "datePublished": record.done.last_day().isoformat() if record.done else None,
            "image": [_image(p, entry, base) for p in pictures] if base else [],
            "author": {"@id": f"{base}#company"} if base else None,
        }
    )


def _image(picture: Picture, entry: CaseEntry, base: str) -> dict[str, Any]:
    """A photo of a case; the company made what it shows, who took it is not known."""
    return _filled(
        {
            "@type": "ImageObject",
            "contentUrl": base + picture.large,
            "width": picture.width,
            "height": picture.height,
            "name": picture.alt,
            "caption": picture.caption or picture.note,
            "contentLocation": {"@type": "Place", "name": entry.record.area} if entry.record.area else None,
        }
    )


def _opening(profile: Profile) -> dict[str, Any] | None:
    """When somebody answers; only for hours that stand there as 8:00〜19:00."""
    found = _HOURS.match(profile.hours or "")
    if not found:
        return None
    days = [d for d in Weekday if d not in profile.holidays and d is not Weekday.holiday]
    times = [int(part) for part in found.groups()]
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [d.name.capitalize() for d in days],
        "opens": f"{times[0]:02}:{times[1]:02}",
        "closes": f"{times[2]:02}:{times[3]:02}",
    }


def breadcrumbs(links: Iterable[Link], base: str) -> dict[str, Any]:
    """The way from the home page; addresses only when the site knows its own."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            _filled({"@type": "ListItem", "position": n, "name": link.text, "item": base + link.href if base else ""})
            for n, link in enumerate(links, 1)
        ],
    }


def _offer(item: PriceItem) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "name": item.label,
        "priceSpecification": _filled(
            {
                "@type": "UnitPriceSpecification",
                "priceCurrency": "JPY",
                "minPrice": item.price.low,
                "maxPrice": item.price.high,
                "unitText": item.unit,
                "valueAddedTaxIncluded": True,
            }
        ),
    }


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
