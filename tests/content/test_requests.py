"""requests/: what is read of a request page, what is wrong with one, and how long it is shown."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from adgen.content.due import due_dates
from adgen.content.load import load_site
from adgen.content.visible import Showing, shown
from adgen.model.request import Basis, Request, RequestEntry, State, is_token, page_path
from adgen.problems import Problem
from tests import make
from tests.content.reading import TODAY, fields, load, told

TOKEN, OTHER = "0123456789abcdef" * 2, "f" * 32
FULL = """
    業種: [壁紙・クロス張替え, floor_cf]
    作成日: 2026-11-18
    期限: 2026-12-31
    先頭に出す期限: 2026-12-02
    数量: 6畳
    建物: マンション
    事例: [toilet, living]
    概算:
      - 業種: cross
        根拠: 施工事例
        下限: 58,000円
        上限: 82,000円
        時点: 2026-11-18
        事例: [living, toilet]
    質問:
      - 天井も張り替えますか
    一言: 壁の**下地**から見ます。
    状態: 公開中
"""


def requests(**files: str) -> make.Files:
    return {"requests": {f"{name}.yaml": text for name, text in files.items()}}


def entry(text: str) -> RequestEntry:
    record, places, problems = fields(Request, text)
    assert problems == []
    return RequestEntry(TOKEN, record, places)


def test_a_request_is_read_and_joined(tmp_path: Path) -> None:
    site, problems = load(tmp_path, requests(**{TOKEN: FULL}))
    assert problems == []
    (found,) = site.requests
    record = found.record
    assert (found.token, record.trades, record.cases) == (TOKEN, ("cross", "floor_cf"), ("toilet", "living"))
    (price,) = record.estimates
    assert price.low is not None
    assert (price.trade, price.basis, price.low.low) == ("cross", Basis.cases, 58_000)
    assert (record.sizes, record.building, record.state) == (("6畳",), "マンション", State.open)


def test_two_fields_are_enough(tmp_path: Path) -> None:
    site, problems = load(tmp_path, requests(**{TOKEN: "trades: cross\ncreated: 2026-11-18\n"}))
    assert problems == []
    assert site.requests[0].last_day == date(2027, 2, 16)
    assert not site.requests[0].leads_home(TODAY)


def test_every_mistake_is_told_at_its_place(tmp_path: Path) -> None:
    broken = """
        業種: クロス屋さん
        作成日: 2026-11-18
        期限: 2026-11-01
        事例: [living, kitchen]
        概算:
          - 業種: cross
            根拠: 料金表
            下限: 82,000円
            上限: 58,000円
          - 業種: cross
            根拠: 参考事例
            事例: [bath]
          - 業種: cross
            根拠: 施工事例
            下限: 58,000円
            上限: 82,000円
        お名前: 山田
    """
    _, problems = load(tmp_path, requests(**{TOKEN: broken, "yamada": FULL, TOKEN.upper(): FULL}))
    assert told(tmp_path, problems) == [
        f"E401 requests/{TOKEN.upper()}.yaml",
        f"E150 requests/{TOKEN}.yaml:1",
        f"E404 requests/{TOKEN}.yaml:3",
        f"E154 requests/{TOKEN}.yaml:4",
        f"E402 requests/{TOKEN}.yaml:8",
        f"E402 requests/{TOKEN}.yaml:10",
        f"E154 requests/{TOKEN}.yaml:12",
        f"E403 requests/{TOKEN}.yaml:14",
        f"E141 requests/{TOKEN}.yaml:17",
        "E401 requests/yamada.yaml",
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [(TOKEN, True), (OTHER, True), (TOKEN[1:], False), (TOKEN + "0", False), ("G" * 32, False), ("../" + OTHER, False)],
)
def test_what_a_token_is(text: str, is_one: bool) -> None:
    assert is_token(text) is is_one
    assert page_path(TOKEN) == f"requests/{TOKEN}.html"


@pytest.mark.parametrize(
    ("state", "today", "is_shown", "leads"),
    [
        ("公開中", "2026-11-18", True, True),
        ("公開中", "2026-12-02", True, True),
        ("公開中", "2026-12-03", True, False),
        ("公開中", "2026-12-31", True, False),
        ("公開中", "2027-01-01", False, False),
        ("終了", "2026-11-18", False, False),
        ("取り下げ", "2026-11-18", False, False),
    ],
)
def test_how_long_it_is_shown(state: str, today: str, is_shown: bool, leads: bool) -> None:
    found = entry(FULL.replace("公開中", state))
    day = date.fromisoformat(today)
    assert (found.is_shown(day), found.leads_home(day)) == (is_shown, leads)


def codes(problems: list[Problem]) -> list[str]:
    return [p.code for p in problems if p.place.file.endswith(("0123456789abcdef.yaml", "ff.yaml"))]


def test_a_withdrawn_one_is_gone_and_one_that_is_over_is_told(tmp_path: Path) -> None:
    files = requests(**{TOKEN: FULL.replace("公開中", "取り下げ"), OTHER: FULL})
    whole, _ = load_site(make.site(tmp_path / "aozora", files))
    for day, expected in ((date(2026, 12, 31), []), (date(2027, 1, 1), ["W401"])):
        site, problems = shown(whole, Showing(day))
        assert [r.token for r in site.requests] == [OTHER]
        assert codes(problems) == expected


def test_its_days_are_days_on_which_the_site_changes(tmp_path: Path) -> None:
    endless = "業種: cross\n作成日: 9999-12-01\n先頭に出す期限: 9999-12-31\n"
    whole, _ = load_site(make.site(tmp_path / "aozora", requests(**{TOKEN: FULL, OTHER: endless})))
    without, _ = load_site(make.site(tmp_path / "without"))
    days = set(due_dates(whole)) - set(due_dates(without))
    assert days == {date(2026, 12, 3), date(2027, 1, 1)}
    (found, *_) = whole.requests
    changed = [
        day
        for n in range(100)
        if (found.is_shown(day := TODAY + timedelta(n)), found.leads_home(day))
        != (found.is_shown(day - timedelta(1)), found.leads_home(day - timedelta(1)))
    ]
    assert set(changed) == days
