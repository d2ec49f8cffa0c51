"""The contractor's own style sheet: colours with enough contrast, derived from one accent, and focal points."""

import re
from collections.abc import Mapping

# WCAG 2.2, 1.4.3: text needs 4.5:1 against what is behind it.
CONTRAST = 4.5
_DENSER = 25
_BLACK, _WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)

RGB = tuple[float, float, float]


# Strings stay as they are; comments, and white space where it parts nothing, are for those who write the sheet.
_LOOSE = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*.*?\*/|\s*([{};,>])\s*|(:)\s+|\s*\n\s*""", re.DOTALL)


def slim(css: str) -> str:
    """A style sheet without comments and needless white space; a line for each rule."""
    return _LOOSE.sub(_kept, _LOOSE.sub(_kept, css)).strip() + "\n"


def _kept(found: re.Match[str]) -> str:
    text = found.group()
    if text[0] in "\"'":
        return text
    sign = found[1] or found[2] or " "
    return sign + "\n" if sign == "}" else sign


# What the theme prints on, where the contractor asks for another one than that of his heading's face.
_PAPERS = {
    "cream": {"ink": "#26231f", "soft": "#5d574f", "line": "#e0dad0", "paper": "#fdfcf9", "tint": "#f5f2eb"},
    "white": {"ink": "#1f2328", "soft": "#555c66", "line": "#dde1e6", "paper": "#ffffff", "tint": "#f3f5f7"},
}


def site_css(
    accent: str, focus: Mapping[tuple[str, str], tuple[float, float]], veil: int, paper: str | None = None
) -> str:
    """Custom properties for the accent and the veil, and one class per focal point; these by (media query or "" for always, key).

    `veil` is the least density in percent behind the text on the hero photo; it grows denser towards the edge.
    `paper` is cream, white or tinted, None for the theme's own.
    """
    values = {**palette(accent), "least": f"{veil}%", "most": f"{min(100, veil + _DENSER)}%"}
    rules = [_properties(":root", values)]
    if paper:
        rules.append(_properties("body", _PAPERS.get(paper) or tinted(accent)))
    for (media, key), (x, y) in sorted(focus.items()):
        rule = f".f-{key}{{object-position:{100 * x:.4g}% {100 * y:.4g}%}}"
        rules.append(f"@media {media}{{{rule}}}" if media else rule)
    return "\n".join(rules) + "\n"


def palette(accent: str) -> dict[str, str]:
    """accent: as asked, darkened until white text is legible on it; -ink: dark enough for text on paper and wash;
    -wash: a tint for areas; on-accent: the text colour on the accent.
    """
    base = read_colour(accent)
    button = _darken(base, _WHITE, CONTRAST)
    wash = read_colour(_write(mix(base, _WHITE, 0.92)))
    ink = _darken(mix(base, _BLACK, 0.3), wash, 7.0)
    return {"accent": _write(button), "accent-ink": _write(ink), "accent-wash": _write(wash), "on-accent": "#ffffff"}


def tinted(accent: str) -> dict[str, str]:
    """A page in the contractor's colour: `paper` and the deeper `tint` for areas, lines, and two inks legible on both."""
    base = read_colour(accent)
    paper, tint, line = (_write(mix(base, _WHITE, share)) for share in (0.96, 0.9, 0.78))
    ink, soft = (_darken(mix(base, _BLACK, share), read_colour(tint), at) for share, at in ((0.75, 10.0), (0.4, 5.5)))
    return {"ink": _write(ink), "soft": _write(soft), "line": line, "paper": paper, "tint": tint}


def _properties(selector: str, values: Mapping[str, str]) -> str:
    return selector + "{" + ";".join(f"--{name}:{value}" for name, value in values.items()) + "}"


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _darken(colour: RGB, behind: RGB, wanted: float) -> RGB:
    # As they will be written: rounding costs contrast.
    shades = (read_colour(_write(mix(colour, _BLACK, step / 20))) for step in range(21))
    return next((shade for shade in shades if contrast(shade, behind) >= wanted), _BLACK)


def _luminance(colour: RGB) -> float:
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def mix(colour: RGB, other: RGB, share: float) -> RGB:
    """`colour` with that share of `other` in it, channel by channel as CSS mixes in sRGB."""
    r, g, b = (c + (o - c) * share for c, o in zip(colour, other, strict=True))
    return r, g, b


def read_colour(text: str) -> RGB:
    """#rrggbb as shares of 1."""
    r, g, b = (int(text[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return r, g, b


def _write(colour: RGB) -> str:
    return "#" + "".join(f"{round(255 * c):02x}" for c in colour)
