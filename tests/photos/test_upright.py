"""The lean of a photo is told where upright lines show it, and nowhere else."""

import random

import pytest
from PIL import Image, ImageDraw, ImageFilter

from adgen.photos.upright import lean
from tests import make
from tests.photos.samples import facts


def house(degrees: float, seed: int = 1) -> Image.Image:
    """A front with posts, windows and boards, photographed with a camera that was turned."""
    dice = random.Random(seed)
    picture = Image.new("RGB", (1400, 1100), (205, 205, 200))
    draw = ImageDraw.Draw(picture)
    for x in range(90, 1400, 150):
        shade = dice.randrange(40, 120)
        draw.rectangle((x, dice.randrange(200), x + dice.randrange(8, 60), 1100 - dice.randrange(200)), (shade,) * 3)
    for y in range(80, 1100, 190):
        draw.line((0, y, 1400, y + 30), (120, 120, 120), 6)
    turned = picture.rotate(-degrees, Image.Resampling.BICUBIC)
    return turned.crop((150, 150, 1250, 950)).filter(ImageFilter.GaussianBlur(0.8))


def measured(picture: Image.Image) -> float:
    return lean(facts(make.encoded(picture, "JPEG", quality=92)))


@pytest.mark.parametrize("degrees", [-4.5, -2, 1.7, 3.3, 5])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_lean_is_measured(degrees: float, seed: int) -> None:
    assert measured(house(degrees, seed)) == pytest.approx(degrees, abs=0.2)


@pytest.mark.parametrize("degrees", [-0.5, 0, 0.5])
def test_what_nobody_sees_is_not_told(degrees: float) -> None:
    assert measured(house(degrees)) == 0.0


def from_below() -> Image.Image:
    """The house seen from the street: its lines lean towards each other, and the camera was level."""
    corners = (-160, 0, 0, 800, 1100, 800, 1260, 0)
    return house(0).transform(
        (1100, 800), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(205, 205, 200)
    )


def test_lines_that_lean_towards_each_other_are_no_lean() -> None:
    assert measured(from_below()) == 0.0


DOUBTFUL = {
    "a plain wall": Image.new("RGB", (800, 600), (230, 228, 220)),
    "noise": Image.effect_noise((800, 600), 60).convert("RGB"),
    "one line": make.image((800, 600)).rotate(0),
    "slanted all over": house(30),
    "tiny": Image.new("RGB", (3, 2), (200, 10, 10)),
    "a strip": Image.effect_noise((900, 4), 60).convert("RGB"),
}


@pytest.mark.parametrize("picture", DOUBTFUL.values(), ids=DOUBTFUL)
def test_in_doubt_nothing_is_said(picture: Image.Image) -> None:
    assert measured(picture) == 0.0
