"""By how much a photo leans, told from its vertical lines; nothing is said where they leave a doubt.

Edges that run down the picture are pushed upright by many angles, and summed by column: at the angle by which they lean the
sums are most uneven. Lines of a house seen from below lean towards each other, so the angle is fitted as a0 + k x over strips
of the picture, and a0 is the answer.
"""

import math
from array import array
from statistics import median

from PIL import Image, ImageChops, ImageFilter

from adgen.model.picture import PhotoFacts

# Strips from left to right, and the angles looked at, in degrees: by what the whole may lean and what converging adds.
STRIPS = 6
STEP = 0.5
WIDEST = 14.0
MOST = 6.0
_FINE = 0.25
_CONVERGE = range(-6, 7)
# In how many strips the angle must be the best one, by how much and how exactly, and how much better than all others in sum.
_AGREEING = 3
_AHEAD = 1.05
_NEAR = 0.5
_MARGIN = 0.05
_FAR = 2.0
_SIDE = 640
_BANDS = 48
# Edges fainter than this are noise, and a strong one shall not outvote all others.
_FAINT, _STRONG = 3, 48

Table = list[list[float]]


def tilt(image: Image.Image) -> float:
    """Degrees by which the photo leans clockwise, to 0.1; 0.0 where that is in doubt or no more than a tenth."""
    edges, height = _edges(image)
    by_angle = [_unevenness(edges, height, angle) for angle in _angles()]
    table = [list(strip) for strip in zip(*by_angle, strict=True)]
    sums = _sums(_standing_out(table))
    best = max(sums, key=lambda angle: sums[angle][0])
    peak, converging = sums[best]
    others = [found for angle, (found, _) in sums.items() if abs(angle - best) > _FAR / 2]
    is_plain = abs(best) < MOST and peak > 0 and peak - max(others) > _MARGIN * peak
    if not is_plain or _agreeing(table, best, converging) < _AGREEING:
        return 0.0
    return round(best + _FINE * _between([sums[best + d * _FINE][0] for d in (-1, 0, 1)]), 1) + 0.0


def lean(facts: PhotoFacts) -> float:
    """What is known of a photo's lean, in degrees clockwise; 0.0 where that is in doubt."""
    return facts.tilt


def _angles() -> list[float]:
    return [n * STEP - WIDEST for n in range(int(2 * WIDEST / STEP) + 1)]


def _edges(image: Image.Image) -> tuple[Image.Image, int]:
    """Edges nearer to upright than to level, averaged over bands of rows; and the height in rows before that."""
    grey = image.convert("L")
    scale = _SIDE / max(grey.size)
    grey = grey.resize((max(8, round(grey.width * scale)), max(8, round(grey.height * scale))), Image.Resampling.BOX)
    width, height = grey.size
    here = grey.crop((0, 0, width - 2, height - 2))
    across = ImageChops.difference(here, grey.crop((2, 0, width, height - 2)))
    down = ImageChops.difference(here, grey.crop((0, 2, width - 2, height)))
    edges = ImageChops.subtract(across, down.point([min(255, 2 * level) for level in range(256)]))
    edges = edges.point([min(level, _STRONG) if level > _FAINT else 0 for level in range(256)])
    # Without a blur the grid of pixels itself would be the sharpest line of all.
    blurred = edges.filter(ImageFilter.BoxBlur((1, 0)))
    return blurred.convert("F").resize((width - 2, _BANDS), Image.Resampling.BOX), height


def _unevenness(edges: Image.Image, height: int, angle: float) -> list[float]:
    """By strip, the sum of squares of the sums of its columns once lines that lean by `angle` are pushed upright."""
    width = edges.width
    shift = -math.tan(math.radians(angle)) * height / _BANDS
    data = (1, shift, -shift * _BANDS / 2, 0, 1, 0)
    pushed = edges.transform(edges.size, Image.Transform.AFFINE, data, Image.Resampling.BILINEAR)
    columns = array("f", pushed.resize((width, 1), Image.Resampling.BOX).tobytes())
    return [sum(c * c for c in columns[width * n // STRIPS : width * (n + 1) // STRIPS]) for n in range(STRIPS)]


def _standing_out(table: Table) -> Table:
    """By strip and angle, how far the value stands out of the usual one of its strip, in the noise of that."""
    usual = [median(strip) for strip in table]
    noise = [math.sqrt(max(u, 0.05 * max(usual), 1e-6)) for u in usual]
    return [[(v - u) / n for v in strip] for strip, u, n in zip(table, usual, noise, strict=True)]


def _sums(table: Table) -> dict[float, tuple[float, int]]:
    """By angle a0, the best sum over the strips, and with how much converging k."""
    found = {}
    for n in range(-int(MOST / _FINE), int(MOST / _FINE) + 1):
        a0 = n * _FINE
        found[a0] = max((sum(_at(s, a0 + k * x) for s, x in zip(table, _places(), strict=True)), k) for k in _CONVERGE)
    return found


def _places() -> list[float]:
    """The middle of each strip, -1 to 1."""
    return [(2 * n + 1) / STRIPS - 1 for n in range(STRIPS)]


def _at(strip: list[float], angle: float) -> float:
    place = (angle + WIDEST) / STEP
    below = int(place)
    return strip[below] + (place - below) * (strip[min(below + 1, len(strip) - 1)] - strip[below])


def _agreeing(table: Table, a0: float, converging: int) -> int:
    """In how many strips the angle that is expected there is clearly the best."""
    count = 0
    for strip, x in zip(table, _places(), strict=True):
        expected = a0 + converging * x
        near = max(v for v, a in zip(strip, _angles(), strict=True) if abs(a - expected) <= _NEAR)
        rest = max(v for v, a in zip(strip, _angles(), strict=True) if abs(a - expected) > _FAR)
        count += near > _AHEAD * rest
    return count


def _between(three: list[float]) -> float:
    """Where, between -1 and 1, the top of the parabola through three neighbours lies, the middle one being the highest."""
    left, middle, right = three
    bend = left - 2 * middle + right
    return 0.5 * (left - right) / bend if bend else 0.0
