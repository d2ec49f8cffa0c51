"""Guesses at the colour of the light: what the check colour_cast looks at.

Each guess is the logarithm of red over green and of blue over green in linear light, as seen by another part of the photo: the
lightest pixels, the mean, the edges (van de Weijer 2007), the least coloured. Where they agree, and nothing is neutral, it is the
light; where they differ, things have that colour.
"""

from itertools import pairwise

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.view import View, level_at

Features = dict[str, float]
_NEAR = (0.06, 0.12, 0.2, 0.3)
_BINS = 30
_RANGE = ((-1.2, 1.2), (-1.5, 1.5))


def light_colour(view: View) -> Features:
    """The guesses along warm-cool and green-magenta, how they agree, and how much of the photo is neutral."""
    eighth = np.asarray(view.eighth)
    pixels = eighth.reshape(-1, 3) / 255
    light_of = _linear(np.arange(256) / 255)
    shades = light_of[eighth]
    linear = shades.reshape(-1, 3) + 1e-4
    ratios = np.log(linear[:, (0, 2)] / linear[:, 1:2])
    luma = pixels @ np.array([0.299, 0.587, 0.114])
    usable = _or_all((pixels.max(1) < 0.98) & (pixels.min(1) > 0.04) & (luma > 0.12))
    light = usable & (luma >= np.percentile(luma[usable], 60))
    guesses = np.array([*_whites(view), *_means(shades, linear, usable), *_least_coloured(ratios, usable, light)])
    return {**_agreement(guesses), **_neutral(pixels, ratios, usable, light), **_bands(ratios, luma, usable)}


def _linear(values: Array) -> Array:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _or_all(chosen: Array) -> Array:
    return chosen if chosen.sum() >= 50 else np.ones_like(chosen)


def _ratio(rgb: Array) -> Array:
    log = np.log(np.maximum(rgb, 1e-4))
    return np.array([log[0] - log[1], log[2] - log[1]])


def _whites(view: View) -> list[Array]:
    """The lightest pixels of each channel (white patch), at three shares."""
    return [_ratio(_linear(np.array([level_at(c, share) for c in view.channels]))) for share in (0.995, 0.98, 0.9)]


def _means(shades: Array, linear: Array, usable: Array) -> list[Array]:
    """Mean (grey world), a high norm (shades of grey), and the edges."""
    edges = np.abs(np.diff(shades, axis=0)).reshape(-1, 3)
    return [
        _ratio(linear[usable].mean(0)),
        _ratio((linear[usable] ** 6).mean(0) ** (1 / 6)),
        _ratio((edges**3).mean(0) ** (1 / 3) + 1e-5),
    ]


def _least_coloured(ratios: Array, usable: Array, light: Array) -> list[Array]:
    """The least coloured fifth, the same of the light pixels, and the most frequent colour of the light pixels."""
    colour = np.hypot(*ratios.T)
    low = ratios[usable & (colour <= np.percentile(colour[usable], 20))].mean(0)
    light_low = ratios[light & (colour <= np.percentile(colour[light], 30))].mean(0)
    return [low, light_low, _mode(ratios[light])]


def _mode(ratios: Array) -> Array:
    counts, reds, blues = np.histogram2d(ratios[:, 0], ratios[:, 1], bins=_BINS, range=_RANGE)
    inner = sum(counts[1 + i : _BINS - 1 + i, 1 + j : _BINS - 1 + j] for i in (-1, 0, 1) for j in (-1, 0, 1))
    i, j = np.unravel_index(int(np.argmax(inner)), (_BINS - 2, _BINS - 2))
    return np.array([reds[i + 1] + reds[i + 2], blues[j + 1] + blues[j + 2]]) / 2


def _agreement(guesses: Array) -> Features:
    warm, green = (guesses[:, 0] - guesses[:, 1]) / 2, -(guesses[:, 0] + guesses[:, 1]) / 2
    mean = np.array([warm.mean(), green.mean()])
    length = float(np.hypot(*mean)) + 1e-6
    along = np.sort((warm * mean[0] + green * mean[1]) / length)
    scatter = float(np.hypot(warm.std(), green.std()))
    found = {"warm": float(mean[0]), "green": float(mean[1]), "length": length, "scatter": scatter}
    found |= {
        "least": float(along[0]),
        "third": float(along[2]),
        "median": float(along[4]),
        "ratio": length / (0.05 + scatter),
    }
    names = ("white995", "white98", "white90", "mean", "norm", "edges", "low", "light_low", "mode")
    return found | {name: float(np.hypot(w, g)) for name, w, g in zip(names, warm, green, strict=True)}


def _neutral(pixels: Array, ratios: Array, usable: Array, light: Array) -> Features:
    colour = np.hypot(*ratios.T)
    found = {f"neutral{t:g}": float(np.log((colour[usable] < t).mean() + 0.003)) for t in _NEAR}
    found |= {f"light_neutral{t:g}": float(np.log((colour[light] < t).mean() + 0.003)) for t in _NEAR}
    white, some = float((pixels.min(1) > 0.97).mean()), float((pixels.max(1) > 0.97).mean())
    found |= {"white": float(np.log(white + 0.003)), "half_white": float(np.log(some + 0.003) - np.log(white + 0.003))}
    one_side = [abs(float((r > 0).mean()) - 0.5) for r in (ratios[usable, 0], ratios[usable, 1], ratios[usable].sum(1))]
    spread = ratios[usable].std(0)
    calm = usable & (colour <= np.median(colour[usable]))
    pull = float(np.hypot(*ratios[calm].mean(0)) / max(1e-3, colour[calm].mean()))
    return found | {
        "red_side": one_side[0], "blue_side": one_side[1], "green_side": one_side[2], "pull": pull,
        "red_spread": float(spread[0]), "blue_spread": float(spread[1]), "colour": float(np.median(colour[usable])),
        "low_edge": float(np.percentile(colour[usable], 20)), "light_low_edge": float(np.percentile(colour[light], 30)),
    }  # fmt: skip


def _bands(ratios: Array, luma: Array, usable: Array) -> Features:
    """Whether dark, middle and light pixels lean the same way: a light colours them all, a thing only its own."""
    cuts = np.percentile(luma[usable], (0, 25, 50, 75, 100))
    parts = [ratios[usable & (luma >= a) & (luma <= b)] for a, b in pairwise(cuts)]
    modes = np.array([_mode(p) for p in parts])
    middles = np.array([np.median(p, 0) for p in parts])
    mean = modes.mean(0)
    length = float(np.hypot(*mean)) + 1e-6
    return {
        "modes_length": length, "modes_scatter": float(np.hypot(*modes.std(0))),
        "modes_least": float((modes @ mean / length).min()), "middles_scatter": float(np.hypot(*middles.std(0))),
        "middles_least": float((middles @ mean / length).min()), "nearest_mode": float(np.hypot(*modes.T).min()),
    }  # fmt: skip
