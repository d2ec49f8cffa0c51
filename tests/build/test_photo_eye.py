"""What a build makes of verdicts: warnings, notes, cards without bad photos, and a photo at the top."""

from pathlib import Path

import pytest
from PIL import Image

from adgen.build import Report
from adgen.problems.catalogue import explain
from tests import make
from tests.conftest import Build
from tests.photo_report.test_report import SAMPLES
from tests.plan.planning import more
from tests.plan.test_hero import NO_HERO

CASE = Path("cases/living")


def large(name: str) -> bytes:
    """A sample as a telephone takes it."""
    picture = Image.open(SAMPLES / f"{name}.jpg")
    return make.encoded(
        picture.resize((1600, 1600 * picture.height // picture.width), Image.Resampling.LANCZOS), "JPEG"
    )


@pytest.fixture(scope="module")
def photos() -> dict[str, bytes]:
    return {name: large(name) for name in ("border.good", "datestamp.bad")}


def codes(report: Report) -> list[str]:
    return [p.code for p in report.problems]


def test_a_serious_photo_stands_on_no_card(tmp_path: Path, build: Build, photos: dict[str, bytes]) -> None:
    files = {"施工前1.jpg": None, "施工後1.jpg": photos["datestamp.bad"], "細部1.jpg": photos["border.good"]}
    folder, out = make.site(tmp_path / "a", {"cases": {"living": files}}), tmp_path / "out"
    report = build(folder, out)
    assert report.is_built
    assert "W240" in codes(report)
    listing, case = ((out / "cases" / name).read_text("utf-8") for name in ("index.html", "living.html"))
    shown = {p.name[:16] for p in (out / "photos").iterdir()}
    stamped = [key for key in shown if key in case and key not in listing]
    assert stamped, "on its own page it stays"
    assert [key for key in shown if key in listing], "the next photo takes its place"


def test_strict_fails_on_what_is_serious(tmp_path: Path, build: Build, photos: dict[str, bytes]) -> None:
    files = {"施工前1.jpg": None, "施工後1.jpg": photos["datestamp.bad"]}
    hero = {"hero.jpg": photos["border.good"]}
    folder = make.site(tmp_path / "a", {"cases": {"living": files}, "photos": hero})
    report = build(folder, tmp_path / "out", strict=True)
    assert not report.is_built
    assert "W240" in codes(report)
    accepted = (
        "写真:",
        "  - ファイル: 施工後1.jpg",
        "    承諾済み:",
        "      - 検査: 日付の焼き込み",
        "        理由: 古い工事です",
    )
    make.write(folder, more("cases/living/case.md", *accepted))
    assert "W240" not in codes(build(folder, tmp_path / "out", strict=True))


def test_photos_with_a_place_are_counted_once(tmp_path: Path, build: Build) -> None:
    files = {name: make.jpeg(exif=make.exif()) for name in ("施工前1.jpg", "施工後1.jpg")}
    report = build(make.site(tmp_path / "a", {"cases": {"living": files}}), tmp_path / "out")
    (note,) = [p for p in report.problems if p.code == "W251"]
    assert "2枚" in explain(note)
    assert "W248" not in codes(report)


def test_names_of_checks_that_are_none(tmp_path: Path, build: Build) -> None:
    wrong = (
        "写真:",
        "  - ファイル: 施工後1.jpg",
        "    承諾済み:",
        "      - 検査: ピンぼけ",
        "        理由: a",
        "      - 検査: 美しさ",
        "        理由: b",
    )
    report = build(make.site(tmp_path / "a", more("cases/living/case.md", *wrong)), tmp_path / "out")
    told = [explain(p) for p in report.problems if p.code == "W252"]
    assert ["「ピンぼけ」" in text or "「美しさ」" in text for text in told] == [True, True]
    assert "ぼけ・手ブレ、" in told[0]


def test_the_best_photo_stands_at_the_top(tmp_path: Path, build: Build, photos: dict[str, bytes]) -> None:
    files = {"施工前1.jpg": None, "施工後1.jpg": photos["datestamp.bad"], "施工後2.jpg": photos["border.good"]}
    folder = make.site(tmp_path / "a", make.merged(NO_HERO, {"cases": {"living": files}}))
    report = build(folder, tmp_path / "out")
    (note,) = [p for p in report.problems if p.code == "W253"]
    assert "トップの写真に cases/living/施工後2.jpg を選びました" in explain(note)
    assert "施工後1" not in explain(note)
    assert 'fetchpriority="high"' in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_a_site_that_shows_its_name_only_is_told_nothing(tmp_path: Path, build: Build) -> None:
    report = build(make.site(tmp_path / "a", more("site.yaml", "公開: いいえ")), tmp_path / "out")
    assert not {code for code in codes(report) if code.startswith("W2")}
