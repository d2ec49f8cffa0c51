"""The guess at a focal point: towards where the detail is, and never far from the centre."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from adgen.photos.saliency import FARTHEST, focal_point
from tests import make
from tests.photos.samples import facts, turned


def detail_at(x: float, y: float, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """A quiet wall with one busy spot."""
    picture = Image.new("RGB", size, (200, 200, 190))
    spot = Image.effect_noise((60, 60), 120)
    picture.paste(spot.convert("RGB"), (int(x * (size[0] - 60)), int(y * (size[1] - 60))))
    return picture


@pytest.mark.parametrize("colour", ["black", "white", (90, 120, 10)])
def test_without_detail_it_is_the_centre(colour: str) -> None:
    assert focal_point(Image.new("RGB", (300, 200), colour)) == (0.5, 0.5)
    assert focal_point(Image.new("L", (1, 1))) == (0.5, 0.5)


@pytest.mark.parametrize("x", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("y", [0.0, 0.5, 1.0])
def test_it_goes_where_the_detail_is(x: float, y: float) -> None:
    found = focal_point(detail_at(x, y))
    for share, towards in zip(found, (x, y), strict=True):
        if towards == 0.5:
            assert abs(share - 0.5) <= 0.03
        else:
            assert (share - 0.5) * (towards - 0.5) > 0
            assert abs(share - 0.5) == pytest.approx(FARTHEST)


@settings(max_examples=30)
@given(st.binary(min_size=48, max_size=48), st.integers(1, 400), st.integers(1, 400))
def test_it_is_never_far_from_the_centre(pixels: bytes, width: int, height: int) -> None:
    picture = Image.frombytes("RGB", (4, 4), pixels).resize((width, height), Image.Resampling.NEAREST)
    found = focal_point(picture)
    assert all(0.5 - FARTHEST <= share <= 0.5 + FARTHEST for share in found)
    assert found == focal_point(picture)


def test_a_mirrored_photo_has_a_mirrored_focal_point() -> None:
    picture = detail_at(0.2, 0.7)
    x, y = focal_point(picture)
    assert focal_point(ImageOps.mirror(picture)) == pytest.approx((1 - x, y), abs=0.011)
    assert focal_point(ImageOps.flip(picture)) == pytest.approx((x, 1 - y), abs=0.011)


def test_it_is_a_fact_of_the_photo_as_it_is_seen() -> None:
    assert {facts(turned(orientation, "PNG")).focus for orientation in range(1, 9)} == {facts(turned(1, "PNG")).focus}
    found = facts(make.encoded(detail_at(1.0, 0.5, (1600, 1200)), "JPEG"))
    assert found.focus == pytest.approx((0.5 + FARTHEST, 0.5), abs=0.03)
