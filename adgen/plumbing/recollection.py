"""What the build before this one made, for whoever builds the same site again and again: taken once more where nothing that it was made of differs."""

from collections.abc import Callable, Hashable
from typing import TypeVar

Made = TypeVar("Made")
# What something was made of, and what came of it.
Known = tuple[object, Made]


class Recollection:
    """One thing for each key, that of the last time; a build that keeps nothing has none of these."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[object, object]] = {}
        self._asked: set[Hashable] = set()

    def same(self, key: Hashable, holds: Callable[[object], bool], make: Callable[[], Known[Made]]) -> Made:
        """What is known under `key`, if what it was made of still `holds`; else what `make` gives."""
        self._asked.add(key)
        known = self._known.get(key)
        if known is None or not holds(known[0]):
            known = self._known[key] = make()
        return known[1]  # type: ignore[return-value]  # one key holds one kind of thing

    def forget(self) -> None:
        """Let go of what nobody has asked for since the last time: of files and pages that are no more."""
        self._known = {key: known for key, known in self._known.items() if key in self._asked}
        self._asked.clear()
