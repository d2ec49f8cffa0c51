"""How a contractor may write what is done to a photo, what is refused, and that one photo is edited everywhere alike."""

from pathlib import Path

import pytest

from adgen.model.edits import Edits, Straighten
from adgen.model.photo import PhotoEntry
from adgen.problems.catalogue import explain
from tests import make
from tests.content.reading import fields, load, more, told

AREA = (0.1, 0.6, 0.2, 0.1)

READ = {
    "回転: -1.5": {"rotate": -1.5},
    "回転: 右に1.5度": {"rotate": 1.5},
    "rotate: 左へ 2 度": {"rotate": -2.0},
    "回転: ＋１．５°": {"rotate": 1.5},
    "回転: −1.5": {"rotate": -1.5},
    "回転: 270": {"rotate": 270.0},
    "回転: 左に90度": {"rotate": -90.0},
    "回転: 91.5": {"rotate": 91.5},
    "明るさ: +0.3": {"exposure": 0.3},
    "exposure: -1 EV": {"exposure": -1.0},
    "明るさ: 0.5段": {"exposure": 0.5},
    "明るさ: -.5": {"exposure": -0.5},
    "傾き: 自動": {"straighten": Straighten.auto},
    "straighten: auto": {"straighten": Straighten.auto},
    "傾き: なし": {},
    "切り取り: 0, 0.1, 1, 0.9": {"crop": (0.0, 0.1, 1.0, 0.9)},
    "切り取り: [0, 0.1, 1, 0.9]": {"crop": (0.0, 0.1, 1.0, 0.9)},
    "切り取り: [0, .1, 1, .9]": {"crop": (0.0, 0.1, 1.0, 0.9)},
    "crop: 0% 10% 100% 90%": {"crop": (0.0, 0.1, 1.0, 0.9)},
    "切り取り: 0、0.1、1、0.9": {"crop": (0.0, 0.1, 1.0, 0.9)},
    "隠す: [[0.1, 0.6, 0.2, 0.1]]": {"hide": (AREA,)},
    "隠す: [0.1, 0.6, 0.2, 0.1]": {"hide": (AREA,)},
    "隠す: 0.1, 0.6, 0.2, 0.1": {"hide": (AREA,)},
    "hide:\n  - 0.1, 0.6, 0.2, 0.1\n  - [0, 0, 0.5, 0.5]": {"hide": (AREA, (0.0, 0.0, 0.5, 0.5))},
    "隠す:\n  - 10% 60% 20% 10%\n  - - 0\n    - 0\n    - 0.5\n    - 0.5": {"hide": (AREA, (0.0, 0.0, 0.5, 0.5))},
    "隠す: []": {},
    "隠す:": {},
}


@pytest.mark.parametrize(("text", "values"), READ.items(), ids=READ)
def test_what_may_be_written(text: str, values: dict[str, object]) -> None:
    found, _, problems = fields(Edits, text + "\n")
    assert problems == []
    assert found == Edits().model_copy(update=values)


WRONG = {
    "E155": (("11", "45", "-10.5", "79", "少し", "1.5.2", "360", "", "90 0"), "回転"),
    "E156": (("1.1", "-2", "明るく", "+", "0,5", "1e3"), "明るさ"),
    "E157": (
        ("0.1, 0.2, 0.3", "0, 0, 1, 1, 1", "0.9, 0, 0.2, 1", "0, 0.5, 1, 0.6", "0, 0, 0, 1", "-0.1, 0, 1, 1", "左上", "10, 20, 30, 40"),
        "切り取り",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "value", "label"),
    [(code, value, label) for code, (values, label) in WRONG.items() for value in values if value],
)
def test_what_is_refused(code: str, value: str, label: str) -> None:
    """The second mistake in each is another key that no edits have."""
    found, _, problems = fields(Edits, f"{label}: '{value}'\n鮮やかさ: 2\n")
    assert [p.code for p in problems] == ["E141", code]
    assert f"「{label}」を" in explain(problems[1])
    assert f"{label}: " in explain(problems[1]).split("→")[1]
    assert f"「{value}」" in explain(problems[1])
    assert found == Edits()


def test_each_part_to_hide_is_told_at_its_place() -> None:
    text = "file: a.jpg\nedits:\n  hide:\n    - [0.1, 0.6, 0.2]\n    - [0, 0, 0.5, 0.5]\n    - [0.9, 0.9, 0.2, 0.2]\n  crop: {x: 1}\n"
    _, _, problems = fields(PhotoEntry, text)
    assert sorted((p.code, p.place.line, p.place.column, p.place.span) for p in problems) == [
        ("E104", 7, 9, 0),
        ("E157", 4, 7, 15),
        ("E157", 6, 7, 20),
    ]


def test_a_focal_point_as_a_list() -> None:
    entry, _, problems = fields(PhotoEntry, "file: a.jpg\nfocus: [0.2, 0.8]\n")
    assert (entry.focus, problems) == ((0.2, 0.8), [])
    _, _, problems = fields(PhotoEntry, "file: a.jpg\nfocus: [0.2, 80]\nedits: {hide: [[0.2, x]]}\n")
    assert sorted(p.code for p in problems) == ["E129", "E157"]


HERO = "photos:\n  - file: {name}\n    edits: {{{edits}}}\n"


def hero_of_the_case(*, edits: str = "", own: str = "") -> make.Files:
    """The photo at the top is one of a case, which may have edits in either place."""
    hero = "\n  ファイル: photos/hero.jpg\n  説明: 明るい居間"
    site = more("site.yaml", "").replace(hero, f" {{file: cases/living/施工後1.jpg, edits: {{{own}}}}}")
    case = more("cases/living/case.md", HERO.format(name="施工後1.jpg", edits=edits))
    return {"site.yaml": site, "cases": {"living": {"case.md": case}}}


@pytest.mark.parametrize("own", [True, False], ids=["edits: {}", "no edits"])
def test_a_photo_is_edited_wherever_it_is_named(own: bool, tmp_path: Path) -> None:
    changes = hero_of_the_case(edits="hide: [[0, 0, 0.2, 0.2]]")
    site, problems = load(tmp_path, changes if own else {**changes, "site.yaml": bare_hero()})
    assert problems == []
    assert site.hero is not None
    assert (
        site.hero.entry.edits
        == site.cases[0].photos[0].entry.edits
        == Edits.model_validate({"hide": ("0, 0, 0.2, 0.2",)})
    )
    assert [p.entry.edits for p in site.photos if p.path != site.hero.path] == [None] * (len(site.photos) - 2)


def bare_hero() -> str:
    return more("site.yaml", "").replace("photos/hero.jpg", "cases/living/施工後1.jpg")


def test_two_records_that_do_not_agree(tmp_path: Path) -> None:
    changes = make.merged(
        hero_of_the_case(own="rotate: 1", edits="rotate: 2"),
        {
            "services": {
                "kabegami.md": more(
                    "services/kabegami.md", "photos: [{file: cases/living/施工後1.jpg, edits: {rotate: 3}}]"
                )
            }
        },
    )
    _, problems = load(tmp_path, changes)
    assert told(tmp_path, problems) == ["E215 cases/living/case.md:16", "E215 services/kabegami.md:9"]
    assert all("site.yaml:19" in explain(p) and "施工後1.jpg" in explain(p) for p in problems)
