"""The taxonomy: what a contractor writes finds its trade, and the ids stay what they are."""

import re

import pytest

from adgen.text.japanese import same
from adgen.trades import find, nearest, trades

# Ids become addresses: none of these may ever go. New ones are added at the end of trades.yaml.
FIRST_IDS = """
    cross plaster paint_in interior_repair ceiling floor_wood floor_cf floor_repair tatami wa2yo fusuma screen int_door partition
    storage kitchen kitchen_part bath bath_repair wash toilet faucet leak drain water_pipe boiler window glass front_door lock
    shutter ext_paint roof_paint ext_wall caulking roof roof_leak gutter waterproof termite pest insulation mold soundproof
    seismic barrier_free electric aircon solar floor_heating carport exterior gate garden deck demolition junk cleaning
    restoration full_reno extension store handyman
"""

FOUND = {
    "cross": "cross",
    "壁紙・クロス張替え": "cross",
    "クロス張替え": "cross",
    "壁紙": "cross",
    "クロス ": "cross",
    "ＣＲＯＳＳ": "cross",
    "漆喰": "plaster",
    "ユニットバス": "bath",
    "屋根葺き替え": "roof",
}


@pytest.mark.parametrize(("word", "trade"), FOUND.items())
def test_a_trade_by_any_of_its_words(word: str, trade: str) -> None:
    found = find(word)
    assert found is not None
    assert found.id == trade


@pytest.mark.parametrize("word", ["", "リフォーム全部", "壁", "補修", "張替え", "xyz"])
def test_no_trade_and_no_guess(word: str) -> None:
    assert find(word) is None


def test_every_trade_is_found_by_its_id_and_its_label() -> None:
    for trade in trades().values():
        assert find(trade.id) == trade
        assert find(trade.label) == trade


@pytest.mark.parametrize(
    ("typed", "label"), [("壁紙はりかえ", "壁紙・クロス張替え"), ("しっくい塗り", "左官"), ("xyz", "")]
)
def test_the_nearest_trade(typed: str, label: str) -> None:
    assert label in nearest(typed)


def test_ids_can_stand_in_addresses() -> None:
    assert " ".join(trades()).startswith(" ".join(re.findall(r"\w+", FIRST_IDS)))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in trades())


def test_relations_lead_to_trades() -> None:
    assert {other for trade in trades().values() for other in trade.related} <= set(trades())
    assert all(trade.label and trade.price_unit and trade.questions for trade in trades().values())


def test_no_word_names_two_trades() -> None:
    words = [same(w) for t in trades().values() for w in {same(w): w for w in (t.id, t.label, *t.synonyms)}.values()]
    assert sorted({word for word in words if words.count(word) > 1}) == []
