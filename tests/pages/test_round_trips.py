"""What a page prints of a price or a date reads as the same price and date."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from adgen.pages import words
from adgen.text.japanese import When, Yen, read_when, read_yen

AMOUNTS = st.integers(1_000, 999_999_999)


@given(AMOUNTS, AMOUNTS, st.booleans(), st.sampled_from(["one", "band", "from", "to"]))
def test_prices(one: int, other: int, about: bool, kind: str) -> None:
    low, high = sorted((one, other))
    bands = {"one": Yen(low, low, about), "band": Yen(low, high), "from": Yen(low, None), "to": Yen(None, high)}
    assert read_yen(words.yen(bands[kind])) == bands[kind]


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from([1, 2, 3]))
def test_dates(day: date, parts: int) -> None:
    when = When(*(day.year, day.month, day.day)[:parts])
    assert read_when(words.when(when)) == when
