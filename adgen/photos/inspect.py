"""Bytes of a photo into its facts."""

from PIL import Image

from adgen.model.picture import PhotoFacts, Unreadable
from adgen.photos.colour import to_srgb
from adgen.photos.open import TURNED, guarded, open_photo, orientation, upright
from adgen.plumbing.cache import digest

VERSION = 1
GRID = (16, 12)
_DECODE_SIDE = 640


def inspect(data: bytes) -> PhotoFacts | Unreadable:
    """Look at a photo once, at reduced scale. A pure function of the bytes."""
    return guarded(_look, data)


def _look(data: bytes) -> PhotoFacts:
    image = open_photo(data)
    turned = orientation(image)
    width, height = image.size[::-1] if turned in TURNED else image.size
    kind = image.format or ""
    image.draft("RGB", (_DECODE_SIDE, _DECODE_SIDE))
    image.load()
    small = to_srgb(upright(_shrunk(image), turned))
    grid = small.convert("L").resize(GRID, Image.Resampling.BOX)
    return PhotoFacts(digest(data), width, height, kind, tuple(grid.tobytes()), _dominant(small))


def _shrunk(image: Image.Image) -> Image.Image:
    """At most 640 pixels a side. Palettes and 1-bit images are unfolded first: they cannot be resized well."""
    if image.mode in ("P", "1"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    scale = min(1.0, _DECODE_SIDE / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BOX)


def _dominant(image: Image.Image) -> str:
    """The most frequent colour among eight, `#rrggbb`: a calm placeholder while the photo loads."""
    palette = image.resize((64, 64), Image.Resampling.BOX).quantize(8, Image.Quantize.MEDIANCUT)
    counts = palette.histogram()
    index = counts.index(max(counts))
    rgb = (palette.getpalette() or [0, 0, 0])[3 * index : 3 * index + 3]
    return "#" + "".join(f"{c:02x}" for c in rgb)
