"""What is published of a photo is read again before anybody else can read it."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from adgen.model.picture import Unreadable
from adgen.pages.theme import Theme
from adgen.photos import develop as developing
from tests import make
from tests.conftest import Build, Run
from tests.photos.samples import swapped_profile, with_segment, with_thumbnail
from tests.plan.planning import more

NOTICE = "© 2026 青空内装"
PHOTOS = ("cases/living/施工前1.jpg", "cases/living/施工後1.jpg", "photos/hero.jpg")
Made = tuple[bytes, ...]


def commented(files: Made) -> Made:
    return tuple(with_segment(f, 0xFE, b"Secret") if f.startswith(b"\xff\xd8") else f for f in files)


def kept_exif(files: Made) -> Made:
    """Every file saved once more with the tags of the camera, as a library does that copies them on its own."""
    return tuple(_again(f) for f in files)


def _again(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return make.encoded(image.copy(), image.format or "", exif=make.exif())


CARELESS = {"comment": (commented, "comment"), "Exif": (kept_exif, "Exif")}


@pytest.mark.parametrize(("leave", "name"), CARELESS.values(), ids=CARELESS)
def test_a_site_with_metadata_left_is_refused(
    leave: Callable[[Made], Made], name: str, tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out, cache = make.site(tmp_path / "aozora"), tmp_path / "out", tmp_path / "cache"
    assert build(folder, out).is_built
    before = make.read_tree(out)
    develop = developing.develop

    def careless(job: developing.Development) -> Made | Unreadable:
        made = develop(job)
        return made if isinstance(made, Unreadable) else leave(made)

    monkeypatch.setattr(developing, "develop", careless)
    for settings in ({}, {"keep_going": True}):
        report = build(folder, out, cache=cache, **settings)
        assert not report.is_built
        found = sorted((p.place.file, p.values["what"]) for p in report.problems if p.code == "E211")
        assert found == [(f"{folder.as_posix()}/{path}", name) for path in PHOTOS]
        assert make.read_tree(out) == before
    monkeypatch.undo()
    # Nothing of it was kept.
    assert build(folder, out, cache=cache).encoded == len([path for path in before if path.startswith("photos/")])
    assert make.read_tree(out) == before


def test_the_copyright_notice_is_in_every_picture_and_in_its_name(tmp_path: Path, build: Build) -> None:
    folder, cache = make.site(tmp_path / "aozora"), tmp_path / "cache"
    build(folder, tmp_path / "without", cache=cache)
    make.write(folder, more("site.yaml", f"写真の著作権表示: {NOTICE}"))
    report = build(folder, tmp_path / "out", cache=cache)
    assert (report.is_built, report.cached) == (True, 0)
    without, found = (
        {p: data for p, data in make.read_tree(tmp_path / name).items() if p.startswith("photos/")}
        for name in ("without", "out")
    )
    assert len(found) == len(without) > 5
    assert found.keys().isdisjoint(without)
    assert [path for path, data in found.items() if data.count(NOTICE.encode()) != 1] == []
    assert [path for path, data in without.items() if NOTICE.encode() in data] == []


# ---------------------------------------------------------------- drafts


def test_a_quick_look_is_a_whole_site_whose_files_the_full_one_uses(tmp_path: Path, build: Build) -> None:
    folder, out, cache = make.site(tmp_path / "aozora"), tmp_path / "out", tmp_path / "cache"
    quick = build(folder, out, cache=cache, draft_photos=True)
    assert quick.is_built
    jpegs = {path: data for path, data in make.read_tree(out).items() if path.startswith("photos/")}
    assert {Path(path).suffix for path in jpegs} == {".jpg"}
    pages = [path.read_text("utf-8") for path in sorted(out.rglob("*.html"))]
    assert "image/avif" not in "".join(pages)
    assert sum(page.count("<picture>") for page in pages) > 3
    shown = {name for page in pages for name in re.findall(r"photos/[\w.-]+\.jpg", page)}
    assert shown == jpegs.keys()
    full = build(folder, out, cache=cache)
    assert (full.is_new, full.cached) == (True, len(jpegs))
    tree = make.read_tree(out)
    assert {path: tree[path] for path in jpegs} == jpegs
    assert build(folder, tmp_path / "clean").is_built
    assert tree == make.read_tree(tmp_path / "clean")


def test_the_two_exclude_each_other(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora")
    for words, message in (
        ([], "--draft-photos と --best は一緒に使えません"),
        (["--lang", "en"], "exclude each other"),
    ):
        result = adgen("build", "--best", "--draft-photos", *words)
        assert (result.code, result.out) == (2, "")
        assert message in result.err
        assert not (tmp_path / "build").exists()


# ---------------------------------------------------------------- as another program sees it

# Groups of exiftool that tell of the file and of how its pixels are stored.
_OF_THE_FILE = {"ExifTool", "System", "File", "Composite", "JFIF", "Meta", "QuickTime", "RIFF"}


@pytest.mark.exiftool
@pytest.mark.parametrize("notice", ["", NOTICE])
def test_exiftool_finds_nothing_but_the_notice(notice: str, tmp_path: Path, build: Build, theme: Theme) -> None:
    if not shutil.which("exiftool"):
        pytest.fail("No exiftool: apt install libimage-exiftool-perl (Debian), brew install exiftool.", pytrace=False)
    photos = {"photos": {"hero.jpg": _heavy((1600, 1200))}, "cases": {"living": {"施工後1.jpg": _heavy((900, 700))}}}
    folder = make.site(tmp_path / "aozora", photos)
    if notice:
        make.write(folder, more("site.yaml", f"写真の著作権表示: {notice}"))
    groups = {tag.split(":")[0] for told in _scan(folder).values() for tag in told}
    assert groups >= {"IFD0", "GPS", "XMP-x", "IFD1", "ICC_Profile", "IPTC"}
    shutil.copytree(theme.folder, tmp_path / "theme")
    recipes = tmp_path / "theme/theme.yaml"
    text = recipes.read_text("utf-8").replace("formats: [avif, jpeg] ", "formats: [webp, avif, jpeg] ")
    recipes.write_text(text.replace("encodings:\n", "encodings:\n  webp: {quality: 78}\n"), "utf-8")
    assert build(folder, tmp_path / "out", theme_folder=tmp_path / "theme").is_built
    found = _scan(tmp_path / "out/photos")
    assert {path.rpartition(".")[2] for path in found} == {"jpg", "avif", "webp"}
    for path, told in found.items():
        more_than_pixels = {tag: value for tag, value in told.items() if tag.split(":")[0] not in _OF_THE_FILE}
        assert more_than_pixels == ({"IFD0:Copyright": notice} if notice else {}), path
        assert {"File:Comment", "ExifTool:Warning"}.isdisjoint(told), path


def _heavy(size: tuple[int, int]) -> bytes:
    """A photo with all that a camera and an editor leave in one, a thumbnail in its EXIF included."""
    tags = with_thumbnail(make.exif(), make.jpeg((160, 120)))
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Secret"/>'
    data = make.jpeg(size, exif=tags, icc_profile=swapped_profile(), comment=b"Secret", xmp=xmp)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0a\x1c\x02\x05\0\x05Title"
    return with_segment(data, 0xED, iptc) + b"Secret trailer"


def _scan(folder: Path) -> dict[str, dict[str, str]]:
    """By file, every tag that exiftool sees, as group:name."""
    command = ["exiftool", "-a", "-G1", "-s", "-j", "-r", str(folder)]
    told = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    return {one["SourceFile"]: {tag: str(value) for tag, value in one.items() if ":" in tag} for one in told}
