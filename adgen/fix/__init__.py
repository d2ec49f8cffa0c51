"""Proposes edits for photos that lean, or lack a little light; what the work looks like is never touched."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from adgen.build.reading import Reading
from adgen.fix.look import Job, Look, look
from adgen.model.edits import Straighten
from adgen.model.photo import Photo
from adgen.model.values import Role
from adgen.photos.cost import cost_of_photo, lost
from adgen.photos.edit import MOST_AUTO
from adgen.photos.open import MAX_BYTES
from adgen.photos.upright import lean
from adgen.plumbing.folder import Folder
from adgen.plumbing.tasks import Cost, Task
from adgen.plumbing.team import Workers

# Fewer degrees are not seen.
LEAST_TILT = 0.7


@dataclass(frozen=True)
class Proposal:
    """New edits for one photo, by English key as they are typed, and how it looks before and after them (JPEG).

    `named` are all the places where the contractor named the photo; none for one that only lies beside its case.
    """

    photo: Photo
    named: tuple[Photo, ...]
    values: tuple[tuple[str, str], ...]
    before: bytes
    after: bytes


def propose(folder: Path, reading: Reading, workers: Workers) -> Iterator[Proposal]:
    """Every proposal for the photos of a site that are shown, in their order. Raises OSError when one cannot be read."""
    photos = _photos(reading)
    tasks = [Task(n, partial(_job, folder, same[0], reading), _cost(same[0], reading)) for n, same in enumerate(photos)]
    looks = dict(workers.run(look, tasks, lost))
    for n, same in enumerate(photos):
        found, angle = looks[n], _angle(same[0], reading)
        if isinstance(found, Look) and (found.exposure or angle):
            named = tuple(p for p in same if p.place.line)
            yield Proposal(same[0], named, _values(angle, found), found.before, found.after)


def _photos(reading: Reading) -> list[tuple[Photo, ...]]:
    """Photos of the work and the one at the top, each with every place where it is named; no logos and faces."""
    site = reading.site
    groups = [*(c.photos for c in site.cases), *(s.photos for s in site.services), (site.hero,) if site.hero else ()]
    found: dict[str, list[Photo]] = {}
    for photo in (p for group in groups for p in group if p.path in reading.facts):
        found.setdefault(photo.path, []).append(photo)
    return [tuple(same) for same in found.values()]


def _cost(photo: Photo, reading: Reading) -> Cost:
    facts = reading.facts[photo.path]
    return cost_of_photo(facts.width * facts.height, facts.format, ("jpeg",))


def _angle(photo: Photo, reading: Reading) -> float:
    """Degrees to turn the photo by; 0 where the contractor has decided."""
    edits, tilt = photo.entry.edits, lean(reading.facts[photo.path])
    is_turned = edits is not None and (edits.rotate is not None or edits.straighten is Straighten.auto)
    return -tilt if not is_turned and LEAST_TILT <= abs(tilt) <= MOST_AUTO else 0.0


def _job(folder: Path, photo: Photo, reading: Reading) -> Job:
    edits = photo.entry.edits
    is_lit = edits is not None and edits.exposure is not None
    data = Folder(folder).read(photo.path, MAX_BYTES)
    # Before the work a dark room is a dark room: made lighter it would no longer show what was found.
    may_lift = not is_lit and photo.role is not Role.before
    return Job(data, reading.facts[photo.path].correction, _angle(photo, reading), may_lift)


def _values(angle: float, found: Look) -> tuple[tuple[str, str], ...]:
    values = (("rotate", angle, f"{angle:.1f}"), ("exposure", found.exposure, f"{found.exposure:+.1f}"))
    return tuple((key, text) for key, value, text in values if value)
