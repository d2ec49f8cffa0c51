"""A built page as it is sent: with the script that reloads it, and under its own policy as far as that lets the script be."""

import html
import re

from adgen.serve.own import address

_META = re.compile(r"""<meta\s[^>]*http-equiv=["']?content-security-policy["']?[^>]*>""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_STYLE = re.compile(r"""<link\b[^>]*\brel=["']?stylesheet\b[^>]*>""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
# What our script needs: itself, its stream, the style of its notice.
_NEEDED = ("script-src", "connect-src", "style-src")
# Pages of ours stand in frames of ours alone.
FRAMES = "frame-ancestors 'self'"


def dressed(page: str, root: str, version: str) -> tuple[str, str]:
    """The page to send and its policy. A policy in the page could only be narrowed by one in a header, so it moves there."""
    found = _META.search(page)
    policy = _value(_CONTENT, found[0]) if found else ""
    bare = page[: found.start()] + page[found.end() :] if found else page
    return with_script(bare, root, version), policy_for_preview(policy)


def with_script(page: str, root: str, version: str) -> str:
    """The page with our script as the first of its head, to run before all others; a page without a head gets it in front."""
    script = f'<script defer src="{address(root, "live.js")}" data-root="{root}" data-version="{version}"></script>'
    head = _HEAD.search(page)
    at = head.end() if head else 0
    return f"{page[:at]}{script}\n{page[at:]}"


def policy_for_preview(policy: str) -> str:
    """The policy of a page, which also lets our own script, stream and style be."""
    rules: dict[str, str] = {}
    for rule in policy.split(";"):
        name, _, sources = rule.strip().partition(" ")
        if name:
            rules.setdefault(name.lower(), sources.strip())
    for name in _NEEDED:
        allowed = rules.get(name, rules.get("default-src"))
        if allowed is not None and "'self'" not in allowed.split():
            rules[name] = " ".join([*(source for source in allowed.split() if source != "'none'"), "'self'"])
    return "; ".join([*(f"{name} {sources}".strip() for name, sources in rules.items()), FRAMES])


def style_sheets(page: str) -> list[str]:
    """The addresses of the style sheets of a page, in their order."""
    return [_value(_HREF, link) for link in _STYLE.findall(page)]


def without_styles(page: str) -> str:
    """The page without its links to style sheets: where only those differ nothing has to be loaded anew but them."""
    return _STYLE.sub("", page)


def _value(attribute: re.Pattern[str], tag: str) -> str:
    """The value of an attribute of a tag, in whichever quotes."""
    found = attribute.search(tag)
    return html.unescape(next(filter(None, found.groups()), "")) if found else ""
