"""Small pictures for reports: a whole photo, and a part of it pixel by pixel. Never published."""

import io
from dataclasses import dataclass

from PIL import Image

from adgen.model.picture import AS_TAKEN, Correction, Unreadable
from adgen.photos.edit import corrected
from adgen.photos.open import guarded, open_photo
from adgen.photos.reduce import reduced

_QUALITY = 70


@dataclass(frozen=True)
class Wanted:
    """The bytes of a photo, the longest side of the whole in pixels, its edits, and the middle of the part to see closely.

    `closely` is a point as shares; None: no part is wanted.
    """

    data: bytes
    side: int
    correction: Correction = AS_TAKEN
    closely: tuple[float, float] | None = None


@dataclass(frozen=True)
class Thumbnails:
    """JPEGs of the whole and, where one was wanted, of the part."""

    whole: bytes
    part: bytes


def thumbnails(wanted: Wanted) -> Thumbnails | Unreadable:
    """The small pictures of a photo. A pure function of what is wanted."""
    return guarded(lambda data: _made(data, wanted), wanted.data)


def _made(data: bytes, wanted: Wanted) -> Thumbnails:
    level = 0 if wanted.closely else max(0, (max(open_photo(data).size) // wanted.side).bit_length() - 1)
    photo = corrected(reduced(data, level), wanted.correction)
    whole = photo.copy()
    whole.thumbnail((wanted.side, wanted.side), Image.Resampling.LANCZOS)
    return Thumbnails(_jpeg(whole), _jpeg(_part(photo, *wanted.closely, wanted.side)) if wanted.closely else b"")


def _part(photo: Image.Image, x: float, y: float, side: int) -> Image.Image:
    """As many pixels of the photo as the whole has in the report, in 3:2."""
    width, height = min(side, photo.width), min(side * 2 // 3, photo.height)
    left = min(max(0, round(x * photo.width) - width // 2), photo.width - width)
    top = min(max(0, round(y * photo.height) - height // 2), photo.height - height)
    return photo.crop((left, top, left + width, top + height))


def _jpeg(image: Image.Image) -> bytes:
    image = image.copy()
    image.info = {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
