"""Pictures in all their renditions: what a theme asks for, what a photo is, and what will be written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PHOTO_SUFFIXES = (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".avif", ".heic", ".heif", ".gif", ".tif", ".tiff", ".bmp")


def is_photo(name: str) -> bool:
    """Whether a file name ends like a picture; what it really is, its bytes say."""
    return name.lower().endswith(PHOTO_SUFFIXES)


@dataclass(frozen=True)
class Recipe:
    """What a theme asks for in one role of a photo.

    `widths` in pixels, narrow first; `aspect` as (width, height) or None for the photo's own; `sizes` is the HTML
    attribute; `formats` best first, the last one is the fallback, which is made at `fallback_widths` only.
    """

    role: str
    widths: tuple[int, ...]
    aspect: tuple[int, int] | None
    sizes: str
    formats: tuple[str, ...]
    fallback_widths: tuple[int, ...]
    progressive: bool


@dataclass(frozen=True)
class Encoding:
    """How one format is encoded: `quality` 0-100; `speed` is AVIF's (0-10) or WebP's method (0-6), None the usual one."""

    quality: int
    speed: int | None = None


@dataclass(frozen=True)
class Mark:
    """What one photo check measured: `score` from 0 (good) to 1 (bad), to two digits, and the evidence for it.

    `values` are those that the words of a finding name; `region` is (left, top, width, height) as shares of the photo; a check
    that cannot judge this photo says so with `is_judged`.
    """

    check: str
    score: float
    values: Mapping[str, Any] = field(default_factory=dict)
    region: tuple[float, float, float, float] | None = None
    is_judged: bool = True


@dataclass(frozen=True)
class PhotoFacts:
    """What one look at a photo tells: its size after orientation, and small summaries of its light and colour.

    `grid` is the mean luminance (0-255) of 16 x 12 fields, row by row from the top left; `colour` is `#rrggbb`;
    `focus` is a guess at the focal point as shares of width and height; `marks` are the scores of the photo checks, and
    `likeness` is what two photos are compared by (photos.checks.likeness).
    """

    digest: str
    width: int
    height: int
    format: str
    grid: tuple[int, ...]
    colour: str
    focus: tuple[float, float]
    marks: tuple[Mark, ...] = ()
    likeness: str = ""

    @classmethod
    def stored(cls, values: Mapping[str, Any]) -> "PhotoFacts":
        """The facts that `dataclasses.asdict` turned into JSON, where a tuple became a list."""
        marks = tuple(Mark(**_tuples(mark)) for mark in values["marks"])
        return cls(**{**_tuples(values), "marks": marks})


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


@dataclass(frozen=True)
class Unreadable:
    """A photo that could not be decoded: the code and values of its problem."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Rendition:
    """One file to be made from a photo. `box` is (left, top, right, bottom) as shares of the oriented photo."""

    name: str
    width: int
    height: int
    box: tuple[float, float, float, float]
    format: str
    encoding: Encoding
    progressive: bool
