"""The strip of facts, what a page asks for its trade, and how names are read."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests import make
from tests.plan.planning import head, more, nested, plan_of, view, with_lines


def test_own_facts_stand_first_and_others_fill_the_strip(tmp_path: Path) -> None:
    own = more(
        "site.yaml", "創業: 2016年", "数字:", "  - 項目: 創業", "    値: 先代から60年", "  - 項目: 人数", "    値: 3人"
    )
    strip = [(f.label, f.value) for f in view(plan_of(tmp_path / "own", own), "index.html").facts]
    assert strip == [
        ("創業", "先代から60年"),
        ("人数", "3人"),
        ("対応エリア", "名古屋市・春日井市"),
        ("ご連絡の受付", "8:00〜19:00"),
    ]
    four = "".join(f"\n  - 項目: 数{n}\n    値: {n}件" for n in range(4))
    assert len(view(plan_of(tmp_path / "four", more("site.yaml", f"数字:{four}")), "index.html").facts) == 4


AREAS = {
    "prefectures": (
        "".join(f"\n  - 都道府県: {name}" for name in ("愛知県", "岐阜県", "三重県", "静岡県")),
        "愛知県・岐阜県・三重県ほか",
    ),
    "three": ("".join(f"\n  - 都道府県: {name}" for name in ("愛知県", "岐阜県", "三重県")), "愛知県・岐阜県・三重県"),
    "a long name": (
        f"\n  - 都道府県: 愛知県\n    市区町村: {'長' * 100}町、{'短' * 100}町",
        ("長" * 100 + "町・" + "短" * 100)[:120],
    ),
}


@pytest.mark.parametrize(("areas", "value"), AREAS.values(), ids=AREAS)
def test_many_areas_stay_one_line(areas: str, value: str, tmp_path: Path) -> None:
    profile = make.SITE["site.yaml"].replace(
        "\n          - 都道府県: 愛知県\n            市区町村: 名古屋市、春日井市", areas.replace("\n", "\n        ")
    )
    strip = {f.label: f.value for f in view(plan_of(tmp_path, {"site.yaml": profile}), "index.html").facts}
    assert strip["対応エリア"] == value


@pytest.mark.parametrize(
    ("lines", "label", "value", "basis"),
    [
        (["返信の目安: 翌営業日まで"], "返信の目安", "翌営業日まで", "定休日 日曜"),
        (
            ["営業時間: 9:00〜18:00（昼は留守番電話）", "定休日: 日曜、祝日"],
            "ご連絡の受付",
            "9:00〜18:00",
            "定休日 日曜・祝日",
        ),
    ],
)
def test_when_somebody_answers_is_derived(lines: list[str], label: str, value: str, basis: str, tmp_path: Path) -> None:
    keys = {line.partition(":")[0] for line in lines}
    kept = [line for line in with_lines("site.yaml").splitlines() if line.partition(":")[0] not in keys]
    plan = plan_of(tmp_path, {"site.yaml": "\n".join([*kept, *lines]) + "\n"})
    assert (label, value, basis) in [(f.label, f.value, f.basis) for f in view(plan, "index.html").facts]


def test_the_mail_asks_what_the_trade_of_the_page_asks(tmp_path: Path) -> None:
    asked = with_lines("services/kabegami.md", "確認したいこと: 何畳ですか、ペットはいますか")
    plan = plan_of(tmp_path, nested("services/kabegami.md", asked))
    contacts = {p.path: p.values["contact"] for p in plan.pages}
    service = contacts["services/kabegami.html"]
    mail = unquote(service.mail_href)
    assert service.questions[:2] == ("何畳ですか", "ペットはいますか")
    assert mail.startswith(
        "mailto:info@example.jp?subject=ホームページからのご相談（壁紙の張替え）&body=■ ご相談の内容\r\n"
    )
    assert all(question in mail for question in service.questions)
    assert "（壁紙・クロス張替え）" in unquote(contacts["cases/living.html"].mail_href)
    assert "subject=ホームページからのご相談&" in unquote(contacts["index.html"].mail_href)


def test_how_names_are_read(tmp_path: Path) -> None:
    people = """
        担当者:
          - 名前: 見本 修
            よみ: みほん おさむ
            役割: 代表
            掲載承諾: 2026-04-01
          - 名前: 見本 恵
            役割: 事務
            掲載承諾: 2026-04-01
        """
    plan = plan_of(tmp_path, make.merged(more("site.yaml", "よみ: あおぞらないそう"), {"staff.yaml": people}))
    assert [person.ruby for person in view(plan, "index.html").staff] == ["みほん おさむ", ""]
    assert json.loads(head(plan, "index.html").json_ld[0])["alternateName"] == "あおぞらないそう"
