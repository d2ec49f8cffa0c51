"""Icons on the accent colour: the first letter of the name for the browser's tab, a house for the home screen."""

import io
from functools import cache

from markupsafe import escape
from PIL import Image, ImageColor, ImageDraw

# The sides in pixels that a manifest should offer, and the one of Apple's home screen.
SIDES = (192, 512)
APPLE = 180
_SMOOTH = 4
# From the accent to white, as many as fit into half a byte.
_SHADES = 16
# A roof, a wall and a door as shares of the side, inside the middle four fifths that every mask of a home screen leaves.
_ROOF = ((0.5, 0.2), (0.82, 0.47), (0.18, 0.47))
_WALL = (0.27, 0.44, 0.73, 0.77)
_DOOR = (0.45, 0.56, 0.55, 0.77)


def favicon(name: str, accent: str) -> str:
    """An SVG of 64 x 64 units; the letter is set in the reader's own fonts."""
    letter = escape(name.strip()[:1] or "・")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="12" fill="{accent}"/>'
        '<text x="32" y="45" font-family="serif" font-size="38" font-weight="600" text-anchor="middle" fill="#fff">'
        f"{letter}</text></svg>\n"
    )


def home_icon(accent: str, side: int) -> bytes:
    """A PNG: fonts differ from machine to machine, so that a drawn house stands where the tab has a letter."""
    steps = _house(side).point([round(light * (_SHADES - 1) / 255) for light in range(256)])
    icon = Image.frombytes("P", (side, side), steps.tobytes())
    icon.putpalette(
        [round(c + (255 - c) * n / (_SHADES - 1)) for n in range(_SHADES) for c in ImageColor.getrgb(accent)]
    )
    out = io.BytesIO()
    icon.save(out, "PNG", bits=4)
    return out.getvalue()


@cache
def _house(side: int) -> Image.Image:
    """White on black, drawn larger for smooth edges."""
    large = _SMOOTH * side
    mask = Image.new("L", (large, large), 0)
    draw = ImageDraw.Draw(mask)
    draw.polygon([(large * x, large * y) for x, y in _ROOF], fill=255)
    draw.rectangle([large * share for share in _WALL], fill=255)
    draw.rectangle([large * share for share in _DOOR], fill=0)
    return mask.reduce(_SMOOTH)
