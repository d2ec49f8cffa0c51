"""The photo that goes into the case: upright, sRGB, at most 2560 pixels, and nothing in the file but the picture."""

import io

from PIL import Image

from adgen.model.picture import Unreadable
from adgen.photos.open import guarded, open_photo
from adgen.photos.reduce import reduced, working_copy

SIDE = 2560
# Pages are made from it: an encoder that meets it later shall not see that it was one already.
_QUALITY = 92


def master(data: bytes) -> bytes | Unreadable:
    """The JPEG of a photo. A pure function of its bytes."""
    return guarded(_made, data)


def _made(data: bytes) -> bytes:
    copy = working_copy(data)
    # Halved only as long as what is left is no smaller than what is wanted.
    level = max(0, (max(open_photo(copy).size) // SIDE).bit_length() - 1)
    photo = reduced(copy, level)
    photo.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    # Pillow writes a comment that it finds here.
    photo.info = {}
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return out.getvalue()
