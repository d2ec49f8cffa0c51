"""Makes the files of a photo: orient, shrink, colour to sRGB, encode, with no metadata left."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from adgen.model.picture import Rendition, Unreadable
from adgen.photos.colour import to_srgb
from adgen.photos.open import TURNED, guarded, open_photo, orientation

VERSION = 1


@dataclass(frozen=True)
class Development:
    """The bytes of one photo and the renditions to make of it."""

    data: bytes
    renditions: tuple[Rendition, ...]


def develop(job: Development) -> tuple[bytes, ...] | Unreadable:
    """The bytes of each rendition, in their order. A pure function of the job."""
    return guarded(lambda data: _develop(data, job.renditions), job.data)


def _develop(data: bytes, wanted: tuple[Rendition, ...]) -> tuple[bytes, ...]:
    photo = _decode(data, wanted)
    made: dict[str, bytes] = {}
    by_box: dict[tuple[float, float, float, float], list[Rendition]] = {}
    for rendition in wanted:
        by_box.setdefault(rendition.box, []).append(rendition)
    for box, group in by_box.items():
        step = photo.crop(_pixels(box, photo.size)) if box != (0.0, 0.0, 1.0, 1.0) else photo
        for rendition in sorted(group, key=lambda r: -r.width):
            size = (rendition.width, rendition.height)
            if step.size != size:
                step = step.resize(size, Image.Resampling.LANCZOS)
            made[rendition.name] = _encode(step, rendition)
    return tuple(made[r.name] for r in wanted)


def _decode(data: bytes, wanted: tuple[Rendition, ...]) -> Image.Image:
    """The photo upright in sRGB, decoded no larger than the largest rendition needs."""
    image = open_photo(data)
    width, height = image.size[::-1] if orientation(image) in TURNED else image.size
    scale = max(r.width / ((r.box[2] - r.box[0]) * width) for r in wanted)
    needed = (round(width * scale), round(height * scale))
    image.draft("RGB", needed[::-1] if orientation(image) in TURNED else needed)
    image.load()
    return to_srgb(_upright(image))


def _upright(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if image.mode in ("P", "1"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    upright = ImageOps.exif_transpose(image)
    upright.info["icc_profile"] = profile
    return upright


def _pixels(box: tuple[float, float, float, float], size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    left, top = round(box[0] * width), round(box[1] * height)
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
