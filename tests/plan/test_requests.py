"""The page of a request: whose cases it shows, what its rough price says, and what it leads to when it is over."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adgen.pages.request_view import RequestPage
from adgen.plan import Plan
from tests import make
from tests.plan.planning import head, page, plan_of, view
from tests.plan.requesting import OTHER, TOKEN, request, site

PAGE = f"requests/{TOKEN}.html"


def planned(folder: Path, text: str, changes: make.Files | None = None, today: date = date(2026, 11, 20)) -> Plan:
    return plan_of(folder, site({TOKEN: text}, changes), today=today)


def shown(folder: Path, text: str, changes: make.Files | None = None) -> RequestPage:
    found = view(planned(folder, text, changes), PAGE)
    assert isinstance(found, RequestPage)
    return found


def price(basis: str, *lines: str, trade: str = "cross") -> tuple[str, ...]:
    return ("概算:", f"  - 業種: {trade}", f"    根拠: {basis}", *(f"    {line}" for line in lines))


RANGE = ("下限: 58,000円", "上限: 82,000円", "時点: 2026-11-19")


def test_it_leads_with_the_own_cases_of_its_trade(tmp_path: Path) -> None:
    found = shown(tmp_path, request("cross", "2026-11-18", "数量: 6畳", "建物: マンション"))
    assert found.heading == "壁紙・クロス張替えをご検討の方へ"
    assert found.asked == (("ご依頼", "壁紙・クロス張替え"), ("数量", "6畳"), ("建物", "マンション"))
    (job,) = found.jobs
    assert [c.card.href for c in job.cases] == ["cases/living.html", "cases/toilet.html"]
    assert job.service is not None
    assert job.service.href == "services/kabegami.html"
    assert found.hero is not None
    assert "壁紙" in found.hero.alt
    assert found.staff == ()
    assert len(found.steps) == 4


def test_the_contractor_says_which_cases_in_which_order(tmp_path: Path) -> None:
    found = shown(tmp_path, request("cross", "2026-11-18", "事例: [toilet, hall, living]"))
    assert [c.card.href for c in found.jobs[0].cases] == ["cases/toilet.html", "cases/living.html"]
    assert [c.href for c in found.others] == ["cases/hall.html"], "of another trade: shown, but as such"


def test_several_jobs_are_kept_apart(tmp_path: Path) -> None:
    text = request("floor_wood, cross", "2026-11-18", "事例: [toilet]", *price("料金表", *RANGE, trade="floor_wood"))
    found = shown(tmp_path, text)
    assert found.heading == "フローリング張替え・重ね張りと壁紙・クロス張替えをご検討の方へ"
    floor, wall = found.jobs
    assert [c.card.href for c in floor.cases] == ["cases/hall.html"]
    assert [c.card.href for c in wall.cases] == ["cases/toilet.html"]
    assert floor.estimate is not None
    assert wall.estimate is None
    assert found.others == ()


def test_without_an_own_case_nothing_is_borrowed(tmp_path: Path) -> None:
    text = request("floor_cf", "2026-11-18", *price("なし", trade="floor_cf"))
    found = shown(tmp_path, text)
    (job,) = found.jobs
    assert (job.cases, job.more, found.others, job.service) == ((), (), (), None)
    assert job.estimate is not None
    assert (job.estimate.kind, job.estimate.price) == ("nothing", "")
    assert job.questions == found.questions
    assert job.questions


def test_what_a_rough_price_rests_on(tmp_path: Path) -> None:
    lines = price("施工事例", *RANGE, "事例: [living, toilet]")
    job = shown(tmp_path, request("cross", "2026-11-18", *lines)).jobs[0]
    assert job.estimate is not None
    found = job.estimate
    assert (found.kind, found.price, found.day) == ("range", "58,000〜82,000円", "11月19日時点の概算・税込")
    assert "同じ工事2件" in found.basis
    assert [(c.href, c.price, c.year, c.is_old) for c in found.cases] == [
        ("cases/living.html", "121,440円（税込）", "2026年", False),
        ("cases/toilet.html", "27,500円（税込）", "2025年", False),
    ]
    assert found.drivers == ("天井の高さ", "家具の量")


@pytest.mark.parametrize(
    ("basis", "lines", "kind", "told", "day"),
    [
        ("料金表", RANGE, "range", "58,000〜82,000円", "11月19日時点の概算・税込"),
        ("参考事例", ("下限: 27,500円", "事例: toilet"), "reference", "27,500円", "11月18日時点の参考金額・税込"),
        ("なし", (), "nothing", "", "11月18日時点の概算・税込"),
    ],
)
def test_the_kinds_of_rough_prices(
    basis: str, lines: tuple[str, ...], kind: str, told: str, day: str, tmp_path: Path
) -> None:
    job = shown(tmp_path, request("cross", "2026-11-18", "数量: 6畳", *price(basis, *lines))).jobs[0]
    assert job.estimate is not None
    assert (job.estimate.kind, job.estimate.price, job.estimate.day) == (kind, told, day)
    assert ("6畳" in job.estimate.basis) is (basis == "料金表")


@pytest.mark.parametrize(("day", "is_old"), [("2027-09-30", False), ("2027-10-01", True), ("2026-11-18", False)])
def test_cases_older_than_two_years_are_told(day: str, is_old: bool, tmp_path: Path) -> None:
    lines = price("施工事例", "下限: 58,000円", "上限: 82,000円", f"時点: {day}", "事例: [toilet]")
    job = shown(tmp_path, request("cross", "2026-11-18", *lines)).jobs[0]
    assert job.estimate is not None
    assert [c.is_old for c in job.estimate.cases] == [is_old]


def test_a_price_whose_cases_are_hidden_is_left_out(tmp_path: Path) -> None:
    draft: make.Files = {"cases": {"hall": {"case.md": "---\n題名: 床\n業種: floor_wood\n公開: いいえ\n---\n"}}}
    lines = price("施工事例", *RANGE, "事例: [living, hall]")
    job = shown(tmp_path / "a", request("cross", "2026-11-18", *lines), draft).jobs[0]
    assert job.estimate is None
    lines = price("料金表", *RANGE, "事例: [living, hall]")
    job = shown(tmp_path / "b", request("cross", "2026-11-18", *lines), draft).jobs[0]
    assert job.estimate is not None
    assert [c.href for c in job.estimate.cases] == ["cases/living.html"], "it rests on the prices alone"
    assert not job.estimate.by_cases


def test_own_words_and_questions(tmp_path: Path) -> None:
    found = planned(tmp_path, request("cross", "2026-11-18", "一言: 壁の**下地**から。", "質問: [天井もですか]"))
    assert str(view(found, PAGE).note).strip() == "<p>壁の<strong>下地</strong>から。</p>"
    contact = page(found, PAGE).values["contact"]
    assert contact.questions == view(found, PAGE).questions == ("天井もですか",)


def test_its_head_tells_nobody(tmp_path: Path) -> None:
    found = head(planned(tmp_path, request()), PAGE)
    assert (found.robots, found.referrer, found.canonical, found.json_ld) == ("noindex,nofollow", "no-referrer", "", ())
    assert (found.breadcrumbs, str(found.qr), found.root) == ((), "", "../")


def files(plan: Plan) -> str:
    return str({path: page for path, page in plan.files.items() if path.endswith((".xml", ".txt", ".webmanifest"))})


def links(value: Any) -> str:
    return repr(value)


def test_no_other_page_names_it(tmp_path: Path) -> None:
    plan = planned(tmp_path, request("cross", "2026-11-18", "先頭に出す期限: 2026-12-01"))
    assert f"'{PAGE}'" in repr([p.path for p in plan.pages])
    for other in plan.pages:
        if other.path != PAGE:
            assert TOKEN not in links(other.values), other.path
    assert TOKEN not in files(plan)
    assert TOKEN not in repr(plan.about)


@pytest.mark.parametrize(
    ("lines", "today"), [(("状態: 終了",), date(2026, 11, 20)), (("期限: 2026-11-30",), date(2026, 12, 1))]
)
def test_when_it_is_over_it_leads_to_the_service(lines: tuple[str, ...], today: date, tmp_path: Path) -> None:
    plan = planned(tmp_path, request("cross, floor_wood, floor_cf", "2026-11-18", *lines), today=today)
    found = page(plan, PAGE)
    assert found.template == "text.html"
    assert [it.href for it in found.values["view"].links] == [
        "services/kabegami.html",
        "services/yuka.html",
        "cases/index.html",
        "index.html",
    ]
    assert found.values["page"].robots == "noindex,nofollow"


def test_withdrawn_and_unpublished_have_no_page(tmp_path: Path) -> None:
    texts = {TOKEN: request("cross", "2026-11-18", "状態: 取り下げ"), OTHER: request()}
    assert [p.path for p in plan_of(tmp_path / "a", site(texts)).pages if "requests" in p.path] == [
        "requests/index.html",
        f"requests/{OTHER}.html",
    ]
    hidden = make.merged(site(texts), {"site.yaml": make.SITE["site.yaml"] + "        公開: いいえ\n"})
    assert [p.path for p in plan_of(tmp_path / "b", hidden).pages] == ["index.html"]
