"""Where the addresses of a tree lead: page-relative ones to a file that stands in it, absolute ones only where they must be."""

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from tests.browser.tree import Page, Reference, read_pages, references

# Machines outside the page read these; a relative address would mean nothing to them.
_ABSOLUTE = {"link rel=canonical href", "meta og:url", "meta og:image"}
_OUTSIDE = {"a href": {"http", "https", "tel", "mailto"}, "form action": {"https"}, "link rel=icon href": {"data"}}
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)""")
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}loc"
_ATOM = "{http://www.w3.org/2005/Atom}"


def wrong_addresses(output: Path) -> Iterator[str]:
    """Every address in the pages, style sheets, data blocks and sitemaps below a folder that leads nowhere or is of the wrong form."""
    pages = {page.path: page for page in read_pages(output)}
    files = {f.relative_to(output).as_posix() for f in output.rglob("*") if f.is_file()}
    bases = {page.site: page.canonical for page in pages.values() if page.kind == "home"}
    for page in pages.values():
        base = bases.get(page.site, "")
        for reference in references(page):
            if wrong := _wrong(page, reference, base, pages, files):
                yield f"{page.path}: {reference.place} {reference.address}: {wrong}"
        yield from (f"{page.path}: JSON-LD {text}: no such file" for text in _dead_data(page, base, files))
        if page.canonical and page.canonical != base + page.path.removeprefix(f"{page.site}/").removesuffix(
            "index.html"
        ):
            yield f"{page.path}: canonical {page.canonical}: of another page"
    yield from _wrong_styles(output, files)
    for site, base in bases.items():
        yield from (
            f"{site}/sitemap.xml: {address}: no such page"
            for address in listed(output / site)
            if not address.startswith(base) or not _stands(site, address[len(base) :], files)
        )
        yield from _wrong_in_machine_files(output / site, base, files)


def listed(site: Path) -> list[str]:
    """The addresses in the sitemap of a site's folder, if there is one."""
    sitemap = site / "sitemap.xml"
    return [e.text or "" for e in ElementTree.parse(sitemap).iter(_LOC)] if sitemap.exists() else []


def _wrong_in_machine_files(site: Path, base: str, files: set[str]) -> Iterator[str]:
    """Pictures of the sitemap and addresses of the feed, which are absolute; icons of the manifest, which are relative."""
    found = [("sitemap.xml", e.text or "") for e in _elements(site / "sitemap.xml") if e.tag == _IMAGE]
    found += [("feed.xml", e.get("href", "")) for e in _elements(site / "feed.xml") if e.tag == _ATOM + "link"]
    found += [("feed.xml", e.text or "") for e in _elements(site / "feed.xml") if e.tag == _ATOM + "id"]
    for name, address in found:
        if not address.startswith(base) or not _stands(site.name, address[len(base) :], files):
            yield f"{site.name}/{name}: {address}: not a file of this site"
    manifest = site / "manifest.webmanifest"
    data = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {}
    for address in [data.get("start_url", "index.html"), *(icon["src"] for icon in data.get("icons", ()))]:
        if not is_relative(address) or f"{site.name}/{address}" not in files:
            yield f"{site.name}/{manifest.name}: {address}: no such file"


def _elements(path: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(path).iter()) if path.exists() else []


def below(page: Page, address: str) -> str:
    """The file a page-relative address means, from the output folder; the page itself for a bare fragment."""
    path = unquote(urlsplit(address).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path


def is_relative(address: str) -> bool:
    """No scheme, no host, and not from the root of the host."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and not parts.path.startswith("/")


def _wrong(page: Page, reference: Reference, base: str, pages: dict[str, Page], files: set[str]) -> str:
    if reference.place in _ABSOLUTE:
        inside = bool(base) and reference.address.startswith(base)
        return "" if inside and _stands(page.site, reference.address[len(base) :], files) else "not a file of this site"
    root = urlsplit(base).path
    if page.path == f"{page.site}/404.html" and root and is_relative(reference.address.removeprefix(root)):
        # Hosts show this page at any address: its own links start at the root that base_url names.
        reference = Reference(reference.place, reference.address.removeprefix(root))
    if not is_relative(reference.address):
        if urlsplit(reference.address).scheme not in _OUTSIDE.get(reference.place, set()):
            return "not page-relative"
        return "its own site by an absolute address" if base and reference.address.startswith(base) else ""
    target, fragment = below(page, reference.address), unquote(urlsplit(reference.address).fragment)
    if target not in files:
        return "no such file"
    return "no such id there" if fragment and (target not in pages or fragment not in pages[target].ids) else ""


def _stands(site: str, path: str, files: set[str]) -> bool:
    path = unquote(path.partition("#")[0])
    return f"{site}/{path}index.html" in files if not path or path.endswith("/") else f"{site}/{path}" in files


def _dead_data(page: Page, base: str, files: set[str]) -> Iterator[str]:
    own = (
        text for block in map(json.loads, page.data_texts) for text in _strings(block) if base and text.startswith(base)
    )
    yield from (text for text in own if not _stands(page.site, text[len(base) :], files))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(part)


def _wrong_styles(output: Path, files: set[str]) -> Iterator[str]:
    for name in sorted(f for f in files if f.endswith(".css")):
        for match in _CSS_URL.finditer((output / name).read_text("utf-8")):
            address = match[1] or match[2] or ""
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
            if not is_relative(address) or target not in files:
                yield f"{name}: {address}: no such file"
