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
# A tag or a remark from its beginning to its end. Attributes are longer in no mail that somebody wrote.
_WHOLE = re.compile(
    r"""</?[a-zA-Z][^\s/>]*+(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']?[^\s>]*+))?+)*+>"""
    r"|<(?:!(?!--)|\?)[^>]*+>"
)
_LONGEST_TAG = 8_000
_MOST_BROKEN = 500


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


def _whole_tags(html: str) -> str:
    """HTML in which every `<` begins a tag that ends: Python's parser looks for the end of each one that does not through all of the rest."""
    out, at, broken = [], 0, 0
    while (begin := html.find("<", at)) >= 0 and broken < _MOST_BROKEN:
        tag = _WHOLE.match(html, begin, begin + _LONGEST_TAG)
        # A remark may hold all of a style sheet.
        end = html.find("-->", begin) + 3 if html.startswith("<!--", begin) else tag.end() if tag else 0
        is_whole = end > begin
        out += [html[at:begin], html[begin:end] if is_whole else "&lt;"]
        at = end if is_whole else begin + 1
        broken += not is_whole
    return "".join([*out, html[at:].replace("<", "&lt;")])


def read_html(html: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """(text, links as (address, words)); cells of a table row stand apart by a tab; hidden elements are left out."""
    reader = _Reader()
    try:
        reader.feed(_whole_tags(html[:_LARGEST]))
        reader.close()
    except (ValueError, AssertionError, IndexError):
        reader.out.append("\n")
    text = re.sub(r" *\n[ \t]*", "\n", re.sub(r"[ \t]*\t[ \t]*", "\t", "".join(reader.out)))
    links = tuple((a.strip(), words) for a, words in reader.links if re.match(r"(?:https?|mailto):", a.strip(), re.I))
    return re.sub(r"\n{3,}", "\n\n", text).strip(), links
