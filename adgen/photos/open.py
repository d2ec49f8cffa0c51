"""Opens the bytes of a photo with every limit in place."""

import io
import warnings
from collections.abc import Callable
from typing import TypeVar

from PIL import Image

from adgen.model.picture import Unreadable

MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 20_000
# MPO comes through JPEG (naming it makes Pillow raise KeyError); SVG, PDF and EPS are never read.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
# EXIF orientations that turn the photo by a quarter, so that width and height change places.
TURNED = (5, 6, 7, 8)
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*")
_BRANDS = (b"WEBP", b"avif")

T = TypeVar("T")


class TooBig(Exception):
    """A photo over one of the limits; the text says which."""


def open_photo(data: bytes) -> Image.Image:
    """The photo with its header read and no pixel decoded. Raises TooBig, or what Pillow raises."""
    if len(data) > MAX_BYTES:
        raise TooBig("40 MB")
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise TooBig(f"{MAX_PIXELS // 10_000}万画素") from None
    if max(image.size) > MAX_SIDE or image.width * image.height > MAX_PIXELS:
        raise TooBig(f"{image.width}x{image.height}")
    return image


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 where there is none or it makes no sense."""
    if image.format == "TIFF":
        return 1  # Pillow turns a TIFF itself while it loads it
    try:
        value = int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # a broken EXIF block raises many things and says nothing about the pixels
        return 1
    return value if 1 <= value <= 8 else 1


def upright(image: Image.Image, turned: int) -> Image.Image:
    """The image turned and mirrored as its EXIF orientation asks. Pillow's own exif_transpose fails on broken EXIF."""
    return image.transpose(_UPRIGHT[turned]) if turned in _UPRIGHT else image


def guarded(work: Callable[[bytes], T], data: bytes) -> T | Unreadable:
    """The result of `work`, or why the photo cannot be read.

    Pillow raises ValueError, TypeError, SyntaxError and more on damaged files, so any exception counts.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns of EXIF it cannot read; the pixels are no worse for it.
            warnings.simplefilter("ignore")
            return work(data)
    except TooBig as error:
        return Unreadable("E205", (("what", str(error)),))
    except MemoryError:
        return Unreadable("E205", (("what", "memory"),))
    except Exception as error:
        return Unreadable("E206" if _is_known_format(data) else "E204", (("detail", type(error).__name__),))


def _is_known_format(data: bytes) -> bool:
    """Whether it begins as a picture does, so that the damage lies behind it."""
    return data.startswith(_BEGINNINGS) or data[8:12] in _BRANDS
