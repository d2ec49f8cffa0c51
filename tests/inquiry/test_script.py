"""Folding, with the way back to the typed text, and the words of the trade in one spelling."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.inquiry import words
from adgen.inquiry.script import arabic, canon, fold
from adgen.inquiry.tables import rows


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ﾕﾆｯﾄﾊﾞｽ", "ユニットバス"),
        ("か\u3099", "が"),
        ("１０～２０", "10〜20"),
        ("０３ー１２", "03-12"),
        ("フロ−リング", "フローリング"),
        ("…①㎡", "…1m2"),
        ("a\u200bb\r\n", "ab\n"),
    ],
)
def test_folding(typed: str, folded: str) -> None:
    assert fold(typed).text == folded


def test_spans_lead_back() -> None:
    folded = fold("ﾊﾞｽとｶﾞﾗｽ")
    begin = folded.text.index("ガラス")
    assert folded.span(begin, begin + 3) == (4, 8)


@given(st.text(max_size=100))
def test_every_character_has_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.begins) == len(folded.ends)
    assert all(0 <= b < e <= len(text) for b, e in zip(folded.begins, folded.ends, strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("貼り替え", "張替"),
        ("はりかえ", "張替え"),
        ("お風呂場", "浴室"),
        ("雨もり", "雨漏り"),
        ("ｱﾐﾄﾞ", "網戸"),
        ("ふすま", "襖"),
        ("白アリ", "シロアリ"),
        ("押し入れ", "押入れ"),
    ],
)
def test_one_spelling(one: str, other: str) -> None:
    assert canon(one) == canon(other)


def test_an_amount_is_whole_or_none() -> None:
    assert [canon(text) for text in ("12.5畳", "1.2.5 畳", "二十四畳半")] == ["〈広〉", "1.〈広〉", "〈広〉"]
    for long in ("9" * 20_000, "一" * 20_000):
        assert canon(long) == long
        assert canon(f"{long}畳") == "〈広〉"


def test_amounts_are_no_trades() -> None:
    assert "畳" not in canon("六畳の部屋")
    assert "畳" in canon("畳6枚")
    assert arabic("十五年と四畳と二十枚") == "15年と4畳と20枚"


def test_without_the_extra_pairs_of_characters_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    words.analyser.cache_clear()
    words.terms.cache_clear()
    monkeypatch.setitem(sys.modules, "sudachipy", None)
    assert words.analyser() is None
    assert words.words("山田です") == ()
    assert words.terms("壁紙の張替") == ("壁紙", "紙の", "の張", "張替")
    words.analyser.cache_clear()
    words.terms.cache_clear()


def test_a_long_text_is_analysed_whole() -> None:
    found = words.words("畳の表替え。\n" * 3000 + "佐藤")
    assert found[-1].surface == "佐藤"
    assert found[-1].begin == 7 * 3000


def test_lists_hold_no_remarks() -> None:
    assert all(
        not row.startswith("#") for name in ("surnames.txt", "given_names.txt", "towns.tsv") for row in rows(name)
    )
