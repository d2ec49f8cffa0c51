"""How much light a photo lacks, where it is little enough to be mended and no doubt is left.

Less light is never proposed: what is blown out does not come back, and a white room is bright without a mistake. Of five such
proposals for the photos of the demo sites, by percentiles and the share of blown pixels, five were wrong.
"""

import math

from PIL import Image

from adgen.photos.exposure import linear

# More than this has to be taken again; less is not seen.
MOST = 1.0
LEAST = 0.3
# Levels (0-1, sRGB) to which the brightest parts and the middle of a photo are lifted.
_BRIGHT, _MIDDLE = 0.85, 0.45
# A photo that has bright lights is night or backlight, one with a black middle is night: neither is a mistake of exposure.
_LIGHTS, _NIGHT = 0.97, 0.12


def missing_light(image: Image.Image) -> float:
    """Stops of light (EV) to add, to 0.1; 0.0 for a photo that is well exposed, in doubt, or past mending."""
    histogram = image.convert("L").histogram()
    middle, bright, lights = (_level(histogram, share) for share in (0.5, 0.98, 0.998))
    if lights >= _LIGHTS or middle < _NIGHT:
        return 0.0
    stops = min(_stops(bright, _BRIGHT), _stops(middle, _MIDDLE))
    return round(stops, 1) if LEAST <= stops <= MOST else 0.0


def _stops(level: float, wanted: float) -> float:
    return math.log2(linear(wanted) / linear(max(level, 1 / 255)))


def _level(histogram: list[int], share: float) -> float:
    """The level (0-1) that this share of the pixels does not exceed."""
    left = share * sum(histogram)
    for level, count in enumerate(histogram):
        left -= count
        if left <= 0:
            return level / 255
    return 1.0
