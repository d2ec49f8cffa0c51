"""Markdown to safe HTML: no raw HTML, links from a short list of schemes, pictures only from the record's own photos."""

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from adgen.model.site import Body
from adgen.pages.view import Picture
from adgen.problems import Place, Problem, problem

_LINK = re.compile(r"(https?://[^/\\\s]|mailto:[^\s]+@|tel:[+\d]|#)", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>|<!--")
_CODE = re.compile(r"`[^`\n]*`")


def check(body: Body, photo_names: Sequence[str]) -> Iterator[Problem]:
    """What a body may not hold: HTML, links of other schemes, pictures that are not there. Each with its line."""
    for number, line in enumerate(body.markdown.split("\n")):
        if match := _TAG.search(_CODE.sub("", line)):
            yield problem("E162", _place(body, number, line), value=match.group())
    for token in _parser().parse(body.markdown):
        for child in token.children or ():
            number = (token.map or [0])[0]
            href, source = child.attrGet("href"), child.attrGet("src")
            if href is not None and not _LINK.match(str(href)):
                yield problem("E160", _place(body, number), value=str(href))
            if source is not None and str(source) not in photo_names:
                names = "、".join(photo_names) or "（写真はありません）"
                yield problem("E161", _place(body, number), value=str(source), names=names)


def render(markdown: str, root: str, picture: Callable[[str], Picture | None]) -> Markup:
    """The body as HTML for a page whose way to the site's root is `root`; `picture` finds a photo by its file name."""
    tokens = _parser().parse(markdown)
    return Markup(_Renderer().render(tokens, _parser().options, {"root": root, "picture": picture}))  # noqa: S704 - made by the renderer below, which escapes


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # The check above names every bad link with its line; the parser's own silent refusal would hide it.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


class _Renderer(RendererHTML):
    """Headings begin at h2 under the page's own h1; code fences drop their info string."""

    def heading_open(self, tokens: Sequence[Token], n: int, options: object, env: object) -> str:
        return f"<{_heading(tokens[n])}>"

    def heading_close(self, tokens: Sequence[Token], n: int, options: object, env: object) -> str:
        return f"</{_heading(tokens[n])}>\n"

    def fence(self, tokens: Sequence[Token], n: int, options: object, env: object) -> str:
        return f"<pre><code>{escape(tokens[n].content)}</code></pre>\n"

    def link_open(self, tokens: Sequence[Token], n: int, options: object, env: object) -> str:
        href = str(tokens[n].attrGet("href"))
        if not _LINK.match(href):
            return "<a>"
        rel = ' rel="noopener nofollow"' if href.lower().startswith("http") else ""
        return f'<a href="{escape(href)}"{rel}>'

    def image(self, tokens: Sequence[Token], n: int, options: object, env: MutableMapping[str, Any]) -> str:
        found = env["picture"](str(tokens[n].attrGet("src")))
        return _img(found, str(env["root"]), tokens[n].content) if found else ""


def _heading(token: Token) -> str:
    return f"h{min(6, max(2, int(token.tag[1])))}"


def _img(picture: Picture, root: str, alt: str) -> str:
    files = picture.fallback.files
    srcset = ", ".join(f"{root}{name} {width}w" for name, width in files)
    return (
        f'<img src="{root}{files[-1][0]}" srcset="{srcset}" sizes="{escape(picture.sizes)}" width="{picture.width}" '
        f'height="{picture.height}" alt="{escape(alt or picture.alt)}" loading="lazy" decoding="async">'
    )


def _place(body: Body, number: int, line: str = "") -> Place:
    lines = body.markdown.split("\n")
    source = line or (lines[number] if number < len(lines) else "")
    return Place(body.place.file, body.place.line + number, 1, source, len(source))
