"""A site to its place: what is there, what changes, who has to be asked, and then the work."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from adgen.problems import AdgenError, Place, Problem, problem
from adgen.publish.address import Address
from adgen.publish.carry import Carrier
from adgen.publish.changes import HOME, Changes, changes, is_too_much
from adgen.publish.listed import LIST, Listed, read_list
from adgen.publish.lock import locked
from adgen.publish.open import open_target
from adgen.publish.standing import Standing
from adgen.publish.target import Target
from adgen.publish.versions import Version, Versions

# What a host may have put there itself, and what would be lost.
_NOT_OURS = (HOME, ".htaccess")
Question = Literal["adopt", "delete"]


@dataclass(frozen=True)
class Wish:
    """How to publish. `ask` answers where somebody should look first: a place that is not empty, or many pages that go."""

    ask: Callable[[Question, int], bool]
    is_dry: bool = False
    adopts: bool = False
    breaks_lock: bool = False
    most_deleted: int | None = None
    progress: Callable[[int, int], None] = lambda done, of: None


@dataclass(frozen=True)
class Outcome:
    """What was done, or with `is_dry` would be. `added`, `changed` and `deleted` are names that may be told, with bytes.

    `withdrawn` are photos that are shown no more, by digest, with the files that were made of them; `ahead` is what publishing
    would ask, after a dry run.
    """

    site: str
    target: str
    added: tuple[tuple[str, int], ...]
    changed: tuple[tuple[str, int], ...]
    deleted: tuple[str, ...]
    seconds: float
    is_dry: bool
    withdrawn: Mapping[str, set[str]] = field(default_factory=dict)
    ahead: tuple[Problem, ...] = ()

    @property
    def bytes(self) -> int:
        """How many bytes were sent."""
        return sum(size for _, size in (*self.added, *self.changed))


def publish(site: Standing, address: Address, store: Versions, before: list[Version], wish: Wish) -> Outcome:
    """Bring a site to its place. Raises AdgenError E702 to E716.

    `before` are the versions that are kept below this one.
    """
    begun = time.monotonic()
    withdrawn: dict[str, set[str]] = {}
    ahead: tuple[Problem, ...] = ()
    with open_target(address) as target:
        if wish.is_dry:
            known = _list_of(target, store)
            found = changes(site, known or Listed())
            ahead = tuple(_ahead(found, known, target, wish))
        else:
            with locked(target, breaking=wish.breaks_lock):
                listed = _list_of(target, store) or _adopted(target, wish)
                found = _publish(site, listed, target, store, wish)
            withdrawn = {photo: set(listed.photos[photo]) for photo in listed.photos.keys() - site.photos.keys()}
            store.add(site, before)
    return replace(
        _outcome(site, address, found, wish), seconds=time.monotonic() - begun, withdrawn=withdrawn, ahead=ahead
    )


def _ahead(found: Changes, listed: Listed | None, target: Target, wish: Wish) -> Iterator[Problem]:
    """What would be asked."""
    if listed is None and not wish.adopts and (theirs := _theirs(target)):
        yield problem("W715", Place(target.name), names="、".join(theirs))
    if listed and is_too_much(found, listed, wish.most_deleted):
        yield problem("W716", Place(target.name), count=found.pages_deleted)


def _publish(site: Standing, listed: Listed, target: Target, store: Versions, wish: Wish) -> Changes:
    found = changes(site, listed)
    if is_too_much(found, listed, wish.most_deleted) and (
        wish.most_deleted is not None or not wish.ask("delete", found.pages_deleted)
    ):
        raise AdgenError([problem("E716", Place(target.name), count=found.pages_deleted)])
    if not found.is_none or found.kept != listed.old or listed.unsure:
        total, count = len(found.added) + len(found.changed) + len(found.deleted), 0

        def done(_: str) -> None:
            nonlocal count
            count += 1
            wish.progress(count, total)

        Carrier(target, store.journal, done).carry(site, listed, found)
    return found


def _adopted(target: Target, wish: Wish) -> Listed:
    """A place that adgen does not know holds nothing of others, or somebody has said that it may be replaced."""
    theirs = _theirs(target)
    if theirs and not wish.adopts and not wish.ask("adopt", len(theirs)):
        raise AdgenError([problem("E715", Place(target.name), names="、".join(theirs))])
    return Listed()


def _theirs(target: Target) -> list[str]:
    return [name for name in _NOT_OURS if target.read(name) is not None]


def _list_of(target: Target, store: Versions) -> Listed | None:
    written = target.read(LIST)
    return store.journal.applied(read_list(written, target.name)) if written else None


def _outcome(site: Standing, address: Address, found: Changes, wish: Wish) -> Outcome:
    def sized(paths: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        return tuple((told(site, path), site.size(path)) for path in paths)

    gone = tuple("requests/…" if key.startswith("#") else key for key in found.deleted)
    name = str(site.about.get("site", site.folder.name))
    return Outcome(name, str(address), sized(found.added), sized(found.changed), gone, 0.0, wish.is_dry)


def told(site: Standing, path: str) -> str:
    """A path as it may stand in a log: of a secret one the beginning only."""
    return f"{path[: len('requests/') + 6]}…" if path in site.secret else path
