"""White text on the hero photo can be read, whatever the photo and the accent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.pages.style import CONTRAST, palette
from adgen.pages.veil import brightest, density
from tests.pages.test_style import accents, contrast

COLUMNS, ROWS = 16, 12


def behind(light: int, accent: str, percent: int) -> str:
    """#rrggbb of a grey field under `color-mix(in srgb, accent-ink 35%, #000)` of that density."""
    ink = [int(palette(accent)["accent-ink"][n : n + 2], 16) * 0.35 for n in (1, 3, 5)]
    return "#" + "".join(f"{round(light + (c - light) * percent / 100):02x}" for c in ink)


@given(st.integers(0, 255), accents)
def test_the_veil_makes_every_field_dark_enough(light: int, accent: str) -> None:
    assert contrast("#ffffff", behind(light, accent, density(light, accent))) >= CONTRAST


@given(st.integers(0, 254), accents)
def test_a_brighter_field_never_gets_less(light: int, accent: str) -> None:
    assert density(light, accent) <= density(light + 1, accent)


def test_a_dark_photo_keeps_its_light() -> None:
    assert density(60, "#2f6b4f") < density(180, "#2f6b4f") < density(255, "#2f6b4f") < 72


def grid(**lights: int) -> tuple[int, ...]:
    """Fields of light 10, but for those named `x3y4`."""
    at = {tuple(map(int, name[1:].split("y"))): light for name, light in lights.items()}
    return tuple(at.get((x, y), 10) for y in range(ROWS) for x in range(COLUMNS))


@pytest.mark.parametrize(
    ("lights", "focus", "found"),
    [
        ({"x8y0": 250, "x2y1": 240}, (0.5, 0.5), 10),  # sky above the text
        ({"x15y6": 250, "x14y11": 240}, (0.0, 0.5), 10),  # right of the text, and cut away on a phone
        ({"x15y6": 250}, (1.0, 0.5), 250),  # the same with the focus there: a phone shows it behind the text
        ({"x0y11": 90, "x8y11": 80}, (0.5, 0.5), 90),
        ({"x8y8": 200, "x7y7": 190}, (0.5, 0.5), 200),
    ],
)
def test_only_fields_behind_the_text_count(lights: dict[str, int], focus: tuple[float, float], found: int) -> None:
    assert brightest(grid(**lights), COLUMNS, (1600, 900), focus) == found
