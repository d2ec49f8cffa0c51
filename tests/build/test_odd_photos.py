"""Every odd photo of a site is named with the line that asks for it, and none keeps the good ones from being made."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from adgen.build import Report
from adgen.problems.catalogue import explain
from tests import make
from tests.conftest import Build, Run
from tests.photos import odd
from tests.photos.test_odd import WHOLE
from tests.plan.planning import more

CASE = "cases/living/case.md"


def named(names: list[str]) -> make.Files:
    """The sample site whose case names its photos one by one."""
    return more(CASE, "写真:", *(f"  - {name}" for name in names))


def line_of(folder: Path, name: str) -> int:
    lines = (folder / CASE).read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.strip() == f"- {name}")


def told(report: Report, folder: Path) -> dict[str, tuple[str, int]]:
    """Of every photo that was refused: the code, and the line that names it."""
    found = {}
    for problem in report.problems:
        if problem.is_error:
            name = Path(problem.place.file).name
            line = line_of(folder, name)
            referred = f"{folder.as_posix()}/{CASE}:{line}:5"
            assert f"{name}: " in explain(problem)
            assert f"（{referred} の写真です）" in explain(problem)
            assert f"(a photo of {referred})" in explain(problem, "en")
            assert "  → " in explain(problem)
            found[name] = (problem.code, line)
    return found


CUT = {"JPEG": "jpg", "PNG": "png", "WebP": "webp", "AVIF": "avif", "HEIC": "heic"}


@pytest.mark.parametrize("kind", CUT)
def test_photos_cut_at_ten_places(kind: str, tmp_path: Path, build: Build) -> None:
    data = WHOLE[kind]
    photos = {f"切れ{n}.{CUT[kind]}": data[: len(data) * n // 10] for n in range(10)}
    out, cache = tmp_path / "out", tmp_path / "cache"
    folder = make.site(tmp_path / "aozora")
    assert build(folder, out, cache=cache).is_built
    before = make.read_tree(out)
    make.write(folder, make.merged(named(list(photos)), {"cases": {"living": photos}}))
    report = build(folder, out, cache=cache)
    assert not report.is_built
    expected = {name: ("E206" if part else "E204", line_of(folder, name)) for name, part in photos.items()}
    assert told(report, folder) == expected
    assert make.read_tree(out) == before
    left = build(folder, tmp_path / "left", cache=cache, keep_going=True)
    assert left.is_built
    assert [p.code for p in left.problems if p.code == "W208"] == ["W208"] * 10


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link(path: Path) -> None:
    path.with_name("good-target.txt").write_bytes(make.jpeg())
    path.symlink_to("good-target.txt")


# A name that ends like a photo's, what lies there, and what is said of it.
NO_PHOTOS: dict[str, tuple[bytes | Callable[[Path], None], str]] = {
    "empty.jpg": (b"", "E204"),
    "text.jpg": ("写真はあとで送ります\n".encode(), "E204"),
    "word.png": (b"PK\x03\x04" + bytes(500), "E204"),
    "folder.jpg": (Path.mkdir, "E202"),
    "link.jpg": (link, "E202"),
    "pipe.jpg": (pipe, "E202"),
    "bomb.png": (odd.one_bit_png(13_000, 13_000), "E205"),
    "long.png": (odd.one_bit_png(25_000, 40), "E205"),
    "cut.jpg": (WHOLE["JPEG"][:-900], "E206"),
    "cut.heic": (WHOLE["HEIC"][:-900], "E206"),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor links like these")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_lies_where_a_photo_should(jobs: str, tmp_path: Path, adgen: Run) -> None:
    folder, out = make.site(tmp_path / "sites/aozora"), tmp_path / "build/aozora"
    assert adgen("build").code == 0
    before = make.read_tree(out)
    good = make.jpeg((96, 72), (1, 99, 1))
    make.write(folder, make.merged(named(["施工後2.jpg", *NO_PHOTOS]), {"cases": {"living": {"施工後2.jpg": good}}}))
    for name, (content, _) in NO_PHOTOS.items():
        path = folder / "cases/living" / name
        path.write_bytes(content) if isinstance(content, bytes) else content(path)
    result = adgen("build", "-j", jobs)
    assert result.code == 1
    for name, (_, code) in NO_PHOTOS.items():
        line = next(text for text in result.err.splitlines() if f"/{name}: " in text)
        assert line.endswith(f"[{code}]")
        assert f"{CASE}:{line_of(folder, name)}:5 の写真です" in line
    assert "Traceback" not in result.err
    assert make.read_tree(out) == before
    # The good one was made all the same: without the others nothing is left to do.
    for name in NO_PHOTOS:
        path = folder / "cases/living" / name
        path.rmdir() if path.is_dir() else path.unlink()
    make.write(folder, named(["施工後2.jpg"]))
    mended = adgen("build")
    assert (mended.code, "新しく0）" in mended.out) == (0, True), mended.out


def test_photos_called_what_they_are_not(tmp_path: Path, build: Build) -> None:
    """By its bytes, not by its name: as copying programs call them, and friends who rename."""
    colours = {
        "HEIC": (200, 30, 30),
        "PNG": (30, 200, 30),
        "WEBP": (30, 30, 200),
        "AVIF": (200, 200, 30),
        "TIFF": (9, 9, 9),
    }
    photos = {
        f"{kind}.jpg": make.heic(make.image((80, 60), colour))
        if kind == "HEIC"
        else make.encoded(make.image((80, 60), colour), kind)
        for kind, colour in colours.items()
    }
    photos["film.png"] = odd.film("GIF", (200, 30, 200), (0, 0, 0))
    folder = make.site(tmp_path / "aozora", make.merged(named(list(photos)), {"cases": {"living": photos}}))
    report = build(folder, tmp_path / "out")
    assert (report.is_built, [p.code for p in report.problems if p.is_error]) == (True, [])
    published = make.read_tree(tmp_path / "out")
    assert {path.rpartition(".")[2] for path in published if path.startswith("photos/")} == {"avif", "jpg"}
    page = published["cases/living.html"].decode()
    assert page.count("<img") >= len(photos)
