"""Opens the bytes of a photo with every limit in place."""

import io
import warnings
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from PIL import Image

from adgen.model.picture import Unreadable

MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 20_000
# The limits as messages name them, in units that every language knows.
BYTES_LIMIT = f"{MAX_BYTES >> 20} MB"
_PIXELS_LIMIT = f"{MAX_PIXELS:,} px"
_SIDE_LIMIT = f"{MAX_SIDE:,} × {MAX_SIDE:,} px"
# By content, never by name. MPO comes through JPEG (naming it makes Pillow raise KeyError); SVG, PDF and EPS are never read.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF", "TIFF")
# Decoding these costs about thirty times a JPEG's: a reduced copy is worth keeping.
DEAR_FORMATS = ("HEIF",)
_ORIENTATION = 0x0112
_PLACE = 0x8825
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*")
_BRANDS = (b"WEBP", b"avif", b"avis")

T = TypeVar("T")


class TooBig(Exception):
    """A photo over one of the limits; the text says which."""


def open_photo(data: bytes) -> Image.Image:
    """The photo with its header read and no pixel decoded. Raises TooBig, or what Pillow raises."""
    if len(data) > MAX_BYTES:
        raise TooBig(BYTES_LIMIT)
    if _is_heif(data):
        _register_heif()
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(data), formats=FORMATS if _is_heif(data) else _PLAIN_FORMATS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise TooBig(_PIXELS_LIMIT) from None
    if max(image.size) > MAX_SIDE:
        raise TooBig(_SIDE_LIMIT)
    if image.width * image.height > MAX_PIXELS:
        raise TooBig(_PIXELS_LIMIT)
    return image


_PLAIN_FORMATS = tuple(f for f in FORMATS if f not in DEAR_FORMATS)


def _is_heif(data: bytes) -> bool:
    """ISO 14496-12: `ftyp` with one of the HEIF brands (ISO 23008-12); AVIF has brands of its own."""
    return data[4:8] == b"ftyp" and data[8:12] in (
        b"heic",
        b"heix",
        b"heim",
        b"heis",
        b"hevc",
        b"hevx",
        b"mif1",
        b"msf1",
    )


@cache
def _register_heif() -> None:
    import pi_heif

    # Turned upright by libheif itself, as the file's own transformations say; one thread per job.
    pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 where there is none or it makes no sense."""
    if image.format == "TIFF":
        return 1  # Pillow turns a TIFF itself while it loads it
    try:
        value = int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # a broken EXIF block raises many things and says nothing about the pixels
        return 1
    return value if 1 <= value <= 8 else 1


def has_place(image: Image.Image) -> bool:
    """Whether the file says where it was taken, in its EXIF or XMP block."""
    try:
        return bool(image.getexif().get_ifd(_PLACE)) or b"GPSLatitude" in _xmp(image)
    except Exception:  # a broken EXIF block raises many things
        return False


def _xmp(image: Image.Image) -> bytes:
    found = image.info.get("xmp", b"")
    return found if isinstance(found, bytes) else b""


def table_mean(image: Image.Image) -> float:
    """The mean of a JPEG's table for luminance: the larger, the coarser it was saved. 0 for other formats."""
    tables = getattr(image, "quantization", None)
    return sum(tables[0]) / len(tables[0]) if tables and tables.get(0) else 0.0


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height after the photo has been turned upright: orientations 5 to 8 turn it by a quarter."""
    width, height = image.size
    return (height, width) if orientation(image) >= 5 else (width, height)


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
        return Unreadable("E205", (("limit", str(error)),))
    except MemoryError:
        return Unreadable("E213")
    except Exception as error:
        return Unreadable("E206" if _is_known_format(data) else "E204", (("detail", type(error).__name__),))


def _is_known_format(data: bytes) -> bool:
    """Whether it begins as a picture does, so that the damage lies behind it."""
    return data.startswith(_BEGINNINGS) or data[8:12] in _BRANDS or _is_heif(data)
