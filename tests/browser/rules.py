"""What every published page keeps to beyond parsing: each rule names the places that break it.

`faulty/` holds a page for each rule with the findings expected on it.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from tests.browser.tree import Page, named, shown_texts, words

Rule = Callable[[Page], Iterator[str]]

_HEADING = re.compile(r"h[1-6]")
_IDREFS = (
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "headers",
    "list",
    "popovertarget",
    "form",
)
_SILENT_INPUTS = {"hidden", "submit", "button", "reset", "image"}

# An amount somebody is asked to pay. A limit (100万円以上の工事) is none, nor is the cover of an insurance in 億円.
_PRICE = re.compile(r"[0-9０-９][0-9０-９,，.．]*[十百千万]*円(?!以上|以下|未満|まで|を?超)")
_PRICE_BLOCKS = {"section", "article", "table", "figure", "form", "footer", "main"}


def parse_errors(page: Page) -> Iterator[str]:
    yield from page.parsed[1]


def unique_ids(page: Page) -> Iterator[str]:
    yield from (f"id {i!r} {page.ids.count(i)} times" for i in dict.fromkeys(page.ids) if page.ids.count(i) > 1)


def known_ids(page: Page) -> Iterator[str]:
    """Labels, menus and ARIA point at ids of the same page."""
    for element in page.root.iter():
        for key in _IDREFS:
            for name in element.get(key, "").split():
                if name not in page.ids:
                    yield f"{named(element)}: {key} names no id: {name}"


def one_h1(page: Page) -> Iterator[str]:
    found = list(page.root.iter("h1"))
    if not found:
        yield "no h1"
    yield from (f"one more h1: {words(e)}" for e in found[1:])


def heading_order(page: Page) -> Iterator[str]:
    """Headings start at 1, go down one level at a time, and say something."""
    last = 0
    for element in page.root.iter():
        if callable(element.tag) or not _HEADING.fullmatch(element.tag):
            continue
        level = int(element.tag[1])
        if level > last + 1:
            yield f"h{level} after {f'h{last}' if last else 'nothing'}: {words(element)}"
        if not words(element):
            yield f"empty h{level}"
        last = level


def pictures(page: Page) -> Iterator[str]:
    """Every photo says its size, what it shows, and which files a browser may choose from."""
    for element in page.root.iter("img"):
        for key in ("width", "height"):
            if not element.get(key, "").isdecimal() or element.get(key) == "0":
                yield f"{named(element)}: {key} is {element.get(key)!r}"
        if not element.get("alt", "").strip():
            yield f"{named(element)}: no alt"
        if "srcset" not in element.attrib or "sizes" not in element.attrib:
            yield f"{named(element)}: no srcset or no sizes"


def labels(page: Page) -> Iterator[str]:
    """Every form field has a label in words."""
    said = {label.get("for", "") for label in page.root.iter("label") if words(label)} - {""}
    for element in page.root.iter():
        if element.tag not in ("input", "select", "textarea") or element.get("type") in _SILENT_INPUTS:
            continue
        around = any(e.tag == "label" and words(e) for e in page.up(element))
        if not around and element.get("id", "") not in said:
            yield f"{named(element)}: no label"


def nothing_inline(page: Page) -> Iterator[str]:
    """A strict Content-Security-Policy must be possible: no code and no style inside the page."""
    for element in page.root.iter():
        if element.tag == "style":
            yield "<style> in the page"
        if element.tag == "script" and "src" not in element.attrib and element.get("type") != "application/ld+json":
            yield "<script> in the page"
        for key, value in element.attrib.items():
            if key == "style" or key.startswith("on"):
                yield f"{named(element)}: {key}"
            if value.strip().lower().startswith("javascript:"):
                yield f"{named(element)}: {key} runs a script"


def data_blocks(page: Page) -> Iterator[str]:
    """JSON-LD can be read, speaks schema.org, and its prices include tax."""
    for text in page.data_texts:
        try:
            block = json.loads(text)
        except ValueError as error:
            yield f"not JSON: {error}"
            continue
        if not isinstance(block, dict) or block.get("@context") != "https://schema.org" or "@type" not in block:
            yield "not schema.org"
        yield from (f"{d.get('name', d['@type'])}: price without tax" for d in _dicts(block) if _lacks_tax(d))


def head(page: Page) -> Iterator[str]:
    """Language, encoding, width, title and description."""
    if page.root.get("lang") != "ja":
        yield f"lang is {page.root.get('lang')!r}"
    if not re.match(
        r'<!doctype html>\s*<html lang="[^"]*">\s*<head>\s*<meta charset="utf-8">', page.text, re.IGNORECASE
    ):
        yield "does not start with doctype, lang and charset"
    if "width=device-width" not in page.meta("viewport") or "user-scalable" in page.meta("viewport"):
        yield f"viewport is {page.meta('viewport')!r}"
    if not page.title.strip():
        yield "no title"
    if not page.meta("description").strip():
        yield "no description"


def prices_with_tax(page: Page) -> Iterator[str]:
    """消費税法63条: the block that prints a price says 税込 itself (not a block inside it), or the article around it does."""
    if _PRICE.search(page.meta("description")) and "税込" not in page.meta("description"):
        yield f"description: {page.meta('description')}"
    blocks: dict[Element, str] = {}
    for element, text in shown_texts(page.root):
        if not _is_no_offer(page, element):
            block = _price_block(page, element)
            blocks[block] = blocks.get(block, "") + " ".join(text.split())
    said = {block for block, text in blocks.items() if "税込" in text}
    for block, text in blocks.items():
        if not said & {block, *(e for e in page.up(block) if e.tag == "article")}:
            yield from (f"{named(block)}: {text[max(0, m.start() - 20) : m.end()]}" for m in _PRICE.finditer(text))


def _price_block(page: Page, element: Element) -> Element:
    around = page.up(element)
    return next((e for e in around if e.tag in _PRICE_BLOCKS or "card" in e.get("class", "").split()), page.root)


def _is_no_offer(page: Page, element: Element) -> bool:
    """Names of lists in <nav> are no prices, and a customer's words stay as they were written."""
    return any(e.tag == "nav" or (e.tag == "figure" and e.find("blockquote") is not None) for e in page.up(element))


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _dicts(part)


def _lacks_tax(data: dict[str, Any]) -> bool:
    return "priceCurrency" in data and data.get("valueAddedTaxIncluded") is not True


RULES: tuple[Rule, ...] = (
    parse_errors,
    unique_ids,
    known_ids,
    one_h1,
    heading_order,
    pictures,
    labels,
    nothing_inline,
    data_blocks,
    head,
    prices_with_tax,
)
