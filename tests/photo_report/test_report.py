"""The report over folders and sites: what is gathered, its JSON, and its page."""

import io
import json
import re
import shutil
from base64 import b64decode
from pathlib import Path

import pytest
from PIL import Image

from adgen.photo_report import Report, bad, counts, of_folder
from adgen.photo_report.data import as_json
from adgen.photo_report.page import report_page
from adgen.photos.checks import CHECKS
from adgen.photos.checks.declare import Grade
from adgen.photos.checks.slot import Slot
from tests import make
from tests.here import Here

SAMPLES = Path(__file__).parents[1] / "photos" / "checks" / "samples"
BAD = ("dark", "blur", "tilt", "datestamp", "gps")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bad samples, two good photos of which one is there twice, one that is cut short and one that is no photo."""
    place = tmp_path_factory.mktemp("写真")
    for name in BAD:
        shutil.copy(SAMPLES / f"{name}.bad.jpg", place / f"{name}.jpg")
    shutil.copy(SAMPLES / "colour_cast.good.jpg", place / "良い.jpg")
    shutil.copy(SAMPLES / "border.good.jpg", place / "a.jpg")
    Image.open(place / "a.jpg").resize((700, 400)).save(place / "b.jpg", quality=92)
    (place / "half.jpg").write_bytes((place / "a.jpg").read_bytes()[:3000])
    (place / "text.jpg").write_bytes(b"no photo <b>")
    (place / "notes.txt").write_text("no photo either")
    return place


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return of_folder(folder, Slot.thumb, Here())


def test_every_photo_is_there_worst_first(report: Report) -> None:
    grades = [photo.grade for photo in report.photos]
    assert grades == sorted(grades, key=lambda grade: -(grade or 0))
    by_name = {photo.file: {f.check: f.grade for f in photo.findings} for photo in report.photos}
    assert by_name["dark.jpg"]["dark"] is Grade.serious
    assert by_name["datestamp.jpg"]["datestamp"] is Grade.serious
    assert by_name["tilt.jpg"]["tilt"] is Grade.mild
    assert "blur" in by_name["blur.jpg"]
    assert by_name["half.jpg"] == by_name["text.jpg"] == {"unreadable": Grade.serious}
    assert by_name["a.jpg"] == {}
    assert by_name["b.jpg"]["near_duplicate"] is Grade.mild, "the copy with fewer pixels"
    assert "notes.txt" not in by_name


def test_the_numbers(report: Report) -> None:
    told = counts([report])
    assert sum(told.values()) == len(report.photos)
    assert told[Grade.serious] == len({p.file for p, f in bad(report) if f.grade is Grade.serious})


def test_a_larger_slot_asks_for_more(folder: Path, report: Report) -> None:
    small = {p.file for p, f in bad(report) if f.check == "too_small"}
    smaller = {p.file for p, f in bad(of_folder(folder, Slot.hero, Here())) if f.check == "too_small"}
    assert small < smaller
    assert "a.jpg" in smaller


def test_json(report: Report) -> None:
    found = json.loads(json.dumps(as_json([report], "ja"), ensure_ascii=False))
    assert [photo["file"] for photo in found] == sorted(photo.file for photo in report.photos)
    names = {check.name for check in CHECKS} | {"near_duplicate"}
    for photo in found:
        assert set(photo["scores"]) == (names if "width" in photo else set())
        assert all(0 <= score <= 1 for score in photo["scores"].values())
        assert all(f["severity"] in ("info", "warn", "error") and f["message"] and f["cure"] for f in photo["findings"])
    (stamp,) = [f for photo in found for f in photo["findings"] if f["check"] == "datestamp"]
    assert stamp["severity"] == "error"
    assert stamp["region"][1] > 0.8


def test_several_folders_are_told_apart(report: Report) -> None:
    files = [photo["file"] for photo in as_json([report, report], "en")]
    assert files[0] == files[1]
    assert files[0].startswith(report.folder.as_posix())


def test_the_page_shows_each_photo_with_its_fault(report: Report) -> None:
    page = report_page([report], Here())
    for photo in report.photos:
        assert photo.file in page
    assert page.count("<article") == sum(bool(photo.findings) for photo in report.photos)
    assert page.index('class="serious"') < page.index('class="mild"')
    assert "<script" not in page
    assert not re.search(r"https?:", page)
    assert page.count("<rect") == 1, "the date"
    assert page.count("<path") == 2, "grid and leaning line"
    pictures = re.findall(r"data:image/jpeg;base64,([^\"]+)", page)
    assert all(max(Image.open(io.BytesIO(b64decode(data))).size) <= 640 for data in pictures)
    assert len(pictures) == len(report.photos) - 2, "none of what cannot be read"


def test_a_large_soft_photo_is_also_shown_pixel_by_pixel(tmp_path: Path) -> None:
    soft = Image.open(SAMPLES / "blur.bad.jpg").resize((3000, 2000), Image.Resampling.BICUBIC)
    (tmp_path / "soft.jpg").write_bytes(make.encoded(soft, "JPEG"))
    (tmp_path / "names & <signs>.jpg").write_bytes(make.encoded(soft, "JPEG"))
    page = report_page([of_folder(tmp_path, Slot.thumb, Here())], Here())
    assert page.count("写真の一部を、そのままの大きさで") == 2
    assert "names &amp; &lt;signs&gt;.jpg" in page


def test_an_empty_folder(tmp_path: Path) -> None:
    report = of_folder(tmp_path, Slot.thumb, Here())
    assert report.photos == ()
    assert "0枚のうち" in report_page([report], Here())
