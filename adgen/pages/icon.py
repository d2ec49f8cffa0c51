"""The favicon: the first letter of the name on the accent colour."""

from markupsafe import escape


def favicon(name: str, accent: str) -> str:
    """An SVG of 64 x 64 units; the letter is set in the reader's own fonts."""
    letter = escape(name.strip()[:1] or "・")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="12" fill="{accent}"/>'
        '<text x="32" y="45" font-family="serif" font-size="38" font-weight="600" text-anchor="middle" fill="#fff">'
        f"{letter}</text></svg>\n"
    )
