"""One decode, no larger than needed, and the photo upright in sRGB.

The order matters: decode reduced, shrink, and only then turn and convert, when there are few pixels left
(turning 12 megapixels costs as much as shrinking them; Lektor converts colours after shrinking for the same reason).
"""

import io

from PIL import Image

from adgen.photos.colour import plain_mode, to_srgb
from adgen.photos.frame import working_size
from adgen.photos.open import DEAR_FORMATS, open_photo, orientation

# EXIF 2.32, tag 0x0112: what was done to the scene, and so what undoes it.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def working_copy(data: bytes) -> bytes:
    """What a photo is developed from: itself, or for formats dear to decode a smaller copy (frame.working_size).

    The copy is an upright sRGB JPEG, of a quality that later encoders cannot tell from the photo.
    """
    image = open_photo(data)
    if image.format not in DEAR_FORMATS:
        return data
    size = working_size(*image.size, image.format)
    out = io.BytesIO()
    _upright(image, size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=95, subsampling=0)
    return out.getvalue()


def reduced(data: bytes, level: int) -> Image.Image:
    """The photo halved `level` times: upright, in sRGB, 8 bits, without alpha. Raises what Pillow raises.

    A JPEG is halved while it is decoded (libjpeg's scaled DCT), up to three times; other formats are averaged.
    """
    image = open_photo(data)
    part = 1 << level
    size = (max(1, image.width // part), max(1, image.height // part))
    image.draft(None, size)
    return _upright(image, size, Image.Resampling.BOX)


def _upright(image: Image.Image, size: tuple[int, int], resample: Image.Resampling) -> Image.Image:
    """Decode, shrink to `size` as stored, and only then turn and convert."""
    image.load()
    profile = image.info.get("icc_profile")
    turned = orientation(image)
    plain = plain_mode(image)
    if plain.size != size:
        plain = plain.resize(size, resample)
    if turned in _UPRIGHT:
        plain = plain.transpose(_UPRIGHT[turned])
    return to_srgb(plain, profile)
