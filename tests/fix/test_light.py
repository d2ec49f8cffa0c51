"""Only a photo that lacks a little light, beyond doubt, gets more."""

import pytest
from PIL import Image

from adgen.fix.light import missing_light
from adgen.photos.exposure import exposed


def room(lightest: int = 235, darkest: int = 20, lights: int = 0) -> Image.Image:
    """A slope from dark to light, with some lamps."""
    picture = (
        Image.linear_gradient("L")
        .resize((400, 300))
        .point([darkest + (lightest - darkest) * n // 255 for n in range(256)])
    )
    picture.paste(255, (0, 0, lights, 20))
    return picture.convert("RGB")


@pytest.mark.parametrize("stops", [0.4, 0.6, 0.9])
def test_a_photo_taken_too_dark_gets_about_what_it_lacks(stops: float) -> None:
    good = room(215, 10)
    assert missing_light(good) == 0.0
    found = missing_light(exposed(good, -stops))
    assert found == pytest.approx(stops, abs=0.35)
    assert missing_light(exposed(exposed(good, -stops), found)) == 0.0, "once is enough"


UNTOUCHED = {
    "well exposed": room(),
    "bright": room(255, 120),
    "a white wall": Image.new("RGB", (60, 40), (245, 244, 240)),
    "blown out": Image.new("RGB", (60, 40), "white"),
    "night with lamps": room(90, 0, lights=60),
    "against the light": room(120, 5, lights=120),
    "black": Image.new("RGB", (60, 40)),
    "far too dark": room(60, 2),
}


@pytest.mark.parametrize("picture", UNTOUCHED.values(), ids=UNTOUCHED)
def test_everything_else_stays(picture: Image.Image) -> None:
    assert missing_light(picture) == 0.0
