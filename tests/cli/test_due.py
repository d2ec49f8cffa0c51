"""adgen due: when each site must be built next, and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.conftest import Run
from tests.plan.planning import more, with_lines

CAMPAIGN = """
許可・資格:
  - 種類: 電気工事業者登録
    番号: 第0000号
    有効期限: 2027-02-10
キャンペーン:
  - 題名: 冬の割引
    内容: 網戸を1枚300円引き（税込）
    開始日: 2026-11-20
    終了日: 2026-12-20
"""
REQUEST = """
業種: {trade}
作成日: 2026-11-01
期限: 2026-12-31
先頭に出す期限: 2026-11-22
状態: {state}
"""
OPEN, CLOSED = "0" * 31 + "1", "0" * 31 + "2"


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    """A site on which much changes, with a draft and a closed request that change nothing; and one that stays as it is."""
    toilet = with_lines("cases/toilet/case.md").replace("2025年9月", "2027年7月")
    cases = {
        "toilet": {"case.md": toilet},
        "later": {"case.md": toilet.replace("---\n", "---\n公開: いいえ\n", 1).replace("トイレの壁紙", "床")},
    }
    requests = {
        f"{OPEN}.yaml": REQUEST.format(trade="cross、floor_cf", state="公開中"),
        f"{CLOSED}.yaml": REQUEST.format(trade="bath", state="終了"),
    }
    changes = {**more("site.yaml", CAMPAIGN.strip("\n")), "cases": cases, "requests": requests}
    make.site(tmp_path / "sites/busy", changes)
    make.site(tmp_path / "sites/still")
    return tmp_path / "sites"


def told(adgen: Run, *words: str) -> dict[str, dict[str, Any]]:
    done = adgen("due", "--format", "json", *words)
    assert done.code == 0, done.err
    return {site["site"]: site for site in json.loads(done.out)["sites"]}


@pytest.mark.usefixtures("sites")
def test_every_day_with_its_reason(adgen: Run) -> None:
    busy = told(adgen)["busy"]
    assert busy["next"] == "2026-11-20"
    assert [(c["date"], c["days"], c["kind"], c["what"]) for c in busy["changes"]] == [
        ("2026-11-20", 0, "campaign_begins", "冬の割引"),
        ("2026-11-23", 3, "feature_over", "壁紙・クロス張替え、クッションフロア・フロアタイル"),
        ("2026-12-21", 31, "campaign_over", "冬の割引"),
        ("2027-01-01", 42, "request_over", "壁紙・クロス張替え、クッションフロア・フロアタイル"),
        ("2027-02-11", 83, "licence_over", "電気工事業者登録"),
        ("2027-07-01", 223, "case_appears", "トイレの壁紙"),
    ]
    of_requests = {c["file"]: c["line"] for c in busy["changes"] if c["kind"] in ("feature_over", "request_over")}
    assert of_requests == {"sites/busy/requests": None}, "their names are secret addresses"
    assert all(Path(c["file"]).is_file() and c["line"] for c in busy["changes"] if c["file"] not in of_requests)
    assert OPEN not in adgen("due").out


@pytest.mark.usefixtures("sites")
def test_days_past_are_left_out_and_days_far_off_too(adgen: Run) -> None:
    ahead = {days: [c["date"] for c in told(adgen, "--within", days)["busy"]["changes"]] for days in ("0", "3", "30")}
    assert ahead == {"0": ["2026-11-20"], "3": ["2026-11-20", "2026-11-23"], "30": ["2026-11-20", "2026-11-23"]}
    later = told(adgen, "--now", "2027-02-12", "busy")
    assert list(later) == ["busy"]
    assert later["busy"]["next"] == "2027-07-01"


@pytest.mark.usefixtures("sites")
def test_as_it_is_read(adgen: Run) -> None:
    done = adgen("due", "--within", "40")
    assert done.out.splitlines()[0] == "busy: 次は2026年11月20日（きょう）に作り直してください"
    assert "2026年12月21日（31日後）  「冬の割引」が終わり、ページから消えます [sites/busy/site.yaml:" in done.out
    assert done.out.splitlines()[-1] == "still: 日付で変わる所はありません"
    english = adgen("due", "--lang", "en", "--within", "0", "busy").out
    assert english.startswith(
        "busy: build it on 2026-11-20 (today)\n  2026-11-20 (today)  '冬の割引' comes onto the page"
    )


def test_a_site_with_mistakes_is_told_of_and_the_others_all_the_same(adgen: Run, sites: Path) -> None:
    path = sites / "busy/site.yaml"
    path.write_text(path.read_text("utf-8").replace("2026-12-20", "冬まで").replace("2027-02-10", "来年"), "utf-8")
    found = told(adgen)
    assert (found["busy"]["readable"], found["busy"]["changes"]) == (False, [])
    assert found["still"]["readable"]
    assert "busy: まちがいがあるので、わかりません" in adgen("due").out


@pytest.mark.usefixtures("sites")
def test_sites_that_are_not_there(adgen: Run) -> None:
    done = adgen("due", "busi", "sitll")
    assert done.code == 1
    assert done.err.count("[E139]") == 2
