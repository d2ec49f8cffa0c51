"""Markdown of anybody becomes HTML that harms nobody."""

import re
import time
from collections.abc import Collection
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.model.site import Body
from adgen.pages import prose
from adgen.pages.view import Picture, Source
from adgen.problems import Place

PICTURE = Picture(
    key="k",
    sources=(),
    fallback=Source("image/jpeg", (("photos/a-320.jpg", 320), ("photos/a-640.jpg", 640))),
    large="photos/a-640.jpg",
    width=640,
    height=480,
    sizes='"><script>1</script>',
    alt="壁",
    caption="",
    note="",
    role="",
)
NAMES = ("施工後1.jpg", "before 1.jpg")


def check(markdown: str) -> list[tuple[str, int, str]]:
    """(code, line, value) of everything found in a body that begins on line 10."""
    found = prose.check(Body(markdown, Place("case.md", 10)), NAMES)
    return sorted(((p.code, p.place.line, p.values["value"]) for p in found), key=lambda row: (row[1], row[0]))


def render(markdown: str) -> str:
    return prose.render(markdown, "../", lambda name: PICTURE if name in NAMES else None)


# ---------------------------------------------------------------- what is refused, and where

REFUSED = {
    "schemes": (
        "[a](javascript:alert(1)) and\n[b](data:text/html,x)",
        [("E160", 10, "javascript:alert(1)"), ("E160", 11, "data:text/html,x")],
    ),
    "schemes in disguise": (
        "[a](JaVaScRiPt:1)\n\n[b](&#106;avascript:1)\n\n[c](<java\tscript:1>)",
        [("E160", 10, "JaVaScRiPt:1"), ("E160", 12, "javascript:1"), ("E160", 14, "java\tscript:1")],
    ),
    "hosts without a scheme": ("[a](//evil.example)\n\n[b](\\\\evil)", [("E160", 10, "//evil.example"), ("E160", 12, "\\evil")]),
    "paths": ("[a](/etc/passwd) [b](../x.html)", [("E160", 10, "/etc/passwd"), ("E160", 10, "../x.html")]),
    "files": ("[a](file:///etc/passwd)\n[b](ftp://h/x)", [("E160", 10, "file:///etc/passwd"), ("E160", 11, "ftp://h/x")]),
    "half an address": ("[a](http://)\n[b](https:///x)\n[c](mailto:)\n[d](tel:abc)\n[e]()", [
        ("E160", 10, "http://"),
        ("E160", 11, "https:///x"),
        ("E160", 12, "mailto:"),
        ("E160", 13, "tel:abc"),
        ("E160", 14, ""),
    ]),
    "by reference": ("[a][1] [b]\n\n[1]: vbscript:x\n[b]: //evil", [("E160", 10, "vbscript:x"), ("E160", 10, "//evil")]),
    "in angle brackets": ("<javascript:1>\n\n<data:x>", [("E160", 10, "javascript:1"), ("E160", 12, "data:x")]),
    "pictures": (
        "![a](https://evil.example/t.gif)\n![b](data:image/png;base64,AA)\n![c](../x/施工後1.jpg)",
        [
            ("E161", 10, "https://evil.example/t.gif"),
            ("E161", 11, "data:image/png;base64,AA"),
            ("E161", 12, "../x/施工後1.jpg"),
        ],
    ),
    "in a list and a quote": ("- a\n- ![b](no.jpg)\n\n> c\n> [d](x:y)", [("E161", 11, "no.jpg"), ("E160", 14, "x:y")]),
    "in a table": (
        "| a | b |\n|---|---|\n| [c](x:y) | ![d](no.jpg) |\n| <b>e</b> | |",
        [("E160", 12, "x:y"), ("E161", 12, "no.jpg"), ("E162", 13, "<b>")],
    ),
    "HTML": (
        'a<br>b <b>c</b>\n\n<div class="x">\n<script>\n</div>\n\n<!-- note -->\n\n<?php 1 ?>',
        [("E162", 10, "<br>"), ("E162", 12, '<div class="x">'), ("E162", 16, "<!--"), ("E162", 18, "<?php 1 ?>")],
    ),
    "HTML with handlers": (
        "<img src=x onerror=alert(1)>\n\ntext <a onclick='x'>",
        [("E162", 10, "<img src=x onerror=alert(1)>"), ("E162", 12, "<a onclick='x'>")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("markdown", "found"), REFUSED.values(), ids=REFUSED)
def test_refused_with_its_line(markdown: str, found: list[tuple[str, int, str]]) -> None:
    assert check(markdown) == found


ALLOWED = (
    "[a](https://example.jp/x?y=1#z) [b](http://example.jp) [c](mailto:info@example.jp) [d](tel:0300000000) [e](#f)",
    "<https://example.jp/> <info@example.jp>",
    "![壁](施工後1.jpg) ![](<before 1.jpg>)",
    "`<b>` and `[a](javascript:1)`\n\n```html\n<script>alert(1)</script>\n```\n\n    <div>",
    "6畳 < 8畳、a <b と 5 > 3、<3、\\<b>",
    "<svg/onload=alert(1)> and <b\nc",
    "# 見出し\n\n1. a\n2. b\n\n- c\n\n> d\n\n**e** *f*\n\n---\n\n| a |\n|---|\n| b |",
)


@pytest.mark.parametrize("markdown", ALLOWED)
def test_allowed(markdown: str) -> None:
    assert check(markdown) == []


# ---------------------------------------------------------------- what comes out


class Tags(HTMLParser):
    """Every tag with its attributes, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", {}))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", {}))

    def handle_pi(self, data: str) -> None:
        self.found.append(("instruction", {}))

    def unknown_decl(self, data: str) -> None:
        self.found.append(("declaration", {}))


SAFE: dict[str, Collection[str]] = {
    **dict.fromkeys(["p", "ul", "li", "em", "strong", "code", "pre", "blockquote", "hr", "br"], ()),
    **dict.fromkeys(["h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr"], ()),
    "a": {"href", "rel"},
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
}
GOOD_LINK = re.compile(r"(https?://[^/\\]|mailto:[^\s]+@|tel:[+\d]|#)", re.IGNORECASE)


def assert_safe(html: str) -> None:
    for tag, attributes in Tags(html).found:
        assert tag in SAFE, (tag, html)
        assert set(attributes) <= set(SAFE[tag]), (tag, attributes, html)
        if attributes.get("href") is not None:
            assert GOOD_LINK.match(str(attributes["href"])), html
        if tag == "img":
            assert attributes["src"] == "../photos/a-640.jpg"
        if "class" in attributes:
            assert attributes["class"] in ("at-left", "at-right", "at-center")


@pytest.mark.parametrize("markdown", [*(row[0] for row in REFUSED.values()), *ALLOWED])
def test_harmless_even_where_it_is_refused(markdown: str) -> None:
    assert_safe(render(markdown))


pieces = st.sampled_from([
    "[", "](", ")", "!", "<", ">", '"', "'", "`", "*", "_", "&", "#", "\n", "\n\n", "    ", "- ", "> ", "|", "|--|", "\\", "a", " ",
    "javascript:", "data:", "//h", "https://x", "施工後1.jpg", "<script>", "</script>", "<!--", "-->", "onerror=", "&lt;", "&#106;",
    "<img src=x", "]]>", "<![CDATA[", "[a]: javascript:1\n", "~~~", "```", "\x00", "\u202e", "\ufffe", "😀",
])  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join))
def test_harmless_whatever_is_written(markdown: str) -> None:
    check(markdown)
    assert_safe(render(markdown))


def test_headings_begin_below_the_title_of_the_page() -> None:
    html = render("# a\n\n## b\n\n### c\n\n###### d\n\ne\n===")
    assert re.findall(r"<(h\d)>(\w)</\1>", html) == [("h2", "a"), ("h2", "b"), ("h3", "c"), ("h6", "d"), ("h2", "e")]


def test_links_and_pictures() -> None:
    html = render("[a](https://example.jp/?b=1&c=2) [d](TEL:03) ![](施工後1.jpg) ![代わり](<before 1.jpg>) ![](no.jpg)")
    assert '<a href="https://example.jp/?b=1&amp;c=2" rel="noopener nofollow">a</a>' in html
    assert '<a href="TEL:03">d</a>' in html
    assert html.count("<img ") == 2
    assert 'srcset="../photos/a-320.jpg 320w, ../photos/a-640.jpg 640w"' in html
    assert 'width="640" height="480" alt="壁"' in html
    assert 'alt="代わり"' in html
    assert "<script>" not in html


HOSTILE = {
    "brackets": "[" * 10_000,
    "images": "![" * 5_000,
    "links": "[](" * 10_000,
    "nested links": "[" * 2_000 + "a" + "](b)" * 2_000,
    "emphasis": "*a **a " * 4_000,
    "underscores": "_a__" * 6_000,
    "backticks": " ".join("`" * n for n in range(200)),
    "quotes": "> " * 10_000,
    "lists": "- " * 10_000,
    "references": "[a]: b\n" * 3_000,
    "tags": "<a " * 10_000,
    "comments": "<!--" * 8_000,
    "table": "|a" * 40 + "\n" + "|-" * 40 + "\n" + "|b\n" * 60,
}


@pytest.mark.parametrize("markdown", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_quickly(markdown: str) -> None:
    begun = time.process_time()
    check(markdown)
    assert_safe(render(markdown))
    assert time.process_time() - begun < 30


def test_columns_are_placed_by_classes() -> None:
    html = prose.render("| a | b | c |\n|--:|:-:|---|\n| 1 | 2 | 3 |", "", lambda name: None)
    assert '<th class="at-right">a</th>\n<th class="at-center">b</th>\n<th>c</th>' in html
    assert '<td class="at-right">1</td>\n<td class="at-center">2</td>\n<td>3</td>' in html
    assert "style" not in html
