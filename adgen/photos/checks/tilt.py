"""The camera was not held level: the verticals in the middle of the photo lean."""

from adgen.photos.checks.arrays import np
from adgen.photos.checks.declare import Check, Grade, Measure, along
from adgen.photos.checks.lines import Lean, lean
from adgen.photos.checks.view import View

# Verticals, in heights of the picture: level lines alone may lie in perspective.
_SHORTEST = 0.15
_UNSURE = 0.35
# Nobody holds a camera more crookedly than this by mistake: such lines lean in the world.
_STEEPEST = 10.5
# Sure degrees -> score.
_SCALE = ((0.0, 0.0), (0.55, 0.4), (0.8, 0.5), (4.0, 1.0))


def measure(view: View) -> Measure:
    """The lean, discounted by how unsure it is; `angle` in degrees, positive when verticals fall to the right going down."""
    found = view.once(lean)
    score = along(_SCALE, _sure_degrees(found))
    if found.upright < _SHORTEST:
        return Measure(min(score, _UNSURE), is_judged=False)
    angle = round(found.angle, 1)
    return Measure(score, {"angle": angle, "degrees": abs(angle)})


def _sure_degrees(found: Lean) -> float:
    """Degrees times trust: long lines, most of which agree, many of them, and no straight reading that does as well."""
    if abs(found.angle) > _STEEPEST:
        return 0.0
    trust = _step(found.length, 0.4, 0.2) * _step(found.share, 0.35, 0.06) * _step(found.count, 9.5, 1.5)
    return abs(found.angle) * trust * (1.15 - found.straight) / (1 + abs(found.fan) / 60)


def _step(value: float, middle: float, width: float) -> float:
    return float(1 / (1 + np.exp(-(value - middle) / width)))


CHECK = Check("tilt", "かたむき", measure, {Grade.note: "W238", Grade.mild: "W239"}, note=0.4, close_up=Grade.note)
