"""HEIC, as iPhones write it: told by its bytes, upright, in true colours, developed from a copy that changes nothing."""

import io
import struct
from functools import cache

import pytest
from PIL import Image

from adgen.model.picture import Unreadable
from adgen.photos.develop import Development, develop
from adgen.photos.frame import working_size
from adgen.photos.inspect import Look, inspect
from adgen.plumbing.cache import digest
from tests import make
from tests.photos.samples import FIELD, GREEN, RED, SEEN, near, of_facts, swapped_profile, turned, wanted
from tests.photos.test_develop import XMP, made, pixel


def looked_at(data: bytes) -> Look:
    found = inspect(data)
    assert isinstance(found, Look), found
    return found


def stripes(width: int, height: int) -> Image.Image:
    """A picture that is something else everywhere, cheap to encode."""
    across = Image.linear_gradient("L").resize((width, height)).rotate(180)
    down = Image.linear_gradient("L").rotate(90).resize((width, height))
    return Image.merge("RGB", (across, down, Image.new("L", (width, height), 90)))


@cache
def large(width: int, height: int) -> bytes:
    """`stripes` as HEIC, once for all tests: encoding is slow."""
    return make.heic(stripes(width, height), quality=60, chroma=420)


@pytest.mark.parametrize(("chroma", "brand"), [(420, b"heic"), (444, b"heix")])
def test_facts(chroma: int, brand: bytes) -> None:
    data = make.heic(make.image((200, 100), (200, 100, 40)), chroma=chroma)
    assert data[4:12] == b"ftyp" + brand
    found = looked_at(data)
    facts = found.facts
    assert (facts.digest, facts.width, facts.height, facts.format) == (digest(data), 200, 100, "HEIF")
    assert facts.grid[0] < 60 < 250 < facts.grid[-1]
    assert near(tuple(bytes.fromhex(facts.colour[1:])), (200, 100, 40))
    assert looked_at(data) == found


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_shown_as_it_was_seen(orientation: int) -> None:
    data = turned(orientation, "HEIF")
    found = looked_at(data)
    assert (found.facts.width, found.facts.height) == (3 * FIELD, 2 * FIELD)
    assert found.copy is not None
    for start in (data, found.copy):
        (picture,) = made(start, wanted(data, 3 * FIELD))
        for y, row in enumerate(SEEN):
            for x, colour in enumerate(row):
                assert near(pixel(picture, (x + 0.5) / 3, (y + 0.5) / 2), colour), (orientation, x, y)


@pytest.mark.parametrize("size", [(120, 90), (2561, 300), (300, 2700), (2600, 1000)])
def test_developed_from_its_copy_it_is_the_same(size: tuple[int, int]) -> None:
    data = large(*size)
    copy = looked_at(data).copy
    assert copy is not None
    with Image.open(io.BytesIO(copy)) as picture:
        assert (picture.format, picture.size) == ("JPEG", working_size(*size, "HEIF"))
        assert max(picture.size) == min(2560, max(size))
    plan = wanted(data, 100, 700, 1920, formats=("avif", "jpeg")) + wanted(data, 64, 640, aspect=(4, 3))
    whole = develop(Development(data, plan))
    assert isinstance(whole, tuple)
    assert develop(Development(copy, plan)) == whole
    assert looked_at(data).copy == copy


@pytest.mark.parametrize("aspect", [None, (4, 3), (4, 5), (1, 1)])
@pytest.mark.parametrize("size", [(2561, 300), (300, 2700), (2600, 1000)])
def test_nothing_is_larger_than_the_copy(size: tuple[int, int], aspect: tuple[int, int] | None) -> None:
    facts = looked_at(large(*size)).facts
    assert (facts.width, facts.height) == size
    width, height = working_size(*size, "HEIF")
    for rendition in of_facts(facts, 320, 1920, 4000, aspect=aspect):
        left, top, right, bottom = rendition.box
        assert rendition.width <= round((right - left) * width)
        assert rendition.height <= round((bottom - top) * height) + 1


def test_colours_come_out_in_srgb() -> None:
    profile = make.heic(Image.new("RGB", (64, 48), RED), icc_profile=swapped_profile())
    clear = make.heic(Image.new("RGBA", (64, 48), (*RED, 0)))
    plain = make.heic(Image.new("RGB", (64, 48), GREEN))
    for data, colour in ((profile, (20, 220, 20)), (clear, (255, 255, 255)), (plain, GREEN)):
        for picture in made(data, wanted(data, 16, 64, formats=("avif", "jpeg"))):
            assert picture.mode == "RGB"
            assert near(pixel(picture, 0.5, 0.5), colour)


def test_no_metadata_is_published() -> None:
    data = make.heic(make.image((160, 120)), exif=make.exif(orientation=6), icc_profile=swapped_profile(), xmp=XMP)
    assert b"Handmade" in data
    assert b"Secret" in data
    for picture in made(data, wanted(data, 32, 120, formats=("avif", "jpeg"))):
        assert dict(picture.getexif()) == {}
        assert {"exif", "xmp", "icc_profile", "comment"}.isdisjoint(picture.info)
    copy = looked_at(data).copy
    assert copy is not None
    assert not any(word in copy for word in (b"Handmade", b"Secret", b"ICC_PROFILE"))


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
def test_truncated(share: float) -> None:
    data = make.heic(Image.effect_noise((120, 90), 80).convert("RGB"))
    plan = wanted(data, 64)
    for found in (inspect(data[: int(share * len(data))]), develop(Development(data[: int(share * len(data))], plan))):
        assert isinstance(found, Unreadable)
        assert found.code == "E206"


def test_too_large_by_its_header() -> None:
    data = make.heic(make.image((64, 64)))
    size = b"ispe\0\0\0\0" + struct.pack(">II", 64, 64)
    assert data.count(size) == 1
    for side, other in ((20_001, 64), (10_000, 6_001)):
        found = inspect(data.replace(size, b"ispe\0\0\0\0" + struct.pack(">II", side, other)))
        assert isinstance(found, Unreadable)
        assert found.code == "E205"
