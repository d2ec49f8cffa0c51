"""Where a photo's points go when it is turned and cut: sizes before any pixel is touched, and the same for the pixels."""

import math

from adgen.model.picture import Correction

Size = tuple[int, int]
Point = tuple[float, float]


def corrected_size(size: Size, correction: Correction) -> Size:
    """Width and height of the photo once it is turned and cut, at least one pixel each."""
    width, height = turned_size(size, correction.quarters)
    share = kept(width, height, correction.angle)
    left, top, right, bottom = correction.crop
    return max(1, round(width * share * (right - left))), max(1, round(height * share * (bottom - top)))


def turned_size(size: Size, quarters: int) -> Size:
    """The size after so many quarter turns."""
    return (size[1], size[0]) if quarters % 2 else size


def kept(width: int, height: int, angle: float) -> float:
    """How much of width and height the largest part of the same shape has that holds no empty corner.

    A part of w x h turned by a lies in W x H when w cos a + h sin a <= W and w sin a + h cos a <= H.
    """
    sine, cosine = abs(math.sin(math.radians(angle))), abs(math.cos(math.radians(angle)))
    return min(width / (width * cosine + height * sine), height / (width * sine + height * cosine))


def affine(size: Size, correction: Correction, wanted: Size) -> tuple[float, float, float, float, float, float]:
    """(a, b, c, d, e, f): the point x, y of the corrected picture lies at ax + by + c, dx + ey + f of the photo.

    Both in pixels; `size` is that after the quarter turns, `wanted` that of the corrected picture.
    """
    width, height = size
    sine, cosine = math.sin(math.radians(correction.angle)), math.cos(math.radians(correction.angle))
    share = kept(width, height, correction.angle)
    left, top, right, bottom = correction.crop
    across = width * share * (right - left) / wanted[0]
    down = height * share * (bottom - top) / wanted[1]
    x, y = width * share * (left - 0.5), height * share * (top - 0.5)
    return (
        cosine * across, sine * down, width / 2 + cosine * x + sine * y,
        -sine * across, cosine * down, height / 2 - sine * x + cosine * y,
    )  # fmt: skip


def moved(point: Point, size: Size, correction: Correction) -> Point:
    """Where a point of the photo lies in the corrected picture, in shares; outside of 0-1 when it was cut off."""
    x, y = point
    for _ in range(correction.quarters % 4):
        x, y = 1 - y, x
    width, height = turned_size(size, correction.quarters)
    sine, cosine = math.sin(math.radians(correction.angle)), math.cos(math.radians(correction.angle))
    right_of, below = (x - 0.5) * width, (y - 0.5) * height
    share = kept(width, height, correction.angle)
    x = (cosine * right_of - sine * below) / (width * share) + 0.5
    y = (sine * right_of + cosine * below) / (height * share) + 0.5
    left, top, right, bottom = correction.crop
    return (x - left) / (right - left), (y - top) / (bottom - top)
