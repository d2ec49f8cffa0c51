"""How dense the veil over the hero photo must be for white text, from the light of the fields behind that text."""

from collections.abc import Iterator
from dataclasses import dataclass

from adgen.pages.style import contrast, mix, palette, read_colour

# WCAG 2.2, 1.4.3 asks for 4.5; a field's mean hides brighter spots.
WANTED = 5.0
_SPOTS = 0.2
_WHITE = (1.0, 1.0, 1.0)
_DARK = 0.65
# A lamp in a dark room is smaller than a field.
_THINNEST = 30

Box = tuple[float, float, float, float]

# Width by height of the photo's place on a phone, a tablet, a desk and a wide screen, and the part in which text stands.
_PLACES: tuple[tuple[float, Box], ...] = (
    (390 / 692, (0, 0.25, 1, 1)),
    (768 / 736, (0, 0.25, 1, 1)),
    (1280 / 736, (0, 0.2, 0.75, 1)),
    (1920 / 736, (0, 0.2, 0.6, 1)),
)


def density(light: int, accent: str) -> int:
    """Percent of veil over a field of that mean luminance (0-255) that makes white text on it legible."""
    mean = light / 255
    grey = mean + (1 - mean) * _SPOTS
    veil = mix(read_colour(palette(accent)["accent-ink"]), (0.0, 0.0, 0.0), _DARK)
    shades = ((percent, mix((grey, grey, grey), veil, percent / 100)) for percent in range(_THINNEST, 101))
    return next(percent for percent, shade in shades if contrast(_WHITE, shade) >= WANTED)


@dataclass(frozen=True)
class Cut:
    """The part of a photo that is made for some screens: `box` in shares of the photo, `shape` its width by its height.

    `focus` is the point that stays in sight where a screen shows less of it, in shares of the box.
    """

    box: Box
    shape: float
    focus: tuple[float, float]


def brightest(grid: tuple[int, ...], columns: int, phone: Cut, wide: Cut) -> int:
    """The highest mean of all fields that text may stand on. `grid` is that of the whole photo, row by row."""
    rows = len(grid) // columns
    return max(
        grid[row * columns + column]
        for left, top, right, bottom in _behind(phone, wide)
        for row in _fields(top, bottom, rows)
        for column in _fields(left, right, columns)
    )


def _behind(phone: Cut, wide: Cut) -> Iterator[Box]:
    """The parts of the photo behind the text, as shares of it: what `object-fit: cover` leaves of a cut, and of that the text's."""
    for cut, (wanted, text) in zip((phone, wide, wide, wide), _PLACES, strict=True):
        width, height = min(1.0, wanted / cut.shape), min(1.0, cut.shape / wanted)
        x, y = cut.focus[0] * (1 - width), cut.focus[1] * (1 - height)
        yield _within(cut.box, _within((x, y, x + width, y + height), text))


def _within(outer: Box, inner: Box) -> Box:
    """A box given in shares of another one, in what that one is given in."""
    left, top, right, bottom = outer
    across, down = right - left, bottom - top
    return left + inner[0] * across, top + inner[1] * down, left + inner[2] * across, top + inner[3] * down


def _fields(start: float, end: float, count: int) -> range:
    return range(int(start * count), min(count, -int(-end * count // 1)))
