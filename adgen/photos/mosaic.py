"""Parts of a photo that nobody may read: a mosaic of so few and so coarse cells that nothing can be read back."""

import math

from PIL import Image

from adgen.photos.frame import Box

# Cells along the longer side of a part: fewer than a number plate has signs.
_CELLS = 3
# No cell is smaller than this share of the photo's longer side, so that many small parts side by side hide as well as one.
_LEAST = 0.015
# Cells are grey, in steps: the mean of a field tells two letters apart, its nearest step hardly.
_STEP = 32


def hidden(image: Image.Image, parts: tuple[Box, ...]) -> Image.Image:
    """The picture with those parts (left, top, right, bottom in shares) as a mosaic; the picture given stays as it is."""
    if not parts:
        return image
    made = image.copy()
    for part in parts:
        box = _around(part, image.size)
        made.paste(_cells(made.crop(box), max(image.size) * _LEAST), box)
    return made


def _around(part: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part in whole pixels, and one more on each side: half a pixel at the edge knows what lies inside."""
    width, height = size
    left, top = math.floor(part[0] * width) - 1, math.floor(part[1] * height) - 1
    right, bottom = math.ceil(part[2] * width) + 1, math.ceil(part[3] * height) + 1
    return max(0, left), max(0, top), min(width, right), min(height, bottom)


def _cells(part: Image.Image, least: float) -> Image.Image:
    side = max(least, max(part.size) / _CELLS)
    few = part.resize((_number(part.width, side), _number(part.height, side)), Image.Resampling.BOX)
    coarse = few.convert("L").point([_STEP * (level // _STEP) + _STEP // 2 for level in range(256)])
    return coarse.convert(part.mode).resize(part.size, Image.Resampling.NEAREST)


def _number(length: int, side: float) -> int:
    return max(1, round(length / side))
