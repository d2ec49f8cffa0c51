"""Builders of photos as nobody would make them and some people send them: by hand where Pillow cannot write them."""

import struct
import zlib

from PIL import Image

from tests import make
from tests.photos.samples import with_segment

# Columns of red, green and blue as ICC profiles hold them: XYZ adapted to D50 (ICC.1:2010, table of each profile).
SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
DISPLAY_P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
_D50 = (0.9642, 1.0, 0.8249)


def profile(columns: tuple[tuple[float, ...], ...], gamma: float, *, space: bytes = b"RGB ") -> bytes:
    """A matrix profile with one gamma for all three channels (ICC.1:2001-04)."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    tags = {
        b"desc": b"desc\0\0\0\0\0\0\0\x05made\0" + bytes(79),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": _xyz(_D50),
    }
    tags |= {b"rXYZ": _xyz(columns[0]), b"gXYZ": _xyz(columns[1]), b"bXYZ": _xyz(columns[2])}
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, data, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        table += struct.pack(">4sII", name, start + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    body = struct.pack(">I", len(tags)) + table + data
    head = struct.pack(">I4sI4s4s4s", 128 + len(body), b"none", 0x02400000, b"mntr", space, b"XYZ ")
    head += struct.pack(">6H4s4s", 2026, 1, 1, 0, 0, 0, b"acsp", b"\0\0\0\0") + bytes(24)
    return (head + struct.pack(">3i", *_fixed(_D50))).ljust(128, b"\0") + body


def _xyz(value: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *_fixed(value))


def _fixed(value: tuple[float, ...]) -> list[int]:
    return [round(v * 65536) for v in value]


def ycck(inks: tuple[int, int, int, int], size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG as Photoshop writes CMYK: turned over, as YCbCr with black, and marked so in the Adobe segment."""
    cyan, magenta, yellow, black = inks
    light = Image.new("RGB", (1, 1), (cyan, magenta, yellow)).convert("YCbCr").getpixel((0, 0))
    assert isinstance(light, tuple)
    # Pillow turns CMYK over when it writes it.
    stored = tuple(255 - round(v) for v in (*light, 255 - black))
    data = bytearray(make.encoded(Image.new("CMYK", size, stored), "JPEG", quality=98))
    adobe = data.index(b"Adobe")
    assert data[adobe + 11] == 0
    data[adobe + 11] = 2
    return bytes(data)


def deep_png(kind: int, *channels: int, size: tuple[int, int] = (64, 48)) -> bytes:
    """A PNG with 16 bits a channel: `kind` 0 grey, 2 colour, 4 grey with alpha, 6 colour with alpha (PNG 3, 11.2.1)."""
    row = b"\0" + struct.pack(f">{len(channels)}H", *channels) * size[0]
    return make.png_header(*size, depth=16, kind=kind, data=zlib.compress(row * size[1]))


def one_bit_png(width: int, height: int) -> bytes:
    """A whole white PNG of one bit a pixel: a few kilobytes, whatever its size."""
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    squeeze = zlib.compressobj()
    data = b"".join([*(squeeze.compress(row) for _ in range(height)), squeeze.flush()])
    return make.png_header(width, height, depth=1, kind=0, data=data)


def film(kind: str, *colours: make.Colour, size: tuple[int, int] = (64, 48)) -> bytes:
    """A file of several frames or pages, each in one colour."""
    first, *others = (Image.new("RGB", size, colour) for colour in colours)
    return make.encoded(first, kind, save_all=True, append_images=others)


def with_thumbnail(jpeg: bytes, thumbnail: bytes) -> bytes:
    """A JPEG held upright, with place and thumbnail in its EXIF as cameras write them, and a comment."""
    exif = bytearray(make.exif(orientation=6).tobytes().removeprefix(b"Exif\0\0"))
    assert exif.startswith(b"MM")
    # TIFF 6.0, 2: the last word of the first directory says where the second begins, that of the thumbnail.
    (first,) = struct.unpack_from(">I", exif, 4)
    (count,) = struct.unpack_from(">H", exif, first)
    struct.pack_into(">I", exif, first + 2 + 12 * count, len(exif))
    data = len(exif) + 2 + 2 * 12 + 4
    exif += struct.pack(">HHHIIHHIII", 2, 0x0201, 4, 1, data, 0x0202, 4, 1, len(thumbnail), 0) + thumbnail
    return with_segment(with_segment(jpeg, 0xFE, b"Secret comment"), 0xE1, b"Exif\0\0" + exif)
