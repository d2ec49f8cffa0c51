"""What two photos are compared by: a 64-bit hash and a small copy, kept with the facts so that comparing opens no photo."""

from functools import cache, lru_cache

from PIL import Image

from adgen.photos.checks.arrays import Array, np
from adgen.photos.checks.view import View

_COPY = 32
# Texture without composition: its copy is nearly one grey, and what is left must agree within this share of its spread.
_GREY, _REST = 6.0, 0.45
_CUTS = (0.0, 0.025, 0.05, 0.075)
_WINDOW = 28


Copies = tuple[Image.Image, Image.Image, Image.Image]
"""The copies of luma, and at half their side of both differences of colour."""
Box = tuple[float, float, float, float]


def likeness(view: View) -> str:
    """What a photo is compared by: 16 hexadecimal digits of hash, then a copy of 32 x 32 in YCbCr at half colour scale."""
    copy = view.image.resize((_COPY, _COPY), Image.Resampling.BOX).convert("YCbCr")
    luma, blue, red = copy.split()
    small = [plane.resize((_COPY // 2, _COPY // 2), Image.Resampling.BOX) for plane in (blue, red)]
    return f"{_hash(np.asarray(luma)):016x}" + b"".join(p.tobytes() for p in (luma, *small)).hex()


def hash_of(text: str) -> int:
    """The 64 bits of a photo; alike photos differ in few of them."""
    return int(text[:16], 16)


# The same photos are compared at every build of a preview; a pair takes 25 KB.
@lru_cache(maxsize=500)
def agreement(one: str, other: str) -> float:
    """The best correlation of light, times that of colour, over small cuts at the edges of either; 1 for the same photo."""
    a, b = copies(one), copies(other)
    return max(_over(a, b), _over(b, a), _as_texture(a, b))


def _hash(luma: Array) -> int:
    """The signs of the 64 lowest frequencies of a cosine transform around their median (pHash)."""
    basis = _cosines()
    low = (basis @ luma.astype(np.float64) @ basis.T).ravel()
    bits = low > np.median(low[1:])
    return int("".join("01"[int(bit)] for bit in bits), 2)


@cache
def _cosines() -> Array:
    place = (2 * np.arange(_COPY) + 1) * np.pi / (2 * _COPY)
    return np.cos(np.arange(8)[:, None] * place[None])


def copies(text: str) -> Copies:
    """The small copies of a photo."""
    data, half = bytes.fromhex(text[16:]), _COPY // 2
    sizes = ((_COPY, 0), (half, _COPY**2), (half, _COPY**2 + half**2))
    planes = [Image.frombytes("L", (side, side), data[start : start + side**2]) for side, start in sizes]
    return planes[0], planes[1], planes[2]


def _over(whole: Copies, part: Copies) -> float:
    """How well `part` agrees with `whole` cut at its sides, the best cut of each axis after the other."""
    box = (0.0, 0.0, 1.0, 1.0)
    best = -1.0
    for _ in range(2):
        for axis in (0, 1):
            tries = [_cut(box, axis, low, high) for low in _CUTS for high in _CUTS]
            scores = [_correlation(whole[0], part[0], tried) for tried in tries]
            best = max(scores)
            box = tries[scores.index(best)]
    return best * _colour_agreement(whole, part, box)


def _as_texture(a: Copies, b: Copies) -> float:
    whole = (0.0, 0.0, 1.0, 1.0)
    x, y = (np.asarray(copies[0]).astype(np.float32) for copies in (a, b))
    if max(x.std(), y.std()) >= _GREY or abs(x.mean() - y.mean()) > _GREY:
        return 0.0
    is_same = np.abs(x - x.mean() - y + y.mean()).mean() <= _REST * min(x.std(), y.std()) + 0.3
    return _colour_agreement(a, b, whole) if is_same else 0.0


def _cut(box: Box, axis: int, low: float, high: float) -> Box:
    cut = list(box)
    cut[axis], cut[axis + 2] = low, 1 - high
    return (cut[0], cut[1], cut[2], cut[3])


def _correlation(whole: Image.Image, part: Image.Image, box: Box) -> float:
    a, b = _laid(whole, box), _laid(part, (0.0, 0.0, 1.0, 1.0))
    a, b = a - a.mean(), b - b.mean()
    return float((a * b).sum() / (np.sqrt((a * a).sum() * (b * b).sum()) + 1e-6 + 4 * a.size))


def _laid(plane: Image.Image, box: Box) -> Array:
    side = plane.width
    size = (min(_WINDOW, side), min(_WINDOW, side))
    corners = (box[0] * side, box[1] * side, box[2] * side, box[3] * side)
    return np.asarray(plane.resize(size, Image.Resampling.BILINEAR, box=corners)).astype(np.float32)


def _colour_agreement(whole: Copies, part: Copies, box: Box) -> float:
    """1 less the mean difference of colour over the spread that colours have: repapered walls differ, exposure does not."""
    off = [np.abs(_laid(whole[n], box) - _laid(part[n], (0.0, 0.0, 1.0, 1.0))).mean() for n in (1, 2)]
    return float(1 - max(0.0, max(off) - 2.5) / 40)
