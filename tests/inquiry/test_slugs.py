"""Names for addresses from Japanese titles."""

import re
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.inquiry import slugs
from adgen.inquiry.slugs import slug_of
from adgen.model.declare import slug

DAY = date(2026, 11, 20)
TITLES = {
    "トイレの修理と交換": "toire-shuuri-koukan",
    "壁紙（クロス）の張替え": "kabegami-harikae",
    "6畳の寝室の壁紙を、生成りの織物調に": "6-jou-shinshitsu-kabegami-kinari-orimono",
    "シャワーの水漏れ": "shawa-mizumore",
    "マンションのアイランド台所。流しの位置はそのまま、ガスからIHへ": "manshon-airando-daidokoro-nagashi-ichi",
    "Bed room / living-yani": "bed-room-living-yani",
    "ＬＤＫ　２０２６": "ldk-2026",
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title(title: str) -> None:
    assert slug_of(title, DAY) == TITLES[title]


def test_a_name_is_taken_once() -> None:
    taken = {"toire-koukan", "toire-koukan-2", "2026-11-20-1"}
    assert slug_of("トイレ交換", DAY, taken) == "toire-koukan-3"
    assert slug_of("？！", DAY, taken) == "2026-11-20-2"


def test_names_of_people_stay_out() -> None:
    assert slug_of("山田様のキッチン", DAY) == "kicchin"
    assert slug_of("佐藤様の浴室と鈴木様のトイレ", DAY) == "yokushitsu-toire"


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(slugs, "analyser", lambda: None)
        assert slug_of("トイレの交換", DAY) == "2026-11-20-1"
    monkeypatch.setitem(sys.modules, "jaconv", None)
    assert slug_of("トイレの交換", DAY, {"2026-11-20-1"}) == "2026-11-20-2"
    assert slug_of("toilet", DAY) == "toilet"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_whatever_is_typed_becomes_a_name_that_content_takes(title: str) -> None:
    made = slug_of(title, DAY)
    assert slug(made) == made
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
