"""Any colour mode and profile into plain sRGB."""

import io
from typing import cast

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_WITH_ALPHA = ("RGBA", "LA", "PA", "RGBa", "La")


def plain_mode(image: Image.Image) -> Image.Image:
    """The image in a mode that can be resized: palettes and 1-bit unfolded, 16 bits scaled down.

    Pillow's own conversion of 16-bit grey clips it to white.
    """
    if image.mode in ("P", "PA", "1"):
        return image.convert("RGBA" if image.mode == "PA" or "transparency" in image.info else "RGB")
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("I", "F"):
        return _by_its_range(image)
    if image.mode == "RGB" and "transparency" in image.info:
        return image.convert("RGBA")
    return image


def _by_its_range(image: Image.Image) -> Image.Image:
    """Grey of 32 bits, of which no header says what is white: 1, 255 or 65535, whichever holds the lightest pixel."""
    lightest = cast(float, image.getextrema()[1])
    scale = 255 / next((white for white in (1, 255, 65_535) if lightest <= white), lightest)
    return image.point(lambda value: value * scale).convert("L")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The image of a plain mode in sRGB without alpha (on white) and without a profile.

    A broken profile counts as none: the pixels are then taken as sRGB, or CMYK by Pillow's own formula.
    """
    if image.mode in _WITH_ALPHA:
        image = _on_white(image)
    if profile and image.mode in ("RGB", "L", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return image if image.mode == "RGB" else image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    rgba = image.convert("RGBA")
    paper = Image.new("RGB", rgba.size, "white")
    paper.paste(rgba, mask=rgba.getchannel("A"))
    return paper
