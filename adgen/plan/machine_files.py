"""Files for machines: sitemap.xml and robots.txt."""

from collections.abc import Iterable
from html import escape


def sitemap(addresses: Iterable[str], updated: str) -> bytes:
    """sitemaps.org 0.9; `updated` is a W3C date or ""."""
    changed = f"<lastmod>{updated}</lastmod>" if updated else ""
    rows = "".join(f"<url><loc>{escape(address, quote=False)}</loc>{changed}</url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{rows}</urlset>\n"
    ).encode()


def robots(base: str, *, noindex: bool) -> bytes:
    """Everything may be read: a page that must not be listed says so itself, which a robot has to read."""
    lines = ["User-agent: *", "Disallow:"]
    if base and not noindex:
        lines.append(f"Sitemap: {base}sitemap.xml")
    return ("\n".join(lines) + "\n").encode()
