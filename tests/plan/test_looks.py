"""What is told of colours, of the words of photos, and of headings: with numbers, and only where it helps."""

from pathlib import Path
from typing import Any

import pytest

from adgen.model.picture import PhotoFacts
from adgen.model.site import Site
from adgen.pages.theme import load_theme, theme_folder
from adgen.plan.looks import check_looks
from adgen.problems import Problem
from tests import make
from tests.plan.planning import more, nested, read, with_lines


def facts_of(site: Site, light: int = 40) -> dict[str, PhotoFacts]:
    """Every photo in one grey."""
    return {p.path: PhotoFacts("d", 1600, 900, "JPEG", (light,) * 192, "#888888", (0.5, 0.5)) for p in site.photos}


def told(folder: Path, changes: make.Files | None = None, light: int = 40) -> list[Problem]:
    site = read(folder, changes)
    return list(check_looks(site, facts_of(site, light), load_theme(theme_folder()).recipes))


def test_a_good_site_is_told_nothing(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#ffcc00", "1.5"), ("#ffffff", "1.0"), ("#808080", "3.9"), ("#2f6b4f", None)]
)
def test_a_colour_that_cannot_carry_white_text(colour: str, ratio: str | None, tmp_path: Path) -> None:
    found = told(tmp_path, more("site.yaml", "見た目:", f'  色: "{colour}"'))
    assert [(p.code, p.values["ratio"], p.values["asked"]) for p in found] == (
        [("W611", ratio, colour)] if ratio else []
    )
    if found:
        used = more("site.yaml", "見た目:", f'  色: "{found[0].values["used"]}"')
        assert told(tmp_path / "again", used) == [], "the colour that is named works"


@pytest.mark.parametrize(("layout", "light", "codes"), [("全面", 250, ["W612"]), ("全面", 60, []), ("左右", 250, [])])
def test_a_photo_that_is_bright_behind_the_text(layout: str, light: int, codes: list[str], tmp_path: Path) -> None:
    found = told(tmp_path, more("site.yaml", "見た目:", f"  トップ写真: {layout}"), light)
    assert [p.code for p in found] == codes
    assert all(55 <= p.values["percent"] <= 70 for p in found)


def test_photos_for_which_no_words_can_stand_in(tmp_path: Path) -> None:
    """Of two photos of one kind in a case the second would be read with the words of the first."""
    more_photos = {"cases": {"living": {"施工後2.jpg": make.jpeg(), "施工後3.jpg": make.jpeg()}}}
    wordless = with_lines("site.yaml").replace("  説明: 明るい居間\n", "")
    (found,) = told(tmp_path, make.merged(more_photos, {"site.yaml": wordless}))
    assert (found.code, found.values["count"], found.values["all"]) == ("W613", 3, 5)
    assert found.values["first"] == "photos/hero.jpg"


ALTS = {
    "IMG_1234": True,
    "施工後1.jpg": True,
    "写真": True,
    "居間の写真": True,
    "白い壁の画像です。": True,
    "あ" * 81: True,
    "白い壁紙を張った6畳の寝室": False,
    "写真を飾った棚のある居間": False,
    "壁": False,
}


@pytest.mark.parametrize(("alt", "useless"), ALTS.items())
def test_words_that_say_nothing(alt: str, useless: bool, tmp_path: Path) -> None:
    lines = ["写真:"] + [f'  - ファイル: {name}\n    説明: "{alt}"' for name in ("施工前1.jpg", "施工後1.jpg")]
    found = told(tmp_path, more("cases/living/case.md", *lines))
    assert [p.code for p in found] == ["W614", "W614"] * useless


def test_long_words_at_the_top(tmp_path: Path) -> None:
    site = with_lines("site.yaml").replace("下地から直します。", "あ" * 41)
    case = with_lines("cases/living/case.md").replace("居間の壁を白く", "い" * 61)
    found = told(tmp_path, make.merged({"site.yaml": site}, nested("cases/living/case.md", case)))
    said: list[Any] = [(p.code, p.values["label"], p.values["length"], p.values["lines"]) for p in found]
    assert said == [("W615", "一言", 41, 4), ("W615", "題名", 61, 6)]
    assert all(p.place.line for p in found)


def test_headings_that_skip_a_level(tmp_path: Path) -> None:
    body = "\n\n#### 飛ぶ\n\n## 上\n\n### 下\n\n##### また飛ぶ\n"
    found = told(tmp_path, nested("cases/living/case.md", with_lines("cases/living/case.md") + body))
    assert [(p.code, p.place.source) for p in found] == [("W616", "#### 飛ぶ"), ("W616", "##### また飛ぶ")]
    assert (
        told(tmp_path / "b", nested("cases/living/case.md", with_lines("cases/living/case.md") + "\n# 上\n\n### 下\n"))
        == []
    )


def test_nothing_is_told_of_a_name_alone(tmp_path: Path) -> None:
    assert told(tmp_path, more("site.yaml", "公開: いいえ", "見た目:", '  色: "#ffffff"')) == []
