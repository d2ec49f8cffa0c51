"""Makes the files of a photo from one reduced decode and a ladder of smaller copies, with no metadata but a copyright notice."""

import io
import math
from dataclasses import dataclass

from PIL import Image

from adgen.model.picture import Correction, Rendition, Unreadable
from adgen.photos.edit import corrected
from adgen.photos.frame import Box
from adgen.photos.geometry import corrected_size
from adgen.photos.metadata import copyright_exif
from adgen.photos.open import guarded, open_photo, upright_size
from adgen.photos.reduce import reduced, working_copy

# Widths at which the whole photo is kept to shrink from; the reduced decode is the one that holds the last.
_STEPS = (640, 960, 1280, 1920)
# A step serves only what is this much narrower: Lanczos from nearer loses fine lines twice.
_ROOM = 4 / 3
_WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
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
    copy = working_copy(data)
    ladders = {correction: _Ladder(copy, correction) for correction in {r.correction for r in wanted}}
    cuts = {_key(r): ladders[r.correction].cut(r.box, (r.width, r.height)) for r in wanted}
    # For memory's sake no encoder meets the decode, and the one of the widest, which takes most, no other cut.
    del ladders
    made: dict[Rendition, bytes] = {}
    for key in sorted(cuts, key=lambda key: key[0]):
        cut = cuts.pop(key)
        made |= {r: _encode(cut, r) for r in wanted if _key(r) == key}
    return tuple(made[r] for r in wanted)


def _key(rendition: Rendition) -> tuple[int, int, Box, Correction]:
    """What tells its pixels from others of the same photo."""
    return rendition.width, rendition.height, rendition.box, rendition.correction


class _Ladder:
    """A corrected photo in falling sizes, each made once, when needed, from the next larger one that has room.

    The steps and the ways down are the same whatever is asked for, so that no rendition depends on the others.
    """

    def __init__(self, data: bytes, correction: Correction) -> None:
        self._data, self._correction = data, correction
        self._width, self._height = corrected_size(upright_size(open_photo(data)), correction)
        self._level = self._halvings(_STEPS[-1])
        self._decoded: dict[int, Image.Image] = {}
        self._cuts: dict[tuple[Box, tuple[int, int]], Image.Image] = {}

    def cut(self, box: Box, size: tuple[int, int]) -> Image.Image:
        """That part of the photo in that size; cropping and shrinking are one step, exact to parts of a pixel."""
        if (box, size) not in self._cuts:
            left, top, right, bottom = box
            photo = self._above(size[0] / (right - left))
            part = (left * photo.width, top * photo.height, right * photo.width, bottom * photo.height)
            is_itself = photo.size == size and box == _WHOLE
            self._cuts[box, size] = photo if is_itself else photo.resize(size, Image.Resampling.LANCZOS, box=part)
        return self._cuts[box, size]

    def _above(self, width: float) -> Image.Image:
        """The photo to shrink from when the whole of it is to become `width` pixels wide."""
        largest = (self._width >> self._level) / _ROOM
        step = next((s for s in _STEPS if width * _ROOM <= s <= largest), None)
        if step:
            return self.cut(_WHOLE, (step, max(1, round(step * self._height / self._width))))
        return self._reduced(min(self._halvings(width), self._level))

    def _reduced(self, level: int) -> Image.Image:
        if level not in self._decoded:
            self._decoded[level] = corrected(reduced(self._data, level), self._correction)
        return self._decoded[level]

    def _halvings(self, width: float) -> int:
        """How often the photo can be halved and still be at least `width` pixels wide."""
        return max(0, int(math.log2(max(1.0, self._width / width)) + 1e-9))


def _encode(image: Image.Image, rendition: Rendition) -> bytes:
    # Pillow keeps a JPEG comment through resize(): what is saved must know nothing but its pixels.
    image.info = {}
    out = io.BytesIO()
    encoding = rendition.encoding
    exif = copyright_exif(encoding.copyright) if encoding.copyright else b""
    if rendition.format == "avif":
        speed = _AVIF_SPEED if encoding.speed is None else encoding.speed
        image.save(out, "AVIF", quality=encoding.quality, speed=speed, subsampling="4:2:0", max_threads=1, exif=exif)
    elif rendition.format == "webp":
        method = _WEBP_METHOD if encoding.speed is None else encoding.speed
        image.save(out, "WEBP", quality=encoding.quality, method=method, exif=exif)
    else:
        # Tables of its own make a file 4 % smaller for 1 % of a photo's time; progressive ones have them anyway.
        image.save(out, "JPEG", quality=encoding.quality, optimize=True, progressive=rendition.progressive, exif=exif)
    return out.getvalue()
