"""Colourfulness grows with colour, and nothing else."""

import pytest
from PIL import Image

from adgen.photos.colourfulness import colourfulness

GREY = Image.linear_gradient("L").convert("RGB")
HALVES = Image.new("RGB", (80, 60), (200, 30, 30))
HALVES.paste((30, 60, 200), (0, 0, 40, 60))


def test_grey_has_none() -> None:
    assert colourfulness(GREY) == pytest.approx(0, abs=1)


def test_the_formula() -> None:
    # rg = 170 and -30, yb = 85 and -155: half of the pixels each.
    spread = (100**2 + 120**2) ** 0.5
    mean = (70**2 + 35**2) ** 0.5
    assert colourfulness(HALVES) == pytest.approx(spread + 0.3 * mean, rel=0.02)


def test_paler_is_less() -> None:
    paler = Image.blend(HALVES, Image.new("RGB", HALVES.size, (128, 128, 128)), 0.5)
    assert colourfulness(paler) == pytest.approx(colourfulness(HALVES) / 2, rel=0.03)
