"""Makes the files of a photo from one reduced decode and its halves, with no metadata left."""

import io
import math
from dataclasses import dataclass

from PIL import Image

from adgen.model.picture import Rendition, Unreadable
from adgen.photos.open import guarded, open_photo, upright_size
from adgen.photos.reduce import reduced, working_copy

# The widest rendition a theme asks for of a whole photo; the level that holds it is the one that is decoded.
_WIDEST = 1920
_AVIF_SPEED = 9
_WEBP_METHOD = 4


@dataclass(frozen=True)
class Development:
    """The bytes of one photo, or of its reduced copy, and the renditions to make of it."""

    data: bytes
    renditions: tuple[Rendition, ...]


def develop(job: Development) -> tuple[bytes, ...] | Unreadable:
    """The bytes of each rendition, in their order. A pure function of the job."""
    return guarded(lambda data: develop_all(data, job.renditions), job.data)


def develop_all(data: bytes, wanted: tuple[Rendition, ...]) -> tuple[bytes, ...]:
    """Each rendition depends on the photo and on itself alone, never on which others are made beside it."""
    data = working_copy(data)
    width = upright_size(open_photo(data))[0]
    root = _level(width, _WIDEST)
    halves = _Halves(data, root)
    cuts: dict[tuple[object, ...], Image.Image] = {}
    for r in wanted:
        # The formats of one size share their pixels.
        if (r.box, r.width, r.height) not in cuts:
            source = halves.at(_source(_share(r) * width, r.width, root))
            cuts[r.box, r.width, r.height] = _cut(source, r)
    return tuple(_encode(cuts[r.box, r.width, r.height], r) for r in wanted)


class _Halves:
    """A photo at 1/1, 1/2, 1/4 … of its size, each made once. `root` is the level that is decoded.

    Finer levels, for the narrow crops that need them, are decoded on their own; coarser ones come from the next finer.
    """

    def __init__(self, data: bytes, root: int) -> None:
        self._data, self._root = data, root
        self._made: dict[int, Image.Image] = {}

    def at(self, level: int) -> Image.Image:
        if level not in self._made:
            self._made[level] = self._half(level) if level > self._root else reduced(self._data, level)
        return self._made[level]

    def _half(self, level: int) -> Image.Image:
        finer = self.at(level - 1)
        return finer.reduce(2) if min(finer.size) > 1 else finer


def _source(available: float, width: int, root: int) -> int:
    """The level to shrink to `width` from: twice as wide where it is one of the halves, so that fine lines stay apart."""
    roomy = _level(available, 2 * width)
    return roomy if roomy >= root else min(_level(available, width), root)


def _level(available: float, width: int) -> int:
    """How often `available` pixels can be halved and still be at least `width`."""
    return max(0, int(math.log2(max(1.0, available / width)) + 1e-9))


def _share(rendition: Rendition) -> float:
    return rendition.box[2] - rendition.box[0]


def _cut(photo: Image.Image, rendition: Rendition) -> Image.Image:
    """The rendition's part of the photo in its size; cropping and shrinking are one step, exact to parts of a pixel."""
    left, top, right, bottom = rendition.box
    box = (left * photo.width, top * photo.height, right * photo.width, bottom * photo.height)
    size = (rendition.width, rendition.height)
    if photo.size == size and rendition.box == (0.0, 0.0, 1.0, 1.0):
        return photo
    return photo.resize(size, Image.Resampling.LANCZOS, box=box)


def _encode(image: Image.Image, rendition: Rendition) -> bytes:
    # Pillow keeps a JPEG comment through resize(): what is saved must know nothing but its pixels.
    image.info = {}
    out = io.BytesIO()
    encoding = rendition.encoding
    if rendition.format == "avif":
        speed = _AVIF_SPEED if encoding.speed is None else encoding.speed
        image.save(out, "AVIF", quality=encoding.quality, speed=speed, subsampling="4:2:0", max_threads=1)
    elif rendition.format == "webp":
        method = _WEBP_METHOD if encoding.speed is None else encoding.speed
        image.save(out, "WEBP", quality=encoding.quality, method=method)
    else:
        image.save(out, "JPEG", quality=encoding.quality, progressive=rendition.progressive)
    return out.getvalue()
