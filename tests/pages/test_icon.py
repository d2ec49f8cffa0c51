"""Icons for the tab and for the home screen."""

import io

import pytest
from PIL import Image

from adgen.pages.icon import APPLE, SIDES, home_icon


@pytest.mark.parametrize("accent", ["#2f6b4f", "#000000", "#8a6e00"])
@pytest.mark.parametrize("side", [*SIDES, APPLE])
def test_the_home_screen_shows_a_white_house_on_the_accent(accent: str, side: int) -> None:
    data = home_icon(accent, side)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size, "transparency" in image.info) == ("PNG", (side, side), False)
    pixels = image.convert("RGB")
    wanted = tuple(int(accent[n : n + 2], 16) for n in (1, 3, 5))

    def at(x: float, y: float) -> object:
        return pixels.getpixel((int(side * x), int(side * y)))

    assert {at(0.02, 0.02), at(0.98, 0.98), at(0.5, 0.65)} == {wanted}, "corners and door"
    assert {at(0.5, 0.4), at(0.35, 0.7), at(0.65, 0.7)} == {(255, 255, 255)}, "roof and wall"
    assert len(data) < 8_000
    assert home_icon(accent, side) == data


def test_a_mask_cuts_nothing_of_the_house() -> None:
    """W3C, maskable icons: what matters lies within a circle of four fifths of the side."""
    white = Image.open(io.BytesIO(home_icon("#000000", 512))).convert("L").point(lambda v: 255 * (v > 128))
    points = [(x, y) for y in range(512) for x in range(512) if white.getpixel((x, y))]
    assert max((x - 256) ** 2 + (y - 256) ** 2 for x, y in points) <= (0.4 * 512) ** 2
