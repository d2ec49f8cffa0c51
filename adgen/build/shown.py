"""What a tree shows of things that may have to go again, and until when it may stand: told in its manifest."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from adgen.plumbing.cache import digest

if TYPE_CHECKING:
    from adgen.model.site import Site
    from adgen.plan import Plan


def shown(site: "Site", plan: "Plan", due: Iterable[date], today: date) -> dict[str, Any]:
    """`until`: the day on which the tree is out of date, "" for none. `shown`: photos by the digest of their file -> what was made
    of them, and `other`, names of cases, campaigns, voices and people; of what people said and are called digests only.
    """
    after = min((day for day in due if day > today), default=None)
    photos: dict[str, list[str]] = {}
    for job in plan.pictures:
        photos.setdefault(job.digest, []).extend(rendition.name for rendition in job.renditions)
    told = {photo: sorted(set(names)) for photo, names in photos.items()}
    return {
        "until": after.isoformat() if after else "",
        "shown": {"photos": told, "other": sorted(set(_others(site)))},
    }


def _others(site: "Site") -> Iterator[str]:
    if not site.profile.published:
        return
    yield from (f"case {case.slug}" for case in site.cases)
    yield from (f"service {service.slug}" for service in site.services)
    yield from (f"campaign {campaign.title} {campaign.end.last_day()}" for campaign in site.profile.campaigns)
    yield from (f"licence {_mark(repr(licence))}" for licence in site.profile.licences)
    yield from (f"voice {_mark(voice.record.text)}" for voice in site.voices)
    yield from (f"staff {_mark(staff.record.name)}" for staff in site.staff)


def _mark(text: str) -> str:
    return digest(text.encode(), 8)
