"""HTML of a mail into the text that a reader would see, and its links; nothing is fetched."""

import re
from html.parser import HTMLParser

_SILENT = {"script", "style", "head", "title", "template", "object", "svg", "select", "textarea", "noscript"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_BLOCKS = {"p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "dt", "dd", "section", "article", "header", "footer", "blockquote", "pre", "center"}  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|max-height\s*:\s*0(?![.\d])"
)
_LARGEST = 400_000


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.hidden: list[str] = []
        self.link_at = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if self.hidden or tag in _SILENT or "hidden" in found or _HIDDEN.search(found.get("style", "").lower()):
            if tag not in _VOID:
                self.hidden.append(tag)
            return
        if tag == "br" or tag in _BLOCKS:
            self.out.append("\n")
        elif tag in ("td", "th"):
            self.out.append("\t")
        elif tag == "a":
            self.links.append((found.get("href", ""), ""))
            self.link_at = len(self.out)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag in self.hidden:
                del self.hidden[len(self.hidden) - 1 - self.hidden[::-1].index(tag) :]
            return
        if tag in _BLOCKS:
            self.out.append("\n")
        elif tag == "a" and self.links:
            self.links[-1] = (self.links[-1][0], "".join(self.out[self.link_at :]).strip())

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.out.append(re.sub(r"[\s\xa0]+", " ", data))


def read_html(html: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """(text, links as (address, words)); cells of a table row stand apart by a tab; hidden elements are left out."""
    reader = _Reader()
    try:
        reader.feed(html[:_LARGEST])
        reader.close()
    except (ValueError, AssertionError, IndexError):
        reader.out.append("\n")
    text = re.sub(r" *\n[ \t]*", "\n", re.sub(r"[ \t]*\t[ \t]*", "\t", "".join(reader.out)))
    links = tuple((a.strip(), words) for a, words in reader.links if re.match(r"(?:https?|mailto):", a.strip(), re.I))
    return re.sub(r"\n{3,}", "\n\n", text).strip(), links
