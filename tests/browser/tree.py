"""The output folder as a reader of it sees it: pages as trees of elements, and the addresses in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

ROOT = Path(__file__).parents[2]
SITES = ROOT / "sites"
DEMOS = tuple(sorted(p.parent.name for p in SITES.glob("*/site.yaml")))
LIST = "(list)"

_NEVER_SHOWN = {"script", "style", "template", "title"}


@dataclass(frozen=True)
class Page:
    """One HTML file; `path` is its way from the output folder (`aozora/cases/index.html`)."""

    path: str
    text: str

    @property
    def site(self) -> str:
        return self.path.split("/")[0] if "/" in self.path else LIST

    @property
    def kind(self) -> str:
        """Which template made it; pages that look different by their content are two kinds."""
        if self.site == LIST:
            return "list"
        folder, _, name = self.path.partition("/")[2].rpartition("/")
        if folder == "cases":
            is_case = (SITES / self.site / folder / name.removesuffix(".html")).is_dir()
            photos = "with photos" if self.root.find(".//article//img") is not None else "by text"
            return f"case {photos}" if is_case else "cases"
        return folder or ("home" if name == "index.html" else "text")

    @cached_property
    def parsed(self) -> tuple[Element, list[str]]:
        """The root element, and what the HTML standard calls a parse error, as `line: code`."""
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        document = parser.parse(self.text)
        return document, [f"{place[0]}: {code}" for place, code, _ in parser.errors]

    @property
    def root(self) -> Element:
        return self.parsed[0]

    @cached_property
    def parents(self) -> dict[Element, Element]:
        return {child: element for element in self.root.iter() for child in element}

    @cached_property
    def ids(self) -> list[str]:
        return [e.attrib["id"] for e in self.root.iter() if "id" in e.attrib]

    @property
    def data_texts(self) -> list[str]:
        """The JSON-LD of the page, unread."""
        return [e.text or "" for e in self.root.iter("script") if e.get("type") == "application/ld+json"]

    def up(self, element: Element) -> Iterator[Element]:
        """The element and everything around it, from inside out."""
        here: Element | None = element
        while here is not None:
            yield here
            here = self.parents.get(here)

    def meta(self, key: str) -> str:
        """What a <meta> says by name or property, or ""."""
        found = (e for e in self.root.iter("meta") if key in (e.get("name"), e.get("property"), e.get("http-equiv")))
        return next((e.get("content", "") for e in found), "")

    @property
    def title(self) -> str:
        return "".join(e.text or "" for e in self.root.iter("title"))

    @property
    def canonical(self) -> str:
        return next((e.get("href", "") for e in self.root.iter("link") if e.get("rel") == "canonical"), "")


def read_pages(output: Path) -> tuple[Page, ...]:
    """Every page below a folder, in order of address."""
    files = sorted(output.rglob("*.html"))
    return tuple(Page(f.relative_to(output).as_posix(), f.read_text("utf-8")) for f in files)


def shown_texts(element: Element) -> Iterator[tuple[Element, str]]:
    """(element it stands in, text) of everything a reader may see below an element."""
    if callable(element.tag) or element.tag in _NEVER_SHOWN:  # the tag of a comment is a function
        return
    if element.text:
        yield element, element.text
    for child in element:
        yield from shown_texts(child)
        if child.tail:
            yield element, child.tail


def words(element: Element) -> str:
    """All text of an element, white space made one."""
    return " ".join("".join(text for _, text in shown_texts(element)).split())


def named(element: Element) -> str:
    """An element in few words, for a message: `<img src="a.jpg">`."""
    telling = next(
        ((k, element.attrib[k]) for k in ("id", "src", "href", "name", "class") if k in element.attrib), None
    )
    return f'<{element.tag} {telling[0]}="{telling[1]}">' if telling else f"<{element.tag}>"


@dataclass(frozen=True)
class Reference:
    """An address as it is written, and where: `place` is like `a href` or `link rel=canonical href`."""

    place: str
    address: str


_ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "cite", "manifest")
_SETS = ("srcset", "imagesrcset")
_REFRESH = re.compile(r"\d+\s*;\s*url=(.*)", re.IGNORECASE)


def references(page: Page) -> Iterator[Reference]:
    """Every address a browser may ask for from this page, and the absolute ones that machines read in <head>."""
    for element in page.root.iter():
        if callable(element.tag):
            continue
        place = f"{element.tag} rel={element.attrib['rel']}" if element.tag == "link" else element.tag
        for key in _ADDRESSES:
            if key in element.attrib:
                yield Reference(f"{place} {key}", element.attrib[key])
        for key in _SETS:
            for candidate in filter(None, map(str.split, element.get(key, "").split(","))):
                yield Reference(f"{place} {key}", candidate[0])
        if element.tag == "meta" and (match := _REFRESH.match(element.get("content", ""))):
            yield Reference("meta refresh", match[1])
        if element.get("property") in ("og:url", "og:image"):
            yield Reference(f"meta {element.attrib['property']}", element.get("content", ""))
