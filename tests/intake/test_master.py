"""The photo of the case: upright, sRGB, small, and nothing in the file but the picture."""

import io

import pytest
from PIL import Image

from adgen.intake.master import SIDE, master
from adgen.model.picture import Unreadable
from adgen.photos.metadata import leftovers
from tests import make
from tests.photos import samples


def made(data: bytes) -> Image.Image:
    found = master(data)
    assert isinstance(found, bytes)
    assert leftovers(found) == ()
    picture = Image.open(io.BytesIO(found))
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    return picture


def near(pixel: object, colour: make.Colour) -> bool:
    assert isinstance(pixel, tuple)
    return max(abs(int(a) - b) for a, b in zip(pixel, colour, strict=True)) < 16


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_upright_however_it_was_held(orientation: int, kind: str) -> None:
    picture = made(samples.turned(orientation, kind))
    assert picture.size == (3 * samples.FIELD, 2 * samples.FIELD)
    middle = samples.FIELD // 2
    seen = [
        [picture.getpixel((middle + column * samples.FIELD, middle + row * samples.FIELD)) for column in range(3)]
        for row in range(2)
    ]
    assert all(near(seen[row][column], samples.SEEN[row][column]) for row in range(2) for column in range(3))


SIZES = {
    (6000, 4000): (SIDE, 1707),
    (2561, 1000): (SIDE, 1000),
    (2560, 10): (SIDE, 10),
    (40, 6000): (17, SIDE),
    (9, 9): (9, 9),
}


@pytest.mark.parametrize("size", SIZES)
def test_never_larger_than_needed_and_never_enlarged(size: tuple[int, int]) -> None:
    assert made(make.jpeg(size)).size == SIZES[size]


def test_colours_as_they_are_meant_and_nothing_left() -> None:
    red = Image.new("RGB", (64, 48), (220, 20, 20))
    swapped = make.encoded(
        red, "JPEG", icc_profile=samples.swapped_profile(), comment="3-0-0", exif=make.exif(), quality=95
    )
    assert set(leftovers(swapped)) >= {"Exif", "ICC", "comment"}
    assert near(made(swapped).getpixel((30, 20)), (20, 220, 20))
    glass = Image.new("RGBA", (64, 48), (0, 0, 0, 0))
    assert near(made(make.encoded(glass, "PNG")).getpixel((30, 20)), (255, 255, 255))


def test_what_cannot_be_read() -> None:
    broken = [master(data) for data in (b"\xff\xd8\xff broken", b"", make.png_header(30_000, 30_000))]
    assert [found.code for found in broken if isinstance(found, Unreadable)] == ["E206", "E204", "E205"]
