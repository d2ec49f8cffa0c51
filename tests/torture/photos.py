"""Photos as nobody should send them, in the place of the one at the top and of one in a case."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from PIL import Image

from tests import make
from tests.photos import odd
from tests.photos.samples import with_segment
from tests.torture.ground import Ground
from tests.torture.variants import Variant

_PLACES = ("photos/hero.jpg", "cases/living-yani/施工後1.jpg")
_GOOD = partial(make.jpeg, (1600, 1200))


def _saved(kind: str, mode: str = "RGB", size: tuple[int, int] = (1600, 1200), **options: object) -> bytes:
    return make.encoded(make.image(size).convert(mode), kind, **options)


def _mpo() -> bytes:
    out = io.BytesIO()
    make.image((1600, 1200)).save(out, "MPO", save_all=True, append_images=[make.image((800, 600))])
    return out.getvalue()


def _chunked(name: bytes, data: bytes) -> bytes:
    """A good PNG with one more chunk behind its header."""
    whole = _saved("PNG")
    chunk = struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return whole[:33] + chunk + whole[33:]


def _exif(body: bytes) -> bytes:
    return with_segment(_GOOD(), 0xE1, b"Exif\0\0" + body)


def _endless_exif() -> bytes:
    """A directory of 5,000 entries whose next directory is itself."""
    entry = struct.pack(">HHII", 0x010F, 2, 60_000, 8)
    return _exif(b"MM\0*" + struct.pack(">IH", 8, 5_000) + entry * 5_000 + struct.pack(">I", 8))


def _turned_over(data: bytes, step: int) -> bytes:
    return bytes(b ^ 0xFF if n > 200 and n % step == 0 else b for n, b in enumerate(data))


PHOTOS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "one byte": lambda: b"\xff",
    "zeros": lambda: bytes(50_000),
    "a text": lambda: "写真はあとで\n".encode() * 50,
    "1 x 1": lambda: make.jpeg((1, 1)),
    "1 x 3000": lambda: make.jpeg((1, 3_000)),
    "3000 x 1": lambda: make.encoded(make.image((3_000, 1)), "PNG"),
    "20,001 wide": lambda: odd.one_bit_png(20_001, 40),
    "169 million bits": lambda: odd.one_bit_png(13_000, 13_000),
    "59 million bits": lambda: odd.one_bit_png(7_700, 7_700),
    "a header of two billion pixels": lambda: make.png_header(50_000, 50_000),
    "a header of no pixels": lambda: make.png_header(0, 0),
    "a header of negative pixels": lambda: make.png_header(2**31, 2**31),
    "41 MB": lambda: _GOOD() + bytes(41 << 20),
    "trailing megabytes": lambda: _GOOD() + b"zq7x-outside-zq7x" * 60_000,
    "compressed text of 100 MB": lambda: _chunked(b"zTXt", b"x\0\0" + zlib.compress(bytes(100 << 20))),
    "compressed profile of 100 MB": lambda: _chunked(b"iCCP", b"x\0\0" + zlib.compress(bytes(100 << 20))),
    "international text": lambda: _chunked(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b"<x>" * (10 << 20))),
    "60,000 chunks": lambda: _chunked(b"tEXt", b"a\0b") + _chunked(b"tEXt", b"a\0b") * 60,
    "a profile of nonsense": lambda: make.jpeg((1600, 1200), icc_profile=b"\xff" * 600),
    "a grey profile in colour": lambda: make.jpeg((1600, 1200), icc_profile=odd.profile(odd.SRGB, 2.2, space=b"GRAY")),
    "EXIF without end": _endless_exif,
    "EXIF of nonsense": lambda: _exif(b"II*\0\xff\xff\xff\xff" * 800),
    "60 EXIF blocks": lambda: with_segment(_exif(b"MM\0*\0\0\0\x08\0\0"), 0xE1, b"Exif\0\0" + bytes(65_000)),
    "orientation 9": lambda: make.jpeg((1600, 1200), exif=make.exif(orientation=9).tobytes()),
    "a comment of 60 KB": lambda: make.jpeg((1600, 1200), comment=b"<script>" * 8_000),
    "CMYK": lambda: _saved("JPEG", "CMYK"),
    "YCCK of Adobe": lambda: odd.ycck((10, 200, 40, 0), (1600, 1200)),
    "grey": lambda: _saved("JPEG", "L"),
    "palette": lambda: _saved("PNG", "P"),
    "16 bits": lambda: odd.deep_png(2, 60_000, 100, 30_000, size=(1200, 900)),
    "16 bits and alpha": lambda: odd.deep_png(6, 60_000, 100, 30_000, 20_000, size=(1200, 900)),
    "numbers": lambda: make.encoded(Image.new("F", (1200, 900), 0.5), "TIFF"),
    "MPO": _mpo,
    "APNG": lambda: odd.film("PNG", *[(n, 80, 40) for n in range(0, 240, 10)], size=(1200, 900)),
    "GIF of frames": lambda: odd.film("GIF", *[(n, 80, 40) for n in range(0, 240, 10)], size=(1200, 900)),
    "WebP of frames": lambda: odd.film("WEBP", *[(n, 80, 40) for n in range(0, 240, 60)], size=(1200, 900)),
    "TIFF of pages": lambda: odd.film("TIFF", *[(n, 80, 40) for n in range(0, 240, 10)], size=(1200, 900)),
    "PNG called jpg": lambda: _saved("PNG"),
    "WebP called jpg": lambda: _saved("WEBP"),
    "AVIF called jpg": lambda: _saved("AVIF", speed=9),
    "BMP": lambda: _saved("BMP"),
    "EPS": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(id) run\n",
    "SVG": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    "PDF": lambda: b"%PDF-1.7\n" + bytes(4_000),
    "a zip behind": lambda: _GOOD() + b"PK\x03\x04<script>alert(1)</script>",
    "HTML in front": lambda: b"<script>alert(1)</script>" + _GOOD(),
    "GIF and script": lambda: b"GIF89a/*" + bytes(60) + b"*/=alert(1);",
    "a zip": lambda: b"PK\x03\x04" + bytes(5_000),
    "ISO media without pictures": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(9_000),
    "AVIF without pictures": lambda: b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + b"\0\0\0\x08meta" * 900,
    **{f"JPEG cut at {share}/7": partial(lambda share: _GOOD()[: len(_GOOD()) * share // 7], share) for share in range(1, 7)},
    **{f"PNG cut at {share}/5": partial(lambda share: _saved("PNG")[: len(_saved("PNG")) * share // 5], share) for share in range(1, 5)},
    **{f"JPEG, every {step}th byte": partial(lambda step: _turned_over(_GOOD(), step), step) for step in (31, 499, 4_001)},
    **{f"WebP, every {step}th byte": partial(lambda step: _turned_over(_saved("WEBP"), step), step) for step in (31, 499)},
    **{f"AVIF, every {step}th byte": partial(lambda step: _turned_over(_saved("AVIF", speed=9), step), step) for step in (31, 499)},
    **{f"GIF, every {step}th byte": partial(lambda step: _turned_over(_saved("GIF"), step), step) for step in (31, 499)},
    **{f"TIFF, every {step}th byte": partial(lambda step: _turned_over(_saved("TIFF"), step), step) for step in (31, 499, 40_001)},
    **{f"HEIC, every {step}th byte": partial(lambda step: _turned_over(make.heic(make.image((800, 600))), step), step) for step in (31, 499)},
}  # fmt: skip


def of_photos(ground: Ground) -> Iterator[Variant]:
    """Each photo in each of two places."""
    for path in _PLACES:
        for name, data in PHOTOS.items():
            yield _variant(path, name, data)


def _variant(path: str, name: str, data: Callable[[], bytes]) -> Variant:
    return Variant("photo", f"{path} {name}", lambda ground: ground.put(path, data()))
