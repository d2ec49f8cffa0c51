"""Every reason for which a site is built anew is told, in words and with the names of the files."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adgen.build import Report
from adgen.build.explain import _WORDS, Reason
from adgen.build.unchanged import inputs_key
from adgen.pages.theme import Theme
from adgen.plumbing.index import open_index
from adgen.plumbing.tree import MANIFEST
from tests import make
from tests.build.test_pictures import damage, other_quality
from tests.build.test_unchanged import CAMPAIGN, emptied, touched
from tests.conftest import Build
from tests.plan.planning import more, with_lines

Again = Callable[..., Report]

# Files of a photo in a case of the sample site: as card, as figure and in its pair.
BEFORE, AFTER, HERO = "cases/living/施工前1.jpg", "cases/living/施工後1.jpg", "photos/hero.jpg"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make.site(tmp_path / "aozora", more("site.yaml", CAMPAIGN))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def again(build: Build, folder: Path, out: Path, tmp_path: Path) -> Again:
    """Build the site, with reasons, that has been built once already without."""

    def run(**settings: Any) -> Report:
        return build(folder, out, cache=tmp_path / "cache", **{"explain": True, **settings})

    assert run(explain=False).is_new
    return run


def kinds(report: Report) -> dict[str, tuple[str, ...]]:
    """The reasons by kind, but for the number of pages that are the same."""
    return {reason.kind: reason.files for reason in report.reasons if reason.kind != "pages_same"}


def told(report: Report, kind: str) -> Reason:
    (found,) = (reason for reason in report.reasons if reason.kind == kind)
    return found


def test_the_first_build(build: Build, folder: Path, out: Path, tmp_path: Path) -> None:
    report = build(folder, out, cache=tmp_path / "cache", explain=True)
    assert kinds(report) == {"first": (), "photos_new": (BEFORE, AFTER, HERO)}
    assert report.reasons[0] == Reason("first", "はじめて作りました", "built for the first time")
    assert told(report, "photos_new").ja == f"新しい写真: {BEFORE}、{AFTER}、{HERO}（{report.encoded}ファイルを作成）"
    assert told(report, "photos_new").en == f"new photos: {BEFORE}, {AFTER}, {HERO} ({report.encoded} files made)"


def test_nothing_is_told_that_was_not_asked_for_or_not_done(again: Again, folder: Path) -> None:
    assert again().reasons == ()
    touched(folder / "site.yaml")
    assert again(explain=False).reasons == ()


def test_files_new_changed_and_gone(again: Again, folder: Path) -> None:
    toilet = with_lines("cases/toilet/case.md", "公開: いいえ").replace("トイレの壁紙", "お手洗いの壁紙")
    make.write(folder, {"cases": {"toilet": {"case.md": toilet}}})
    make.write(folder, {"photos": {"LICENCE.md": "mine"}})
    touched(folder / "site.yaml")
    (folder / BEFORE).unlink()
    report = again()
    found = kinds(report)
    assert found["files_new"] == ("photos/LICENCE.md",)
    assert found["files_changed"] == ("cases/toilet/case.md", "site.yaml")
    assert found["files_gone"] == (BEFORE,)
    assert told(report, "files_changed").ja == "変わったか、保存し直したファイル: cases/toilet/case.md、site.yaml"
    assert "cases/toilet.html" in found["pages_gone"]
    assert "index.html" in found["pages_changed"]
    assert not any(path.startswith("photos/") for kind, files in found.items() if "pages" in kind for path in files)


def test_many_files_are_counted(again: Again, folder: Path) -> None:
    names = [f"施工後{n}.jpg" for n in range(2, 8)]
    make.write(folder, {"cases": {"living": {n: make.jpeg(colour=(10 * k, 9, 9)) for k, n in enumerate(names)}}})
    new = told(again(), "files_new")
    paths = [f"cases/living/{name}" for name in names]
    assert new.files == tuple(paths)
    assert new.ja == f"増えたファイル: {'、'.join(paths[:3])}、ほか3"
    assert new.en == f"new files: {', '.join(paths[:3])} and 3 more"


def test_a_touched_file_changes_no_page(again: Again, folder: Path) -> None:
    touched(folder / "site.yaml")
    touched(folder / HERO)
    report = again()
    assert kinds(report) == {"files_changed": (HERO, "site.yaml")}
    pages = sum(not path.startswith("photos/") for path in make.read_tree(Path(report.target))) - 1
    assert told(report, "pages_same").ja == f"前と同じページなど: {pages}"


# What is done, the settings of the next build, and the reasons that do not speak of pages.
OTHERWISE: dict[str, tuple[Callable[[Path], object], dict[str, Any], set[str]]] = {
    "two options": (lambda out: None, {"drafts": True, "base_url": "https://x.example.jp/"}, {"options"}),
    "forced": (lambda out: None, {"force": True}, {"forced"}),
    "forced and an option": (lambda out: None, {"force": True, "future": True}, {"forced", "options"}),
    "a date came": (lambda out: None, {"today": date(2026, 12, 5)}, {"day_came"}),
    "a day before": (lambda out: None, {"today": date(2025, 8, 1)}, {"day_before"}),
    "the output is gone": (shutil.rmtree, {}, {"output_none"}),
    "the output is empty": (emptied, {}, {"output_none"}),
    "pages are gone": (lambda out: shutil.rmtree(out / "cases"), {}, {"output_gone"}),
    "a foreign file": (lambda out: make.write(out, {"google123.html": "mine"}), {}, {"output_changed"}),
    "another manifest": (
        lambda out: (out / MANIFEST).write_bytes((out / MANIFEST).read_bytes() + b" "),
        {},
        {"output_changed"},
    ),
}


@pytest.mark.parametrize(("change", "settings", "expected"), OTHERWISE.values(), ids=OTHERWISE)
def test_other_reasons(
    change: Callable[[Path], object], settings: dict[str, Any], expected: set[str], again: Again, out: Path
) -> None:
    change(out)
    report = again(**settings)
    assert report.is_new
    assert {kind for kind in kinds(report) if not kind.startswith("pages")} == expected
    assert "force" in settings or again(**settings).reasons == ()


def test_options_dates_and_missing_pages_have_their_names(again: Again, out: Path) -> None:
    (out / "index.html").unlink()
    (out / "cases/toilet.html").unlink()
    report = again(drafts=True, keep_going=True, today=date(2026, 12, 20))
    assert told(report, "options").files == ("--drafts", "--keep-going")
    assert told(report, "day_came").en == "2026-12-01 has come: what is shown changes"
    assert told(report, "output_gone").files == ("cases/toilet.html", "index.html")
    assert told(again(today=date(2025, 8, 31)), "day_before").ja.startswith(
        "前に作ったときより早い日付です（2026-12-01"
    )


def test_another_theme_and_another_program(
    again: Again, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(theme.folder, tmp_path / "theme")
    (tmp_path / "theme/note.txt").touch()
    assert set(kinds(again(theme_folder=tmp_path / "theme"))) == {"theme"}
    assert set(kinds(again())) == {"theme"}
    (tmp_path / "program").mkdir()
    monkeypatch.setattr("adgen.build.unchanged._PROGRAM", str(tmp_path / "program"))
    assert set(kinds(again())) == {"program"}
    monkeypatch.undo()
    monkeypatch.setattr("adgen.__version__", "9.9")
    assert told(again(), "version").en.endswith(" has become 9.9")


def test_what_is_not_remembered(build: Build, folder: Path, out: Path, tmp_path: Path) -> None:
    for cache in ("one", "two"):
        report = build(folder, out, cache=tmp_path / cache, explain=True)
    assert set(kinds(report)) == {"no_record", "photos_lost"}
    report = build(folder, out, explain=True)
    assert set(kinds(report)) == {"no_record", "photos_lost"}


# ---------------------------------------------------------------- photos


def test_photos_new_and_changed(again: Again, folder: Path) -> None:
    hero, new = make.jpeg((96, 54), (9, 9, 9)), make.jpeg((72, 54), (200, 9, 9))
    make.write(folder, {"photos": {"hero.jpg": hero}, "cases": {"living": {"施工後2.jpg": new, "施工後3.jpg": hero}}})
    report = again()
    found = kinds(report)
    assert found["photos_new"] == ("cases/living/施工後2.jpg", "cases/living/施工後3.jpg")
    assert found["photos_changed"] == (HERO,)
    made = sum(int(told(report, kind).en.rpartition("(")[2].split()[0]) for kind in ("photos_new", "photos_changed"))
    assert made == report.encoded


def test_a_photo_that_moved_is_not_developed(again: Again, folder: Path) -> None:
    (folder / AFTER).rename(folder / "cases/living/施工後_1.jpg")
    found = kinds(again())
    assert found["files_new"] == ("cases/living/施工後_1.jpg",)
    assert found["files_gone"] == (AFTER,)
    assert not any(kind.startswith("photos") for kind in found)


def test_photos_that_were_not_shown(build: Build, folder: Path, out: Path, tmp_path: Path) -> None:
    make.write(folder, {"cases": {"living": {"case.md": with_lines("cases/living/case.md", "公開: いいえ")}}})
    assert build(folder, out, cache=tmp_path / "cache").is_built
    found = kinds(build(folder, out, cache=tmp_path / "cache", drafts=True, explain=True))
    assert found["photos_shown"] == (BEFORE, AFTER)
    assert found["options"] == ("--drafts",)


def test_another_crop_and_another_quality(again: Again, folder: Path, theme: Theme, tmp_path: Path) -> None:
    focus = (
        "写真:",
        "  - ファイル: 施工後1.jpg",
        "    中心: 0.1, 0.1",
        "  - ファイル: 施工前1.jpg",
        "    中心: 0.9, 0.9",
    )
    make.write(folder, more("cases/living/case.md", *focus))
    assert kinds(again())["photos_recipe"] == (BEFORE, AFTER)
    assert kinds(again(theme_folder=other_quality(theme, tmp_path / "theme"), force=True))["photos_recipe"] == (
        BEFORE,
        AFTER,
        HERO,
    )


@pytest.mark.parametrize("how", ["damaged", "gone"])
def test_a_cache_that_lost_something(how: str, again: Again, folder: Path, out: Path, tmp_path: Path) -> None:
    if how == "damaged":
        damage(tmp_path / "cache")
    else:
        for shelf in (tmp_path / "cache").glob("??"):
            shutil.rmtree(shelf)
    # Pictures that stand are taken from where they stand.
    shutil.rmtree(out / "photos")
    touched(folder / "site.yaml")
    found = kinds(again())
    assert set(found) == {"files_changed", "output_gone", "photos_lost"}
    assert found["photos_lost"] == (BEFORE, AFTER, HERO)


# ---------------------------------------------------------------- when it does not come out well


def test_a_build_that_fails_is_explained_and_changes_nothing_of_the_next(again: Again, folder: Path) -> None:
    good = (folder / "site.yaml").read_bytes()
    make.write(folder, {"site.yaml": good.decode() + "しらない: 1\nこれも: 2\n"})
    for _ in range(2):
        report = again()
        assert not report.is_built
        assert kinds(report) == {"files_changed": ("site.yaml",)}
    make.write(folder, {"site.yaml": good, "faq.yaml": "よくある質問: []\n"})
    assert set(kinds(again())) == {"files_changed", "files_new"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_no_terminal_shows(again: Again, folder: Path) -> None:
    for name in (b"\x8e\x7b.txt", b"a\x1b[31m.txt"):
        (folder / os.fsdecode(name)).write_bytes(b"")
    new = told(again(), "files_new")
    assert new.files == ("a?[31m.txt", "?{.txt")
    new.ja.encode()


def test_every_reason_has_words_in_both_languages() -> None:
    for ja, en in _WORDS.values():
        assert en.isascii()
        assert not ja.isascii()
        assert ja.count("{") == en.count("{")


def test_what_is_remembered_for_it_is_small(again: Again, folder: Path, tmp_path: Path) -> None:
    files = sum(p.is_file() for p in folder.rglob("*"))
    again(force=True)
    with open_index(tmp_path / "cache/index.sqlite") as index:
        kept = index.fact(inputs_key(folder, tmp_path / "out"))
    assert len(kept["files"]) == files
    assert all(len(state) == 8 for state in kept["files"].values())
