"""How sharp the edges of a photo are, measured where there are edges: widths of rises, and the spectrum of the liveliest tiles.

A whole-photo mean calls plain walls and shallow depth of field blurred; the sharpest tiles with an edge in them do not.
"""

from functools import cache
from itertools import pairwise

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.view import View, tiles

Features = dict[str, float]
_HEIGHTS = (20, 50)
_SHARES = (1, 5, 10, 20, 35)
_ENOUGH = 45
# A photo with fewer rises of 20 levels in the lines that are looked at is a plain surface.
FEWEST = 110
_SIDE = 64
_LIVELIEST = 48
_BANDS = (0.03, 0.0625, 0.11, 0.16, 0.21, 0.27, 0.34, 0.42, 0.5)
_SECTORS = 6


def sharpness(view: View) -> Features:
    """Everything the checks blur and upscaled look at. `edges` is the number of rises of at least 20 levels."""
    return {**_widths(view.luma), **_spectrum(view.luma)}


def _widths(luma: Array) -> Features:
    """Widths of rises along rows, columns and both diagonals: `wide…` of the softest direction, `narrow…` of the sharpest.

    The width of a rise is its height over its steepest step (after Marziliano et al. 2002), so noise does not shorten it.
    Motion leaves edges along it sharp: the softest direction tells. Directions with few edges say nothing.
    """
    rises = [_rises(part) for part in (luma[::8], luma[:, ::8].T, _diagonals(luma), _diagonals(luma[:, ::-1]))]
    found: Features = {"edges": float(sum((height >= _HEIGHTS[0]).sum() for height, _ in rises))}
    for least in _HEIGHTS:
        widths = [height[height >= least] / step[height >= least] for height, step in rises]
        rows = [np.log(np.percentile(w, _SHARES)) for w in widths if len(w) >= _ENOUGH]
        for n, share in enumerate(_SHARES):
            column = [float(row[n]) for row in rows]
            found[f"wide{least}_{share}"] = max(column, default=np.nan)
            found[f"narrow{least}_{share}"] = min(column, default=np.nan)
    return found


def _rises(lines: Array) -> tuple[Array, Array]:
    """(height, steepest step) of every monotonous run along the rows."""
    steps = np.diff(lines, axis=1)
    flat = steps.ravel()
    sign = np.sign(flat)
    begins = np.empty(flat.size, bool)
    np.not_equal(sign[1:], sign[:-1], out=begins[1:])
    begins[:: steps.shape[1]] = True
    starts = np.flatnonzero(begins)
    return np.abs(np.add.reduceat(flat, starts)), np.maximum.reduceat(np.abs(flat), starts)


def _diagonals(luma: Array) -> Array:
    """Every eighth full diagonal of the middle band along the longer side, as rows."""
    wide = luma if luma.shape[1] >= luma.shape[0] else luma.T
    height = max(2, min(wide.shape[0], wide.shape[1] * 3 // 4))
    top = (wide.shape[0] - height) // 2
    wide = np.ascontiguousarray(wide[top : top + height])
    down, across = wide.strides
    count = max(1, wide.shape[1] - wide.shape[0] + 1)
    rows = np.lib.stride_tricks.as_strided(wide, (count, wide.shape[0]), (across, down + across))
    return np.ascontiguousarray(rows[::8])


def _spectrum(luma: Array) -> Features:
    """How fast the power falls from low to high frequencies in the liveliest tiles, over all and by direction."""
    squares = tiles(luma, _SIDE)
    if squares.shape[1:] != (_SIDE, _SIDE):
        return {}
    some = np.ascontiguousarray(squares[:, ::2, ::2])
    life = sum(np.abs(np.diff(some, axis=axis)).reshape(len(some), -1).max(1) for axis in (1, 2))
    liveliest = squares[np.argsort(-life, kind="stable")[:_LIVELIEST]]
    power = _powers(liveliest)
    found: Features = {"life50": float(np.median(life)), "life90": float(np.percentile(life, 90))}
    whole = np.log(power.mean(2) + 0.05)
    for low, high in ((0, 4), (1, 4), (1, 5), (2, 5), (2, 6), (3, 6)):
        fall = whole[:, low] - whole[:, high]
        found.update({f"fall{low}{high}_{q}": float(np.percentile(fall, q)) for q in (10, 25, 50)})
    for low, high in ((0, 3), (0, 4), (1, 4), (1, 5), (2, 5), (2, 6)):
        found.update(_by_direction(np.log(power + 0.05), low, high))
    return found


def _powers(squares: Array) -> Array:
    """(tiles, bands, sectors): mean power in each band of frequency and sector of direction."""
    window, means = _masks()
    spectrum = np.fft.rfft2((squares - squares.mean((1, 2), keepdims=True)) * window)
    power = ((spectrum.real**2 + spectrum.imag**2) / _SIDE**2).reshape(len(squares), -1).astype(np.float32)
    return np.asarray((power @ means.T).reshape(len(squares), len(_BANDS) - 1, _SECTORS))


def _by_direction(log_power: Array, low: int, high: int) -> Features:
    """The fall in each direction that has power at all: the steepest direction, the flattest, and how they differ."""
    fall, is_there = log_power[:, low] - log_power[:, high], log_power[:, low] > np.log(4.0)
    falls = [fall[is_there[:, s], s] for s in range(_SECTORS)]
    sharpest = [float(np.percentile(f, 15)) for f in falls if len(f) >= 6]
    usual = [float(np.percentile(f, 40)) for f in falls if len(f) >= 6]
    name, mean = f"turn{low}{high}", fall.mean(0)
    return {
        f"{name}_steep15": max(sharpest, default=np.nan), f"{name}_steep40": max(usual, default=np.nan),
        f"{name}_flat15": min(sharpest, default=np.nan),
        f"{name}_apart": max(sharpest, default=np.nan) - float(np.median(sharpest)) if sharpest else np.nan,
        f"{name}_mean": float(mean.max()), f"{name}_mean_apart": float(mean.max() - np.median(mean)),
    }  # fmt: skip


@cache
def _masks() -> tuple[Array, Array]:
    """Hann's window, and the averaging weights of every band and sector."""
    down, across = np.fft.fftfreq(_SIDE)[:, None], np.fft.rfftfreq(_SIDE)[None]
    radius, angle = np.hypot(across, down), np.mod(np.arctan2(down, across), np.pi)
    masks = []
    for least, most in pairwise(_BANDS):
        for s in range(_SECTORS):
            off = np.abs((angle - s * np.pi / _SECTORS + np.pi / 2) % np.pi - np.pi / 2)
            masks.append(((radius >= least) & (radius < most) & (off <= np.pi / _SECTORS / 2)).ravel())
    weights = np.array(masks, np.float32)
    window = np.hanning(_SIDE).astype(np.float32)
    return window[:, None] * window[None], weights / np.maximum(weights.sum(1, keepdims=True), 1)
