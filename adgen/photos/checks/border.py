"""Bars of one colour along two opposite sides, or all around, with a sharp step to the picture."""

from dataclasses import dataclass

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.declare import WARNS, Check, Grade, Measure
from adgen.photos.checks.view import View

_WIDEST = 0.35
_SAME = 8
_STEP = 14
_NARROWEST = 0.012


@dataclass(frozen=True)
class Bar:
    """A bar along one side: its share of the side, its level, and on which share of its length the picture differs from it."""

    share: float
    level: float
    step: float


def measure(view: View) -> Measure:
    """The better of both axes; bars along the sides count in full only where they are alike and end in a step."""
    columns, rows = view.luma.T, view.luma
    pairs = [(_bar(lines), _bar(lines[::-1])) for lines in (columns, rows)]
    scores = [_score(*pair) for pair in pairs]
    (left, right), (top, bottom) = pairs
    across, down = left.share + right.share, top.share + bottom.share
    inside = (round(left.share, 3), round(top.share, 3), round(1 - across, 3), round(1 - down, 3))
    return Measure(max(scores), region=inside if max(scores) >= WARNS else None)


def _bar(lines: Array) -> Bar:
    """The bar that the first lines make up."""
    count, most = len(lines), max(2, int(len(lines) * _WIDEST))
    level = float(np.median(lines[:2]))
    is_flat = (np.abs(lines[:most] - level) <= _SAME).mean(1) >= 0.97
    width = most if is_flat.all() else int(is_flat.argmin())
    beyond = lines[min(width + 2, count - 1)]
    return Bar(width / count, level, float((np.abs(beyond - level) > _STEP).mean()))


def _score(one: Bar, other: Bar) -> float:
    """0.5 from where the narrower bar is wide enough, both are alike, and at least one ends in a step along half its length."""
    narrow = min(one.share, other.share)
    if min(narrow, max(one.step, other.step)) <= 0 or abs(one.level - other.level) > 2 * _SAME:
        return _one_sided(max(one, other, key=lambda bar: bar.share * bar.step))
    alike = float(np.exp(-(((one.share - other.share) / 0.012) ** 2)))
    step = 0.7 * max(one.step, other.step) + 0.3 * min(one.step, other.step)
    return min(1.0, narrow / _NARROWEST) * step * (0.35 + 0.65 * alike)


def _one_sided(bar: Bar) -> float:
    """A single bar is a table or the sky as often as a border: it never warns alone."""
    return 0.4 * min(1.0, bar.share / 0.04) * max(0.0, 2 * bar.step - 1)


_HIDES = frozenset({"dark", "bright", "backlit", "low_contrast", "sideways", "collage"})
CHECK = Check("border", "余白", measure, {Grade.serious: "W242"}, serious=WARNS, hides=_HIDES)
