"""How far a page reaches: what it would load from elsewhere, run, frame or send. Pure: texts in, findings out.

A tag is looked for behind every `<`, also in comments, attributes and raw text: whatever a browser takes for a tag begins with one,
so that no state of its parser has to be followed. Sources: HTML (13.2.5, tokenisation), CSS Syntax 3, Fetch.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

# White space of HTML, which is less than that of Python.
_GAP = r"\t\n\f\r "
_NAME = rf"[^{_GAP}/>][^{_GAP}/>=]*"
_VALUE = rf""""[^"]*"|'[^']*'|[^{_GAP}>"'][^{_GAP}>]*"""
# A bound on the parts of a tag, so that one that never ends is not followed to the end of the page again and again.
_PART = rf"[{_GAP}/]++|{_NAME}(?:[{_GAP}]*=[{_GAP}]*(?:{_VALUE})?)?"
_TAG = re.compile(rf"(?=<([a-zA-Z][^{_GAP}/>]*)((?:{_PART}){{0,1000}}+)(>?))")
_ATTRIBUTE = re.compile(rf"({_NAME})(?:[{_GAP}]*=[{_GAP}]*({_VALUE})?)?")
_STYLES = re.compile(r"(?=<style\b[^>]*>(.*?)(?:</style|\Z))", re.IGNORECASE | re.DOTALL)

# A string, an address in url(), or a comment.
_SHEET = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"((?:\\.|[^"\\\n])*)"?|'((?:\\.|[^'\\\n])*)'?|url\(\s*([^"'\s)][^)]*)""",
    re.IGNORECASE | re.DOTALL,
)
_LETTER = re.compile(r"\\(?:0{0,4}([46][1-9a-f]|[57][0-9a])[ \t\n]?|([g-z]))", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})[ \t\n]?|(.))", re.IGNORECASE | re.DOTALL)
_IN_SCRIPT = re.compile(r"""["'`](?:https?:|wss?:)?//([\w\[][^"'`\s]*)""", re.IGNORECASE)
# Names of what a drawing is, which nobody fetches.
_NAMESPACES = "www.w3.org/"

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST = re.compile(r"[/\\]{2}[^/\\]")
_IGNORED = re.compile(r"[\t\n\r]")
_REFRESH = re.compile(r"^[\s\d.;,]*(?:url\s*=\s*)?[\"']?", re.IGNORECASE)
_NET = ("http", "https", "ws", "wss", "ftp", "file", "blob")

_FRAMES = ("iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal", "fencedframe")
_LINKS = ("a", "area")
_LINKED = ("", "http", "https", "mailto", "tel", "sms")
_PICTURES = ("img", "source", "link", "input", "video")
# What a link may say of another host without its being asked for anything.
_NAMED_ONLY = frozenset(
    ["canonical", "alternate", "author", "license", "me", "next", "prev", "help", "search", "bookmark"]
)
_SEVERAL = ("srcset", "imagesrcset", "values", "attributionsrc", "archive", "ping")
_WORDS = frozenset(
    [
        "alt",
        "title",
        "value",
        "content",
        "placeholder",
        "label",
        "class",
        "id",
        "name",
        "summary",
        "datetime",
        "abbr",
        "pattern",
        "cite",
        "property",
        "itemtype",
        "itemid",
        "itemprop",
        "prefix",
        "vocab",
        "typeof",
        "about",
        "resource",
        "media",
        "sizes",
    ]
)
_WORDS_BEGIN = ("aria-", "data-", "xmlns")


@dataclass(frozen=True)
class Own:
    """What is the site's own: its address, and where its form is sent; "" for none."""

    address: str = ""
    form: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc.lower()


@dataclass(frozen=True)
class Finding:
    """The code of its problem, the part of the page in which it stands, and the address or program itself."""

    code: str
    part: str
    value: str


def of_page(text: str, own: Own) -> Iterator[Finding]:
    """Findings in a page or a drawing (SVG)."""
    for tag, attributes, end in dict.fromkeys(_TAG.findall(text)):
        if end:
            yield from _of_tag(tag.lower(), attributes, own)
        else:
            yield Finding("E416", f"<{tag}>", f"<{tag}")
    if "<style" in text.lower():
        yield from (found for sheet in _STYLES.findall(text) for found in of_sheet(sheet, own))


def of_sheet(text: str, own: Own) -> Iterator[Finding]:
    """Addresses elsewhere in a style sheet: `url()`, and whatever string could be one (`@import`, `image-set()`)."""
    # A name may be written with escapes; what separates the parts of a sheet may not come from one.
    plain = _LETTER.sub(lambda m: m[2] or chr(int(m[1], 16)), text)
    for found in _SHEET.finditer(plain):
        address = _ESCAPE.sub(_escaped, found[1] or found[2] or found[3] or "").strip()
        scheme = _scheme(address)
        is_told = scheme in _NET or (bool(found[3]) and scheme not in ("", "data"))
        if (is_told or _HOST.match(address)) and _is_elsewhere(address, own):
            yield Finding("E415", "url(…)" if found[3] else "「”…”」", address)


def of_script(text: str, own: Own) -> Iterator[Finding]:
    """Addresses elsewhere that stand in a script as a string."""
    for found in _IN_SCRIPT.finditer(text):
        if not found[1].startswith(_NAMESPACES) and _is_elsewhere(f"//{found[1]}", own):
            yield Finding("E415", "script", found[1])


@lru_cache(4096)
def _of_tag(tag: str, attributes: str, own: Own) -> tuple[Finding, ...]:
    """Pages have most of their tags in common."""
    if tag in _FRAMES:
        return (Finding("E417", f"<{tag}>", f"<{tag}"),)
    pairs = [(name.lower(), _unquoted(value)) for name, value in _ATTRIBUTE.findall(attributes)]
    # Of two attributes of one name the first counts.
    told = dict(reversed(pairs))
    found = [one for name, value in pairs for one in _of_attribute(tag, name, value, told, own)]
    if tag == "script" and "src" not in told and told.get("type", "").strip().lower() != "application/ld+json":
        found.append(Finding("E416", "<script>", "<script>"))
    return tuple(found)


def _of_attribute(tag: str, name: str, value: str, told: dict[str, str], own: Own) -> Iterator[Finding]:
    part = f"<{tag} {name}>"
    if name.startswith("on") and len(name) > 2:
        yield Finding("E416", part, value)
    elif name == "srcdoc":
        yield Finding("E417", part, value)
    elif tag == "meta" and name == "content" and told.get("http-equiv", "").strip().lower() == "refresh":
        yield from _sent(part, _REFRESH.sub("", value), own, allowed="")
    elif name in ("action", "formaction"):
        yield from _sent(part, value, own, allowed=own.form)
    elif name in _WORDS or name.startswith(_WORDS_BEGIN):
        return
    elif name == "style" or "url(" in value.lower():
        yield from (Finding(one.code, part, one.value) for one in of_sheet(value, own))
    else:
        yield from _of_address(tag, name, value, told, own)


def _sent(part: str, value: str, own: Own, *, allowed: str) -> Iterator[Finding]:
    address = _address(value)
    if _is_program(address):
        yield Finding("E416", part, address)
    elif address != allowed and _is_elsewhere(address, own):
        yield Finding("E418", part, address)


def _of_address(tag: str, name: str, value: str, told: dict[str, str], own: Own) -> Iterator[Finding]:
    part = f"<{tag} {name}>"
    is_link = tag in _LINKS and name.rpartition(":")[2] == "href"
    is_named = tag == "link" and name == "href" and {*told.get("rel", "").lower().split()} <= _NAMED_ONLY
    for piece in re.split(r"[\s,;]+", value) if name in _SEVERAL else (value,):
        address = _address(piece)
        if _is_program(address) or (is_link and _scheme(address) not in _LINKED):
            yield Finding("E416", part, address)
        elif address.lower().startswith(("data:image/", "data:,")) and tag in _PICTURES:
            continue
        elif not is_link and not is_named and _is_elsewhere(address, own):
            yield Finding("E415", part, address)


def _is_elsewhere(address: str, own: Own) -> bool:
    """Whether an address is on another host than the site's own."""
    scheme = _scheme(address)
    if not scheme and not _HOST.match(address):
        return False
    try:
        host = urlsplit(address.replace("\\", "/")).netloc.lower()
    except ValueError:
        return True
    return scheme not in ("", "http", "https") or not own.host or host != own.host


def _is_program(address: str) -> bool:
    return _scheme(address).endswith("script")


def _scheme(address: str) -> str:
    found = _SCHEME.match(address)
    return found[1].lower() if found else ""


def _address(value: str) -> str:
    """An address as browsers read it: without control characters around it, and without line ends."""
    return _IGNORED.sub("", value).strip("".join(map(chr, range(33))))


def _unquoted(value: str) -> str:
    return unescape(value[1:-1] if value[:1] in ('"', "'") else value)


def _escaped(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else 0
    return chr(code) if 0 < code < 0x110000 else (found[2] or "")
