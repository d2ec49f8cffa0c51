"""The camera was not held level: the verticals in the middle of the photo lean."""

from adgen.photos.checks.arrays import np
from adgen.photos.checks.declare import Check, Grade, Measure
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.lines import Lean, lean_of
from adgen.photos.checks.view import View

SHORTEST = 0.35


def measure(view: View) -> Measure:
    """The lean of the verticals, and how sure it is; `angle` in degrees, positive when the photo is turned clockwise."""
    upright = lean_of(*view.slopes)
    if upright.length < SHORTEST:
        return Measure(0.0, {"angle": 0.0, "degrees": 0}, is_judged=False)
    level = lean_of(view.slopes[1].T, view.slopes[0].T)
    angle = round(upright.angle, 1)
    return Measure(sums()["tilt"].score(measures(upright, level)), {"angle": angle, "degrees": abs(angle)})


def measures(upright: Lean, level: Lean) -> dict[str, float]:
    """What the score is made of: the lean, how much length agrees with it, and whether the levels lean the same way."""
    lean = abs(upright.angle)
    sure = float(np.log(upright.length + 0.2))
    agree = float(np.exp(-(((upright.angle + level.angle) / 1.5) ** 2))) * min(level.length, 2.0)
    return {
        "lean": min(lean, 6.0), "lean_small": min(lean, 2.5), "sure": sure, "share": upright.share,
        "upright": upright.upright, "fan": min(abs(upright.fan), 30.0), "agree": agree, "lean_sure": min(lean, 4.0) * sure,
        "lean_share": min(lean, 4.0) * upright.share, "few": float(np.log(upright.count + 1)),
        "against": min(abs(upright.angle + level.angle), 8.0) * min(level.length, 2.0) * level.share,
    }  # fmt: skip


CHECK = Check("tilt", measure, {Grade.note: "W238", Grade.mild: "W239"}, note=0.4, close_up=Grade.note)
