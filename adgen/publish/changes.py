"""What has to be done so that a target holds a version, and in which order. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from adgen.publish.listed import Listed
from adgen.publish.standing import NAMED_BELOW, Standing

HOME = "index.html"
# A page that somebody has open, or that a cache keeps, still finds its pictures: so many versions long.
KEPT_VERSIONS = 2
# From so many on somebody should look first; the same from 30 % of the pages on.
MOST_DELETED = 50


@dataclass(frozen=True)
class Changes:
    """`added` and `changed` are paths; `deleted` are keys, and so is `kept`: key -> how many versions ago it was needed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: Mapping[str, int]

    @property
    def is_none(self) -> bool:
        return not (self.added or self.changed or self.deleted)

    @property
    def phases(self) -> tuple[tuple[str, ...], ...]:
        """The paths to send: pictures, new pages, changed pages, the home page. Whatever a page leads to is there before it."""
        assets = tuple(path for path in (*self.added, *self.changed) if path.startswith(NAMED_BELOW))
        rest = set(assets) | {HOME}
        home = (HOME,) if HOME in (*self.added, *self.changed) else ()
        new = tuple(path for path in self.added if path not in rest)
        return assets, new, tuple(path for path in self.changed if path not in rest), home

    @property
    def pages_deleted(self) -> int:
        """How many of the deleted have an address that somebody may know. Pictures go when no page shows them."""
        return sum(not key.startswith(NAMED_BELOW) for key in self.deleted)


def changes(site: Standing, listed: Listed) -> Changes:
    """From what is at the target to the site as it stands. A photo that is shown no more goes at once with all its files."""
    sent = sorted(path for path, name in site.files.items() if listed.files.get(site.key(path)) != name)
    there = {key for key, was in listed.unsure.items() if was} | set(listed.files)
    gone = (set(listed.files) | set(listed.unsure)) - set(site.listed)
    withdrawn = {path for photo in listed.photos.keys() - site.photos.keys() for path in listed.photos[photo]}
    fading = {key for key in gone if key.startswith(NAMED_BELOW) and key in listed.files} - withdrawn
    is_new_version = bool(sent) or bool(gone - set(listed.old))
    ages = {key: listed.old.get(key, 0) + is_new_version for key in sorted(fading)}
    kept = {key: age for key, age in ages.items() if age <= KEPT_VERSIONS}
    return Changes(
        added=tuple(path for path in sent if site.key(path) not in there),
        changed=tuple(path for path in sent if site.key(path) in there),
        deleted=tuple(sorted(gone - set(kept))),
        kept=kept,
    )


def is_too_much(found: Changes, listed: Listed, most: int | None) -> bool:
    """Whether somebody should say yes first: more than 50 pages go, more than 30 % of them, or more than `most`."""
    if most is not None:
        return found.pages_deleted > most
    pages = sum(not key.startswith(NAMED_BELOW) for key in (*listed.files, *listed.unsure))
    return found.pages_deleted > MOST_DELETED or found.pages_deleted * 10 > pages * 3
