"""What work on a photo takes, as far as can be told before it is opened, and what is said when it was lost.

Measured with Pillow 13 and pi-heif 1.4 on photos of 12 and 48 megapixels: the peak of the whole process.
"""

from adgen.model.picture import Unreadable
from adgen.photos.open import MAX_PIXELS
from adgen.plumbing.tasks import Cost, Loss

_MIB = 1024**2
# A process with Pillow and numpy in it, and with the copies of the photo's bytes on their way to it.
_WORKER = 80 * _MIB
# The pixels of the widest rendition, its halves and the encoders at work; AVIF's is the largest.
_ENCODERS = {"avif": 120 * _MIB}
_PLAIN_ENCODERS = 60 * _MIB
# Bytes a pixel. A JPEG is decoded reduced, but one that is progressive is held whole; the dearest of the others is WebP.
_JPEG_PIXEL = 5
_OTHER_PIXEL = 18
# Pixels a byte of the file, in photos that are compressed well; a PNG of a drawing may have a hundred times more.
_JPEG_PIXELS = 4
_OTHER_PIXELS = 6
_JPEG_NAMES = (".jpg", ".jpeg", ".jpe")
# Seconds: hundreds of times what it takes, for slow and busy machines; a decoder that hangs takes forever.
_SECONDS = 60
_SECONDS_PER_MEGAPIXEL = 5

_LOST = {Loss.died: "E207", Loss.late: "E212", Loss.memory: "E213"}


def cost_of_look(name: str, size: int) -> Cost:
    """What the first look at a file of `size` bytes takes, guessed from its name."""
    pixels, is_jpeg = _guessed(name, size)
    return Cost(size, _WORKER + _decoding(pixels, is_jpeg), _seconds(pixels))


def cost_of_file(name: str, size: int, formats: tuple[str, ...]) -> Cost:
    """What it takes to develop a file of which nothing else is known into `formats`."""
    pixels, is_jpeg = _guessed(name, size)
    return Cost(size, _WORKER + max(_decoding(pixels, is_jpeg), _encoding(formats)), _seconds(pixels))


def cost_of_photo(pixels: int, kind: str, formats: tuple[str, ...]) -> Cost:
    """What it takes to develop a photo of that many pixels and Pillow's format `kind` into `formats`."""
    return Cost(pixels, _WORKER + max(_decoding(pixels, kind == "JPEG"), _encoding(formats)), _seconds(pixels))


def lost(why: Loss) -> Unreadable:
    """What is said of a photo whose worker was lost."""
    return Unreadable(_LOST[why])


def _guessed(name: str, size: int) -> tuple[int, bool]:
    """(pixels, whether it is a JPEG) of a file."""
    is_jpeg = name.lower().endswith(_JPEG_NAMES)
    return min(MAX_PIXELS, size * (_JPEG_PIXELS if is_jpeg else _OTHER_PIXELS)), is_jpeg


def _decoding(pixels: int, is_jpeg: bool) -> int:
    return pixels * (_JPEG_PIXEL if is_jpeg else _OTHER_PIXEL)


def _encoding(formats: tuple[str, ...]) -> int:
    return max((_ENCODERS.get(kind, _PLAIN_ENCODERS) for kind in formats), default=0)


def _seconds(pixels: int) -> float:
    return _SECONDS + _SECONDS_PER_MEGAPIXEL * pixels / 1e6
