"""The company as one page sees it, which notes what the page looks at: another telephone number changes every page, another motto one."""

from collections.abc import Iterator, Mapping
from typing import Any

from adgen.model.profile import Profile

# The way to a part -> the part as it was seen; () is the whole.
Seen = dict[tuple[str, ...], Any]


class Watched:
    """A value that stands for another one and puts into `seen` what is asked of it; what is not a part counts as the whole."""

    __slots__ = ("_path", "_seen", "_value")

    def __init__(self, value: Any, seen: Seen, path: tuple[str, ...] = ()) -> None:
        self._value, self._seen, self._path = value, seen, path

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._value, name)
        path = (*self._path, name)
        if isinstance(value, Profile):
            return Watched(value, self._seen, path)
        self._seen[path] = value
        return value

    def _whole(self) -> Any:
        self._seen[self._path] = self._value
        return self._value

    def __str__(self) -> str:
        return str(self._whole())

    def __repr__(self) -> str:
        return repr(self._whole())

    def __eq__(self, other: object) -> bool:
        return bool(self._whole() == other)

    def __hash__(self) -> int:
        return hash(self._whole())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._whole())


def seen_by(company: Any) -> tuple[Any, Seen | None]:
    """The value itself, and what was seen of it where somebody watches."""
    return (company._value, company._seen) if isinstance(company, Watched) else (company, None)


def is_as_seen(value: Any, seen: Mapping[tuple[str, ...], Any]) -> bool:
    """Whether all that was seen of another value is the same in this one."""
    return all(_at(value, path) == part for path, part in seen.items())


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        value = getattr(value, name)
    return value
