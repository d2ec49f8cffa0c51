"""Data for machines is JSON, says what the page says, and cannot leave its <script>."""

import json
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adgen.pages import linked_data
from adgen.pages.view import Link

ESCAPES = [
    "</script><script>alert(1)</script>",
    "</script x=1",
    "</SCRIPT/",
    "<!--<script>",
    "]]>&lt;/script&gt;",
    '"}\n{"@type":"x"}',
    "\u2028\u2029\x00\\",
    "壁紙 & 床 <6畳>",
]


def through_a_page(data: dict[str, Any]) -> Any:
    """The data as a browser reads it back from a page that holds nothing else."""
    page = html5lib.parse(
        f'<!doctype html><body><script type="application/ld+json">{linked_data.script(data)}</script><p>',
        namespaceHTMLElements=False,
    )
    assert [element.tag for element in page.iter()] == ["html", "head", "body", "script", "p"]
    return json.loads(page.findtext("body/script", ""))


@pytest.mark.parametrize("text", ESCAPES)
def test_no_text_breaks_out(text: str) -> None:
    data = {"name": text, text: [text, {"deep": text}]}
    assert through_a_page(data) == {"@context": "https://schema.org", **data}


@settings(max_examples=40)
@given(
    st.dictionaries(st.text(max_size=20), st.text(max_size=40) | st.integers() | st.none() | st.booleans(), max_size=4)
)
def test_any_data_comes_back(data: dict[str, Any]) -> None:
    assert through_a_page(data) == {"@context": "https://schema.org", **data}


def test_breadcrumbs_know_addresses_only_where_the_site_knows_its_own() -> None:
    links = (Link("青空内装", "index.html"), Link("施工事例", "cases/index.html"))
    found = linked_data.breadcrumbs(links, "https://example.jp/a/")
    assert [(i["position"], i["name"], i["item"]) for i in found["itemListElement"]] == [
        (1, "青空内装", "https://example.jp/a/index.html"),
        (2, "施工事例", "https://example.jp/a/cases/index.html"),
    ]
    assert all("item" not in i for i in linked_data.breadcrumbs(links, "")["itemListElement"])
