"""Bytes of a photo into its facts."""

from dataclasses import dataclass

from PIL import Image

from adgen.model.picture import PhotoFacts, Unreadable
from adgen.photos.open import DEAR_FORMATS, guarded, open_photo, upright_size
from adgen.photos.reduce import reduced, working_copy
from adgen.photos.saliency import focal_point
from adgen.photos.upright import tilt
from adgen.plumbing.cache import digest

VERSION = 4
GRID = (16, 12)
_LOOK_SIDE = 640


@dataclass(frozen=True)
class Look:
    """What one look at a photo gives: its facts, and for formats dear to decode a reduced copy to develop from."""

    facts: PhotoFacts
    copy: bytes | None


def inspect(data: bytes) -> Look | Unreadable:
    """Look at a photo once, at reduced scale. A pure function of the bytes."""
    return guarded(_look, data)


def _look(data: bytes) -> Look:
    image = open_photo(data)
    kind = image.format or ""
    width, height = upright_size(image)
    copy = working_copy(data)
    small = reduced(copy, max(0, (max(open_photo(copy).size) // _LOOK_SIDE).bit_length() - 1))
    grid = small.convert("L").resize(GRID, Image.Resampling.BOX)
    summaries = (tuple(grid.tobytes()), _dominant(small), focal_point(small), tilt(small))
    facts = PhotoFacts(digest(data), width, height, kind, *summaries)
    return Look(facts, copy if kind in DEAR_FORMATS else None)


def _dominant(image: Image.Image) -> str:
    """The most frequent colour among eight, `#rrggbb`: a calm placeholder while the photo loads."""
    palette = image.resize((64, 64), Image.Resampling.BOX).quantize(8, Image.Quantize.MEDIANCUT)
    counts = palette.histogram()
    index = counts.index(max(counts))
    rgb = (palette.getpalette() or [0, 0, 0])[3 * index : 3 * index + 3]
    return "#" + "".join(f"{c:02x}" for c in rgb)
