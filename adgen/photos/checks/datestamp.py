"""A date burnt into a corner: a row of small glyphs of one height, one baseline and one colour, lighter or warmer than what is behind."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageFilter

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.declare import WARNS, Before, Check, Grade, Measure, along
from adgen.photos.checks.exposure import grown
from adgen.photos.checks.runs import components
from adgen.photos.checks.view import View

_STRIP = 0.16
_HALF = 0.5
_MOST_INK = 0.35
_EDGE = (0.012, 0.09)
# A date with the time of day is at most this many heights long.
_LONGEST = 15.0
_ANOTHER = 4.0
# Glyphs -> score. The shortest date, '26 7 1, has four digits and a stroke.
_SCALE = ((1.5, 0.0), (3.45, 0.5), (9.0, 1.0))


@dataclass(frozen=True)
class Row:
    """Glyphs side by side: boxes (n, 5) of left, top, right, bottom and ink, their number weighed by shape, their height."""

    boxes: Array
    glyphs: float
    height: float


def measure(view: View) -> Measure:
    """The most convincing row of glyphs in the four corners."""
    best, region = 0.0, None
    for top, left, row, ink in _rows(view):
        worth = _worth(view, top, left, row, ink)
        if worth > best:
            best, region = worth, _region(view, top, left, row)
    return Measure(along(_SCALE, best), {"glyphs": round(best, 1)}, region)


def _rows(view: View) -> Iterator[tuple[int, int, Row, Array]]:
    """(top, left, row, ink mask) of the best row of every corner, colour and thickness."""
    height, width = view.luma.shape
    strip, half = max(8, int(height * _STRIP)), int(width * _HALF)
    for top in (height - strip, 0):
        for mask in _inks(view.rgb[top : top + strip], max(4, int(0.02 * height))):
            if mask.mean() > _MOST_INK:
                continue
            thick = grown(mask, 1)
            for left in (width - half, 0):
                for ink in (mask, thick):
                    row = _best_row(components(ink[:, left : left + half]), height)
                    if row:
                        yield top, left, row, mask


def _inks(strip: Array, reach: int) -> Iterator[Array]:
    """Pixels that are warmer, or lighter, than what is around them."""
    red, blue = strip[..., 0].astype(np.int16), strip[..., 2].astype(np.int16)
    warm, least = (
        np.clip(red - blue, 0, 255).astype(np.uint8),
        np.minimum(np.minimum(strip[..., 0], strip[..., 1]), strip[..., 2]),
    )
    yield (_above(warm, reach) >= 28) & (red >= 150)
    yield (_above(least, reach) >= 30) & (least >= 165)


def _above(plane: Array, reach: int) -> Array:
    around = np.asarray(Image.fromarray(plane).filter(ImageFilter.BoxBlur(reach))).astype(np.int16)
    return np.asarray(plane.astype(np.int16) - around)


def _best_row(boxes: Array, height: int) -> Row | None:
    """The row with most glyphs; sizes are shares of the photo's height."""
    tall, wide = boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]
    filled = boxes[:, 4] / np.maximum(tall * wide, 1)
    fits = (tall >= max(7, 0.01 * height)) & (tall <= 0.065 * height) & (wide <= 2.6 * tall) & (wide >= 0.08 * tall)
    glyphs = boxes[fits & (filled > 0.12)]
    glyphs = glyphs[np.argsort(glyphs[:, 0], kind="stable")][:120]
    rows = [row for glyph in glyphs[:80] for row in _rows_with(glyphs, glyph)]
    best = max(rows, key=lambda row: row.glyphs, default=None)
    return None if best and any(_is_pattern(row, best) for row in rows) else best


def _is_pattern(row: Row, best: Row) -> bool:
    """A second full line of glyphs above or below, or one that goes on and on: tiles, bricks, a page of text."""
    apart = abs(float(row.boxes[0, 3] - best.boxes[0, 3]))
    is_long = row.boxes[-1, 2] - row.boxes[0, 0] > _LONGEST * row.height
    return row.glyphs >= _ANOTHER and bool(is_long or apart > 1.5 * best.height)


def _rows_with(glyphs: Array, one: Array) -> Iterator[Row]:
    """Rows of glyphs as tall as this one and on its baseline, cut where a gap is wider than three letters."""
    tall = int(one[3] - one[1])
    loose = max(1.5, 0.14 * tall)
    close = (np.abs(glyphs[:, 3] - one[3]) <= loose) & (np.abs(glyphs[:, 1] - one[1]) <= 1.2 * loose)
    line = glyphs[close]
    cuts = np.flatnonzero(line[1:, 0] - line[:-1, 2] > 2.4 * tall) + 1
    for part in np.split(line, cuts):
        if len(part) >= 3:
            yield Row(part, _count(part, tall), tall)


def _count(part: Array, tall: int) -> float:
    """Boxes shaped and filled like digits count one, thin ones less, joined ones by their width; uneven heights take some away."""
    wide, high = (part[:, 2] - part[:, 0]) / tall, part[:, 3] - part[:, 1]
    filled = part[:, 4] / np.maximum((part[:, 2] - part[:, 0]) * high, 1)
    is_digit = (wide >= 0.3) & (wide <= 0.95) & (filled >= 0.22) & (filled <= 0.85)
    digits = float(is_digit.sum())
    thin = 0.4 * float((wide < 0.3).sum())
    joined = 0.5 * float(np.round(wide[wide > 0.95] / 0.62).sum())
    return digits + min(thin + joined, digits) - 6 * float(np.std(high / tall)) if digits >= 2 else 0.0


def _worth(view: View, top: int, left: int, row: Row, ink: Array) -> float:
    """The count, less for an uneven colour, and for a place where no camera prints."""
    x0, y0, x1, y1 = _box(row)
    here = ink[y0:y1, left + x0 : left + x1]
    colours = view.rgb[top + y0 : top + y1, left + x0 : left + x1][here].astype(np.float32)
    uneven = float(np.abs(colours - np.median(colours, 0)).mean(1).mean()) if len(colours) > 9 else 60.0
    edge = (len(view.rgb) - (top + y1) if top else y0) / len(view.rgb)
    trust = (1.0 if top else 0.6) * (1.0 if _EDGE[0] <= edge <= _EDGE[1] else 0.6)
    return (row.glyphs - max(0.0, uneven - 20) / 8) * trust


def _box(row: Row) -> tuple[int, int, int, int]:
    x0, y0 = row.boxes[:, :2].min(0)
    x1, y1 = row.boxes[:, 2:4].max(0)
    return int(x0), int(y0), int(x1), int(y1)


def _region(view: View, top: int, left: int, row: Row) -> tuple[float, float, float, float]:
    height, width = view.luma.shape
    x0, y0, x1, y1 = _box(row)
    return (
        round((left + x0) / width, 3),
        round((top + y0) / height, 3),
        round((x1 - x0) / width, 3),
        round((y1 - y0) / height, 3),
    )


CHECK = Check(
    "datestamp", "日付の焼き込み", measure, {Grade.serious: "W240"}, mild=WARNS, serious=WARNS, before=Before.same
)
