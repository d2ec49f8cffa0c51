"""Amounts, dates and texts as pages print them."""

import pytest

from adgen.pages import words
from adgen.pages.icon import favicon
from adgen.text.japanese import When, Yen

PRICES = [
    (Yen(86_000, 86_000), "86,000円", "86,000円（税込）"),
    (Yen(58_000, 82_000), "58,000〜82,000円", "58,000〜82,000円（税込）"),
    (Yen(1_320, None), "1,320円〜", "1,320円〜（税込）"),
    (Yen(None, 300_000), "300,000円まで", "300,000円まで（税込）"),
    (Yen(100_000, 100_000, about=True), "約100,000円", "約100,000円（税込）"),
    (Yen(1_000_000, 1_500_000, about=True), "約1,000,000〜1,500,000円", "約1,000,000〜1,500,000円（税込）"),
    (Yen(0, 0), "0円", "0円（税込）"),
    (Yen(None, None), "非公開", "非公開"),
]


@pytest.mark.parametrize(("price", "plain", "with_tax"), PRICES)
def test_prices(price: Yen, plain: str, with_tax: str) -> None:
    assert words.yen(price) == plain
    assert words.with_tax(price) == with_tax


@pytest.mark.parametrize(
    ("date", "text"),
    [(When(2026, 4, 12), "2026年4月12日"), (When(2026, 12), "2026年12月"), (When(2016), "2016年")],
)
def test_dates(date: When, text: str) -> None:
    assert words.when(date) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一行", "<p>一行</p>"),
        ("一行\n二行\n\n次の段", "<p>一行<br>二行</p>\n<p>次の段</p>"),
        ("\n\n a \n \n\n b\n", "<p>a</p>\n<p>b</p>"),
        ("<b>&\"'", "<p>&lt;b&gt;&amp;&#34;&#39;</p>"),
        ("", ""),
    ],
)
def test_paragraphs(text: str, html: str) -> None:
    assert words.paragraphs(text) == html


def test_phrases() -> None:
    html = words.phrases("ご相談から<引き渡し>まで")
    assert html.replace("<wbr>", "") == "ご相談から&lt;引き渡し&gt;まで"
    assert "<wbr>" in html
    assert words.phrases("壁") == "壁"


@pytest.mark.parametrize(
    ("name", "letter"), [("青空内装", ">青<"), ("  A社", ">A<"), ("<b>", ">&lt;<"), ("&", ">&amp;<"), (" ", ">・<")]
)
def test_the_icon_is_the_first_letter(name: str, letter: str) -> None:
    svg = favicon(name, "#2f6b4f")
    assert letter in svg
    assert 'fill="#2f6b4f"' in svg
    assert svg.count("<text") == svg.count("</text>") == 1
