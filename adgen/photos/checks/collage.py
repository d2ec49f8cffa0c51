"""Several photos in one: a straight seam, or a narrow bar, from one side of the picture to the other.

Skirting boards, siding and door frames run straight too, but at least one of their sides is all of one colour, and they seldom
stand where a collage divides.
"""

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.declare import Check, Grade, Measure, along
from adgen.photos.checks.view import View

_FROM, _TO = 0.2, 0.8
_USUAL = (1 / 3, 1 / 2, 2 / 3)
_STEP = 10
_SAME = 7
# Share of lines that step -> score.
_SEAM = ((0.2, 0.0), (0.4, 0.5), (0.7, 1.0))
_BAR = ((0.2, 0.0), (0.55, 0.5), (0.9, 1.0))
# Spread of the levels along the calmer side -> trust. Away from the usual places it never suffices alone.
_USUAL_PLACE = ((0.0, 0.62), (10.0, 1.0))
_ELSEWHERE = ((4.0, 0.0), (12.0, 0.45))


def measure(view: View) -> Measure:
    """The best seam or bar, upright or level; the region is a strip around it."""
    found = [(*_best(view.luma[::4]), True), (*_best(view.luma[:, ::4].T), False)]
    score, place, is_upright = max(found)
    strip = round(min(max(place - 0.01, 0.0), 0.98), 3)
    return Measure(score, region=(strip, 0.0, 0.02, 1.0) if is_upright else (0.0, strip, 1.0, 0.02))


def _best(lines: Array) -> tuple[float, float]:
    """(score, place as a share of the width) of the best seam or bar across these lines."""
    width = lines.shape[1]
    if width < 40:
        return 0.0, 0.5
    return max(_seam(lines, width), _bar(lines, width))


def _seam(lines: Array, width: int) -> tuple[float, float]:
    """A column at which nearly every line steps, and steps more than it does beside."""
    step = np.abs(np.diff(lines, axis=1))
    here = step[:, 3:-3]
    beside = np.maximum(np.maximum(step[:, :-6], step[:, 6:]), np.maximum(step[:, 1:-5], step[:, 5:-1]))
    is_step = (here > _STEP) & (here > 1.6 * beside)
    first, last = int(width * _FROM) - 3, int(width * _TO) - 3
    quarters = np.array([part.mean(0) for part in np.array_split(is_step[:, first:last], 4)])
    evenly = (quarters.mean(0) + quarters.min(0)) / 2
    best = int(evenly.argmax())
    column = best + first + 3
    score = along(_SEAM, float(evenly[best]))
    return score * _trust(lines, column, column + 1), (column + 0.5) / width


def _trust(lines: Array, left: int, right: int) -> float:
    """Less where one side is of one colour along the seam, and where collages do not divide."""
    life = min(float(lines[:, max(left - 3, 0)].std()), float(lines[:, min(right + 3, lines.shape[1] - 1)].std()))
    place = (left + right) / 2 / lines.shape[1]
    if min(abs(place - usual) for usual in _USUAL) < 0.012:
        return along(_USUAL_PLACE, life)
    return along(_ELSEWHERE, life)


def _bar(lines: Array, width: int) -> tuple[float, float]:
    """A narrow bar of one colour from end to end, with a step on both sides."""
    level = np.median(lines, axis=0)
    is_flat = (np.abs(lines - level) <= _SAME).mean(0) > 0.97
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_flat.astype(int), [0]])))
    best = (0.0, 0.5)
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if 5 <= end - begin <= 0.06 * width and width * _FROM < begin and end < width * _TO:
            colour = level[(begin + end) // 2]
            sides = [(np.abs(lines[:, column] - colour) > 14).mean() for column in (begin - 3, end + 2)]
            score = along(_BAR, float(min(sides))) * _trust(lines, begin, end)
            best = max(best, (score, (begin + end) / 2 / width))
    return best


CHECK = Check("collage", "つなぎ合わせ", measure, {Grade.mild: "W244"})
