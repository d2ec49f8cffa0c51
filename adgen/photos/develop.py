"""Makes the files of a photo: orient, shrink, colour to sRGB, encode, with no metadata left."""

import io
from dataclasses import dataclass

from PIL import Image

from adgen.model.picture import Rendition, Unreadable
from adgen.photos.colour import to_srgb
from adgen.photos.open import TURNED, guarded, open_photo, orientation, upright

VERSION = 2


@dataclass(frozen=True)
class Development:
    """The bytes of one photo and the renditions to make of it."""

    data: bytes
    renditions: tuple[Rendition, ...]


def develop(job: Development) -> tuple[bytes, ...] | Unreadable:
    """The bytes of each rendition, in their order. A pure function of the job."""
    return guarded(lambda data: _develop(data, job.renditions), job.data)


def _develop(data: bytes, wanted: tuple[Rendition, ...]) -> tuple[bytes, ...]:
    """Each rendition depends on the photo and on itself alone, never on which others are asked for beside it."""
    header = open_photo(data)
    by_reduction: dict[int, list[Rendition]] = {}
    for rendition in wanted:
        by_reduction.setdefault(_reduction(header, rendition), []).append(rendition)
    made: dict[str, bytes] = {}
    for reduction, group in by_reduction.items():
        photo = _decode(data, reduction)
        made |= {rendition.name: _encode(_cut(photo, rendition), rendition) for rendition in group}
    return tuple(made[r.name] for r in wanted)


def _reduction(header: Image.Image, rendition: Rendition) -> int:
    """By how much a JPEG is reduced while it is decoded; twice the pixels needed are left to the better filter."""
    if header.format not in ("JPEG", "MPO"):
        return 1
    width = header.height if orientation(header) in TURNED else header.width
    spare = (rendition.box[2] - rendition.box[0]) * width / rendition.width
    return next((n for n in (8, 4, 2) if spare >= 2 * n), 1)


def _decode(data: bytes, reduction: int) -> Image.Image:
    image = open_photo(data)
    turned = orientation(image)
    image.draft("RGB", (max(1, image.width // reduction), max(1, image.height // reduction)))
    image.load()
    if image.mode in ("P", "1"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    return to_srgb(upright(image, turned))


def _cut(photo: Image.Image, rendition: Rendition) -> Image.Image:
    size = (rendition.width, rendition.height)
    return photo.resize(size, Image.Resampling.LANCZOS, _pixels(rendition.box, photo.size), reducing_gap=3.0)


def _pixels(box: tuple[float, float, float, float], size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    left, top = min(round(box[0] * width), width - 1), min(round(box[1] * height), height - 1)
    return left, top, max(left + 1, round(box[2] * width)), max(top + 1, round(box[3] * height))


def _encode(image: Image.Image, rendition: Rendition) -> bytes:
    # A new image carries no EXIF, comment, profile or thumbnail: Pillow keeps a JPEG comment through resize().
    plain = Image.new("RGB", image.size)
    plain.paste(image)
    out = io.BytesIO()
    encoding = rendition.encoding
    if rendition.format == "avif":
        plain.save(out, "AVIF", quality=encoding.quality, speed=encoding.speed, max_threads=1)
    elif rendition.format == "webp":
        plain.save(out, "WEBP", quality=encoding.quality, method=4)
    else:
        plain.save(out, "JPEG", quality=encoding.quality, progressive=rendition.progressive, optimize=True)
    return out.getvalue()
