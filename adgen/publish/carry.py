"""A version brought to a target, so that at every moment the pages there lead somewhere, and a broken attempt can go on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from adgen.model.request import FOLDER
from adgen.publish.changes import Changes
from adgen.publish.journal import Journal
from adgen.publish.listed import LIST, Listed
from adgen.publish.standing import Standing, key_of
from adgen.publish.target import Done, Target, part_of


@dataclass(frozen=True)
class Carrier:
    """What a publication works with. `done` is told of each file that was sent or removed."""

    target: Target
    journal: Journal
    done: Done

    def carry(self, site: Standing, listed: Listed, found: Changes) -> Listed:
        """Carry the changes out; the list as it lies at the target then.

        The list says first what is about to change, so that nothing is ever taken for certain that is not, and nothing of
        ours is forgotten.
        """
        state = _before(site, listed, found)
        assets, new, changed, home = found.phases
        if new and (changed or home):
            # Once changed pages are under way the new ones can be reached: whoever has to start again must know them as such.
            state = self._send(site, state, (assets, new))
            state = self._send(site, state, (changed, home))
        else:
            state = self._send(site, state, (assets, (*new, *changed), home))
        if found.deleted:
            # Nothing leads to them any more: should they be wanted again, they come before whatever leads to them.
            self._write_list(replace(state, unsure=dict.fromkeys(state.unsure, False)))
            self._remove(listed, found)
        after = _after(site, listed, state, found)
        self._write_list(after)
        self.journal.end()
        return after

    def _send(self, site: Standing, state: Listed, phases: Iterable[Iterable[str]]) -> Listed:
        """Send files, one phase after the other, on top of a list that is written first."""
        self._write_list(state)
        sent: dict[str, str] = {}
        with self.journal.begin(state) as note:

            def noted(path: str) -> None:
                key = site.key(path)
                sent[key] = site.files[path]
                note(key, sent[key])
                self.done(path)

            for paths in phases:
                self.target.write(((path, site.read(path)) for path in paths), noted)
        unsure = {key: was for key, was in state.unsure.items() if key not in sent}
        return replace(state, files={**state.files, **sent}, unsure=unsure)

    def _remove(self, listed: Listed, found: Changes) -> None:
        paths = dict(_resolved(self.target, found.deleted))
        # An attempt that broke off may have left half a file under another name.
        self.target.remove((part_of(path) for path, key in paths.items() if key in listed.unsure), lambda _: None)
        self.target.remove(paths, self.done)

    def _write_list(self, listed: Listed) -> None:
        self.target.write([(LIST, listed.as_bytes())], lambda _: None)


def _before(site: Standing, listed: Listed, found: Changes) -> Listed:
    """The list of an attempt that has begun: what it will change or remove is not certain any more."""
    touched = {site.key(path): True for path in found.changed} | dict.fromkeys(found.deleted, True)
    touched |= {site.key(path): False for path in found.added}
    certain = {key: name for key, name in listed.files.items() if key not in touched}
    old = {key: age for key, age in listed.old.items() if key in certain}
    return Listed(certain, old, {**listed.unsure, **touched}, listed.photos)


def _after(site: Standing, listed: Listed, state: Listed, found: Changes) -> Listed:
    """The list of a version that is whole. A photo goes with the files made of it before, as long as they are there."""
    kept = {key: state.files[key] for key in found.kept}
    photos = {
        photo: [*paths, *(path for path in listed.photos.get(photo, ()) if path in kept)]
        for photo, paths in site.photos.items()
    }
    return Listed({**site.listed, **kept}, found.kept, {}, photos)


def _resolved(target: Target, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(path, key) of keys. The name of a secret page is found where it stands, by its digest."""
    keys = set(keys)
    yield from sorted((key, key) for key in keys if not key.startswith("#"))
    if any(key.startswith("#") for key in keys):
        paths = (f"{FOLDER}/{name}" for name in target.names(FOLDER))
        yield from sorted((path, key) for path in paths if (key := key_of(path)) in keys)
