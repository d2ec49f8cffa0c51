"""Which lines of a price table a request is about: those of the demo contractors, whose tables hold many kinds of work."""

import pytest

from adgen.inquiry.documents import PriceDocument, from_site
from adgen.inquiry.pricing import priced
from adgen.inquiry.understand.inquiry import read_inquiry
from adgen.text.japanese import Quantity, Yen
from tests.inquiry.draft.asking import contractor

# (contractor, trade, request) -> (lines, lowest, highest).
MEANT = {
    ("aozora", "cross", "6畳の寝室の壁と天井の壁紙を張り替えたい"): (["6畳間の壁と天井（約40㎡）"], 52_800, 79_200),
    ("aozora", "cross", "62㎡の壁紙を張り替えたい"): (["量産品の壁紙", "1000番台の壁紙"], 81_840, 122_760),
    ("aozora", "fusuma", "障子を4枚張り替えたい"): (["障子（普通の障子紙）", "障子（破れにくい紙）"], 13_200, 28_600),
    ("mikazuki", "ext_paint", "外壁塗装、延べ30坪です"): (["外壁塗装（2階建て・延べ30坪ほど、ラジカル制御形）"], 980_000, 1_280_000),
    ("mikazuki", "waterproof", "ベランダ8㎡のFRP防水、トップコートの塗り替え"): (["FRP防水のトップコート塗り替え"], 44_000, 44_000),
    ("mizuoto", "toilet", "便器を1台交換したい"): (["便器・タンク・便座の交換（手洗い付き）", "タンクのない便器への交換"], 178_200, 418_000),
}  # fmt: skip


@pytest.mark.parametrize("case", MEANT, ids=lambda c: c[2])
def test_the_lines_that_are_meant(case: tuple[str, str, str]) -> None:
    name, trade, text = case
    lines = [p for p in from_site(contractor(name)).prices if p.trade == trade]
    found = priced(lines, text, read_inquiry("", text).sizes[0])
    assert found
    labels, low, high = MEANT[case]
    assert [item.label for item in found.items] == labels
    assert (round(found.low), round(found.high)) == (low, high)


def test_where_the_table_says_nothing() -> None:
    lines = [
        PriceDocument("cross", "下塗り", "㎡", Yen(220, 440)),
        PriceDocument("cross", "輸入品", "㎡", Yen(9_000, None)),
    ]
    size = Quantity(10, "㎡", "10㎡")
    assert priced(lines, "壁紙の張替え", size) is None, "no line is about it"
    assert priced(lines, "下塗りと輸入品", size) is None, "too far apart"
    assert priced(lines, "下塗り", None) is None
    assert priced(lines, "下塗り", Quantity(10, "畳", "10畳")) is None
    assert priced([], "下塗り", size) is None
