"""Bytes of a photo into its facts."""

from dataclasses import dataclass

from PIL import Image

from adgen.model.picture import PhotoFacts, Unreadable
from adgen.photos.checks import marks
from adgen.photos.checks.likeness import likeness
from adgen.photos.checks.view import SIDE, Header, View
from adgen.photos.colourfulness import colourfulness
from adgen.photos.open import DEAR_FORMATS, guarded, has_place, open_photo, table_mean, upright_size
from adgen.photos.reduce import reduced, working_copy
from adgen.photos.saliency import focal_point
from adgen.plumbing.cache import digest

VERSION = 5
GRID = (16, 12)


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
    small = _looked_at(copy)
    grid = small.convert("L").resize(GRID, Image.Resampling.BOX)
    summaries = (tuple(grid.tobytes()), _dominant(small), focal_point(small))
    view = View(small, _header(image))
    facts = PhotoFacts(digest(data), width, height, kind, *summaries, marks(view), likeness(view), colourfulness(small))
    return Look(facts, copy if kind in DEAR_FORMATS else None)


def view_of(data: bytes) -> View:
    """What the checks see of a photo. Raises what Pillow raises."""
    return View(_looked_at(working_copy(data)), _header(open_photo(data)))


def _header(image: Image.Image) -> Header:
    return Header(*upright_size(image), table_mean(image), has_place(image))


def _looked_at(data: bytes) -> Image.Image:
    """The photo upright in sRGB, its long side at most 1280 pixels; a smaller one as it is."""
    longest = max(open_photo(data).size)
    small = reduced(data, max(0, (longest // SIDE).bit_length() - 1))
    scale = SIDE / max(small.size)
    if scale >= 1:
        return small
    return small.resize((max(1, round(small.width * scale)), max(1, round(small.height * scale))), Image.Resampling.BOX)


def _dominant(image: Image.Image) -> str:
    """The most frequent colour among eight, `#rrggbb`: a calm placeholder while the photo loads."""
    palette = image.resize((64, 64), Image.Resampling.BOX).quantize(8, Image.Quantize.MEDIANCUT)
    counts = palette.histogram()
    index = counts.index(max(counts))
    rgb = (palette.getpalette() or [0, 0, 0])[3 * index : 3 * index + 3]
    return "#" + "".join(f"{c:02x}" for c in rgb)
