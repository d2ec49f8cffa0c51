"""A site is skipped whole when it would come out the same, and only then."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adgen.build import Report
from adgen.pages.theme import Theme
from adgen.plumbing.tree import MANIFEST
from adgen.problems.catalogue import explain
from tests import make
from tests.conftest import Build
from tests.plan.planning import more, with_lines

Again = Callable[..., Report]

CAMPAIGN = """キャンペーン:
  - 題名: 冬の割引
    内容: 網戸を1枚300円引き（税込）
    開始日: 2026-12-01
    終了日: 2026-12-20"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make.site(tmp_path / "aozora", more("site.yaml", CAMPAIGN))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def again(build: Build, folder: Path, out: Path, tmp_path: Path) -> Again:
    """Build the site that has been built once already."""

    def run(**settings: Any) -> Report:
        return build(folder, out, cache=tmp_path / "cache", **settings)

    assert run().is_new
    return run


def states(root: Path) -> dict[str, tuple[int, int]]:
    return {p.relative_to(root).as_posix(): (p.stat().st_ino, p.stat().st_mtime_ns) for p in root.rglob("*")}


def test_nothing_new_touches_nothing_and_tells_the_same(again: Again, out: Path) -> None:
    first = again(force=True)
    before = states(out)
    for _ in range(2):
        second = again()
        assert (second.is_built, second.is_new, second.encoded) == (True, False, 0)
        assert (second.pages, second.cached) == (first.pages, first.cached)
        assert [explain(p, "ja") for p in second.problems] == [explain(p, "ja") for p in first.problems]
        assert [explain(p, "en") for p in second.problems] == [explain(p, "en") for p in first.problems]
        assert {p.code for p in second.problems} == {"W145", "W221"}
    assert states(out) == before


def touched(path: Path) -> None:
    """A new time of change and nothing else."""
    before = path.stat()
    while path.stat().st_mtime_ns == before.st_mtime_ns:
        os.utime(path)


def rewritten(path: Path) -> None:
    """As many bytes as before, and the time set back."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace("千種".encode(), "昭和".encode()))
    while path.stat().st_mtime_ns != before.st_mtime_ns or path.stat().st_ctime_ns == before.st_ctime_ns:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def emptied(path: Path) -> None:
    shutil.rmtree(path)
    path.mkdir()


# What happens to the folder and to the output, and that the site is built anew.
CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "a text is touched": lambda folder, out: touched(folder / "site.yaml"),
    "a photo is touched": lambda folder, out: touched(folder / "photos/hero.jpg"),
    "same size, same time": lambda folder, out: rewritten(folder / "site.yaml"),
    "a file more": lambda folder, out: make.write(folder, {"cases": {"living": {"施工後2.jpg": make.jpeg()}}}),
    "a file less": lambda folder, out: (folder / "cases/living/施工前1.jpg").unlink(),
    "a file renamed": lambda folder, out: (folder / "cases/toilet").rename(folder / "cases/wc"),
    "a page is gone": lambda folder, out: (out / "cases/toilet.html").unlink(),
    "a photo is gone": lambda folder, out: next((out / "photos").iterdir()).unlink(),
    "a folder is gone": lambda folder, out: shutil.rmtree(out / "photos"),
    "the output is gone": lambda folder, out: shutil.rmtree(out),
    "the output is empty": lambda folder, out: emptied(out),
    "another manifest": lambda folder, out: (out / MANIFEST).write_text(
        (out / MANIFEST).read_text("utf-8").replace("青空内装", "別の会社"), "utf-8"
    ),
    "a foreign file": lambda folder, out: make.write(out, {"google123.html": "mine"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_built(
    change: Callable[[Path, Path], object], again: Again, folder: Path, out: Path, build: Build, tmp_path: Path
) -> None:
    change(folder, out)
    report = again()
    assert (report.is_built, report.is_new) == (True, True)
    assert build(folder, tmp_path / "clean").is_built
    tree = make.read_tree(out)
    assert tree.pop("google123.html", b"mine") == b"mine"
    assert tree == make.read_tree(tmp_path / "clean")
    assert not again().is_new


@pytest.mark.parametrize(
    "settings",
    [{"drafts": True}, {"future": True}, {"keep_going": True}, {"base_url": "https://x.example.jp/"}, {"force": True}],
    ids=lambda settings: next(iter(settings)),
)
def test_another_option_is_another_site(settings: dict[str, Any], again: Again) -> None:
    assert again(**settings).is_new
    assert again(**settings).is_new is ("force" in settings)
    assert again().is_new is ("force" not in settings)


def test_strict_is_not_satisfied_by_a_build_that_was_not(again: Again, out: Path) -> None:
    before = make.read_tree(out)
    for _ in range(2):
        assert not again(strict=True).is_built
    assert make.read_tree(out) == before
    assert not again().is_new


def test_another_theme_is_another_site(again: Again, theme: Theme, tmp_path: Path) -> None:
    shutil.copytree(theme.folder, tmp_path / "theme")
    (tmp_path / "theme/static/extra.txt").write_text("mine")
    settings = {"theme_folder": tmp_path / "theme"}
    assert again(**settings).is_new
    assert not again(**settings).is_new


@pytest.mark.parametrize("option", ["draft_photos", "best"])
def test_other_photos_are_another_site(option: str, again: Again, out: Path) -> None:
    usual = make.read_tree(out)
    for settings in ({option: True}, {}):
        assert again(**settings).is_new
        assert (make.read_tree(out) == usual) is (settings == {})
        assert not again(**settings).is_new


def test_another_program_builds_everything(again: Again, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adgen.__version__", "0.0.0-other")
    assert again().is_new
    assert not again().is_new


def test_another_output_is_built_for_itself(again: Again, build: Build, folder: Path, tmp_path: Path) -> None:
    for expected in (True, False):
        assert build(folder, tmp_path / "other", cache=tmp_path / "cache").is_new is expected
    assert not again().is_new


def test_private_mail_is_no_input_of_the_pages(again: Again, folder: Path) -> None:
    make.write(folder, {"inbox": {"a1": {"mail.eml": "private"}}, ".git": {"index": "1"}})
    assert not again().is_new


def test_days_between_two_due_dates_are_the_same(again: Again, out: Path) -> None:
    def is_running() -> bool:
        return "期間を限ったご案内" in (out / "index.html").read_text("utf-8")

    for day, is_new, runs in (
        ("2026-11-30", False, False),
        ("2026-05-01", False, False),
        ("2026-12-01", True, True),
        ("2026-12-20", False, True),
        ("2026-12-21", True, False),
        ("2030-01-01", False, False),
        ("2026-12-20", True, True),
        ("2026-11-20", True, False),
        ("2025-08-31", True, False),
    ):
        report = again(today=date.fromisoformat(day))
        assert (report.is_built, report.is_new, is_running()) == (True, is_new, runs), day


def test_a_mistake_is_told_every_time(again: Again, folder: Path, out: Path) -> None:
    before = make.read_tree(out)
    make.write(folder, {"site.yaml": with_lines("site.yaml", "しらない: 1").replace("03-0000-0000", "でんわ")})
    for _ in range(2):
        report = again()
        assert (report.is_built, report.is_new) == (False, True)
        assert [p.code for p in report.problems if p.is_error] == ["E122", "E141"]
    assert make.read_tree(out) == before
    make.site(folder, more("site.yaml", CAMPAIGN))
    assert again().is_new
    assert not again().is_new


def test_a_photo_left_out_is_tried_again(again: Again, folder: Path) -> None:
    make.write(folder, {"photos": {"hero.jpg": b""}, "cases": {"living": {"施工前1.jpg": b""}}})
    for _ in range(2):
        report = again(keep_going=True)
        assert (report.is_built, report.is_new) == (True, True)
        assert [p.code for p in report.problems if p.code == "W208"] == ["W208"] * 2


def test_a_note_on_a_foreign_file_is_told_as_long_as_it_is_there(again: Again, out: Path) -> None:
    make.write(out, {"google123.html": "mine", "more": {"x.txt": "mine"}})
    for _ in range(2):
        assert [p.code for p in again().problems if p.code == "W505"] == ["W505"] * 2
    (out / "google123.html").unlink()
    assert [p.code for p in again().problems if p.code == "W505"] == ["W505"]


def test_without_a_cache_nothing_is_skipped(build: Build, folder: Path, out: Path) -> None:
    for _ in range(2):
        assert build(folder, out).is_new


def test_a_file_that_vanishes_while_it_is_looked_at(
    again: Again, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.write(folder, {"case.md~": "editor", "site.yaml~": "editor"})
    scandir = os.scandir

    @contextlib.contextmanager
    def gone_meanwhile(path: str) -> Iterator[Iterator[os.DirEntry[str]]]:
        """What `with` gives; the folder is listed in no other way."""
        with scandir(path) as entries:
            listed = list(entries)
        for entry in listed:
            if entry.name.endswith("~"):
                Path(entry.path).unlink()
        yield iter(listed)

    monkeypatch.setattr(os, "scandir", gone_meanwhile)
    assert again().is_built
    assert not list(folder.glob("*~"))
