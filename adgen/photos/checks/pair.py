"""A before and an after photo that do not belong together: of another shape, or of another place."""

from adgen.model.picture import PhotoFacts
from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.likeness import agreement, copies

PAIR = "pair"
SHAPE, PLACE = "W246", "W247"
# Width over height may differ by this factor: a little is cut when a photo is straightened.
_SHAPES = 1.2
# Of 40 photos of buildings against the same place after work, one lay below; of pairs of different places, nineteen in twenty.
_SAME_PLACE = 0.33
_SHIFT = 3


def shapes_differ(before: PhotoFacts, after: PhotoFacts) -> bool:
    """Whether two photos can hardly lie over each other."""
    shapes = before.width / before.height, after.width / after.height
    return max(shapes) > _SHAPES * min(shapes)


def places_differ(before: PhotoFacts, after: PhotoFacts) -> bool:
    """Whether two photos do not seem to show one place."""
    return same_place(before.likeness, after.likeness) < _SAME_PLACE


def same_place(one: str, other: str) -> float:
    """How well light and outlines agree, wherever the camera stood within a tenth of the picture; 1.5 for the same photo."""
    return 0.5 * agreement(one, other) + _outlines_agree(_outlines(one), _outlines(other))


def _outlines(text: str) -> Array:
    luma = np.asarray(copies(text)[0]).astype(np.float32)
    across, down = np.abs(np.diff(luma, axis=1))[:-1], np.abs(np.diff(luma, axis=0))[:, :-1]
    return np.asarray(np.log1p(np.stack([across, down])))


def _outlines_agree(one: Array, other: Array) -> float:
    """The best correlation of outlines over shifts of up to three fields."""
    side = one.shape[1] - 2 * _SHIFT
    middle = other[:, _SHIFT : _SHIFT + side, _SHIFT : _SHIFT + side]
    shifts = range(2 * _SHIFT + 1)
    return max(_correlation(one[:, y : y + side, x : x + side], middle) for y in shifts for x in shifts)


def _correlation(a: Array, b: Array) -> float:
    a, b = a - a.mean(), b - b.mean()
    return float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum() + 1e-6))
