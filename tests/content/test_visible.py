"""What is shown on a day: drafts, consent and dates decide, and every omission has its reason."""

from datetime import date
from pathlib import Path

import pytest

from adgen.content.visible import Showing, shown
from adgen.model.site import Site
from adgen.problems import Problem, in_order
from adgen.problems.catalogue import explain
from tests import make
from tests.content.reading import TODAY, base, less, line, load, more, told

CASE = "cases/living/case.md"
TOILET = "cases/toilet/case.md"


def show(place: Path, changes: make.Files, today: date = TODAY, **showing: bool) -> tuple[Site, list[Problem]]:
    whole, problems = load(place, changes)
    assert problems == []
    site, omissions = shown(whole, Showing(today, **showing))
    return site, list(in_order(omissions))


def cases(**texts: str) -> make.Files:
    return {"cases": {name: {"case.md": text} for name, text in texts.items()}}


def photos(site: Site) -> list[str]:
    return [p.path.rpartition("/")[2] for c in site.cases for p in c.photos]


def test_the_good_site_is_shown_whole(tmp_path: Path) -> None:
    site, omissions = show(tmp_path, {})
    assert omissions == []
    assert len(site.cases) == 2
    assert photos(site) == ["施工前1.jpg", "施工後1.jpg"]


# ---------------------------------------------------------------- drafts


def test_a_published_record_tells_all_that_it_lacks(tmp_path: Path) -> None:
    changes: make.Files = {
        **cases(living=less(CASE, "費用", "地域"), toilet="---\n題名: a\n業種: 壁紙\n---\n"),
        "services": {"kabegami.md": less("services/kabegami.md", "要約")},
        "site.yaml": less("site.yaml", "電話", "業種").replace("    根拠: 下地の写真を保管（2019年から）\n", ""),
    }
    _, omissions = show(tmp_path, changes)
    assert {p.code for p in omissions} == {"E142"}
    lacking: dict[str, list[str]] = {}
    for found in omissions:
        lacking.setdefault(found.place.file.rpartition("aozora/")[2], []).append(found.values["label"])
    assert {file: sorted(labels) for file, labels in lacking.items()} == {
        CASE: ["地域", "費用"],
        TOILET: ["ご要望", "地域", "工期", "建物", "施工内容", "施工年月", "自社施工", "費用", "費用の範囲"],
        "services/kabegami.md": ["要約"],
        "site.yaml": ["根拠", "業種", "電話"],
    }
    profile = str(changes["site.yaml"])
    basis = next(p for p in omissions if p.values["label"] == "根拠")
    assert basis.place.line == line(profile, "見出し: はがして")
    assert "例: 電話: 03-0000-0000" in "".join(explain(p) for p in omissions)


def test_a_draft_needs_little_and_is_left_out(tmp_path: Path) -> None:
    draft = "---\n題名: a\n業種: 壁紙\n公開: いいえ\n---\n"
    changes: make.Files = {**cases(living=draft, toilet=draft), "services": {"kabegami.md": draft}}
    site, omissions = show(tmp_path, changes)
    assert (site.cases, site.services) == ((), ())
    assert [p.code for p in omissions] == ["W143"] * 3
    assert "公開に足りない項目: 地域、建物、" in explain(omissions[0])
    assert "写真" not in omissions[0].values["missing"]
    assert omissions[1].values["missing"].endswith("写真")
    site, omissions = show(tmp_path, changes, drafts=True)
    assert (len(site.cases), len(site.services)) == (2, 1)
    assert {p.code for p in omissions} == {"W315"}


def test_a_complete_draft_lacks_nothing(tmp_path: Path) -> None:
    changes = cases(living=more(CASE, "公開: いいえ"), toilet=more(TOILET, "公開: いいえ"))
    _, omissions = show(tmp_path, changes)
    assert [p.values["missing"] for p in omissions] == ["ありません", "写真"]


def test_a_site_that_is_not_published_lacks_nothing(tmp_path: Path) -> None:
    profile = less("site.yaml", "電話", "業種") + "公開: いいえ\n"
    assert show(tmp_path, {"site.yaml": profile})[1] == []


# ---------------------------------------------------------------- consent


def test_without_consent_no_photo_of_a_case(tmp_path: Path) -> None:
    changes: make.Files = {
        "cases": {
            "living": {"case.md": less(CASE, "掲載承諾")},
            "toilet": {"case.md": base(TOILET), "after.jpg": make.jpeg()},
        }
    }
    site, omissions = show(tmp_path, changes)
    assert photos(site) == []
    assert [(p.code, p.values["count"]) for p in omissions] == [("W315", 2), ("W315", 1)]


@pytest.mark.parametrize(
    "end", ["期限: 2026-11-19", "期限: 2026年10月", "取り下げ: 2026-11-20", "取り下げ: 2026年11月"]
)
def test_a_consent_that_has_ended(tmp_path: Path, end: str) -> None:
    consent = f"掲載承諾:\n  日付: 2026-05-18\n  {end}\n"
    voices = f"お客様の声:\n  - 原文: よかった\n    日付: 2026年5月\n    謝礼: なし\n    掲載承諾:\n      日付: 2026-05-18\n      {end}\n"
    text = base(CASE).replace("掲載承諾: 2026-05-18\n", consent)
    site, omissions = show(tmp_path, {**cases(living=text), "voices.yaml": voices})
    assert photos(site) == []
    assert site.voices == ()
    key = end.partition(":")[0]
    assert told(tmp_path, omissions) == [f"W316 {CASE}:{line(text, key)}", "W316 voices.yaml:7"]


@pytest.mark.parametrize(
    "end", ["期限: 2026-11-20", "期限: 2026年11月", "取り下げ: 2026-11-21", "取り下げ: 2026年12月"]
)
def test_a_consent_that_still_holds(tmp_path: Path, end: str) -> None:
    text = base(CASE).replace("掲載承諾: 2026-05-18\n", f"掲載承諾:\n  日付: 2026-05-18\n  {end}\n")
    site, omissions = show(tmp_path, cases(living=text))
    assert len(photos(site)) == 2
    assert omissions == []


def test_the_consent_of_one_photo(tmp_path: Path) -> None:
    text = more(
        CASE,
        """
        写真:
          - ファイル: 施工前1.jpg
            掲載承諾: {日付: 2026-05-18, 取り下げ: 2026-06-01}
          - ファイル: 施工後1.jpg
            掲載承諾: {日付: 2026-05-18, 期限: 2026-06-01}
          - after2.jpg
        """,
    )
    site, omissions = show(tmp_path, {"cases": {"living": {"case.md": text, "after2.jpg": make.jpeg()}}})
    assert photos(site) == ["after2.jpg"]
    first = line(text, "ファイル: 施工前1.jpg")
    assert told(tmp_path, omissions) == [f"W316 {CASE}:{first}", f"W316 {CASE}:{first + 2}"]


def test_faces_and_voices_need_consent_and_the_hero_does_not(tmp_path: Path) -> None:
    changes: make.Files = {
        "staff.yaml": "担当者:\n  - {名前: 修, 役割: 施工, 顔写真: photos/a.jpg}\n"
        "  - {名前: 恵, 役割: 施工, 顔写真: photos/a.jpg, 掲載承諾: 2026-04-01}\n",
        "voices.yaml": "お客様の声:\n  - {原文: a, 日付: 2026年5月, 謝礼: なし}\n"
        "  - {原文: b, 日付: 2026年5月, 謝礼: なし, 掲載承諾: 2026-05-10}\n",
        "photos": {"a.jpg": make.jpeg()},
    }
    site, omissions = show(tmp_path, changes)
    assert [s.face is not None for s in site.staff] == [False, True]
    assert [v.record.text for v in site.voices] == ["b"]
    assert site.hero is not None
    assert told(tmp_path, omissions) == ["W315 staff.yaml:2", "W326 voices.yaml:2"]


# ---------------------------------------------------------------- dates

LICENCES = """
許可・資格:
  - {種類: 一級表装技能士, 有効期限: 2026-11-19}
  - {種類: 建設業許可, 番号: 第1号}
  - {種類: 石綿作業主任者, 有効期限: 2026-11-20}
  - {種類: 古い資格, 有効期限: 2020年}
"""
CAMPAIGNS = """
キャンペーン:
  - {題名: 終わった, 内容: a, 開始日: 2026-10-01, 終了日: 2026-11-19}
  - {題名: 今日まで, 内容: a, 開始日: 2026-10-01, 終了日: 2026-11-20}
  - {題名: 今日から, 内容: a, 開始日: 2026-11-20, 終了日: 2026-12-20}
  - {題名: あしたから, 内容: a, 開始日: 2026-11-21, 終了日: 2026-12-20}
"""


def test_what_time_ends_leaves_the_page(tmp_path: Path) -> None:
    profile = more("site.yaml", LICENCES + CAMPAIGNS)
    site, omissions = show(tmp_path, {"site.yaml": profile})
    assert [licence.kind for licence in site.profile.licences] == ["建設業許可", "石綿作業主任者"]
    assert [c.title for c in site.profile.campaigns] == ["今日まで", "今日から"]
    lines = {"終わった": "W308", "あしたから": "W145", "一級表装": "W305", "古い資格": "W305"}
    assert sorted(told(tmp_path, omissions)) == sorted(
        f"{code} site.yaml:{line(profile, w)}" for w, code in lines.items()
    )
    assert "2026年11月19日" in "".join(explain(p) for p in omissions)
    site, omissions = show(tmp_path, {"site.yaml": profile}, future=True)
    assert [c.title for c in site.profile.campaigns] == ["今日まで", "今日から", "あしたから"]


def test_what_is_left_keeps_its_place(tmp_path: Path) -> None:
    profile = more("site.yaml", LICENCES + CAMPAIGNS)
    site, _ = show(tmp_path, {"site.yaml": profile})
    assert site.places("licences", 0).line == line(profile, "建設業許可")
    assert site.places("licences", 1).line == line(profile, "石綿作業主任者")
    assert site.places("campaigns", 0, "title").line == line(profile, "今日まで")
    assert site.places("campaigns", 1, "end").line == line(profile, "今日から")


def test_work_of_the_future_is_not_shown_yet(tmp_path: Path) -> None:
    changes = cases(
        living=base(CASE).replace("2026年4月", "2026年12月"), toilet=base(TOILET).replace("2025年9月", "2026-11-21")
    )
    site, omissions = show(tmp_path, changes)
    assert site.cases == ()
    assert [p.code for p in omissions] == ["W145", "W145"]
    assert len(show(tmp_path, changes, future=True)[0].cases) == 2
    assert [c.slug for c in show(tmp_path, changes, date(2026, 11, 21))[0].cases] == ["toilet"]
