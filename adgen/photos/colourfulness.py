"""How colourful a picture looks to people."""

from PIL import Image, ImageStat

_SIDE = 256


def colourfulness(image: Image.Image) -> float:
    """M3 of Hasler and Süsstrunk (2003), to one decimal: 0 grey, 15 slightly, 33 moderately, 59 highly colourful."""
    small = image.convert("RGB")
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    # Both opponent colours by one matrix, halved and shifted into 0-255: red - green, and (red + green) / 2 - blue.
    opponents = small.convert("RGB", (0.5, -0.5, 0, 128, 0.25, 0.25, -0.5, 128, 0, 0, 0, 0))
    stat = ImageStat.Stat(opponents)
    spread = 2 * (stat.var[0] + stat.var[1]) ** 0.5
    mean = 2 * ((stat.mean[0] - 128) ** 2 + (stat.mean[1] - 128) ** 2) ** 0.5
    return round(float(spread + 0.3 * mean), 1)
