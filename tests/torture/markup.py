"""What a published file may hold, and what it holds besides."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from adgen.pages.shelf import theme_folder

_HERE = Path(__file__).parent
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_LOADS = frozenset(
    {("img", "src"), ("script", "src"), ("source", "srcset"), ("img", "srcset"), ("link", "href"), ("use", "href")}
)
_ADDRESSES = frozenset(
    {"href", "src", "srcset", "action", "formaction", "poster", "data", "xlink:href", "cite", "background", "ping"}
)
_SCHEMES = frozenset({"https", "http", "mailto", "tel"})
# rel of a link that names a page and loads nothing.
_NAMES = frozenset({"canonical", "alternate", "next", "prev"})
_STYLE = re.compile(r"@import|expression|javascript|</|url\(\s*[\"']?\s*(?:[a-z]+:|//)", re.IGNORECASE)
_LINES = {
    "_redirects": re.compile(r"/\S* /\S* 301|"),
    "_headers": re.compile(r"/\S*|  [A-Za-z-]+: [^\x00-\x1f]+|"),
    "robots.txt": re.compile(r"User-agent: \*|Disallow:( /\S*)?|Sitemap: https?://\S+|"),
}  # fmt: skip
_APACHE = re.compile(
    r"</?(IfModule|FilesMatch)[^<]*>|(DirectoryIndex|ErrorDocument|AddCharset|AddType|SetEnvIf|Header set|RedirectMatch 301) [^\x00-\x1f]+|"
)


# Of Markdown, and of what Python draws: icons and codes.
_ELEMENTS = {
    "p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "hr", "br", "a", "img", "table", "thead", "tbody", "tr", "th", "td",
    "wbr", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_ATTRIBUTES = {"href", "rel", "src", "alt", "title", "start", "class", "id", "stroke"}


@cache
def known_names() -> tuple[frozenset[str], frozenset[str]]:
    """(elements, attributes) of the theme's templates, and of Markdown, icons and codes."""
    theme = "".join(path.read_text("utf-8") for path in sorted((theme_folder() / "templates").rglob("*.html")))
    bare = re.sub(r"\{[{%#].*?[}%#]\}", " ", theme, flags=re.DOTALL)
    elements = set(re.findall(r"<([a-z][a-z0-9-]*)", bare))
    attributes = set(re.findall(r"\s([a-zA-Z][a-zA-Z:-]*)(?=[=\s>/])", " ".join(re.findall(r"<[a-z][^>]*>", bare))))
    elements |= _ELEMENTS
    attributes |= _ATTRIBUTES
    return frozenset(elements), frozenset(a.lower() for a in attributes if not a.startswith("on") and a != "style")


class _Reader(HTMLParser):
    """Collects what should not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._block: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        elements, attributes = known_names()
        told = {name: value or "" for name, value in attrs}
        if tag not in elements:
            self.found.add(f"element <{tag[:30]}>")
        if len(told) != len(attrs):
            self.found.add(f"doubled attribute in <{tag}>")
        self.found |= {f"attribute {name[:30]} of <{tag[:30]}>" for name in told if name not in attributes}
        for name in told.keys() & _ADDRESSES:
            self.found |= set(_address(tag, name, told))
        if tag == "script" and "src" not in told and told.get("type") != "application/ld+json":
            self.found.add("inline script")
        if tag == "meta" and told.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy":
            self.found.add(f"meta {told['http-equiv'][:30]}")
        self._block = [] if tag == "script" and "src" not in told else None

    def handle_data(self, data: str) -> None:
        if self._block is not None:
            self._block.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._block is not None:
            text = "".join(self._block)
            try:
                json.loads(text)
            except ValueError:
                self.found.add("a data block that is no JSON")
            if "<" in text:
                self.found.add("a tag in a data block")
        self._block = None


def _address(tag: str, name: str, told: dict[str, str]) -> Iterator[str]:
    loads = (tag, name) in _LOADS and not (tag == "link" and told.get("rel", "") in _NAMES)
    for part in told[name].split(",") if name == "srcset" else [told[name]]:
        address = "".join(c for c in part.strip() if ord(c) > 0x20)
        scheme = _SCHEME.match(address)
        if address.startswith(("//", "\\", "/\\")) or (loads and scheme):
            yield f"<{tag}> loads or leads to {address[:60]!r}"
        elif scheme and scheme[1].lower() not in _SCHEMES:
            yield f"<{tag} {name}> with {scheme[1].lower()!r}"
        elif any(ord(c) < 0x20 for c in told[name]):
            yield f"control characters in <{tag} {name}>"


def findings(path: str, data: bytes) -> set[str]:
    """What a published file holds that it may not."""
    if path.endswith(".html"):
        reader = _Reader()
        reader.feed(data.decode())
        reader.close()
        return reader.found
    if path.endswith((".xml", ".svg")):
        return _tree(data)
    if path.endswith((".webmanifest", ".json")):
        json.loads(data)
        return set()
    if path.endswith(".css"):
        return {f"style {found!r}" for found in set(_STYLE.findall(data.decode()))}
    shape = _LINES.get(path, _APACHE if path == ".htaccess" else None)
    if shape is None:
        return set()
    return {f"line {line[:60]!r}" for line in data.decode().split("\n") if not shape.fullmatch(line)}


def _tree(data: bytes) -> set[str]:
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        return {f"no XML: {error}"}
    return {f"element {e.tag}" for e in root.iter() if str(e.tag).endswith(("script", "foreignObject"))}
