"""A contractor's folder into a Site: names as systems write them, roles of photos, and names that lead somewhere."""

import os
import unicodedata
from pathlib import Path

import pytest

from adgen.content.case_photos import role_of
from adgen.content.files import slug_for
from adgen.content.load import load_site, site_slug
from adgen.model.picture import is_photo
from adgen.model.site import Site
from adgen.model.values import Role
from adgen.problems import Problem, in_order
from adgen.problems.catalogue import explain
from tests import make
from tests.content.reading import base, less, line, load, more, told

NFD = unicodedata.normalize("NFD", "施工後ガーデン.jpg")
CASE = "cases/living/case.md"


def case(text: str, **files: bytes | str) -> make.Files:
    """The case `living` with another case.md and more files."""
    return {"cases": {"living": {"case.md": text, **{name.replace("_", "."): data for name, data in files.items()}}}}


def read_folder(folder: Path) -> tuple[Site, list[Problem]]:
    site, problems = load_site(folder)
    return site, list(in_order(problems))


def test_the_good_site_is_without_a_mistake(tmp_path: Path) -> None:
    site, problems = load(tmp_path, {})
    assert problems == []
    assert (site.slug, site.profile.name) == ("aozora", "青空内装")
    assert [c.slug for c in site.cases] == ["living", "toilet"]
    assert [s.slug for s in site.services] == ["kabegami"]
    assert site.profile.trades == ("cross",)
    assert [(p.path, p.role) for p in site.cases[0].photos] == [
        ("cases/living/施工前1.jpg", Role.before),
        ("cases/living/施工後1.jpg", Role.after),
    ]
    assert next(p.path for p in site.photos) == "photos/hero.jpg"


def test_every_demo_site_is_without_a_mistake() -> None:
    for folder in sorted((Path(__file__).parent.parent.parent / "sites").iterdir()):
        if folder.is_dir():
            assert [explain(p) for p in read_folder(folder)[1]] == []


# ---------------------------------------------------------------- names of files


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("施工前1.jpg", Role.before),
        ("before-1.jpg", Role.before),
        ("Before 1.JPG", Role.before),
        ("施工中.png", Role.during),
        ("during_2.webp", Role.during),
        ("施工後（南）.jpg", Role.after),
        ("ａｆｔｅｒ１.jpg", Role.after),
        (unicodedata.normalize("NFD", "施工後ガ.jpg"), Role.after),
        ("IMG_1234.jpg", None),
        ("写真before.jpg", None),
    ],
)
def test_the_role_is_in_the_name(name: str, role: Role | None) -> None:
    assert role_of(name) == role


def test_what_counts_as_a_photo() -> None:
    names = ["a.jpg", "a.JPEG", "a.heic", "a.webp", "a.avif", "a.png", "a.txt", "a.svg", "a.pdf", "LICENCE.md", "jpg"]
    assert [n for n in names if is_photo(n)] == names[:6]


def test_photos_named_and_photos_lying_there(tmp_path: Path) -> None:
    text = more(CASE, "写真:\n  - ファイル: 施工後1.jpg\n    説明: 白い壁\n    種類: 細部\n")
    site, problems = load(tmp_path, case(text, during_jpg=make.jpeg(), after2_png=make.jpeg(), notes_txt="x"))
    assert problems == []
    assert [(p.path.rpartition("/")[2], p.role.value) for p in site.cases[0].photos] == [
        ("施工後1.jpg", "細部"),
        ("施工前1.jpg", "施工前"),
        ("during.jpg", "施工中"),
        ("after2.png", "施工後"),
    ]
    assert site.cases[0].photos[0].place.line == line(text, "ファイル: 施工後1.jpg")
    assert site.cases[0].photos[0].consent == site.cases[0].record.consent


def test_names_are_matched_as_every_system_writes_them(tmp_path: Path) -> None:
    text = more(CASE, f"写真:\n  - {unicodedata.normalize('NFC', NFD)}\n  - AFTER3.JPG\n  - Photo.JPG\n")
    files: make.Files = {
        NFD: make.jpeg(),
        "after3.jpg": make.jpeg(),
        "photo.jpg": make.jpeg(),
        "Photo.JPG": make.jpeg(),
    }
    site, problems = load(tmp_path, {"cases": {"living": {"case.md": text, **files}}})
    assert told(tmp_path, problems) == [f"W203 {CASE}:{line(text, 'AFTER3')}", "W133 cases/living/photo.jpg"]
    assert "書かれた名前: AFTER3.JPG、実際の名前: after3.jpg" in explain(problems[0])
    named = [p.path.rpartition("/")[2] for p in site.cases[0].photos[:3]]
    assert named == [NFD, "after3.jpg", "Photo.JPG"]


def test_a_photo_lying_there_may_have_any_name(tmp_path: Path) -> None:
    files: make.Files = {"施工後 50%.jpg": make.jpeg(), "施工後~2.jpg": make.jpeg(), "施工後 a:b.jpg": make.jpeg()}
    site, problems = load(tmp_path, {"cases": {"living": files}})
    assert problems == []
    assert {*files} <= {p.path.rpartition("/")[2] for p in site.cases[0].photos}
    assert {*files} <= {p.entry.file for p in site.cases[0].photos}


def test_photos_that_are_not_there(tmp_path: Path) -> None:
    text = more(CASE, "写真:\n  - 施工後9.jpg\n  - a.jpg\n  - other/b.jpg\n")
    files: make.Files = {"A.jpg": make.jpeg(), "A.JPG": make.jpeg()}
    profile = base("site.yaml").replace("photos/hero.jpg", "photos/nothing.jpg")
    _, problems = load(tmp_path, {"cases": {"living": {"case.md": text, **files}}, "site.yaml": profile})
    photos = [p for p in problems if p.code[0] == "E"]
    first = line(text, "施工後9.jpg")
    assert told(tmp_path, photos) == [
        f"E203 {CASE}:{first}",
        f"E209 {CASE}:{first + 1}",
        f"E203 {CASE}:{first + 2}",
        f"E203 site.yaml:{line(profile, 'nothing.jpg')}",
    ]
    words = explain(photos[0])
    assert "写真「cases/living/施工後9.jpg」が見つかりません" in words
    assert "cases/living にある写真: A.JPG、A.jpg、施工前1.jpg、施工後1.jpg" in words
    assert "          ^^^^^^^^^^^" in words
    assert "other にある写真: （写真はありません）" in explain(photos[2])


def test_a_photo_that_was_refused_is_not_looked_for(tmp_path: Path) -> None:
    text = more(CASE, "写真:\n  - ../../hero.jpg\n  - 説明: ファイルのない写真\n")
    _, problems = load(tmp_path, case(text))
    first = line(text, "../../hero.jpg")
    assert told(tmp_path, problems) == [f"E201 {CASE}:{first}", f"E130 {CASE}:{first + 1}"]


@pytest.mark.parametrize(
    ("name", "trade", "slug"),
    [
        ("living-yani", "cross", "living-yani"),
        ("2026 Living_Room", "cross", "2026-living-room"),
        ("ＬＩＶＩＮＧ", "cross", "living"),
        ("---", "ext_paint", "ext-paint-"),
        ("居間の壁", "cross", "cross-"),
        ("居間の壁", "壁紙", "cross-"),
        ("居間の壁", "わからない業種", "page-"),
        ("居間の壁", "", ""),
    ],
)
def test_japanese_names_never_reach_an_address(name: str, trade: str, slug: str) -> None:
    made = slug_for(name, trade)
    assert made.startswith(slug)
    assert made.isascii()
    assert (len(made) == len(slug)) == (not slug.endswith("-"))


def test_an_address_is_the_same_on_every_system() -> None:
    assert slug_for("ガーデン", "deck") == slug_for(unicodedata.normalize("NFD", "ガーデン"), "deck")
    assert slug_for("ガーデン", "deck") != slug_for("ガレージ", "deck")
    assert len(slug_for("a" * 200, "")) == 60


# ---------------------------------------------------------------- names that lead somewhere


def test_names_that_lead_into_what_cannot_be_read_are_not_told_as_well(tmp_path: Path) -> None:
    living = more(CASE, "担当者: 見本 修\nお客様の声: v-chikusa")
    profile = base("site.yaml").replace("保管（2019年から）", "保管\n    事例: toilet")
    folder = make.site(
        tmp_path / "aozora",
        {
            "cases": {"living": {"case.md": living}},
            "services": {"kabegami.md": b"\xff\xfe\xfd"},
            "staff.yaml": "担当者: [\n",
            "voices.yaml": bytes(9),
            "site.yaml": profile,
        },
    )
    (folder / "cases/toilet/case.md").unlink()
    (folder / "cases/toilet").rmdir()
    (folder / "cases/toilet").symlink_to("living")
    _, problems = read_folder(folder)
    assert sorted(p.code for p in problems) == ["E101", "E110", "E115", "E202"]
    (folder / "cases/toilet").unlink()
    make.write(folder, {"staff.yaml": "担当者:\n  - {名前: 見本 恵, 役割: 施工}\n"})
    assert {"E152", "E154"} <= {p.code for p in read_folder(folder)[1]}


def test_references_that_lead_nowhere(tmp_path: Path) -> None:
    living = more(CASE, "担当者: だれか\nお客様の声: v-nobody\nほかの業種: 壁紙、魔法")
    toilet = more("cases/toilet/case.md", "業務: nothing").replace("業種: 壁紙・クロス張替え", "業種: クロスはりかえ")
    service = base("services/kabegami.md").replace("    金額:", "    事例: living、nowhere\n    金額:")
    profile = base("site.yaml").replace("保管（2019年から）", "保管\n    事例: neverwhere")
    changes: make.Files = {
        "cases": {"living": {"case.md": living}, "toilet": {"case.md": toilet}},
        "services": {"kabegami.md": service},
        "staff.yaml": "担当者:\n  - {名前: 見本 修, 役割: 施工}\n",
        "site.yaml": profile,
    }
    _, problems = load(tmp_path, changes)
    assert told(tmp_path, problems) == [
        f"E152 {CASE}:{line(living, 'だれか')}",
        f"E153 {CASE}:{line(living, 'v-nobody')}",
        f"E150 {CASE}:{line(living, '魔法')}",
        f"E150 cases/toilet/case.md:{line(toilet, 'クロスはりかえ')}",
        f"E151 cases/toilet/case.md:{line(toilet, 'nothing')}",
        f"E154 services/kabegami.md:{line(service, 'nowhere')}",
        f"E154 site.yaml:{line(profile, 'neverwhere')}",
    ]
    assert "staff.yaml にあるのは: 見本 修" in explain(problems[0])
    assert "voices.yaml にある id は: （まだありません）" in explain(problems[1])
    assert "たとえば: 壁紙・クロス張替え" in explain(problems[3])
    assert "cases/ にあるのは: living、toilet" in explain(problems[5])


def test_references_that_lead_somewhere(tmp_path: Path) -> None:
    changes: make.Files = {
        "cases": {"living": {"case.md": more(CASE, "担当者: 見本 修\nお客様の声: v-1\nほかの業種: floor_wood")}},
        "staff.yaml": "担当者:\n  - {名前: 見本 修, 役割: 施工}\n",
        "voices.yaml": "お客様の声:\n  - {id: v-1, 原文: よかった, 日付: 2026年5月, 業種: クロス}\n",
        "faq.yaml": "よくある質問:\n  - {質問: いつ, 答え: 春, 業種: 壁紙}\n",
    }
    site, problems = load(tmp_path, changes)
    assert problems == []
    assert (site.voices[0].record.trade, site.faq[0].record.trade, site.staff[0].record.name) == (
        "cross",
        "cross",
        "見本 修",
    )
    assert site.voices[0].places("trade").line == 2


def test_two_of_one_address(tmp_path: Path) -> None:
    changes: make.Files = {
        "cases": {"toilet": {"case.md": more("cases/toilet/case.md", "公開名: living")}},
        "services": {"b.md": more("services/kabegami.md", "公開名: kabegami")},
    }
    _, problems = load(tmp_path, changes)
    assert told(tmp_path, problems) == [
        f"E135 {CASE}:2",
        "E135 cases/toilet/case.md:2",
        "E135 services/b.md:2",
        "E135 services/kabegami.md:2",
    ]
    assert "toilet/case.md" in explain(problems[0])


# ---------------------------------------------------------------- files and folders


def test_every_file_tells_its_mistakes_in_one_run(tmp_path: Path) -> None:
    changes: make.Files = {
        "site.yaml": "電和: 1\n" + base("site.yaml"),
        "staff.yaml": "担当者:\n  - 名前: 修\n  - 役割: 施工\n",
        "voices.yaml": "お客様の声：\n  - 原文: a\n",
        "faq.yaml": "よくある質問: [質問: a]\n",
        "services": {"kabegami.md": "題名のない文\n", "b.md": "---\n題名: [a]\n業種: 壁紙\n---\n"},
        "cases": {"living": {"case.md": b"\xff\xfe\xff"}, "empty": {}, "text": {"case.md.txt": "x"}},
    }
    _, problems = load(tmp_path, changes)
    assert told(tmp_path, problems) == [
        "E133 cases/empty",
        f"E101 {CASE}:1",
        "E132 cases/text/case.md.txt",
        "E130 faq.yaml:1",
        "E104 services/b.md:2",
        "E116 services/kabegami.md:1",
        "E141 site.yaml:1",
        "E130 staff.yaml:2",
        "E130 staff.yaml:3",
        "E102 voices.yaml:1",
        "E130 voices.yaml:2",
    ]


def test_notes_beside_the_content_are_no_content(tmp_path: Path) -> None:
    notes: make.Files = {"LICENCE.md": "x", "README.md": "x", "readme.md": "x", "memo.txt": "x", ".hidden.md": "x"}
    site, problems = load(
        tmp_path, {"services": notes, "cases": {**notes, "living": notes}, "inbox": {"mail.eml": "x"}}
    )
    assert problems == []
    assert len(site.services) == 1


def test_an_unreadable_file_is_there_as_examples(tmp_path: Path) -> None:
    changes: make.Files = {
        "site.yaml": "屋号: [\n代表者: x\n",
        "cases": {"living": {"case.md": "なにもない"}, "toilet": {"case.md": more("cases/toilet/case.md", "業務: x")}},
    }
    site, problems = load(tmp_path, changes)
    assert [p.code for p in problems] == ["E116", "E151", "E115"]
    assert not site.profile.published, "nothing is known of permits and proofs"
    assert [len(c.photos) for c in site.cases] == [2, 0], "its photos are looked at in the same run"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, ["E131 "]),
        ({"site.yml": "屋号: a\n"}, ["E132 site.yml"]),
        ({"site.yaml.txt": "屋号: a\n"}, ["E132 site.yaml.txt"]),
        (
            {"Site.YAML": "屋号: a\n", "staff.yaml": "x: 1\ny: 2\n"},
            ["E132 Site.YAML", "E141 staff.yaml:1", "E141 staff.yaml:2"],
        ),
        ({"site.yaml": ""}, ["E130 site.yaml:1"] * 3),
        ({"site.yaml": "# あとで書く\n"}, ["E130 site.yaml:1"] * 3),
    ],
)
def test_no_site_yaml(tmp_path: Path, files: make.Files, expected: list[str]) -> None:
    _, problems = read_folder(make.write(tmp_path / "aozora", files))
    names = [line.replace(f"{tmp_path.as_posix()}/aozora", "") for line in told(tmp_path, problems)]
    assert sorted(names) == expected


def test_the_name_of_the_output_folder(tmp_path: Path) -> None:
    def slug(name: str, text: str) -> str:
        return site_slug(make.write(tmp_path / name, {"site.yaml": text}))

    assert slug("Aozora Naisou", "屋号: a\n") == "aozora-naisou"
    assert slug("青空", "公開名: aozora\n") == "aozora"
    assert slug("b", "屋号：[") == "b"
    assert site_slug(make.write(tmp_path / "c", {})) == "c"


def test_a_japanese_folder_needs_a_name_for_its_address(tmp_path: Path) -> None:
    _, problems = read_folder(make.site(tmp_path / "青空", {"site.yaml": more("site.yaml", "電和: x")}))
    assert [p.code for p in problems] == ["E134", "E141"]
    assert "フォルダの名前「青空」はアドレスに使えません" in explain(problems[0])


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for administrators only")
def test_links_are_refused_wherever_they_stand(tmp_path: Path) -> None:
    secret = make.write(tmp_path / "secret", {"a.yaml": "屋号: a\n", "b.jpg": make.jpeg(), "case.md": "x"})
    folder = make.site(tmp_path / "aozora", {"staff.yaml": None, "cases": {"living": {"施工前1.jpg": None}}})
    (folder / "staff.yaml").symlink_to(secret / "a.yaml")
    (folder / "faq.yaml").mkdir()
    (folder / "cases" / "far").symlink_to(secret)
    (folder / "cases" / "living" / "施工後2.jpg").symlink_to(secret / "b.jpg")
    (folder / "services" / "c.md").symlink_to(secret / "case.md")
    site, problems = read_folder(folder)
    assert told(tmp_path, problems) == ["E202 cases/far", "E202 faq.yaml", "E202 services/c.md", "E202 staff.yaml"]
    assert "cases/living/施工後2.jpg" in [p.path for p in site.photos], "the build refuses it when it reads it"


def test_names_that_cannot_be_written(tmp_path: Path) -> None:
    folder = make.site(tmp_path / "aozora")
    living = os.fsencode(folder / "cases" / "living")
    for name in ("施工後3.jpg".encode("cp932"), b"after\n4.jpg", "after\u202egpj.5.jpg".encode()):
        Path(os.fsdecode(living + b"/" + name)).write_bytes(make.jpeg())
    site, problems = read_folder(folder)
    assert [p.code for p in problems] == ["E210"] * 3
    assert all(explain(p).encode() for p in problems)
    assert "after\\n4.jpg" in "".join(explain(p) for p in problems)
    assert len(site.cases[0].photos) == 2


def test_files_and_bodies_that_are_too_long(tmp_path: Path) -> None:
    changes: make.Files = {
        "staff.yaml": "a: " + "x" * 300_000,
        "cases": {"living": {"case.md": base(CASE) + "あ" * 50_001}},
    }
    _, problems = load(tmp_path, changes)
    assert told(tmp_path, problems) == [f"E111 {CASE}:{line(base(CASE), '窓を開けて')}", "E106 staff.yaml"]


def test_too_many_files(tmp_path: Path) -> None:
    folder = make.site(tmp_path / "aozora", {"staff.yaml": "x: 1\n"})
    for number in range(2_001):
        (folder / "cases" / "living" / f"after-{number}.jpg").touch()
    _, problems = read_folder(folder)
    assert told(tmp_path, problems) == ["E106 cases/living", "E141 staff.yaml:1"]


def test_a_site_yaml_that_lacks_what_it_needs_is_checked_all_the_same(tmp_path: Path) -> None:
    _, problems = load(tmp_path, {"site.yaml": "電和: 1\n" + less("site.yaml", "代表者", "メール")})
    assert told(tmp_path, problems) == ["E130 site.yaml:1", "E130 site.yaml:1", "E141 site.yaml:1"]
