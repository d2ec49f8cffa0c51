"""adgen photos check: table, JSON and page, of folders and of sites."""

import json
import shutil
from pathlib import Path

import pytest

from tests import make
from tests.conftest import Run
from tests.photo_report.test_report import SAMPLES
from tests.plan.planning import more


@pytest.fixture
def place(tmp_path: Path) -> Path:
    photos = tmp_path / "iPhone"
    photos.mkdir()
    for name in ("dark", "datestamp", "tilt"):
        shutil.copy(SAMPLES / f"{name}.bad.jpg", photos / f"{name}.jpg")
    shutil.copy(SAMPLES / "colour_cast.good.jpg", photos / "良い.jpg")
    accepted = more("site.yaml", "  承諾済み:", "    - 検査: 大きさ", "      理由: 小さく使います")["site.yaml"]
    hero = accepted.replace("更新日: 2026-11-18\n", "") + "更新日: 2026-11-18\n"
    make.site(tmp_path / "sites" / "aozora", {"site.yaml": hero})
    return tmp_path


def test_a_folder(place: Path, adgen: Run) -> None:
    result = adgen("photos", "check", "iPhone")
    assert result.code == 0
    assert "差し替え  dark.jpg       暗すぎて、様子がわかりません" in result.out
    assert "差し替え  datestamp.jpg  写真に日付が焼き込まれています" in result.out
    assert "注意      tilt.jpg" in result.out
    assert "良い.jpg" not in result.out
    assert "写真4枚: 差し替えたほうがよいもの2枚、注意1枚、問題のないもの1枚" in result.out
    assert "表札" in result.out
    assert not list(place.glob(".adgen*")), "a folder of photos leaves nothing behind"


def test_in_english(place: Path, adgen: Run) -> None:
    result = adgen("photos", "check", "iPhone", "--lang", "en")
    assert "serious  dark.jpg       the photo is too dark to show the work" in result.out
    assert "4 photos: 2 serious, 1 mild, 1 good" in result.out


@pytest.mark.parametrize(("photos", "code"), [("iPhone", 1), ("aozora", 1), ("sites/aozora/photos", 1)])
def test_strict(photos: str, code: int, place: Path, adgen: Run) -> None:
    assert adgen("photos", "check", photos, "--strict").code == code
    assert adgen("photos", "check", photos).code == 0


def test_strict_is_content_with_good_photos(place: Path, adgen: Run) -> None:
    for name in ("dark.jpg", "datestamp.jpg"):
        (place / "iPhone" / name).unlink()
    assert adgen("photos", "check", "iPhone", "--strict").code == 0


def test_a_site_and_a_folder_at_once(place: Path, adgen: Run) -> None:
    result = adgen("photos", "check", "aozora", "iPhone", "--json", "out/a.json", "--html", "out/a.html")
    assert result.code == 0
    assert "青空内装:" in result.out
    assert "out/a.html を開くと" in result.out
    found = {photo["file"]: photo for photo in json.loads((place / "out/a.json").read_text("utf-8"))}
    assert {"iPhone/dark.jpg", "sites/aozora/photos/hero.jpg"} <= found.keys()
    (small,) = [f for f in found["sites/aozora/photos/hero.jpg"]["findings"] if f["check"] == "too_small"]
    assert (small["code"], small["accepted"]) == ("W221", "小さく使います")
    page = (place / "out/a.html").read_text("utf-8")
    assert "承諾済み：小さく使います" in page
    assert page.count("<h2>") == 2


def test_a_site_with_photos_that_cannot_be_read(place: Path, adgen: Run) -> None:
    for name in ("施工前1.jpg", "施工後1.jpg"):
        (place / "sites/aozora/cases/living" / name).write_bytes(make.jpeg()[:300])
    result = adgen("photos", "check", "aozora", "--json", "a.json", "--html", "a.html")
    assert result.code == 0
    found = json.loads((place / "a.json").read_text("utf-8"))
    broken = [photo["file"] for photo in found if photo["findings"][0]["check"] == "unreadable"]
    assert broken == ["cases/living/施工前1.jpg", "cases/living/施工後1.jpg"]
    assert (place / "a.html").read_text("utf-8").count("読めません") >= 2


def test_what_is_no_site_and_no_folder(place: Path, adgen: Run) -> None:
    result = adgen("photos", "check", "どこか", "nowhere")
    assert result.code == 1
    assert "[E139]" in result.err
    assert "Traceback" not in result.err
