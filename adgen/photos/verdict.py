"""What is said of one photo where it stands: findings, less those that the contractor's edits mend or that he accepts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from adgen.model.photo import Photo
from adgen.model.picture import AS_TAKEN, Correction, PhotoFacts
from adgen.model.values import Role
from adgen.photos.checks import CHECKS, PRIVACY, Finding, findings
from adgen.photos.checks.declare import Grade
from adgen.photos.checks.near_duplicate import CODE, DUPLICATE
from adgen.photos.checks.pair import PAIR, PLACE, SHAPE
from adgen.photos.checks.slot import Slot
from adgen.photos.frame import Box
from adgen.photos.geometry import kept, moved
from adgen.text.japanese import same

LABELS: Mapping[str, str] = {c.name: c.label for c in CHECKS} | {DUPLICATE: "ほとんど同じ写真", PAIR: "施工前後の組"}
"""Every check by its name, with the name by which a contractor knows it."""
CODES = frozenset(code for c in CHECKS for code in (*c.codes.values(), c.unjudged) if code) | {
    *PRIVACY,
    CODE,
    PLACE,
    SHAPE,
}
"""The code of everything that can be found in a photo."""


@dataclass(frozen=True)
class Verdict:
    """All findings on one photo of a site, the accepted ones among them."""

    photo: Photo
    slot: Slot
    findings: tuple[Finding, ...]

    @property
    def counted(self) -> tuple[Finding, ...]:
        """Findings that act: neither notes nor accepted."""
        return tuple(f for f in self.findings if f.grade > Grade.note and not f.accepted)

    @property
    def is_fit(self) -> bool:
        """Whether the photo may stand for the contractor: at the top, or on a card."""
        return all(f.grade < Grade.serious for f in self.counted)

    def and_also(self, found: Finding) -> "Verdict":
        """The verdict with one finding more."""
        reason = accepted(self.photo).get(found.check, "")
        return replace(self, findings=(*self.findings, replace(found, accepted=reason)))


def verdict(photo: Photo, facts: PhotoFacts, slot: Slot, role: Role) -> Verdict:
    """The verdict on a photo in the role and slot it has on the page. `facts` are those after its edits."""
    found = findings(_before_turning(facts), slot, role, accepted(photo))
    return Verdict(photo, slot, tuple(f for f in found if not _is_mended(f, facts)))


def accepted(photo: Photo) -> dict[str, str]:
    """The contractor's reasons by check; names that are none are left out."""
    return {name: item.reason for item in photo.entry.accept if (name := named(item.check))}


def named(typed: str) -> str:
    """The name of the check that was typed, by either of its names; "" when there is none."""
    wanted = same(typed)
    return next((name for name, label in LABELS.items() if wanted in (same(name), same(label))), "")


def unknown(photo: Photo) -> Iterator[str]:
    """What the contractor accepts and no check has as its name."""
    return (item.check for item in photo.entry.accept if not named(item.check))


def _before_turning(facts: PhotoFacts) -> PhotoFacts:
    """With the size it has before a small turn cuts its edges: who straightens a photo as told shall not hear it is small now."""
    share = kept(facts.width, facts.height, facts.correction.angle)
    return replace(facts, width=round(facts.width / share), height=round(facts.height / share))


def _is_mended(found: Finding, facts: PhotoFacts) -> bool:
    """Whether the edits take away what was found."""
    done = facts.correction
    if done == AS_TAKEN:
        return False
    mended = {
        "tilt": done.angle != 0,
        "sideways": done.quarters % 2 == 1,
        "dark": done.exposure > 0,
        "bright": done.exposure < 0,
    }
    return mended.get(found.check, False) or bool(found.region and _is_out_of_sight(found.region, facts, done))


def _is_out_of_sight(region: Box, facts: PhotoFacts, done: Correction) -> bool:
    """Whether a region (left, top, width, height) is cut off or hidden."""
    left, top, width, height = region
    right, bottom = left + width, top + height
    if any(a <= left and b <= top and c >= right and d >= bottom for a, b, c, d in done.hidden):
        return True
    # The size does not matter where the angle is small.
    points = [moved(p, (facts.width, facts.height), done) for p in ((left, top), (right, bottom))]
    return any(max(p[n] for p in points) <= 0 or min(p[n] for p in points) >= 1 for n in (0, 1))
