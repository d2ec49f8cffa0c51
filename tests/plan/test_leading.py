"""The home page while a request is fresh: which trade leads it, with what, and until when."""

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from adgen.pages.home_view import HomePage
from tests import make
from tests.plan.planning import page, plan_of, view
from tests.plan.requesting import FLOOR_PHOTO, OTHER, THIRD, TOKEN, request, site

TODAY = date(2026, 11, 20)
FEATURED = "先頭に出す期限: 2026-12-01"


def changed(width: int = 1200, *, upright: bool = False) -> bytes:
    """The photo of the floor in another size, or standing."""
    photo = Image.open(io.BytesIO(FLOOR_PHOTO)).resize((width, width * 2 // 3))
    return make.encoded(photo.transpose(Image.Transpose.ROTATE_90) if upright else photo, "JPEG", quality=90)


def home(folder: Path, requests: dict[str, str], changes: make.Files | None = None, today: date = TODAY) -> HomePage:
    found = view(plan_of(folder, site(requests, changes), today=today), "index.html")
    assert isinstance(found, HomePage)
    return found


def test_the_trade_of_a_request_leads(tmp_path: Path) -> None:
    plain = home(tmp_path / "a", {TOKEN: request("floor_wood")})
    led = home(tmp_path / "b", {TOKEN: request("floor_wood", "2026-11-18", FEATURED)})
    assert plain.lead is None
    assert led.lead is not None
    assert led.lead.heading == "フローリング張替え・重ね張りをご検討の方へ"
    assert [c.href for c in led.lead.cases] == ["cases/hall.html"]
    assert led.lead.service is not None
    assert led.lead.questions[0] == "床暖房はありますか"
    assert led.lead.others == ()
    assert plain.hero is not None
    assert led.hero is not None
    assert led.hero.large != plain.hero.large
    assert led.hero.alt == "フローリング張替え・重ね張りの施工後"
    assert (led.sections, led.cases, led.services) == (plain.sections, plain.cases, plain.services), "the rest stands"


@pytest.mark.parametrize(
    ("today", "leads"), [(date(2026, 11, 20), True), (date(2026, 12, 1), True), (date(2026, 12, 2), False)]
)
def test_it_ends_by_itself(today: date, leads: bool, tmp_path: Path) -> None:
    found = home(tmp_path, {TOKEN: request("cross", "2026-11-18", FEATURED)}, today=today)
    assert (found.lead is not None) is leads


@pytest.mark.parametrize("state", ["終了", "取り下げ"])
def test_a_closed_request_leads_nothing(state: str, tmp_path: Path) -> None:
    assert home(tmp_path, {TOKEN: request("cross", "2026-11-18", FEATURED, f"状態: {state}")}).lead is None


def test_the_newest_leads_and_the_others_are_links_to_services(tmp_path: Path) -> None:
    older = request("cross, floor_cf", "2026-11-10", FEATURED)
    newer = request("floor_wood", "2026-11-18", FEATURED)
    led = home(tmp_path, {TOKEN: older, OTHER: newer})
    assert led.lead is not None
    assert led.lead.trade == "フローリング張替え・重ね張り"
    assert [(it.text, it.href) for it in led.lead.others] == [("壁紙の張替え", "services/kabegami.html")]


def test_equal_trades_are_one_and_the_longer_featured_of_a_day_is_first(tmp_path: Path) -> None:
    texts = {
        TOKEN: request("cross", "2026-11-18", FEATURED, "事例: [toilet]"),
        OTHER: request("cross", "2026-11-18", "先頭に出す期限: 2026-12-03", "事例: [living]"),
        THIRD: request("floor_wood", "2026-11-18", FEATURED),
    }
    led = home(tmp_path, texts)
    assert led.lead is not None
    assert [c.href for c in led.lead.cases] == ["cases/living.html", "cases/toilet.html"]
    assert [it.href for it in led.lead.others] == ["services/yuka.html"]


def test_a_mail_from_the_home_page_asks_what_the_leading_trade_asks(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, site({TOKEN: request("floor_wood", "2026-11-18", FEATURED)}), today=TODAY)
    assert page(plan, "index.html").values["contact"].questions[0] == "床暖房はありますか"


def test_a_trade_without_cases_leads_with_its_service(tmp_path: Path) -> None:
    changes: make.Files = {"cases": {"hall": None}}
    led = home(tmp_path, {TOKEN: request("floor_wood", "2026-11-18", FEATURED)}, changes)
    assert led.lead is not None
    assert led.lead.cases == ()
    assert led.lead.service is not None
    assert led.hero is not None
    assert led.hero.alt == "明るい居間", "the photo of the company stays"


@pytest.mark.parametrize(
    ("photos", "expected"),
    [
        ({"施工後1.jpg": changed(upright=True)}, False),
        ({"施工後1.jpg": changed(width=640)}, False),
        ({"施工後1.jpg": None, "施工前1.jpg": FLOOR_PHOTO}, False),
        ({"施工後1.jpg": changed(width=640), "施工後2.jpg": FLOOR_PHOTO}, True),
    ],
)
def test_only_a_wide_and_large_photo_of_finished_work_stands_at_the_top(
    photos: make.Files, expected: bool, tmp_path: Path
) -> None:
    led = home(tmp_path, {TOKEN: request("floor_wood", "2026-11-18", FEATURED)}, {"cases": {"hall": photos}})
    assert led.hero is not None
    assert (led.hero.alt == "フローリング張替え・重ね張りの施工後") is expected
