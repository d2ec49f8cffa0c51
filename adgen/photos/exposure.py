"""More or less light, as a longer or shorter exposure would have given it: in linear light, and white stays white."""

from functools import cache

from PIL import Image

# Up to this much light (linear, of the brighter picture) an exposure of +1 EV doubles it; above lies the shoulder.
_KNEE = 0.5
_WHITE = 255


def exposed(image: Image.Image, stops: float) -> Image.Image:
    """The picture with `stops` EV more light, -1 to 1."""
    return image.point(list(curve(stops)) * len(image.getbands())) if stops else image


@cache
def curve(stops: float) -> tuple[int, ...]:
    """The level (0-255, sRGB) that each of the 256 levels becomes. Only what was white is white afterwards."""
    levels = [round(_WHITE * _encoded(_lit(linear(level / _WHITE), stops))) for level in range(_WHITE)]
    return (*(min(level, _WHITE - 1) for level in levels), _WHITE)


def _lit(light: float, stops: float) -> float:
    """Linear light after so many stops: a straight line up to the knee, then a shoulder that ends in white.

    The shoulder is mt / (1 + (m - 1) t), which leaves the line with its slope and reaches 1; less light is its inverse.
    """
    gain = float(2 ** abs(stops))
    begin = _KNEE / gain
    slope = gain * (1 - begin) / (1 - _KNEE)
    if stops >= 0:
        t = (light - begin) / (1 - begin)
        return gain * light if t <= 0 else _KNEE + (1 - _KNEE) * slope * t / (1 + (slope - 1) * t)
    t = (light - _KNEE) / (1 - _KNEE)
    return light / gain if t <= 0 else begin + (1 - begin) * t / (slope - (slope - 1) * t)


def linear(value: float) -> float:
    """Linear light of a value in sRGB, IEC 61966-2-1."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)
