"""White text on the hero photo can be read, whatever the photo and the accent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.pages.style import CONTRAST, palette
from adgen.pages.veil import Cut, brightest, density
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
    whole = Cut((0, 0, 1, 1), 1600 / 900, focus)
    assert brightest(grid(**lights), COLUMNS, whole, whole) == found


@pytest.mark.parametrize(
    ("lights", "found"),
    [
        ({"x0y11": 250, "x15y6": 240}, 10),  # beside the cut for phones and below the one for wide screens
        ({"x8y11": 250, "x8y10": 240}, 250),  # below the wide one, but on a phone behind the text
        ({"x2y5": 90, "x2y11": 250}, 90),  # beside the one for phones, but on a wide screen behind the text
        ({"x8y0": 250, "x2y0": 240}, 10),  # above the text in both
    ],
)
def test_each_cut_counts_where_it_is_shown(lights: dict[str, int], found: int) -> None:
    """A photo of 4:3, cut 16:9 at its upper edge for wide screens and 9:16 out of its middle for phones."""
    wide = Cut((0, 0, 1, 0.75), 16 / 9, (0.5, 0.5))
    phone = Cut((0.2890625, 0, 0.7109375, 1), 9 / 16, (0.5, 0.5))
    assert brightest(grid(**lights), COLUMNS, phone, wide) == found
