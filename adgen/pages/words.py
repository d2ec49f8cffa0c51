"""Values as pages print them in Japanese."""

import re
from functools import cache, lru_cache

import budoux
from markupsafe import Markup, escape

from adgen.text.japanese import When, Yen


def yen(price: Yen) -> str:
    """86,000円, 58,000〜82,000円, 1,320円〜, 約100,000円; an undisclosed price says so."""
    if price.low is None and price.high is None:
        return "非公開"
    about = "約" if price.about else ""
    if price.high is None:
        return f"{about}{price.low:,}円〜"
    if price.low is None:
        return f"{about}{price.high:,}円まで"
    if price.low == price.high:
        return f"{about}{price.low:,}円"
    return f"{about}{price.low:,}〜{price.high:,}円"


def with_tax(price: Yen) -> str:
    """The price with 税込 behind it; an undisclosed one alone."""
    return yen(price) if price.low is None and price.high is None else f"{yen(price)}（税込）"


def when(date: When) -> str:
    """2026年4月12日, 2026年4月, 2026年."""
    month = f"{date.month}月" if date.month else ""
    day = f"{date.day}日" if date.day else ""
    return f"{date.year}年{month}{day}"


def paragraphs(text: str) -> Markup:
    """Plain text as HTML: a blank line parts paragraphs, a single line end is kept."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    lines = ("<br>".join(escape(line) for line in part.split("\n")) for part in parts)
    return Markup("\n".join(f"<p>{text}</p>" for text in lines))  # noqa: S704 - every line is escaped


_SHORT_CLAUSE = 8


@lru_cache(4_000)
def phrases(text: str) -> Markup:
    """A heading with `<wbr>` at the ends of phrases, for browsers without `word-break: auto-phrase`.

    A clause of up to eight characters stays in one piece: 「まず止水栓、」「次に相談、」 break at their commas.
    """
    clauses = re.findall(r"[^、。]+[、。]*|[、。]+", text)
    parts = [part for c in clauses for part in ([c] if len(c) <= _SHORT_CLAUSE else _parser().parse(c))]
    return Markup("<wbr>").join(escape(part) for part in parts)


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()
