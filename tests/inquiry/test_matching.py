"""Own cases for a request, rough prices, and the decision whether it is one for this contractor."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from adgen.content.load import load_site
from adgen.inquiry import words
from adgen.inquiry.bm25 import Collection
from adgen.inquiry.documents import CaseDocument, Contractor, PriceDocument, from_site
from adgen.inquiry.estimate import estimate
from adgen.inquiry.match import match
from adgen.inquiry.reasons import because
from adgen.inquiry.tables import table
from adgen.inquiry.understand.fit import judge, worth
from adgen.inquiry.understand.inquiry import read_inquiry
from adgen.text.japanese import Quantity, When, Yen

SITES = Path(__file__).parent.parent.parent / "sites"
TODAY = date(2026, 11, 22)


def case(
    id: str, title: str, trade: str, price: int = 0, size: tuple[float, str] = (0, ""), year: int = 2026, area: str = ""
) -> CaseDocument:
    """A case in short."""
    sizes = (Quantity(size[0], size[1], f"{size[0]:g}{size[1]}"),) if size[0] else ()
    return CaseDocument(
        id, title, "", (trade,), area=area, price=Yen(price, price) if price else None, sizes=sizes, done=When(year, 5)
    )


CASES = (
    case("bed", "洋室の壁紙", "cross", 62_000, (6, "畳"), area="堺市北区"),
    case("kids", "子ども部屋の壁紙", "cross", 74_000, (6, "畳"), 2021, area="大阪市住吉区"),
    case("living", "リビングの壁紙", "cross", 156_000, (18, "畳")),
    case("tatami", "畳の表替え", "tatami", 68_000, (8, "枚")),
    case("floor", "フローリングの張替え", "floor_wood", 250_000, (12, "畳")),
)
SHOP = Contractor(
    "shop", "見本内装", (("大阪府", ("堺市", "大阪市")),), ("cross", "tatami"), CASES, (), ("堺市美原区",)
)


def test_the_nearest_of_the_same_trade_comes_first_with_reasons() -> None:
    found = match(read_inquiry("寝室の壁紙", "6畳の寝室の壁紙を張り替えたい。堺市北区です。").wish, SHOP)
    assert next(m.case.id for m in found) == "bed"
    assert {m.case.id for m in found} == {"bed", "kids", "living"}
    codes = {r.code for r in found[0].reasons}
    assert {"same_trade", "size", "near"} <= codes
    assert all(r.say("ja") and r.say("en") for m in found for r in m.reasons)


def test_jobs_take_turns() -> None:
    found = match(read_inquiry("壁紙と畳", "6畳の壁紙の張替えと、畳8枚の表替え。").wish, SHOP)
    assert {m.trade for m in found[:2]} == {"cross", "tatami"}


def test_none_fits_is_an_answer() -> None:
    assert match(read_inquiry("外壁塗装", "外壁の塗り替え。").wish, SHOP) == ()
    assert match(read_inquiry("こんにちは", "よろしくお願いします。").wish, SHOP) == ()


def test_a_helping_trade_is_said_to_be_one() -> None:
    found = match(read_inquiry("和室を洋室に", "畳をやめてフローリングに。").wish, SHOP)
    assert [m.case.id for m in found] == ["floor"]
    assert not found[0].is_same_trade
    assert found[0].reasons[0].code == "near_trade"


def test_ranking_without_the_analyser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "analyser", lambda: None)
    words.terms.cache_clear()
    found = match(read_inquiry("居間のクロス", "18帖のLDKのクロスを替えたい。").wish, replace(SHOP, id="other"))
    words.terms.cache_clear()
    assert found[0].case.id == "living"


def test_rare_terms_weigh_more() -> None:
    texts = Collection((("壁紙", "トイレ"), ("壁紙", "居間"), ("壁紙",)))
    parts = texts.parts(("壁紙", "トイレ", "屋根"), 0)
    assert parts["トイレ"] > parts["壁紙"] > 0
    assert "屋根" not in parts


def amounts(title: str, text: str, shop: Contractor = SHOP) -> tuple[str, int | None, int | None]:
    """Basis and range of the first job."""
    inquiry = read_inquiry(title, text)
    found = estimate(inquiry, shop, match(inquiry.wish, shop), TODAY)[0]
    return found.basis, found.low, found.high


def test_two_cases_of_the_same_work_give_a_range_scaled_by_size() -> None:
    basis, low, high = amounts("子ども部屋の壁紙", "6畳の洋室です。")
    small = amounts("子ども部屋の壁紙", "4畳の洋室です。")
    assert (basis, low, high) == ("cases", 52_000, 86_000)
    assert small[1] is not None
    assert small[1] < 52_000 * 0.8
    assert small[1] > 52_000 * 4 / 6


def test_one_case_is_shown_as_itself() -> None:
    assert amounts("畳", "畳6枚の表替え。") == ("reference", 68_000, 68_000)


def test_nothing_to_rest_on_gives_questions_instead() -> None:
    inquiry = read_inquiry("外壁塗装", "外壁の塗り替え。")
    (found,) = estimate(inquiry, SHOP, (), TODAY)
    assert (found.basis, found.low, found.high, found.cases) == ("nothing", None, None, ())
    assert found.questions


def test_a_size_too_far_away_says_nothing() -> None:
    assert amounts("畳", "畳60枚の表替え。") == ("nothing", None, None)


def test_own_prices_come_before_cases() -> None:
    prices = (
        PriceDocument("tatami", "表替え", "枚", Yen(7_000, 9_500)),
        PriceDocument("tatami", "一式", "式", Yen(1, 1)),
    )
    assert amounts("畳", "畳8枚の表替え。", replace(SHOP, prices=prices)) == ("prices", 56_000, 76_000)
    least = (replace(prices[0], least=40_000),)
    assert amounts("畳", "畳2枚の表替え。", replace(SHOP, prices=least)) == ("prices", 40_000, 40_000)


def test_old_cases_are_told() -> None:
    inquiry = read_inquiry("子ども部屋の壁紙", "6畳の洋室です。")
    (found,) = estimate(inquiry, SHOP, match(inquiry.wish, SHOP), TODAY)
    assert {(c.id, c.year, c.is_old) for c in found.cases} == {("bed", 2026, False), ("kids", 2021, True)}
    assert found.day == TODAY


@pytest.mark.parametrize(
    ("text", "in_area", "in_trade", "codes"),
    [
        ("堺市北区です。壁紙の張替え。", True, True, ["trade_inside", "area_inside"]),
        ("堺市美原区です。壁紙の張替え。", False, True, ["trade_inside", "area_excluded"]),
        ("神戸市です。外壁塗装。", False, False, ["trade_outside", "area_outside"]),
        ("壁紙の張替え。", None, True, ["trade_inside", "area_unknown"]),
        ("緑区です。", None, None, ["trade_unknown", "area_several"]),
    ],
)
def test_fit(text: str, in_area: bool | None, in_trade: bool | None, codes: list[str]) -> None:
    fit = judge(read_inquiry("", text), SHOP)
    assert (fit.in_area, fit.in_trade) == (in_area, in_trade)
    assert [r.code for r in fit.reasons] == codes
    assert fit.is_for_us == (in_area is not False and in_trade is not False)


def test_why_this_one_deserves_the_evening() -> None:
    received = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=9)))
    inquiry = read_inquiry("壁紙", "至急お願いします。堺市", None, "", received)
    told = worth(inquiry, judge(inquiry, SHOP), match(inquiry.wish, SHOP), received + timedelta(hours=3))
    assert [r.code for r in told][-3:] == ["own_cases", "urgent", "fresh"]
    assert told[-1].say("ja") == "届いてから3時間です"


def test_every_reason_has_words_in_both_languages() -> None:
    assert all(row["ja"] and row["en"] for row in table("reasons.toml").values())
    assert because("near", area="堺市").say("en") == "near (堺市)"


def test_a_site_becomes_a_contractor() -> None:
    draft = load_site(SITES / "aozora")[0]
    assert draft is not None
    shop = from_site(draft)
    assert len(shop.cases) == len([c for c in draft.cases if c.record.published])
    found = match(read_inquiry("トイレの壁紙", "トイレの壁紙を張り替えたい。名古屋市").wish, shop)
    assert found[0].case.id == "toilet-1shitsu"
    assert shop.prices
    assert shop.areas[0][0] == "愛知県"
