"""Saved too small or too often: by the file's own quantisation table, and by steps every eighth pixel that outlive saving again."""

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.declare import SERIOUS, Check, Grade, Measure, along
from adgen.photos.checks.learnt import sums
from adgen.photos.checks.view import View

# Mean of the luminance table -> score. libjpeg's quality 75 has 29, 50 has 58, 35 has 82, 25 has 115, 15 has 190, 10 has 240.
_SCALE = ((20.0, 0.0), (58.0, 0.35), (82.0, 0.5), (190.0, 0.8), (255.0, 1.0))


def measure(view: View) -> Measure:
    """The worse of what the table says and what the pixels say."""
    table = along(_SCALE, view.header.table)
    return Measure(max(table, sums()["compression"].score(steps(view))))


def steps(view: View) -> dict[str, float]:
    """How much larger the step from one 8-pixel block to the next is than others, across and down; and how flat blocks are."""
    across, down = _period(view.luma[::5]), _period(view.luma[:, ::5].T)
    return {f"{name}_{way}": value for way, found in (("x", across), ("y", down)) for name, value in found.items()}


def _period(lines: Array) -> dict[str, float]:
    step = np.abs(np.diff(np.ascontiguousarray(lines), axis=1))
    if step.shape[1] < 32:
        return {}
    excess = (step[:, 1:-1] - (step[:, :-2] + step[:, 2:]) / 2).mean(0)
    middle, level = np.median(step[::2], 0), float(step.mean())
    flat = (step < 0.5).mean(0)
    mean, median, still = (_by_place(row) for row in (excess, middle, flat))
    return {
        "mean": float(np.log(max(mean.max() - np.median(mean), 0) + 0.05)),
        "share": float(mean.max() - np.median(mean)) / (level + 0.5),
        "median": float(np.log(median.max() - np.median(median) + 0.1)),
        "flat": float(flat.mean()), "fewer_flat": float(np.median(still) - still.min()),
    }  # fmt: skip


def _by_place(row: Array) -> Array:
    """The mean of a row at each of the eight places inside a block."""
    whole = row[: len(row) // 8 * 8]
    return np.asarray(whole.reshape(-1, 8).mean(0))


CHECK = Check("compression", "画質", measure, {Grade.mild: "W235", Grade.serious: "W236"}, serious=SERIOUS)
