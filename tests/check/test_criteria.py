"""Each criterion: met by a site that lacks nothing, and told of one that lacks it, with what to write where."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adgen.build import Tools
from adgen.check import Checked, check_site
from adgen.check.criteria import Effort, Section
from adgen.check.report import next_steps, site_values
from adgen.check.score import Judged, fulfilled, ranked, score
from adgen.check.table import CRITERIA
from adgen.model.declare import Record
from adgen.model.parts import Area
from adgen.model.people import FaqFile, Staff
from adgen.model.profile import Profile
from adgen.model.work import Case, Service
from adgen.problems.catalogue import explain
from tests import make
from tests.check import full
from tests.check.full import CASE, FAQ, PROFILE, SERVICE, STAFF, VOICES, without
from tests.check.test_repository import git
from tests.content.reading import fields
from tests.photo_report.test_report import SAMPLES

DARK = (SAMPLES / "dark.bad.jpg").read_bytes()
FLOOR = "業種: 壁紙・クロス張替え、フローリング張替え・重ね張り、襖・障子"


def cases(text: str, *others: str) -> make.Files:
    """Two cases as `text`, or as `text` and another one."""
    return {"cases": {"living": {"case.md": text}, "dining": {"case.md": others[0] if others else text}}}


def profile(*keys: str) -> make.Files:
    return {"site.yaml": without(PROFILE, *keys)}


def service(*keys: str) -> make.Files:
    """Two services without these fields."""
    text = without(SERVICE, *keys)
    return {"services": {"kabegami.md": text, "tenjou.md": text.replace("壁紙の張替え", "天井の張替え")}}


def photos(data: bytes | None) -> make.Files:
    return {"cases": {name: {"施工前1.jpg": data, "施工後1.jpg": data} for name in ("living", "dining")}}


TWO_STAFF = STAFF + STAFF.partition("\n")[2].replace("見本 修", "見本 恵")
NO_PHOTOS = make.merged(cases(without(CASE, "写真")), photos(None))
TRADES = {"site.yaml": PROFILE.replace("業種: 壁紙・クロス張替え", FLOOR)}
OLD = CASE.replace("2026年6月", "2025年3月")

# Criterion -> changes of the full site that make it lacking, how many there are of how many, and words of the first sentence.
LACKS: dict[str, tuple[make.Files, int, int, str]] = {
    "published": ({"site.yaml": "公開: いいえ\n" + without(PROFILE, "電話", "一言")}, 0, 1, "に「電話」「一言」を書いて、「公開」を「はい」に"),
    "drafts": ({"cases": {n: {"case.md": "---\n題名: あ\n業種: cross\n公開: いいえ\n---\n"} for n in ("a", "b")}}, 4, 6, "cases/a/case.md が下書きのままです（足りない項目: 地域"),
    "staff": ({"staff.yaml": None}, 0, 1, "adgen new staff --site aozora"),
    "staff_face": ({"staff.yaml": TWO_STAFF.replace("    顔写真: photos/osamu.jpg\n", "")}, 0, 2, "「見本 修」の顔写真がありません"),
    "staff_message": ({"staff.yaml": TWO_STAFF.replace("    ひとこと: その場でお見せします。\n", "")}, 0, 2, "「見本 修」のひとことがありません"),
    "voices": ({"voices.yaml": VOICES[: len(VOICES) // 3]}, 1, 3, "お客様の声がまだ1件です"),
    "licences": (profile("許可・資格"), 0, 1, "site.yaml の「許可・資格」に"),
    "insurance": (profile("賠償責任保険"), 0, 1, "例: 賠償責任保険: 請負業者"),
    "extra_cost": (profile("追加費用の条件"), 0, 1, "「追加費用の条件」を書いて"),
    "after_care": (profile("アフター連絡先"), 0, 1, "「アフター連絡先」を書いて"),
    "payment_timing": (profile("支払時期"), 0, 1, "「支払時期」を書いて"),
    "first_case": ({"cases": {n: dict.fromkeys(("case.md", "施工前1.jpg", "施工後1.jpg")) for n in ("living", "dining", "bedroom")}}, 0, 1, "adgen import --site aozora"),
    "case_per_trade": (TRADES, 1, 3, "adgen new case --site aozora --trade floor_wood"),
    "case_photo": (NO_PHOTOS, 1, 3, "/cases/dining に、施工後1.jpg という名前で"),
    "case_pair": ({"cases": {n: {"施工前1.jpg": None, "case.md": without(CASE, "写真")} for n in ("living", "dining")}}, 1, 3, "/cases/dining に 施工前1.jpg、施工後1.jpg"),
    "case_price": (cases(CASE.replace("費用: 121,440円", "費用: 非公開")), 1, 3, "「居間の壁を白く」の費用が非公開です"),
    "case_reason": (cases(without(CASE, "提案")), 1, 3, "/case.md の「提案」に"),
    "case_result": (cases(without(CASE, "結果")), 1, 3, "/case.md の「結果」に"),
    "case_materials": (cases(without(CASE, "材料")), 1, 3, "/case.md の「材料」に"),
    "case_home": (cases(without(CASE, "広さ"), without(CASE, "広さ", "築年数")), 1, 3, "に広さと築年数がありません"),
    "service_per_trade": (TRADES, 1, 3, "adgen new service --site aozora --trade floor_wood"),
    "service_price": (service("料金"), 0, 2, "料金:\n  - 項目: 壁紙の張替え\n    単位: ㎡\n"),
    "service_scope": (service("含むもの"), 0, 2, "「含むもの」を書いて"),
    "service_excluded": (service("含まないもの"), 0, 2, "「含まないもの」を書いて"),
    "service_duration": (service("工期の目安"), 0, 2, "「工期の目安」を書いて"),
    "service_warranty": ({**service(), **profile("保証")}, 0, 2, "/site.yaml に1度書けば"),
    "service_photo": (service("写真"), 0, 2, "「壁紙の張替え」に写真がありません"),
    "hero": ({**NO_PHOTOS, **profile("トップ写真"), "photos": {}, "cases": {**NO_PHOTOS["cases"], "bedroom": {"case.md": without(CASE, "写真"), "施工前1.jpg": None, "施工後1.jpg": None}}}, 0, 1, "例: トップ写真: photos/hero.jpg"),
    "photo_quality": (photos(DARK), 7, 9, "/cases/dining/施工後1.jpg: "),
    "photo_alt": (cases(without(CASE, "写真")), 3, 7, "写真 施工前1.jpg に説明がありません"),
    "reply_within": (profile("返信の目安"), 0, 1, "例: 返信の目安: 翌営業日"),
    "hours": ({}, 0, 0, ""),
    "holidays": (profile("定休日"), 0, 1, "例: 定休日: 日曜、祝日"),
    "who_answers": ({"staff.yaml": TWO_STAFF.replace("お電話、下見", "養生")}, 0, 1, "staff.yaml の「役割」に"),
    "advice": (service("助言"), 0, 2, "「壁紙の張替え」に、頼む前の助言がありません"),
    "questions": (service("確認したいこと"), 0, 2, "例: 確認したいこと: 張替えたいお部屋の広さ"),
    "three_cases": ({"cases": {"living": {"case.md": without(CASE, "業種").replace("---\n", "---\n業種: floor_wood\n", 1)}}, **TRADES}, 0, 2, "「壁紙・クロス張替え」の施工事例は2件です"),
    "towns": ({"site.yaml": PROFILE.replace("    市区町村: 名古屋市、春日井市\n", "  - 都道府県: 岐阜県\n")}, 0, 2, "愛知県のどこまで伺えるか"),
    "steps": (profile("流れ"), 0, 1, "\n流れ:\n  - 見出し: ご相談"),
    "faq": ({"faq.yaml": FAQ[: len(FAQ) // 5 * 2 + 6]}, 2, 5, "よくある質問がまだ2つです"),
    "new_case": ({"cases": {n: {"case.md": OLD} for n in ("living", "dining", "bedroom")}}, 0, 1, "いちばん新しい施工事例が2025年3月のものです"),
    "updated": ({"site.yaml": PROFILE.replace("2026-11-18", "2026-03-01")}, 0, 1, "更新日: 2026-11-20 と書いて"),
}  # fmt: skip


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    with full.tools(tmp_path_factory.mktemp("memory")) as made:
        yield made


def checked(place: Path, tools: Tools, changes: make.Files | None = None) -> Checked:
    return check_site(full.folder(place, changes), place / "build/aozora", full.SETTINGS, tools)


def of(found: Checked) -> dict[str, Judged]:
    return {j.criterion.id: j for j in found.judged}


def test_a_site_that_lacks_nothing(tmp_path: Path, tools: Tools) -> None:
    found = checked(tmp_path, tools)
    assert {j.criterion.id: j.tally.gaps for j in found.judged if j.tally.gaps} == {}
    assert (score(found.judged), fulfilled(found.judged)) == (100, len(CRITERIA))
    assert next_steps(found, site_values(found, "aozora"), "ja") == ()


def test_every_criterion_has_its_row() -> None:
    assert set(LACKS) == {c.id for c in CRITERIA}
    assert len({c.id for c in CRITERIA}) == len(CRITERIA)
    assert {c.section for c in CRITERIA} == set(Section)
    assert all(1 <= c.weight <= 10 for c in CRITERIA)


@pytest.mark.parametrize("name", [name for name in LACKS if LACKS[name][2]])
def test_what_is_lacking(name: str, tmp_path: Path, tools: Tools) -> None:
    changes, have, count, words = LACKS[name]
    found = checked(tmp_path, tools, changes)
    assert [p.code for p in found.problems if p.is_error] == []
    judged = of(found)[name]
    assert (judged.tally.have, judged.tally.of) == (have, count)
    values = site_values(found, "aozora")
    ja, en = (list(judged.sentences(language, values)) for language in ("ja", "en"))
    assert words in ja[0]
    assert len(ja) == len(en) >= 1
    for sentence in (*ja, *en):
        assert "{" not in sentence


# What an example is a part of, by the file into which it is to be written, and of examples that stand inside a list.
RECORDS: dict[str, type[Record]] = {"site.yaml": Profile, "case.md": Case, "kabegami.md": Service, "faq.yaml": FaqFile}
INSIDE: dict[str, type[Record]] = {"staff_face": Staff, "who_answers": Staff, "towns": Area}


# What is answered by a command, a photo or a word of one's own.
NO_EXAMPLE = {
    *("hours", "published", "drafts", "staff", "staff_message", "voices", "first_case", "case_per_trade", "case_photo"),
    *("case_pair", "service_per_trade", "photo_quality", "three_cases", "new_case", "updated"),
}


@pytest.mark.parametrize("name", [name for name in LACKS if name not in NO_EXAMPLE])
def test_an_example_can_be_copied_into_its_file(name: str, tmp_path: Path, tools: Tools) -> None:
    found = checked(tmp_path, tools, LACKS[name][0])
    sentence = next(of(found)[name].sentences("ja", site_values(found, "aozora")))
    before, _, example = sentence.partition("例:")
    file = re.findall(r"[\w.-]+\.(?:yaml|md)", before)[-1 if name != "service_warranty" else 0]
    value, _, problems = fields(INSIDE.get(name) or RECORDS[file], example.strip(" "))
    assert [explain(p) for p in problems if p.code != "E130"] == []
    assert value.model_fields_set


def test_opening_hours_are_asked_of_a_published_page(tmp_path: Path, tools: Tools) -> None:
    """A published page without them is a mistake; one that shows its name only is told of all that it lacks at once."""
    assert of(checked(tmp_path, tools))["hours"].tally.gaps == ()
    hidden = checked(tmp_path / "b", tools, {"site.yaml": "公開: いいえ\n" + without(PROFILE, "営業時間", "電話")})
    assert "hours" not in of(hidden)
    assert "「電話」「営業時間」" in next(of(hidden)["published"].sentences("ja", site_values(hidden, "x")))


def test_what_waits_for_consent_is_not_asked_for_again(tmp_path: Path, tools: Tools) -> None:
    unsigned = cases(without(CASE, "掲載承諾"))
    found = checked(tmp_path, tools, {**unsigned, "staff.yaml": TWO_STAFF.replace("    掲載承諾: 2026-04-01\n", "")})
    assert {p.code for p in found.problems} >= {"W315"}
    assert [of(found)[name].tally.gaps for name in ("case_photo", "staff_face")] == [(), ()]


def test_a_draft_is_to_be_finished_before_another_is_begun(tmp_path: Path, tools: Tools) -> None:
    draft = "---\n題名: あ\n業種: floor_wood\n公開: いいえ\n---\n"
    alone = dict.fromkeys(("case.md", "施工前1.jpg", "施工後1.jpg"))
    drafts = {"services": {"yuka.md": draft, "kabegami.md": None}, "cases": {"yuka": {"case.md": draft}}}
    found = checked(
        tmp_path, tools, make.merged(drafts, {"cases": dict.fromkeys(("living", "dining", "bedroom"), alone)})
    )
    assert {"first_case", "case_per_trade", "service_per_trade"} & set(of(found)) == set()
    steps = next_steps(found, site_values(found, "aozora"), "ja")
    assert [step.id for step in steps] == ["drafts"]
    assert of(found)["drafts"].tally.of == len(of(found)["drafts"].tally.gaps) == 2


def test_photos_are_asked_for_with_the_consent_that_they_need(tmp_path: Path, tools: Tools) -> None:
    unsigned = make.merged(photos(None), cases(without(CASE, "写真"), without(CASE, "写真", "掲載承諾")))
    staff = TWO_STAFF.replace("    顔写真: photos/osamu.jpg\n", "").replace("    掲載承諾: 2026-04-01\n", "", 1)
    found = checked(tmp_path, tools, {**unsigned, "staff.yaml": staff})
    values = site_values(found, "aozora")
    signs = [
        ["掲載承諾" in s for s in of(found)[name].sentences("ja", values)] for name in ("case_photo", "staff_face")
    ]
    assert signs == [[True, False], [True, False]]


def test_an_expired_permit_is_no_lack(tmp_path: Path, tools: Tools) -> None:
    text = PROFILE.replace(
        "  - 種類: 一級表装技能士\n", "  - {種類: 講習, 有効期限: 2026-01-31}\n  - {種類: 登録, 有効期限: 2025-01-31}\n"
    )
    found = checked(tmp_path, tools, {"site.yaml": text})
    assert [p.code for p in found.problems].count("W305") == 2
    assert of(found)["licences"].tally.gaps == ()


# ---------------------------------------------------------------- what comes next


def test_the_next_three(tmp_path: Path, tools: Tools) -> None:
    changes: Any = {
        **service("助言", "料金"),
        **profile("賠償責任保険", "支払時期"),
        "staff.yaml": None,
        "faq.yaml": None,
    }
    found = checked(tmp_path, tools, changes)
    order = [j.criterion.id for j in ranked(found.judged)]
    assert order[:3] == ["advice", "staff", "service_price"] or order[:3] == ["staff", "advice", "service_price"]
    assert order[-1] == "payment_timing"
    steps = next_steps(found, site_values(found, "aozora"), "ja")
    assert [step.id for step in steps] == order[:3]
    assert {step.effort for step in steps} == {"5分", "30分"}


def test_worth_is_weight_times_what_is_lacking_over_effort(tmp_path: Path, tools: Tools) -> None:
    whole = of(checked(tmp_path / "a", tools, service("助言")))["advice"]
    half = service("助言")
    half["services"]["kabegami.md"] = SERVICE
    part = of(checked(tmp_path / "b", tools, half))["advice"]
    assert whole.criterion.effort is Effort.line
    assert (whole.worth, part.worth) == (6, 3)
    few = of(checked(tmp_path / "c", tools, {"faq.yaml": FAQ[: len(FAQ) // 5 * 4 + 6]}))["faq"]
    assert few.worth == pytest.approx(4 / 3 / 1.5), "one of five counts a third"


def test_mistakes_come_first_and_nothing_is_judged(tmp_path: Path, tools: Tools) -> None:
    broken = PROFILE.replace("電話: 03-0000-0000", "電話: 03").replace("定休日: 日曜", "定休日: 時々")
    found = checked(tmp_path, tools, {"site.yaml": broken, "staff.yaml": None})
    assert found.judged == ()
    assert found.links is None
    steps = next_steps(found, site_values(found, "aozora"), "ja")
    assert [step.id for step in steps] == [p.code for p in found.problems if p.is_error][:3]
    assert len(steps) == 2
    assert "site.yaml:" in steps[0].sentence


def test_what_must_not_leave_the_machine_comes_before_what_is_lacking(tmp_path: Path, tools: Tools) -> None:
    git(tmp_path, "init", "-q")
    changes = {"a.eml": b"", "inbox": {"x": {"mail.eml": b""}}, "staff.yaml": None, "faq.yaml": None}
    found = checked(tmp_path, tools, changes)
    steps = next_steps(found, site_values(found, "aozora"), "ja")
    assert [step.id for step in steps] == ["W631", "W630", "staff"]
    assert steps[1].sentence.startswith(f"{found.folder}/inbox: お客さまの依頼の記録")
