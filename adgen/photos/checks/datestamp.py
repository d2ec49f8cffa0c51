"""A date burnt into a corner: a row of small glyphs of one height, one baseline and one colour, lighter or warmer than what is behind."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageFilter

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.declare import WARNS, Before, Check, Grade, Measure
from adgen.photos.checks.exposure import grown
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.runs import components
from adgen.photos.checks.view import View

_STRIP = 0.16
_HALF = 0.5
_MOST_INK = 0.35


@dataclass(frozen=True)
class Row:
    """Glyphs side by side: boxes (n, 5) of left, top, right, bottom and ink, their number weighed by shape, their height."""

    boxes: Array
    glyphs: float
    height: float


def measure(view: View) -> Measure:
    """The most convincing row of glyphs in the four corners."""
    best, region = measures(view)
    if not best:
        return Measure(0.0)
    return Measure(sums()["datestamp"].score(best), region=region)


def measures(view: View) -> tuple[dict[str, float], tuple[float, float, float, float] | None]:
    """The measures of the best row of glyphs, and where it stands; nothing where there is none."""
    best: dict[str, float] = {}
    region = None
    for top, left, row, ink in _rows(view):
        found = _described(view, top, left, row, ink)
        if not best or found["worth"] > best["worth"]:
            best, region = found, _region(view, top, left, row)
    return best, region


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
    warm, least = np.clip(red - blue, 0, 255).astype(np.uint8), np.minimum(np.minimum(strip[..., 0], strip[..., 1]), strip[..., 2])
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
    return max(rows, key=lambda row: row.glyphs, default=None)


def _rows_with(glyphs: Array, one: Array) -> Iterator[Row]:
    """Rows of glyphs as tall as this one and on its baseline, cut where a gap is wider than two letters."""
    tall = int(one[3] - one[1])
    loose = max(1.5, 0.14 * tall)
    close = (np.abs(glyphs[:, 3] - one[3]) <= loose) & (np.abs(glyphs[:, 1] - one[1]) <= 1.2 * loose)
    line = glyphs[close]
    cuts = np.flatnonzero(line[1:, 0] - line[:-1, 2] > 2.0 * tall) + 1
    for part in np.split(line, cuts):
        if len(part) >= 3:
            yield Row(part, _count(part, tall), tall)


def _count(part: Array, tall: int) -> float:
    """Glyphs that look like digits count one, thin ones less, joined ones by their width; uneven heights take some away."""
    wide = part[:, 2] - part[:, 0]
    count = np.clip(np.round(wide / (0.62 * tall)), 1, 2) - 0.5 * (wide < 0.3 * tall)
    return float(count.sum() - 8 * np.std((part[:, 3] - part[:, 1]) / tall))


def _described(view: View, top: int, left: int, row: Row, ink: Array) -> dict[str, float]:
    x0, y0, x1, y1 = _box(row)
    here = ink[y0:y1, left + x0 : left + x1]
    colours = view.rgb[top + y0 : top + y1, left + x0 : left + x1][here].astype(np.float32)
    uneven = float(np.abs(colours - np.median(colours, 0)).mean(1).mean()) if len(colours) > 9 else 60.0
    wide = (row.boxes[:, 2] - row.boxes[:, 0]) / row.height
    gaps = (row.boxes[1:, 0] - row.boxes[:-1, 2]) / row.height
    filled = float(row.boxes[:, 4].sum() / ((row.boxes[:, 2] - row.boxes[:, 0]).sum() * row.height))
    edge = (view.luma.shape[0] - (top + y1)) if top else y0
    return {
        "worth": row.glyphs - max(0.0, uneven - 18) / 8, "glyphs": min(row.glyphs, 14.0), "few": float(np.log(row.glyphs + 1.5)),
        "boxes": min(len(row.boxes), 14), "uneven": min(uneven, 60.0), "widths": float(np.std(wide)), "gaps": float(np.std(gaps)),
        "filled": filled, "digits": float(((wide > 0.3) & (wide < 0.9)).sum()), "tall": row.height / view.luma.shape[0],
        "margin": edge / view.luma.shape[0], "ink": float(here.mean()),
    }  # fmt: skip


def _box(row: Row) -> tuple[int, int, int, int]:
    x0, y0 = row.boxes[:, :2].min(0)
    x1, y1 = row.boxes[:, 2:4].max(0)
    return int(x0), int(y0), int(x1), int(y1)


def _region(view: View, top: int, left: int, row: Row) -> tuple[float, float, float, float]:
    height, width = view.luma.shape
    x0, y0, x1, y1 = _box(row)
    return (round((left + x0) / width, 3), round((top + y0) / height, 3), round((x1 - x0) / width, 3), round((y1 - y0) / height, 3))


CHECK = Check("datestamp", measure, {Grade.serious: "W240"}, mild=WARNS, serious=WARNS, before=Before.same)
