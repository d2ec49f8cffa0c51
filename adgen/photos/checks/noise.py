"""Grain: what is left of a tile without edges when every smooth change is taken away."""

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.declare import SERIOUS, Check, Grade, Measure, along
from adgen.photos.checks.view import View

_SIDE = 24
# Standard deviation in levels -> score. The cleanest tenth of the tiles of 145 good photos stays below 3.
_SCALE = ((0.0, 0.0), (2.4, 0.4), (2.95, 0.5), (9.0, 0.8), (20.0, 1.0))


def measure(view: View) -> Measure:
    """The standard deviation of noise (Immerkaer 1996) in the cleanest tenth of the tiles that are neither black nor white."""
    sigma, mean = _tiles(view.luma)
    usable = sigma[(mean > 12) & (mean < 243)]
    level = float(np.percentile(usable if len(usable) > 10 else sigma, 10)) if len(sigma) else 0.0
    return Measure(along(_SCALE, level), {"sigma": round(level, 1)})


def _tiles(luma: Array) -> tuple[Array, Array]:
    """(sigma, mean luma) of every tile, from every other row of Immerkaer's mask."""
    step = luma[:, :-2] - 2 * luma[:, 1:-1] + luma[:, 2:]
    mask = np.abs(step[:-2:2] - 2 * step[1:-1:2] + step[2::2])
    rows, columns = mask.shape[0] // (_SIDE // 2), mask.shape[1] // _SIDE
    shape = (rows, _SIDE // 2, columns, _SIDE)
    cut = (slice(rows * _SIDE // 2), slice(columns * _SIDE))
    sigma = mask[cut].reshape(shape).mean((1, 3)) * (np.pi / 2) ** 0.5 / 6
    return sigma.ravel(), luma[1:-1:2, 1:-1][cut].reshape(shape).mean((1, 3)).ravel()


CHECK = Check(
    "noise", "ざらつき", measure, {Grade.note: "W232", Grade.mild: "W233", Grade.serious: "W234"}, 0.4, serious=SERIOUS
)
