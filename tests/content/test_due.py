"""The days on which a site changes by itself: every one of them, so that a site with nothing new can be skipped."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from adgen.content.claims import check_claims
from adgen.content.claims.permits import lapses
from adgen.content.due import due_dates
from adgen.content.load import load_site
from adgen.content.visible import Showing, shown
from adgen.model.site import Site
from adgen.text.japanese import When
from tests import make
from tests.plan.planning import more, with_lines

DATED = """
許可・資格:
  - 種類: 建設業許可
    許可者: 愛知県知事
    般・特: 般
    番号: 第000000号
    許可年月日: {issued}
    許可業種: 内装仕上工事業
  - 種類: 電気工事業者登録
    番号: 第0000号
    有効期限: 2027-02
キャンペーン:
  - 題名: 冬の割引
    内容: 網戸を1枚300円引き（税込）
    開始日: 2026-12-01
    終了日: 2026-12-20
  - 題名: 春の割引
    内容: 網戸を1枚200円引き（税込）
    開始日: 2027-03
    終了日: 2027-03-10
"""
VOICES = """
お客様の声:
  - 日付: 2026年4月
    原文: すぐに来てくれました。
    掲載承諾:
      日付: 2026-05-01
      期限: 2027-01-15
  - 日付: 2026年4月
    原文: 静かに作業してくれました。
    掲載承諾:
      日付: 2026-05-01
      取り下げ: 2027-04-02
"""
PHOTOS = """
写真:
  - ファイル: 施工前1.jpg
    掲載承諾:
      日付: 2026-05-01
      期限: 2027-05
  - 施工後1.jpg
"""
CONSENT = """掲載承諾:
  日付: 2026-05-18
  期限: 2027-06-30
  取り下げ: 2027-06-10"""


def site(folder: Path, issued: str = "2022-04-05") -> Site:
    """A site on which everything that can begin or end does."""
    living = with_lines("cases/living/case.md", PHOTOS.strip("\n")).replace("掲載承諾: 2026-05-18", CONSENT)
    toilet = with_lines("cases/toilet/case.md").replace("2025年9月", "2027年7月")
    cases = {"living": {"case.md": living}, "toilet": {"case.md": toilet}}
    dated = more("site.yaml", DATED.format(issued=issued).strip("\n"))
    found, problems = load_site(make.site(folder, {**dated, "voices.yaml": VOICES, "cases": cases}))
    assert [p for p in problems if p.is_error] == []
    return found


def told(whole: Site, today: date) -> object:
    """All that a day decides: what is shown, and what is said."""
    left, omissions = shown(whole, Showing(today))
    return left, [(p.code, p.place, str(p.values)) for p in (*omissions, *check_claims(left, today, {}))]


def changes(whole: Site, first: date, last: date) -> Iterator[date]:
    """Every day on which something is otherwise than on the day before."""
    before, day = told(whole, first), first
    while day < last:
        day += timedelta(days=1)
        now = told(whole, day)
        if now != before:
            yield day
        before = now


def test_every_change_has_its_day_and_every_day_its_change(tmp_path: Path) -> None:
    whole = site(tmp_path)
    days = due_dates(whole)
    assert days == tuple(
        date.fromisoformat(day)
        for day in (
            "2026-04-01", "2026-12-01", "2026-12-21", "2027-01-16", "2027-03-01", "2027-03-11", "2027-04-02", "2027-04-06",
            "2027-06-01", "2027-06-10", "2027-07-01",
        )
    )  # fmt: skip
    assert tuple(changes(whole, date(2026, 3, 20), date(2027, 9, 1))) == days


@pytest.mark.parametrize("issued", ["2022-02", "2022-03-28", "2022-01-31", "2022-12", "2020-02-29"])
def test_the_day_on_which_a_permit_lapses(issued: str, tmp_path: Path) -> None:
    whole = site(tmp_path, issued)
    (permit,) = (licence for licence in whole.profile.licences if licence.issued)
    assert permit.issued
    day = lapses(permit.issued)
    assert day in due_dates(whole)
    assert day in set(changes(whole, day - timedelta(days=8), day + timedelta(days=8)))


@pytest.mark.parametrize(
    ("issued", "first"),
    [
        (When(2021, 3, 10), date(2026, 3, 11)),
        (When(2021, 3, 31), date(2026, 4, 1)),
        (When(2021, 12), date(2027, 1, 1)),
        (When(2021), date(2027, 1, 1)),
        (When(2024, 2, 29), date(2029, 3, 2)),
        (When(9999, 1, 1), date.max),
    ],
)
def test_a_permit_holds_five_years(issued: When, first: date) -> None:
    assert lapses(issued) == first


def test_what_has_no_end_has_no_day(tmp_path: Path) -> None:
    case = with_lines("cases/living/case.md").replace(
        "掲載承諾: 2026-05-18", "掲載承諾:\n  日付: 2026-05-18\n  期限: 9999-12-31"
    )
    licence = "許可・資格:\n  - 種類: 古物商\n    番号: 第0号\n    有効期限: 9999年"
    folder = make.site(tmp_path, {"cases": {"living": {"case.md": case}}, **more("site.yaml", licence)})
    whole, problems = load_site(folder)
    assert [p for p in problems if p.is_error] == []
    assert due_dates(whole) == (date(2025, 9, 1), date(2026, 4, 1))
