"""Pictures in all their renditions: what a theme asks for, what a photo is, and what will be written."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

PHOTO_SUFFIXES = (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".avif", ".heic", ".heif", ".gif", ".tif", ".tiff", ".bmp")

# Folders of the output in which every name is the digest of what is in the file.
PHOTOS = "photos"
NAMED_BY_DIGEST = (PHOTOS, "assets")

# A crop that keeps less of the width than this cuts a kitchen run or a house in two.
LEAST_WIDTH = 0.55


def is_photo(name: str) -> bool:
    """Whether a file name ends like a picture; what it really is, its bytes say."""
    return name.lower().endswith(PHOTO_SUFFIXES)


@dataclass(frozen=True)
class Recipe:
    """What a theme asks for in one role of a photo.

    `widths` in pixels, narrow first; `aspect` as (width, height) or None for the photo's own; `sizes` is the HTML
    attribute; `formats` best first, the last one is the fallback, which is made at `fallback_widths` only.
    `phone` is the recipe for small screens, where it is another one: those on which its `media` (a media query) holds.
    A crop that would keep less of the width than the share `keep` becomes gentler. `encodings` are those of this role alone,
    by format.
    """

    role: str
    widths: tuple[int, ...]
    aspect: tuple[int, int] | None
    sizes: str
    formats: tuple[str, ...]
    fallback_widths: tuple[int, ...]
    progressive: bool
    media: str = ""
    phone: "Recipe | None" = None
    keep: float = LEAST_WIDTH
    encodings: tuple[tuple[str, "Encoding"], ...] = ()

    def encoding(self, kind: str, usual: "Encoding") -> "Encoding":
        """How this role's files of a format are encoded; the notice of copyright is that of the usual encoding."""
        own = dict(self.encodings).get(kind)
        return replace(own, copyright=usual.copyright) if own else usual


@dataclass(frozen=True)
class Encoding:
    """How one format is encoded: `quality` 0-100; `speed` is AVIF's (0-10) or WebP's method (0-6), None the usual one.

    `copyright` is the notice that is written into the file, "" for none.
    """

    quality: int
    speed: int | None = None
    copyright: str = ""


@dataclass(frozen=True)
class Correction:
    """What is done to a photo, upright and whole, before anything is cut from it; in the order of the fields.

    Boxes are (left, top, right, bottom) in shares. `hidden` parts become a mosaic; `quarters` and then `angle` (degrees, small)
    turn clockwise, and no empty corner is left; `crop` is what is kept then; `exposure` is in EV.
    """

    hidden: tuple[tuple[float, float, float, float], ...] = ()
    quarters: int = 0
    angle: float = 0.0
    crop: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    exposure: float = 0.0


AS_TAKEN = Correction()


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
    `likeness` is what two photos are compared by (photos.checks.likeness); `colourfulness` is that of photos.colourfulness.
    `correction` leads to the picture that has this size, grid and focus.
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
    colourfulness: float = 0.0
    correction: Correction = AS_TAKEN

    def kept(self) -> dict[str, Any]:
        """What an index remembers: all but the correction, which is the contractor's."""
        return {key: value for key, value in asdict(self).items() if key != "correction"}

    @classmethod
    def stored(cls, values: Mapping[str, Any]) -> "PhotoFacts":
        """The facts that `kept` gave, back from JSON, where a tuple became a list."""
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
    """One file to be made from a photo. `box` is (left, top, right, bottom) as shares of the corrected photo."""

    name: str
    width: int
    height: int
    box: tuple[float, float, float, float]
    format: str
    encoding: Encoding
    progressive: bool
    correction: Correction = AS_TAKEN
