"""Straight lines that are nearly upright, or nearly level: what the check tilt looks at.

Points of strong slope vote for (angle, distance) as in Hough's transform, but only near the angle of their own slope; the longest
unbroken run of points of each winner becomes a segment. Real verticals of a photo taken from below or above lean the more the
farther they stand from the middle, so an angle `a + k x` is fitted to them and only `a`, the lean in the middle, is tilt. Level
lines fan out with perspective; where they hardly do, the wall is seen from the front, and they must lean as the verticals do.
"""

from dataclasses import dataclass
from typing import Any

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.view import View

_STEP = 0.5
_WIDEST = 15.0
_MOST_POINTS = 9000
_MOST_SEGMENTS = 40
_NEAR = 6
_LEANS = (-12.0, 12.01, 0.25)
_FANS = (-36.0, 36.01, 3.0)
_LOOSE = 0.9
# How far verticals, and level lines, may be expected to fan, in degrees over the width; and what level lines count.
_UPRIGHT_FAN, _LEVEL_FAN = 60.0, 8.0
_LEVEL_COUNTS = 0.6
_USUAL_LEAN = 25.0
_STRAIGHT = 0.8


@dataclass(frozen=True)
class Points:
    """Edge points from the middle of the picture: x with parts of a pixel, y, and the angle of their edge in degrees."""

    x: Array
    y: Array
    angle: Array


@dataclass(frozen=True)
class Lean:
    """The fit: lean in the middle and fan in degrees, positive when verticals fall to the right going down.

    `length` of the lines that agree, in heights of the picture, and its share of all; `upright` is that of the verticals alone;
    `straight` says how well no lean would do;
    `count` is the number of verticals that agree, and half of that of level lines.
    """

    angle: float = 0.0
    fan: float = 0.0
    length: float = 0.0
    upright: float = 0.0
    share: float = 0.0
    straight: float = 1.0
    count: float = 0.0


def lean(view: View) -> Lean:
    """How the lines of a photo lean."""
    gx, gy = view.slopes
    upright, level = _segments_of(gx, gy), _segments_of(gy.T, gx.T) * (-1, 1, 1)
    leans, fans = np.arange(*_LEANS), np.arange(*_FANS)
    vertical = _agreeing(upright, leans, fans, _UPRIGHT_FAN)
    both = (vertical.max(1) + _LEVEL_COUNTS * _agreeing(level, leans, fans, _LEVEL_FAN).max(1)) * _usual(leans)
    best = int(both.argmax())
    if both[best] <= 0:
        return Lean()
    angle, fan = _between(leans, both, best), float(fans[vertical[best].argmax()])
    length = float(both[best] / _usual(leans[best]))
    whole = float(upright[:, 2].sum() + _LEVEL_COUNTS * level[:, 2].sum())
    straight = float(both[np.abs(leans) <= _STRAIGHT].max() / both[best])
    count = _count(upright, angle, fan, _LOOSE) + 0.5 * _count(level, angle, 0.0, 1.5)
    return Lean(angle, fan, length, float(vertical[best].max()), length / max(whole, 0.1), straight, count)


def _segments_of(gx: Array, gy: Array) -> Array:
    """(n, 3): lean in degrees, place across in widths from the middle, length in heights."""
    height, width = gx.shape
    return segments(_points(gx, gy), height, width) / (1.0, width, height)


def _agreeing(found: Array, leans: Array, fans: Array, usual_fan: float) -> Array:
    """(leans, fans): the length of the lines that agree with each, less for a fan that is not to be expected."""
    rest = found[:, 0] - leans[:, None, None] - fans[:, None] * found[:, 1]
    agreeing = (found[:, 2] * np.exp(-((rest / _LOOSE) ** 2))).sum(2)
    return np.asarray(agreeing * np.exp(-((fans / usual_fan) ** 2)))


def _usual(lean: Any) -> Any:
    return np.exp(-((lean / _USUAL_LEAN) ** 2))


def _between(leans: Array, values: Array, best: int) -> float:
    """The top of a parabola through the best value and its neighbours."""
    if not 0 < best < len(leans) - 1:
        return float(leans[best])
    before, here, after = values[best - 1 : best + 2]
    return float(leans[best] + _LEANS[2] / 2 * (before - after) / min(before - 2 * here + after, -1e-9))


def _count(found: Array, angle: float, fan: float, loose: float) -> float:
    return float((np.exp(-(((found[:, 0] - angle - fan * found[:, 1]) / loose) ** 2)) > 0.4).sum())


def _points(gx: Array, gy: Array) -> Points:
    """The strongest local maxima of slope across, whose edge is within about 19 degrees of upright."""
    m = np.abs(gx)
    left, here, right = m[:, :-2], m[:, 1:-1], m[:, 2:]
    y, x = np.nonzero((here >= left) & (here > right) & (here > 3) & (np.abs(gy[:, 1:-1]) < 0.34 * here))
    strength = here[y, x]
    if len(strength) > _MOST_POINTS:
        strong = strength >= np.partition(strength, -_MOST_POINTS)[-_MOST_POINTS]
        y, x, strength = y[strong], x[strong], strength[strong]
    bend = np.minimum(left[y, x] - 2 * strength + right[y, x], -1e-3)
    finer = x + 1 + 0.5 * (left[y, x] - right[y, x]) / bend
    angle = np.degrees(np.arctan2(gy[y, x + 1], gx[y, x + 1]))
    return Points(finer - gx.shape[1] / 2, y - gx.shape[0] / 2, (angle + 90) % 180 - 90)


class _Votes:
    """The accumulator: every point votes for the angles near its own; votes of used points can be taken back."""

    def __init__(self, points: Points, reach: int) -> None:
        self.angles = np.arange(-_WIDEST, _WIDEST + _STEP / 2, _STEP)
        self.cos, self.sin = np.cos(np.radians(self.angles)), np.sin(np.radians(self.angles))
        self.reach = reach
        own = np.round((points.angle + _WIDEST) / _STEP).astype(int)
        near = own[:, None] + np.arange(-_NEAR, _NEAR + 1)[None]
        self.is_vote = (near >= 0) & (near < len(self.angles))
        near = np.clip(near, 0, len(self.angles) - 1)
        distance = np.round(points.x[:, None] * self.cos[near] + points.y[:, None] * self.sin[near]).astype(int)
        self.cells = near * (2 * reach) + distance + reach
        self.counts = np.bincount(self.cells[self.is_vote], minlength=len(self.angles) * 2 * reach)

    def best(self) -> tuple[int, int, int]:
        """(votes, number of the angle, distance)."""
        cell = int(self.counts.argmax())
        angle, distance = divmod(cell, 2 * self.reach)
        return int(self.counts[cell]), angle, distance - self.reach

    def take_back(self, used: Array) -> None:
        """Remove the votes of these points."""
        np.subtract.at(self.counts, self.cells[used][self.is_vote[used]], 1)

    def drop(self, angle: int, distance: int) -> None:
        """Never look at this cell again."""
        self.counts[angle * 2 * self.reach + distance + self.reach] = 0


def segments(points: Points, height: int, width: int) -> Array:
    """(n, 3): lean in degrees, x in the middle of the picture's height, length in pixels; longest voted first."""
    found: list[tuple[float, float, float]] = []
    if len(points.x) < 30:
        return np.zeros((0, 3))
    votes = _Votes(points, int(np.hypot(height, width) / 2) + 4)
    alive = np.ones(len(points.x), bool)
    for _ in range(2 * _MOST_SEGMENTS):
        count, angle, distance = votes.best()
        if count < 18 or len(found) == _MOST_SEGMENTS:
            break
        off = np.abs(points.x * votes.cos[angle] + points.y * votes.sin[angle] - distance)
        on = np.flatnonzero(alive & (off <= 1.6) & (np.abs(points.angle - votes.angles[angle]) <= 5))
        votes.drop(angle, distance)
        if len(on) < 12:
            continue
        run = _longest_run(on[np.argsort(points.y[on], kind="stable")], points.y)
        line = _line(points.x[run], points.y[run])
        if line:
            found.append(line)
        used = run if line else on
        alive[used] = False
        votes.take_back(used)
    return np.array(found).reshape(-1, 3)


def _longest_run(ordered: Array, y: Array) -> Array:
    gaps = np.flatnonzero(np.diff(y[ordered]) > 6)
    begins, ends = np.concatenate([[0], gaps + 1]), np.concatenate([gaps + 1, [len(ordered)]])
    longest = int((y[ordered[ends - 1]] - y[ordered[begins]]).argmax())
    return ordered[begins[longest] : ends[longest]]


def _line(x: Array, y: Array) -> tuple[float, float, float] | None:
    """Least squares through the points of a run; None when it is short, thin or crooked."""
    length = float(y[-1] - y[0])
    if length < 24 or len(y) < 0.55 * length:
        return None
    dx, dy = x - x.mean(), y - y.mean()
    slope = float((dx * dy).sum() / (dy**2).sum())
    if np.abs(dx - slope * dy).mean() >= 1:
        return None
    return float(np.degrees(np.arctan(slope))), float(x.mean() - slope * y.mean()), length
