"""Markdown to safe HTML: no raw HTML, links from a short list of schemes, pictures only from the record's own photos."""

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from functools import cache, lru_cache
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


def check(body: Body, photo_names: Sequence[str]) -> Iterator[Problem]:
    """What a body may not hold: HTML, links of other schemes, pictures that are not there. Each with its line."""
    yield from _html(body)
    yield from (problem("E160", place, value=href) for place, href in links(body) if not _LINK.match(href))
    for number, token in _spans(_parsed(body.markdown)):
        source = token.attrGet("src")
        if source is not None and str(source) not in photo_names:
            names = "、".join(photo_names) or "（写真はありません）"
            yield problem("E161", _place(body, number).on(str(source)), value=str(source), names=names)


def _html(body: Body) -> Iterator[Problem]:
    """The first tag of each line that a browser would take as HTML; what stands in code or is an address is none."""
    if "<" not in body.markdown:
        return
    tokens = _html_parser().parse(body.markdown)
    blocks = [((token.map or [0])[0], token) for token in tokens if token.type == "html_block"]
    spans = [(number, token) for number, token in _spans(tokens) if token.type == "html_inline"]
    for number, token in dict(reversed([*blocks, *spans])).items():
        tag = _TAG.match(token.content.lstrip())
        value = tag.group() if tag else token.content.strip().split("\n")[0]
        yield problem("E162", _place(body, number).on(value), value=value)


def links(body: Body) -> Iterator[tuple[Place, str]]:
    """Every link of a body with its place, in their order."""
    yield from ((_place(body, number).on(href), href) for number, href in _links(body.markdown))


@lru_cache(512)
def _links(markdown: str) -> tuple[tuple[int, str], ...]:
    """(line from 0, address) of every link; kept longer than the tokens, for the check comes long before the pages stand."""
    spans = _spans(_parsed(markdown)) if re.search(r"\][(:]|<", markdown) else ()
    return tuple((n, str(href)) for n, token in spans if (href := token.attrGet("href")) is not None)


def skipped_headings(body: Body) -> Iterator[Problem]:
    """Headings more than one level below the one before: who hears the page looks for what is missing between."""
    last = 2
    for token in _parser().parse(body.markdown):
        if token.type == "heading_open":
            level = int(_heading(token)[1])
            if level > last + 1:
                yield problem("W616", _place(body, (token.map or [0])[0]), level=level - 1, wanted=last)
            last = level


def _spans(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Every inline token with the line of the body on which it stands, from 0."""
    for token in tokens:
        number = (token.map or [0])[0]
        for child in token.children or ():
            yield number, child
            number += child.type in ("softbreak", "hardbreak") or child.content.count("\n")


def render(markdown: str, root: str, picture: Callable[[str], Picture | None]) -> Markup:
    """The body as HTML for a page whose way to the site's root is `root`; `picture` finds a photo by its file name."""
    tokens = _parsed(markdown)
    return Markup(_renderer().render(tokens, _parser().options, {"root": root, "picture": picture}))  # noqa: S704 - made by the renderer below, which escapes


@lru_cache(64)
def _parsed(markdown: str) -> list[Token]:
    """A body is parsed once, for the check and for every page that shows it; nobody changes the tokens."""
    return _parser().parse(markdown)


@cache
def _html_parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # The check above names every bad link with its line; the parser's own silent refusal would hide it.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


class _Renderer(RendererHTML):
    """Headings begin at h2 under the page's own h1; code fences drop their info string; cells have a class, for a page takes no styles."""

    def heading_open(self, tokens: Sequence[Token], n: int, options: object, env: object) -> str:
        return f"<{_heading(tokens[n])}>"

    def heading_close(self, tokens: Sequence[Token], n: int, options: object, env: object) -> str:
        return f"</{_heading(tokens[n])}>\n"

    def th_open(self, tokens: Sequence[Token], n: int, options: object, env: object) -> str:
        return _cell(tokens[n])

    def td_open(self, tokens: Sequence[Token], n: int, options: object, env: object) -> str:
        return _cell(tokens[n])

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


@cache
def _renderer() -> _Renderer:
    return _Renderer()


def _heading(token: Token) -> str:
    return f"h{min(6, max(2, int(token.tag[1])))}"


def _cell(token: Token) -> str:
    side = str(token.attrGet("style") or "").removeprefix("text-align:")
    return f'<{token.tag} class="at-{side}">' if side else f"<{token.tag}>"


def _img(picture: Picture, root: str, alt: str) -> str:
    files = picture.fallback.files
    srcset = ", ".join(f"{root}{name} {width}w" for name, width in files)
    return (
        f'<img src="{root}{files[-1][0]}" srcset="{srcset}" sizes="{escape(picture.sizes)}" width="{picture.width}" '
        f'height="{picture.height}" alt="{escape(alt or picture.alt)}" loading="lazy" decoding="async">'
    )


def _place(body: Body, number: int) -> Place:
    lines = body.markdown.split("\n")
    source = lines[number] if number < len(lines) else ""
    return Place(body.place.file, body.place.line + number, 1, source, len(source))
