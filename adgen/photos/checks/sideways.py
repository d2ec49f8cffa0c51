"""Lying on its side, with nothing in the file that says so: light comes from one side, and the mirror axis lies."""

from PIL import Image

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.declare import Check, Grade, Measure
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.lines import lean
from adgen.photos.checks.view import View

_SIDE = 48
# Straight lines, in heights of the picture: without any, it is no room and no house.
_SHORTEST = 0.5
_UNSURE = 0.45
_EDGE = 12


def measure(view: View) -> Measure:
    """From differences between rows and columns alone, so that a quarter turn turns every sign; the shape does not count."""
    score = sums()["sideways"].score(measures(view))
    if view.once(lean).length < _SHORTEST:
        return Measure(min(score, _UNSURE), is_judged=False)
    return Measure(score)


def measures(view: View) -> dict[str, float]:
    """Upright photos are lighter, bluer and calmer at the top, and more alike left and right than top and bottom."""
    colours = view.thumb(_SIDE, _SIDE)
    gx, gy = (slope[::2, ::2] for slope in view.slopes)
    strength = np.minimum(np.hypot(gx, gy), 40) * 6
    life = Image.fromarray(strength.astype(np.uint8)).resize((_SIDE, _SIDE), Image.Resampling.BOX)
    planes = {
        "light": colours @ np.array([0.299, 0.587, 0.114], np.float32), "blue": colours[..., 2] - colours[..., 0],
        "colour": np.ptp(colours, 2), "life": np.log(np.asarray(life).astype(np.float32) + 2) * 20,
    }  # fmt: skip
    found = {f"{name}_{what}": value for name, plane in planes.items() for what, value in _axis(plane).items()}
    return {**found, **_directions(gx, gy)}


def _axis(plane: Array) -> dict[str, float]:
    ends = plane[:_EDGE].mean() - plane[-_EDGE:].mean(), plane[:, :_EDGE].mean() - plane[:, -_EDGE:].mean()
    rest = plane - plane.mean()
    power = float((rest**2).sum()) + 1
    return {
        "ends": float(abs(ends[0]) - abs(ends[1])) / 16,
        "top": float(ends[0] - abs(ends[1])) / 16 if ends[0] > 0 else float(-abs(ends[1])) / 16,
        "mirror": float((rest * rest[:, ::-1]).sum() - (rest * rest[::-1]).sum()) / power,
        "rows": float(np.log((plane.mean(1).std() + 1) / (plane.mean(0).std() + 1))),
    }


def _directions(gx: Array, gy: Array) -> dict[str, float]:
    """Edges that are nearly upright against edges that are nearly level."""
    across, down = np.abs(gx), np.abs(gy)
    strength = np.minimum(np.hypot(gx, gy), 40) * (across + down > 5)
    found = {}
    for name, slope in (("close", 0.05), ("near", 0.2)):
        upright, level = strength[down < slope * across].sum(), strength[across < slope * down].sum()
        found[name] = float(np.log((upright + 100) / (level + 100)))
    return found


CHECK = Check("sideways", "向き", measure, {Grade.mild: "W241"}, close_up=Grade.note, hides=frozenset({"tilt"}))
