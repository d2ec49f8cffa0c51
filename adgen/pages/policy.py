"""What a page may load: its own files and nothing else (W3C, Content Security Policy Level 3)."""

import base64
import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit


def content_policy(form_action: str, data: Iterable[str]) -> str:
    """The policy of one page; forms may be sent to the origin of `form_action` alone, or nowhere.

    `data` are its JSON-LD blocks: they run nothing, but checkers want them named. Nothing of ours connects anywhere;
    checkers fetch robots.txt from within the page.
    """
    parts = urlsplit(form_action)
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *map(_named, data)]),
        "style-src": "'self'",
        "img-src": "'self'",
        "manifest-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": f"{parts.scheme}://{parts.netloc}" if parts.netloc else "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _named(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
