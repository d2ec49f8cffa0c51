"""What one look at a photo tells, and what it says of photos that are none."""

import time
import zlib

import pytest
from PIL import Image

from adgen.model.picture import Unreadable
from adgen.photos import open as opening
from adgen.photos.inspect import GRID, Look, inspect
from adgen.plumbing.cache import digest
from tests import make
from tests.photos.samples import FIELD, SEEN, facts, near, turned


def field(grid: tuple[int, ...], x: float, y: float) -> int:
    return grid[int(y * GRID[1]) * GRID[0] + int(x * GRID[0])]


def luma(colour: tuple[int, ...]) -> float:
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def test_facts() -> None:
    data = make.jpeg((200, 100), (200, 100, 40))
    found = facts(data)
    assert (found.digest, found.width, found.height, found.format) == (digest(data), 200, 100, "JPEG")
    assert len(found.grid) == GRID[0] * GRID[1]
    assert abs(field(found.grid, 0.1, 0.1) - luma((50, 25, 10))) < 5
    assert field(found.grid, 0.9, 0.9) > 250
    assert near(tuple(bytes.fromhex(found.colour[1:])), (200, 100, 40))
    assert facts(data) == found
    assert inspect(data) == Look(found, None)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_every_orientation(kind: str, orientation: int) -> None:
    found = facts(turned(orientation, kind))
    assert (found.width, found.height) == (3 * FIELD, 2 * FIELD)
    for y, row in enumerate(SEEN):
        for x, colour in enumerate(row):
            assert abs(field(found.grid, (x + 0.5) / 3, (y + 0.5) / 2) - luma(colour)) < 8


def test_an_orientation_that_makes_no_sense_is_none() -> None:
    for orientation in (0, 9, 200):
        found = facts(make.jpeg((80, 40), exif=make.exif(orientation=orientation)))
        assert (found.width, found.height) == (80, 40)


def test_broken_exif_says_nothing_about_the_pixels() -> None:
    data = make.jpeg((80, 40), exif=make.exif(orientation=6))
    start = data.index(b"Exif\0\0") + 6
    for seed in range(400):
        hurt = bytearray(data)
        for step in range(1 + seed % 5):
            hurt[start + (seed * 7 + step * 31) % 150] = (seed * 13 + step * 101) % 256
        found = facts(bytes(hurt))
        assert {found.width, found.height} == {80, 40}


MODES = {
    "1-bit": ("1", 255, 255),
    "grey": ("L", 100, 100),
    "grey with alpha": ("LA", (100, 0), 255),
    "16-bit grey": ("I;16", 100 * 256, 100),
    "palette": ("P", 0, 0),
    "alpha": ("RGBA", (0, 0, 0, 0), 255),
    "half alpha": ("RGBA", (0, 0, 0, 128), 127),
    "colour": ("RGB", (100, 100, 100), 100),
}


@pytest.mark.parametrize(("mode", "colour", "light"), MODES.values(), ids=MODES)
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_modes(kind: str, mode: str, colour: int | tuple[int, ...], light: int) -> None:
    found = facts(make.encoded(Image.new(mode, (40, 30), colour), kind))
    assert all(abs(value - light) <= 2 for value in found.grid)


def test_the_bytes_count_and_not_the_name() -> None:
    for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF"):
        found = facts(make.encoded(make.image(), kind))
        assert found.format == kind


def test_a_telephone_s_two_pictures_in_one_file() -> None:
    data = make.encoded(make.image((64, 48)), "MPO", save_all=True, append_images=[make.image((32, 24))])
    found = facts(data)
    assert (found.width, found.height) == (64, 48)


NO_PICTURES = {
    "empty": b"",
    "one byte": b"\xff",
    "text": "写真はあとで".encode(),
    "pdf": b"%PDF-1.7\n" + bytes(200),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 8 8\n",
    "bmp": make.encoded(make.image(), "BMP"),
    "zip": b"PK\x03\x04" + bytes(200),
    "sound": b"RIFF\x24\0\0\0WAVEfmt " + bytes(200),
    "zeros": bytes(5000),
}


@pytest.mark.parametrize("data", NO_PICTURES.values(), ids=NO_PICTURES)
def test_no_picture(data: bytes) -> None:
    found = inspect(data)
    assert isinstance(found, Unreadable)
    assert found.code == "E204"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
def test_truncated(kind: str, share: float) -> None:
    noise = Image.effect_noise((120, 90), 80).convert("RGB")
    data = make.encoded(noise, kind)
    found = inspect(data[: int(share * len(data))])
    assert isinstance(found, Unreadable)
    assert found.code == "E206"


BOMBS = {
    "1 bit, 169 million pixels": make.png_header(13_000, 13_000, depth=1, kind=0, data=zlib.compress(bytes(1_000))),
    "just over": make.png_header(10_000, 6_001),
    "a long side": make.png_header(20_001, 4),
    "the largest there is": make.png_header(2**31 - 1, 2**31 - 1),
    "too many bytes": bytes(opening.MAX_BYTES + 1),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_bombs_are_refused_by_their_header(data: bytes) -> None:
    begun = time.monotonic()
    found = inspect(data)
    assert isinstance(found, Unreadable)
    assert found.code == "E205"
    assert time.monotonic() - begun < 10


def test_a_limit_is_told_in_units_of_every_language() -> None:
    told = {}
    for name, data in BOMBS.items():
        found = inspect(data)
        assert isinstance(found, Unreadable)
        told[name] = dict(found.values)["limit"]
    pixels, side, size = "60,000,000 px", "20,000 × 20,000 px", "40 MB"
    assert list(told.values()) == [pixels, pixels, side, pixels, size]
    assert all(limit.isascii() for limit in (pixels, size))


def test_out_of_memory_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(data: bytes) -> None:
        raise MemoryError

    found = opening.guarded(hungry, b"")
    assert isinstance(found, Unreadable)
    assert found == Unreadable("E213")
