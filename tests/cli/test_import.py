"""adgen import: photos of a telephone into drafts of cases, nothing without a yes, and back again."""

import io
import re
import shutil
import sys
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from adgen.cli import import_
from adgen.content.load import load_site
from adgen.intake import write as write_import
from adgen.photos.metadata import leftovers
from tests import make
from tests.conftest import Run
from tests.intake import telephone

VISITS = cache(telephone.three_visits)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make.site(tmp_path / "sites/aozora")


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    return make.write(tmp_path / "phone", VISITS())


def named(number: int, *roles: str) -> list[str]:
    return [f"{role}{n}.jpg" for role in roles for n in range(1, number + 1)]


CASES = {
    "2026-11-03": sorted([*named(4, "施工前", "施工後"), "施工中1.jpg"]),
    "2026-11-05": sorted(named(4, "施工前", "施工中", "施工後")),
    "2026-11-12": sorted(named(3, "施工前", "施工後")),
}


def test_three_visits_become_three_drafts_that_can_be_taken_back(site: Path, phone: Path, adgen: Run) -> None:
    originals, before = make.read_tree(phone), make.read_tree(site)
    result = adgen("import", "phone", "--site", "aozora", "--yes")
    assert result.code == 0, result.err
    assert {
        case: sorted(p.name for p in (site / "cases" / case).iterdir() if p.suffix == ".jpg") for case in CASES
    } == CASES
    assert make.read_tree(phone) == originals
    # The first room was photographed last: numbers go by what is seen.
    assert "  施工後1.jpg  ←  IMG_1100.HEIC（2026-11-03 15:33）" in result.out
    assert re.findall(r"^  (\S+)（(\S+) と同じ）", result.out, re.MULTILINE) == [
        ("DSC_2299.JPG", "DSC_2200.JPG"),
        ("IMG_1004.JPG", "IMG_1000.JPG"),
        ("LINE_0001.jpg", "IMG_1000.JPG"),
    ]
    assert re.findall(r"^phone/(\S+?): .*ひどくぼやけています", result.err, re.MULTILINE) == ["P_3102.JPG"]
    read, problems = load_site(site)
    assert problems == []
    drafts = {c.slug: c.record for c in read.cases if c.slug in CASES}
    assert [(slug, draft.published, draft.trade) for slug, draft in drafts.items()] == [
        (slug, False, "cross") for slug in CASES
    ]
    assert adgen("build").code == 0
    undone = adgen("import", "--undo")
    assert (undone.code, undone.out) == (0, "取り込みを取り消し、30ファイルを消しました。\n")
    assert make.read_tree(site) == before
    assert not (site / "cases/2026-11-03").exists()
    nothing = adgen("import", "--undo")
    assert (nothing.code, "[E569]" in nothing.err) == (1, True)


def test_photos_are_upright_small_and_bare(site: Path, tmp_path: Path, adgen: Run) -> None:
    # Larger than a master, held sideways, and with the place in it.
    large = telephone.room(1).resize((3000, 2250))
    at = datetime(2026, 11, 3, 8)
    sideways = telephone.shot(large, at, telephone.KANDA, orientation=6)
    heic = telephone.shot(telephone.room(2), at, telephone.KANDA, heic=True)
    make.write(tmp_path / "phone", {"a.jpg": sideways, "b.HEIC": heic})
    assert adgen("import", "phone", "--site", "aozora", "--case", "living", "--yes").code == 0
    for name, size, seen in (("施工後2.jpg", (2560, 1920), large), ("施工後3.jpg", telephone.SIZE, telephone.room(2))):
        data = (site / "cases/living" / name).read_bytes()
        assert leftovers(data) == ()
        made = Image.open(io.BytesIO(data))
        assert (made.format, made.size) == ("JPEG", size)
        assert telephone.difference(made, seen) < 6


def test_an_existing_case_gets_photos_and_keeps_what_it_has(site: Path, phone: Path, adgen: Run) -> None:
    before = make.read_tree(site)
    result = adgen("import", "phone/P_3000.JPG", "phone/P_3100.JPG", "--site", "aozora", "--case", "living", "--yes")
    assert result.code == 0
    assert "cases/living（いまある事例に足します）: 2枚（2026-11-12）" in result.out
    after = make.read_tree(site)
    assert set(after) - set(before) == {"cases/living/施工前2.jpg", "cases/living/施工後2.jpg"}
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("words", [(), ("--dry-run", "--yes")])
def test_nothing_is_written_without_a_yes(words: tuple[str, ...], site: Path, phone: Path, adgen: Run) -> None:
    before = make.read_tree(site.parent.parent)
    result = adgen("import", "phone/P_3000.JPG", "--site", "aozora", *words)
    assert (result.code, result.out.splitlines()[-1]) == (0, "何も書いていません。")
    assert ("--yes を付けて" in result.out) == (not words)
    assert make.read_tree(site.parent.parent) == before


def test_what_was_changed_since_is_kept(site: Path, phone: Path, adgen: Run) -> None:
    assert adgen("import", "phone/P_3000.JPG", "phone/P_3100.JPG", "--site", "aozora", "--yes").code == 0
    case = site / "cases/2026-11-12"
    (case / "case.md").write_text("---\n題名: 書き直しました\n業種: cross\n---\n", "utf-8")
    (case / "施工前1.jpg").write_bytes(make.jpeg())
    result = adgen("import", "--undo")
    assert result.out == "取り込みを取り消し、1ファイルを消しました。\n"
    assert sorted(p.name for p in case.iterdir()) == ["case.md", "施工前1.jpg"]
    assert re.findall(r"/([^/]+): .*\[W570\]", result.err) == ["case.md", "施工前1.jpg"]


def test_the_contact_sheet_works_offline(site: Path, phone: Path, tmp_path: Path, adgen: Run) -> None:
    words = ("phone/P_3000.JPG", "phone/P_3100.JPG", "phone/P_3102.JPG", "--site", "aozora", "--html", "a.html")
    assert adgen("import", *words).code == 0
    page = (tmp_path / "a.html").read_text("utf-8")
    assert set(re.findall(r'src="([^,"]+)', page)) == {"data:image/jpeg;base64"}
    assert re.findall(r"<b>(.*?)</b>", page) == ["施工前1.jpg", "施工後1.jpg", "施工後2.jpg"]
    assert page.count("ひどくぼやけています") == 1


def test_mistakes_are_told_together(site: Path, phone: Path, tmp_path: Path, adgen: Run) -> None:
    make.write(
        tmp_path, {"a.zip": b"PK no zip", "b.txt": "", "bad": {"x.jpg": b"\xff\xd8\xff broken", "y.heic": b"no"}}
    )
    nothing = adgen("import", "a.zip", "b.txt", "--site", "aozora", "--yes")
    assert (nothing.code, re.findall(r"\[(E\d+)\]", nothing.err)) == (1, ["E561", "E560"])
    some = adgen("import", "bad", "phone/P_3000.JPG", "--site", "aozora", "--yes")
    assert some.code == 1
    assert re.findall(r"^(\S+): .*\[E", some.err, re.MULTILINE) == ["bad/x.jpg", "bad/y.heic"]
    assert (site / "cases/2026-11-12/施工後1.jpg").exists(), "what can be read is imported"
    for name in ("..", "a/b"):
        assert "[E566]" in adgen("import", "phone", "--site", "aozora", "--case", name, "--yes").err
    assert adgen("import", "phone").code == adgen("import", "--site", "aozora").code == 2


@pytest.mark.parametrize(("answer", "written"), [("\n", True), ("n\n", False)])
def test_on_a_terminal_it_asks(
    answer: str, written: bool, site: Path, phone: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO(answer)
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", terminal)
    result = adgen("import", "phone/P_3000.JPG", "--site", "aozora")
    assert "このとおりに取り込みますか" in result.out
    assert (site / "cases/2026-11-12/施工後1.jpg").exists() == written


def test_photos_that_changed_meanwhile(site: Path, phone: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = import_._agreed

    def meanwhile() -> bool:
        for name in ("P_3000.JPG", "P_3100.JPG"):
            (phone / name).write_bytes(VISITS()["P_3001.JPG"])
        return not ask()

    monkeypatch.setattr(import_, "_agreed", meanwhile)
    result = adgen("import", "phone/P_3000.JPG", "phone/P_3100.JPG", "phone/P_3101.JPG", "--site", "aozora")
    assert result.code == 1
    assert re.findall(r"^phone/(\S+): .*\[E572\]", result.err, re.MULTILINE) == ["P_3000.JPG", "P_3100.JPG"]
    assert sorted(p.name for p in (site / "cases/2026-11-12").iterdir()) == ["case.md", "施工後2.jpg"]
    assert adgen("import", "--undo").out == "取り込みを取り消し、2ファイルを消しました。\n"
    assert not (site / "cases/2026-11-12").exists()


def test_a_case_that_macos_named(site: Path, phone: Path, adgen: Run) -> None:
    # ガ as one letter and as two, which look alike.
    folder = unicodedata.normalize("NFD", "ガラス戸")
    make.write(
        site / "cases" / folder, {"case.md": "---\n題名: ガラス戸\n業種: cross\n---\n", "施工前7.jpg": make.jpeg()}
    )
    words = ("--site", "aozora", "--case", unicodedata.normalize("NFC", "ガラス戸"), "--yes")
    assert adgen("import", "phone/P_3000.JPG", "phone/P_3100.JPG", *words).code == 0
    assert sorted(p.name for p in (site / "cases" / folder).iterdir()) == sorted(
        ["case.md", "施工前7.jpg", "施工前8.jpg", "施工後8.jpg"]
    )


def test_a_full_disk_leaves_nothing_that_cannot_be_taken_back(
    site: Path, phone: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = make.read_tree(site)
    write = write_import._write

    def filling(folder: Path, name: str, data: bytes) -> str:
        if name.endswith("施工後1.jpg"):
            raise OSError(28, "No space left on device", name)
        return write(folder, name, data)

    monkeypatch.setattr(write_import, "_write", filling)
    result = adgen("import", "phone/P_3000.JPG", "phone/P_3100.JPG", "--site", "aozora", "--yes")
    assert (result.code, "[E503]" in result.err) == (1, True)
    assert adgen("import", "--undo").code == 0
    assert make.read_tree(site) == before


def test_what_was_imported_is_not_imported_again_as_long_as_it_is_there(site: Path, phone: Path, adgen: Run) -> None:
    words = ("import", "phone/P_3000.JPG", "phone/P_3100.JPG", "--site", "aozora", "--yes")
    assert adgen(*words).code == 0
    before = make.read_tree(site)
    # The whole card again, with one photo more.
    again = adgen(*words, "phone/P_3101.JPG", "--dry-run")
    assert "前に取り込んだ写真が2枚あります" in again.err
    assert re.findall(r"^  (\S+)  ←  (\S+?)（", again.out, re.MULTILINE) == [("施工後1.jpg", "P_3101.JPG")]
    nothing = adgen(*words)
    assert (nothing.code, nothing.out) == (0, "何も書いていません。\n")
    assert make.read_tree(site) == before
    assert "cases/2026-11-12-2: 2枚" in adgen(*words, "--again", "--dry-run").out
    shutil.rmtree(site / "cases/2026-11-12")
    assert "cases/2026-11-12: 2枚" in adgen(*words, "--dry-run").out
