"""How light is spread over a photo: what the checks dark, bright, backlit and low_contrast look at."""

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.view import View, fields, level_at

Features = dict[str, float]
_SHARES = (0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999)


def exposure(view: View) -> Features:
    """Levels, clipped shares, local contrast, two-peakedness and the largest light region; shares and levels 0-1."""
    return {
        **{f"p{100 * share:g}": level_at(view.levels, share) for share in _SHARES},
        **{f"below{level}": float(view.levels[level]) for level in (5, 12, 24, 48)},
        **{f"above{level}": float(1 - view.levels[level]) for level in (200, 235, 247, 252)},
        **_channels(view),
        **_local(view.small),
        **_two_peaks(view.levels),
        **_lightest(view),
    }


def _channels(view: View) -> Features:
    high = [level_at(channel, 0.995) for channel in view.channels]
    low = [level_at(channel, 0.005) for channel in view.channels]
    pixels = np.asarray(view.eighth).astype(np.float32)
    most, least = pixels.max(2), pixels.min(2)
    return {
        "high_most": max(high), "high_least": min(high), "low_most": max(low), "low_least": min(low),
        "any_clipped": float((most >= 253).mean()), "all_clipped": float((least >= 250).mean()),
        "colour50": float(np.percentile(most - least, 50)) / 255, "colour95": float(np.percentile(most - least, 95)) / 255,
        "veil5": float(np.percentile(least, 5)) / 255, "veil50": float(np.percentile(least, 50)) / 255,
    }  # fmt: skip


def _local(luma: Array) -> Features:
    parts = fields(luma, min(12, luma.shape[0]), min(16, luma.shape[1]))
    flat = np.ascontiguousarray(parts).reshape(*parts.shape[:2], -1)
    spread, span = flat.std(2), flat.max(2) - flat.min(2)
    found = {f"spread{q}": float(np.percentile(spread, q)) / 64 for q in (50, 75, 90)}
    return {**found, "span90": float(np.percentile(span, 90)) / 255, "uneven": float(flat.mean(2).std()) / 64}


def _two_peaks(levels: Array) -> Features:
    """Otsu's threshold: how much of the variance it explains, the means of both sides, the share above."""
    weight = np.diff(levels, prepend=0.0)
    mean = np.cumsum(weight * np.arange(256))
    whole, variance = mean[-1], float((weight * (np.arange(256) - mean[-1]) ** 2).sum())
    between = (whole * levels - mean) ** 2 / np.maximum(levels * (1 - levels), 1e-6)
    k = int(between[5:250].argmax()) + 5
    return {
        "peaks": float(between[k]) / max(variance, 1.0), "peaks_above": float(1 - levels[k]),
        "peaks_low": float(mean[k] / max(levels[k], 1e-6)) / 255,
        "peaks_high": float((whole - mean[k]) / max(1 - levels[k], 1e-6)) / 255,
    }  # fmt: skip


def _lightest(view: View) -> Features:
    """The largest connected light region, and how light the rest is."""
    grid = view.grid
    region = lightest_region(grid)
    rest = grid[~region] if (~region).any() else grid.ravel()
    found = {f"rest{q}": float(np.percentile(rest, q)) / 255 for q in (25, 50, 75, 90)}
    ring = grown(region, 3) & ~grown(region, 1)
    return {
        **found, "light": float(region.mean()), "light_level": float(grid[region].mean()) / 255 if region.any() else 0.0,
        "ring": float(grid[ring].mean()) / 255 if ring.any() else 0.0, "top": float(region[0].mean()),
        "lower50": float(np.median(grid[18:])) / 255,
    }  # fmt: skip


def box_of(region: Array) -> tuple[float, float, float, float] | None:
    """(left, top, width, height) of a region of fields as shares, None for an empty one."""
    rows, columns = np.flatnonzero(region.any(1)), np.flatnonzero(region.any(0))
    if not len(rows):
        return None
    height, width = region.shape
    left, top, right, bottom = columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height
    return (round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2))


def lightest_region(grid: Array) -> Array:
    """The largest 4-connected region of the fields that are nearly white, or the lightest there are."""
    left = grid >= min(235.0, float(np.percentile(grid, 97)))
    light, largest = left.copy(), np.zeros_like(left)
    while left.sum() > largest.sum():
        region = np.zeros_like(left)
        region.flat[int(left.argmax())] = True
        while (wider := grown(region, 1) & light).sum() > region.sum():
            region = wider
        left &= ~region
        largest = max(region, largest, key=np.sum)
    return largest


def grown(region: Array, steps: int) -> Array:
    """The region with its neighbours above, below, left and right."""
    for _ in range(steps):
        wider = region.copy()
        wider[1:] |= region[:-1]
        wider[:-1] |= region[1:]
        wider[:, 1:] |= region[:, :-1]
        wider[:, :-1] |= region[:, 1:]
        region = wider
    return region
