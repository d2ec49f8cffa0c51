"""The address of a page as a QR code, for the printed page."""

import segno
from markupsafe import Markup

# A reader takes the mask from the code itself. Trying all eight for the evenest one took two fifths of building a page.
_MASK = 2


def qr(address: str) -> Markup:
    """An SVG of the code alone: the page gives it the four modules of white around it (ISO/IEC 18004)."""
    code = segno.make(address, error="m", micro=False, mask=_MASK)
    svg = code.svg_inline(border=0, omitsize=True, lineclass=None, svgclass=None, title="このページのQRコード")
    return Markup(svg)  # noqa: S704 - made of modules; the address does not stand in it
