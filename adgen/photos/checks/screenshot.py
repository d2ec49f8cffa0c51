"""A picture of a telephone's screen: tall and narrow, with flat areas above and below in which there are letters."""

from dataclasses import dataclass

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.declare import WARNS, Check, Grade, Measure, along
from adgen.photos.checks.view import View

_SAME = 10
# Height over width -> how much it looks like a screen.
_TALL = ((1.5, 0.0), (1.75, 1.0))


@dataclass(frozen=True)
class Area:
    """A flat area from one end: its share of the height, and the share of its rows that have something written in them."""

    share: float
    written: float


def measure(view: View) -> Measure:
    """How flat and written upon both ends are, on a picture as tall as a screen."""
    height, width = view.luma.shape
    if height < _TALL[0][0] * width:
        return Measure(0.0)
    columns = view.rgb[:, :: max(1, width // 200)].astype(np.int16)
    top, bottom = _area(columns), _area(columns[::-1])
    tall = along(_TALL, height / width)
    flat = min(1.0, (top.share + bottom.share) / 0.14) * min(1.0, 0.35 + 40 * min(top.share, bottom.share))
    written = (
        min(1.0, 6 * max(top.written, bottom.written)) * 0.5 + min(1.0, 8 * min(top.written, bottom.written)) * 0.5
    )
    return Measure(tall * flat * (0.5 + 0.5 * written))


def _area(rows: Array) -> Area:
    """The rows from the first on that are mostly of its colour; a few rows of letters may cover more."""
    count = len(rows)
    colour = np.median(rows[: max(2, count // 200)].reshape(-1, 3), axis=0)
    is_same = np.abs(rows[: count // 2] - colour).max(2) <= _SAME
    share = is_same.mean(1)
    # A line of text may cover a few rows in a row; the picture covers many.
    busy = np.convolve(share < 0.5, np.ones(9), "valid") >= 9
    end = int(busy.argmax()) if busy.any() else len(share)
    return Area(end / count, float((share[:end] < 0.995).mean()) if end else 0.0)


_HIDES = """blur dark bright backlit low_contrast colour_cast noise compression upscaled tilt datestamp sideways border
    collage"""
CHECK = Check(
    "screenshot", "画面の写し", measure, {Grade.serious: "W243"}, serious=WARNS, hides=frozenset(_HIDES.split())
)
