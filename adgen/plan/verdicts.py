"""The verdicts of the photo check on a whole site: each photo where it stands, photos that are the same, pairs that are none."""

from collections.abc import Iterator, Mapping

from adgen.model.photo import Photo
from adgen.model.picture import PhotoFacts
from adgen.model.site import Site
from adgen.model.values import Role
from adgen.photos.checks import Finding, duplicate, rank
from adgen.photos.checks.declare import Grade
from adgen.photos.checks.near_duplicate import worse_copies
from adgen.photos.checks.pair import PAIR, PLACE, SHAPE, places_differ, shapes_differ
from adgen.photos.checks.slot import Slot
from adgen.photos.verdict import Verdict, verdict
from adgen.plan.pictures import Pictures
from adgen.problems import Place, Problem, problem

Facts = Mapping[str, PhotoFacts]
Verdicts = dict[str, Verdict]


def verdicts(site: Site, facts: Facts, *, with_places: bool = False) -> Verdicts:
    """The verdict on every photo of the work, the one at the top, and those of people; by path, in their order.

    A photo that stands in several places is judged where most is asked of it. `with_places` also compares what the two photos
    of a pair show, which takes longer and is never more than a note.
    """
    found = {p.path: verdict(p, facts[p.path], slot, role) for p, slot, role in _standing(site) if p.path in facts}
    for path, finding in [*_same(site, found, facts), *_pairs(site, facts, with_places=with_places)]:
        if path in found:
            found[path] = found[path].and_also(finding)
    return found


def of_finding(found: Finding, site: Site, path: str) -> Problem:
    """A finding as a problem of its photo."""
    return problem(found.code, Place(f"{site.folder}/{path}"), **found.values)


def _standing(site: Site) -> Iterator[tuple[Photo, Slot, Role]]:
    """Photos with slot and role, the least demanding places first. A face has no lines that must stand upright."""
    yield from ((s.face, Slot.thumb, Role.detail) for s in site.staff if s.face)
    photos = (*(p for s in site.services for p in s.photos), *(p for c in site.cases for p in c.photos))
    yield from ((photo, Slot.case, photo.role) for photo in photos)
    if site.hero:
        yield site.hero, Slot.hero, Role.after


def _same(site: Site, found: Verdicts, facts: Facts) -> Iterator[tuple[str, Finding]]:
    """A finding on each photo of a case of which a better copy is shown.

    A copy at the top or on the page of a service shows the same work once more, and is no mistake.
    """
    of_cases = {photo.path for case in site.cases for photo in case.photos}
    paths = [path for path in found if path in of_cases]
    ranks = [rank(found[path].counted, facts[path]) for path in paths]
    for copy in worse_copies([facts[path].likeness for path in paths], ranks):
        yield paths[copy.photo], duplicate(copy, paths)


def _pairs(site: Site, facts: Facts, *, with_places: bool) -> Iterator[tuple[str, Finding]]:
    pictures = Pictures(facts, {}, {})
    for case in site.cases:
        known = [photo for photo in case.photos if photo.path in facts]
        for before, after in pictures.pairs(known):
            both = facts[before.path], facts[after.path]
            if shapes_differ(*both):
                yield before.path, Finding(PAIR, Grade.mild, 1.0, SHAPE, {"other": after.path}, None)
            elif with_places and places_differ(*both):
                yield before.path, Finding(PAIR, Grade.note, 0.5, PLACE, {"other": after.path}, None)
