"""Budget, quantities, age, timing and place from customers' words."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.inquiry.script import plain
from adgen.inquiry.understand.amounts import read_age, read_budget, read_quantities
from adgen.inquiry.understand.inquiry import read_inquiry
from adgen.inquiry.understand.place import read_where, towns
from adgen.inquiry.understand.timing import read_timing

CASES = Path(__file__).parent.parent / "cases"
AMOUNTS = tomllib.loads((CASES / "amounts.toml").read_text("utf-8"))
TIMES = tomllib.loads((CASES / "timing.toml").read_text("utf-8"))["rows"]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS["budget"])
def test_budget(text: str, expected: list[int]) -> None:
    found = read_budget(plain(text))
    assert ([found.low or 0, found.high or 0] if found else []) == expected


@pytest.mark.parametrize(("text", "expected"), AMOUNTS["quantities"])
def test_quantities(text: str, expected: list[str]) -> None:
    assert list(read_quantities(plain(text))) == expected


@pytest.mark.parametrize(("text", "expected"), AMOUNTS["age"])
def test_age(text: str, expected: int) -> None:
    assert (read_age(plain(text)) or 0) == expected


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_timing(text: str, expected: str) -> None:
    found = read_timing(text)
    assert (found == "") if not expected else (expected in found or (found and found in expected))


def test_a_label_says_the_time_as_it_is() -> None:
    assert read_timing("去年の台風で", "三回忌のころ\nそのほか") == "三回忌のころ"


@pytest.mark.parametrize(
    ("text", "prefecture", "city"),
    [
        ("堺市北区中百舌鳥町です", "大阪府", "堺市北区"),
        ("神奈川県横浜市の戸建て", "神奈川県", "横浜市"),
        ("愛知郡東郷町", "愛知県", "東郷町"),
        ("尼崎市ですが来られますか", "兵庫県", "尼崎市"),
        ("名古屋の昭和区です", "愛知県", "名古屋市昭和区"),
        ("尼崎に住んでいます", "兵庫県", "尼崎市"),
        ("東京都府中市", "東京都", "府中市"),
        ("府中市です", "", "府中市"),
        ("緑区です。横浜市内です", "神奈川県", "横浜市緑区"),
        ("以前は堺市、いまは和泉市です", "大阪府", "和泉市"),
        ("愛知県です", "愛知県", ""),
        ("北区画整理の町並み、市場の中", "", ""),
        ("大きな村の小さな家", "", ""),
    ],
)
def test_places(text: str, prefecture: str, city: str) -> None:
    found = read_where(plain(text))
    assert (found.prefecture, found.city) == (prefecture, city)


def test_a_shared_name_is_a_question() -> None:
    found = read_where("緑区です")
    assert not found.city
    assert len(found.choices) > 3


def test_every_prefecture_has_towns() -> None:
    assert len(towns()) == 47
    assert all(towns().values())


def test_labels_come_before_words() -> None:
    labels = {
        "area": "兵庫県明石市",
        "budget": "30万円",
        "when": "春",
        "building": "マンション（築18年）",
        "quantity": "8枚",
    }
    found = read_inquiry("畳", "堺市の業者さんへ。20万円以内、年内に。", labels)
    assert (found.where.city, found.timing, found.age, found.building) == ("明石市", "春", 18, "マンション")
    assert found.budget
    assert found.budget.high == 300_000
    assert found.quantities == ("8枚",)


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    found = read_inquiry(text, text, {"area": text, "budget": text, "age": text, "when": text})
    assert found.wish.sizes == found.sizes
