"""Any colour mode and profile into plain sRGB."""

import io

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")


def to_srgb(image: Image.Image) -> Image.Image:
    """The image in sRGB, 8 bits, without alpha (on white) and without a profile.

    A broken profile counts as none: the pixels are then taken as sRGB, or CMYK by Pillow's own formula.
    """
    profile = image.info.get("icc_profile")
    image = _eight_bits(image)
    if image.mode in ("RGBA", "LA", "PA", "RGBa"):
        image = _on_white(image)
    if profile and image.mode in ("RGB", "L", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit grey is scaled down; Pillow's own conversion would clip it to white."""
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    if image.mode in ("I", "F"):
        return image.point(lambda value: value / 256).convert("L")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    rgba = image.convert("RGBA")
    paper = Image.new("RGB", rgba.size, "white")
    paper.paste(rgba, mask=rgba.getchannel("A"))
    return paper
