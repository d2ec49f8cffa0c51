"""What a page may load: its own files and nothing else (W3C, Content Security Policy Level 3)."""

from urllib.parse import urlsplit


def content_policy(form_action: str = "") -> str:
    """The policy for a meta tag; forms may be sent to the origin of `form_action` alone, or nowhere."""
    parts = urlsplit(form_action)
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": f"{parts.scheme}://{parts.netloc}" if parts.netloc else "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
