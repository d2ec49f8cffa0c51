"""New records in their places: tried first, over nothing, and lists that grow at their end alone."""

from datetime import date
from pathlib import Path

import pytest

from adgen.content.load import load_site
from adgen.problems import AdgenError
from adgen.scaffold.kinds import KINDS
from adgen.scaffold.place import plan, problems_of, write
from tests import make

DAY = date(2026, 11, 20)
STAFF = {"name": "見本 青", "role": "施工"}
VOICE = {"text": "静かでした。", "date": "2026年5月", "incentive": "なし", "consent": "2026-05-10"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make.site(tmp_path / "aozora")


def codes(error: pytest.ExceptionInfo[AdgenError]) -> list[str]:
    return [p.code for p in error.value.problems]


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("case", {"title": "台所の壁紙", "trade": "cross"}),
        ("service", {"title": "床の張替え", "trade": "floor_cf"}),
        ("service", {"title": "床の張替え", "trade": "floor_cf", "summary": "6畳を1日で張り替えます。"}),
        ("staff", STAFF),
        ("voice", VOICE),
    ],
)
def test_what_is_new_brings_no_mistake_and_changes_nothing_else(site: Path, name: str, answers: dict[str, str]) -> None:
    before = make.read_tree(site)
    new = plan(KINDS[name], answers, site, "new-one", DAY, "")
    assert problems_of(new, DAY) == []
    assert make.read_tree(site) == before
    target = write(new)
    after = make.read_tree(site)
    assert {k: after[k] for k in before if site / k != target} == {k: before[k] for k in before if site / k != target}
    assert [p for p in load_site(site)[1] if p.is_error] == []


@pytest.mark.parametrize(
    "old",
    [
        "担当者:\n  - 名前: 見本 修\n    役割: 施工  # 代表\n",
        "# 家族\nstaff:\n- name: 見本 修\n  role: 施工\n\n\n",
        "担当者:\r\n  - 名前: 見本 修\r\n    役割: 施工\r\n",
        "担当者:\n  - 名前: 見本 修\n    役割: 施工\n    ひとこと: |\n      よろしく。",
        "\ufeff担当者:\n  - 名前: 見本 修\n    役割: 施工\n",
        "担当者:\n",
    ],
)
def test_a_list_grows_at_its_end(site: Path, old: str) -> None:
    (site / "staff.yaml").write_bytes(old.encode())
    before = len(load_site(site)[0].staff)
    write(plan(KINDS["staff"], STAFF, site, "", DAY, ""))
    now = (site / "staff.yaml").read_bytes().decode()
    assert now.startswith(old.rstrip())
    assert ("\r\n" in old) == ("\r\n" in now) == (now.count("\n") == now.count("\r\n"))
    staff = load_site(site)[0].staff
    assert len(staff) == before + 1
    assert staff[-1].record.name == "見本 青"


@pytest.mark.parametrize(
    "old",
    [
        "担当者: [{名前: 見本 修, 役割: 施工}]\n",
        "担当者:\n  - 名前: 見本 修\n    役割: 施工\nしらない: 1\n",
        "担当者: 見本 修\n",
        "担当者:\n\t- 名前\n",
        "\udc83",
    ],
)
def test_a_list_of_another_form_stays_as_it_is(site: Path, old: str) -> None:
    data = old.encode("utf-8", "surrogateescape")
    (site / "staff.yaml").write_bytes(data)
    with pytest.raises(AdgenError) as error:
        plan(KINDS["staff"], STAFF, site, "", DAY, "")
    assert codes(error) == ["E542"]
    assert (site / "staff.yaml").read_bytes() == data


def test_nothing_is_overwritten(site: Path) -> None:
    before = make.read_tree(site)
    answers = {"title": "居間", "trade": "cross"}
    with pytest.raises(AdgenError) as error:
        plan(KINDS["case"], answers, site, "living", DAY, "")
    assert codes(error) == ["E541"]
    assert make.read_tree(site) == before
    case, staff = plan(KINDS["case"], answers, site, "new-one", DAY, ""), plan(KINDS["staff"], STAFF, site, "", DAY, "")
    for new in (case, staff):
        (site / new.path).parent.mkdir(exist_ok=True)
        (site / new.path).write_text("somebody else was here\n", "utf-8")
        with pytest.raises(AdgenError) as error:
            write(new)
        assert codes(error) == ["E541"]
        assert (site / new.path).read_text("utf-8") == "somebody else was here\n"


def test_what_cannot_be_written_leaves_nothing_behind(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "staff.yaml").write_text("担当者:\n  - 名前: 見本 修\n    役割: 施工\n", "utf-8")
    (site / "voices").write_text("a file where no folder can be")
    before = make.read_tree(site)

    def held(*_: object) -> None:
        raise PermissionError(13, "open in another program")

    monkeypatch.setattr("adgen.scaffold.place.os.replace", held)
    staff = plan(KINDS["staff"], STAFF, site, "", DAY, "")
    below_a_file = plan(KINDS["case"], {"title": "居間", "trade": "cross"}, site / "voices", "later", DAY, "")
    for new in (staff, below_a_file):
        with pytest.raises(AdgenError) as error:
            write(new)
        assert codes(error) == ["E503"]
    assert make.read_tree(site) == before


def test_links_are_not_followed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (site / "cases/later").symlink_to(tmp_path / "elsewhere")
    (site / "voices.yaml").unlink(missing_ok=True)
    (site / "voices.yaml").symlink_to(tmp_path / "elsewhere/voices.yaml")
    for name, answers in (("case", {"title": "居間", "trade": "cross"}), ("voice", VOICE)):
        with pytest.raises(AdgenError) as error:
            plan(KINDS[name], answers, site, "later", DAY, "")
        assert codes(error) == ["E202"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_photos_may_be_there_first(site: Path) -> None:
    make.write(site, {"cases": {"new-one": {"施工後1.jpg": make.jpeg()}}})
    write(plan(KINDS["case"], {"title": "居間", "trade": "cross"}, site, "new-one", DAY, ""))
    assert sorted(path.name for path in (site / "cases/new-one").iterdir()) == ["case.md", "施工後1.jpg"]


def test_rules_of_law_hold_before_anything_is_written(site: Path) -> None:
    answers = {"title": "山田様邸の壁紙", "trade": "cross", "area": "日進市見本町1丁目2-3"}
    new = plan(KINDS["case"], answers, site, "new-one", DAY, "")
    found = problems_of(new, DAY)
    assert {p.code: new.draft.key_at(p.place.line) for p in found} == {"E319": "title", "E318": "area"}
    assert {p.place.file for p in found} == {(site / "cases/new-one/case.md").as_posix()}


def test_mistakes_that_were_there_are_not_those_of_the_new_one(site: Path) -> None:
    (site / "staff.yaml").write_text(
        "担当者:\n  - 名前: 見本 修\n    役割: 施工\n    経験年数: 長い\n    しらない: 1\n", "utf-8"
    )
    new = plan(KINDS["staff"], {**STAFF, "career": "すこし", "consent": "はい"}, site, "", DAY, "")
    found = problems_of(new, DAY)
    assert [new.draft.key_at(p.place.line - new.first_line + 1) for p in found] == ["career", "consent"]
