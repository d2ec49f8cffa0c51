"""The whole way from a folder to pages: what stands at the end, and what never happens on the way."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from adgen import build as building
from adgen.build import pictures
from adgen.model.picture import Unreadable
from adgen.pages.render import Renderer
from adgen.pages.theme import Theme
from adgen.photos import develop as developing
from adgen.photos import inspect as inspecting
from adgen.plumbing.tree import MANIFEST
from tests import make
from tests.conftest import Build
from tests.plan.planning import more, nested, with_lines

ROOT = Path(__file__).parent.parent
BROKEN = make.jpeg((200, 150))[:-300]


def codes(report: building.Report) -> list[str]:
    """What was found, without the remarks on photos that are small: all of these are."""
    return [p.code for p in report.problems if p.code not in ("W220", "W221")]


def text_of(tree: dict[str, bytes]) -> str:
    """All that can be read in a tree."""
    return "\n".join(path + "\n" + data.decode("utf-8", "ignore") for path, data in tree.items())


class Addresses(HTMLParser):
    """Every address in a page, except those that are absolute by nature: canonical and Open Graph."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if values.get("rel") == "canonical" or tag == "meta":
            return
        self.found |= {values[name] for name in ("href", "src", "action") if name in values}
        for name in ("srcset", "imagesrcset"):
            self.found |= {part.split()[0] for part in values.get(name, "").split(",") if part.strip()}


# ---------------------------------------------------------------- what stands at the end


def test_every_page_stands_and_every_address_in_it_ends_in_a_file(tmp_path: Path, build: Build) -> None:
    report = build(make.site(tmp_path / "aozora"), tmp_path / "out")
    assert (report.is_built, report.pages, report.cached, codes(report)) == (True, 11, 0, [])
    out = tmp_path / "out"
    pages = sorted(out.rglob("*.html"))
    assert len(pages) == 11
    used = set()
    for page in pages:
        for address in Addresses(page.read_text("utf-8")).found:
            parts = urlsplit(address)
            if parts.scheme or (page.name == "404.html" and address.startswith("/")):
                continue
            assert not parts.netloc
            assert not address.startswith("/")
            file = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert file.is_file(), (page, address)
            used.add(file)
            if parts.fragment:
                assert f'id="{parts.fragment}"' in file.read_text("utf-8"), (page, address)
    photos = {p.resolve() for p in (out / "photos").iterdir()}
    assert len(photos) == report.encoded
    shared = {p for p in photos if re.search(r"-\d+x(34|50)-", p.name)}
    assert photos - used == shared


def test_the_manifest_names_every_file(tmp_path: Path, build: Build) -> None:
    build(make.site(tmp_path / "aozora"), tmp_path / "out")
    tree = make.read_tree(tmp_path / "out")
    manifest = json.loads(tree[MANIFEST])
    assert {*manifest["files"], MANIFEST} == set(tree)
    assert manifest["name"] == "青空内装"


def test_nothing_of_the_camera_is_published(tmp_path: Path, build: Build) -> None:
    photo = make.jpeg((80, 60), exif=make.exif(orientation=6), comment=b"Handmade too")
    changes = {"cases": {"living": {"施工後1.jpg": photo, "施工前1.jpg": photo}}, "photos": {"hero.jpg": photo}}
    report = build(make.site(tmp_path / "aozora", changes), tmp_path / "out")
    assert report.is_built
    assert report.encoded == len(list((tmp_path / "out/photos").iterdir()))
    text = text_of(make.read_tree(tmp_path / "out"))
    assert "Handmade" not in text
    assert "Exif" not in text


def test_a_sample_says_so_on_every_page(tmp_path: Path, build: Build) -> None:
    changes = make.merged(
        more("site.yaml", "見本: はい"),
        more("cases/living/case.md", "写真:", "  - ファイル: 施工後1.jpg", "    イメージ: はい"),
    )
    report = build(make.site(tmp_path / "aozora", changes), tmp_path / "out")
    assert codes(report) == []
    for page in (tmp_path / "out").rglob("*.html"):
        html = page.read_text("utf-8")
        assert 'name="robots" content="noindex"' in html
        assert "見本サイトです（架空の会社・工事）" in html
    real = build(make.site(tmp_path / "real", {**changes, "site.yaml": make.SITE["site.yaml"]}), tmp_path / "real-out")
    assert (real.is_built, codes(real)) == (False, ["E317"])


def test_not_published_leaves_the_name_and_takes_the_rest_away(tmp_path: Path, build: Build) -> None:
    campaign = [
        "キャンペーン:",
        "  - 題名: 冬の割引",
        "    内容: 網戸を1枚300円引き（税込）",
        "    開始日: 2026-11-01",
        "    終了日: 2026-12-20",
    ]
    folder, out = make.site(tmp_path / "aozora", more("site.yaml", *campaign)), tmp_path / "out"
    assert build(folder, out).is_built
    assert "冬の割引" in text_of(make.read_tree(out))
    make.write(out, {"google123.html": "mine"})
    report = build(make.write(folder, more("site.yaml", "公開: いいえ", *campaign)), out)
    assert (report.is_built, report.pages, report.encoded + report.cached) == (True, 1, 0)
    tree = make.read_tree(out)
    assert {path for path in tree if not path.startswith("assets/")} == {
        "index.html", "favicon.svg", "robots.txt", "_headers", "_nginx.conf", ".htaccess", MANIFEST, "google123.html",
    }  # fmt: skip
    assert re.sub(r"<[^>]+>|\s", "", tree["index.html"].decode()) == "青空内装" * 2
    for word in ("03-0000", "0300000000", "example.jp", "名古屋", "冬の割引", "下地から", "見本"):
        assert word not in text_of(tree), word


# ---------------------------------------------------------------- the same input, the same bytes


def run(place: Path, *options: str, **environment: str) -> None:
    """A build in a process of its own."""
    command = [sys.executable, "-m", "adgen", "build", "--now", "2026-11-20", "-q", *options]
    subprocess.run(command, cwd=place, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, check=True)


def test_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "別の 場所"
    for place in (here, there):
        make.site(place / "sites" / "aozora")
    run(here, "-j", "1", TZ="Asia/Tokyo", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    others = {"TZ": "America/New_York", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "2"}
    run(
        here,
        "-j",
        "2",
        "--sites",
        str(there / "sites"),
        "-o",
        str(there / "build"),
        "--cache-dir",
        str(there),
        **others,
    )
    one, other = make.read_tree(here / "build"), make.read_tree(there / "build")
    assert one == other
    assert len(one) > 25


def test_a_second_build_encodes_nothing(tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out, cache = make.site(tmp_path / "aozora"), tmp_path / "out", tmp_path / "cache"
    first = build(folder, out, cache=cache)
    assert (first.encoded, first.cached) == (11, 0)
    before = make.read_tree(out)
    monkeypatch.setattr(developing, "develop", lambda job: Unreadable("E207"))
    monkeypatch.setattr(inspecting, "inspect", lambda data: Unreadable("E207"))
    for force in (False, True):
        second = build(folder, out, cache=cache, force=force)
        assert (second.is_built, second.is_new, second.encoded, second.cached) == (True, force, 0, 11)
    assert make.read_tree(out) == before
    # With another page to make, the photos of the others are still known.
    make.write(folder, {"faq.yaml": "よくある質問:\n  - 質問: 土曜も来ますか\n    答え: 伺います。\n"})
    changed = build(folder, out, cache=cache)
    assert (changed.is_built, changed.is_new, changed.encoded, changed.cached) == (True, True, 0, 11)
    (folder / "faq.yaml").unlink()
    assert build(folder, out, cache=cache).is_new
    assert make.read_tree(out) == before
    without = build(folder, out)
    assert (without.is_built, set(codes(without))) == (False, {"E207"})


def test_a_changed_photo_is_made_anew_and_no_other(tmp_path: Path, build: Build) -> None:
    folder, out, cache = make.site(tmp_path / "aozora"), tmp_path / "out", tmp_path / "cache"
    build(folder, out, cache=cache)
    before = make.read_tree(out)
    make.write(folder, {"cases": {"living": {"施工後1.jpg": make.jpeg(colour=(220, 220, 210), quality=95)}}})
    report = build(folder, out, cache=cache)
    after = make.read_tree(out)
    old = {path for path in before if path.startswith("photos/")}
    new = {path for path in after if path.startswith("photos/")}
    assert report.encoded == len(new - old) == len(old - new) == 3
    assert all(before[path] == after[path] for path in old & new)


CHANGES: dict[str, make.Files] = {
    "one more use of a photo": more("services/kabegami.md", "写真: photos/hero.jpg"),
    "a photo twice": {"cases": {"living": {"施工中1.jpg": make.jpeg((96, 54), (70, 110, 160))}}},
    "another focus": more("cases/living/case.md", "写真:", "  - ファイル: 施工後1.jpg", "    中心: 0.1, 0.9"),
    "a case less": {"cases": {"toilet": {"case.md": with_lines("cases/toilet/case.md", "公開: いいえ")}}},
    "nothing": {},
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_building_on_an_old_build_gives_what_a_clean_one_gives(
    changes: make.Files, tmp_path: Path, build: Build
) -> None:
    folder, cache = make.site(tmp_path / "aozora"), tmp_path / "cache"
    build(folder, tmp_path / "out", cache=cache)
    for n, entry in enumerate(sorted(p for p in cache.rglob("*") if p.is_file())):
        if n % 3 == 0:
            entry.write_bytes(entry.read_bytes()[: 20 * (n % 2)])
    make.write(folder, changes)
    report = build(folder, tmp_path / "out", cache=cache, force=True)
    # Where nothing stands that could be kept, what is damaged is made again.
    beside = build(folder, tmp_path / "beside", cache=cache)
    clean = build(folder, tmp_path / "clean")
    assert report.is_built
    assert clean.is_built
    assert beside.encoded > 0
    assert make.read_tree(tmp_path / "beside") == make.read_tree(tmp_path / "clean")
    assert report.encoded + report.cached == clean.encoded
    assert report.cached > 0
    assert make.read_tree(tmp_path / "out") == make.read_tree(tmp_path / "clean")


# ---------------------------------------------------------------- mistakes


def test_every_mistake_in_one_run_and_the_old_site_untouched(tmp_path: Path, build: Build) -> None:
    folder, out, cache = make.site(tmp_path / "aozora"), tmp_path / "out", tmp_path / "cache"
    assert build(folder, out, cache=cache).is_built
    before = make.read_tree(tmp_path / "out")
    changes: make.Files = {
        "site.yaml": with_lines("site.yaml", "旧アドレス: cases/living.html").replace("下地から直します", "地域No.1"),
        "services": {"kabegami.md": with_lines("services/kabegami.md") + "\n[x](javascript:1)\n\n<b>y</b>\n"},
        "cases": {
            "living": {"施工後1.jpg": BROKEN, "case.md": with_lines("cases/living/case.md", "担当者: いない人")},
            "toilet": {"case.md": with_lines("cases/toilet/case.md").replace("27,500円", "応相談")},
        },
        "photos": {"hero.jpg": b"not a photo", "new.jpg": make.jpeg()},
    }
    report = build(make.write(folder, changes), out, cache=cache)
    assert not report.is_built
    assert {"E312", "E136", "E160", "E162", "E206", "E204", "E152", "E107"} <= set(codes(report))
    assert [p.place for p in report.problems] == sorted(p.place for p in report.problems)
    assert make.read_tree(out) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [".out.lock", "aozora", "cache", "out"]


def test_what_could_be_read_beside_a_broken_photo_is_kept(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {"cases": {"living": {"施工前1.jpg": BROKEN}}, "photos": {"hero.jpg": b""}}
    cache = tmp_path / "cache"
    folder = make.site(tmp_path / "aozora", broken)
    report = build(folder, tmp_path / "out", cache=cache)
    found = [(p.code, p.place.file) for p in report.problems if p.is_error]
    assert found == [
        ("E206", f"{tmp_path.as_posix()}/aozora/cases/living/施工前1.jpg"),
        ("E204", f"{tmp_path.as_posix()}/aozora/photos/hero.jpg"),
    ]
    assert not (tmp_path / "out").exists()
    looked_at = []

    def inspect(data: bytes) -> Unreadable:
        looked_at.append(data)
        return Unreadable("E204")

    monkeypatch.setattr(inspecting, "inspect", inspect)
    make.write(folder, {"cases": {"living": {"施工前1.jpg": (mended := make.jpeg())}}})
    report = build(folder, tmp_path / "out", cache=cache)
    assert sorted(looked_at) == [b"", mended]
    assert {Path(p.place.file).name for p in report.problems if p.is_error} == {"施工前1.jpg", "hero.jpg"}


def test_keep_going_leaves_out_what_cannot_be_read(tmp_path: Path, build: Build) -> None:
    case = with_lines("cases/living/case.md") + "\n![](施工前1.jpg) ![](施工後1.jpg)\n"
    changes = make.merged(
        {"cases": {"living": {"施工前1.jpg": BROKEN}}, "photos": {"hero.jpg": b"", "logo.png": b"\x89PNG"}},
        make.merged(more("site.yaml", "ロゴ: photos/logo.png"), nested("cases/living/case.md", case)),
    )
    folder = make.site(tmp_path / "aozora", changes)
    assert not build(folder, tmp_path / "out").is_built
    report = build(folder, tmp_path / "out", keep_going=True)
    assert report.is_built
    assert codes(report) == ["W208"] * 3
    made = {p.name[:16] for p in (tmp_path / "out/photos").iterdir()}
    assert len(made) == 1
    strict = build(folder, tmp_path / "strict", keep_going=True, strict=True)
    assert (strict.is_built, codes(strict)) == (False, ["W208"] * 3)


def test_photos_without_consent_are_left_out_even_of_the_text(tmp_path: Path, build: Build) -> None:
    case = with_lines("cases/living/case.md").replace("掲載承諾: 2026-05-18\n", "") + "\n![](施工前1.jpg) ![](no.jpg)\n"
    folder = make.site(tmp_path / "aozora", nested("cases/living/case.md", case))
    assert codes(build(folder, tmp_path / "out")) == ["W315", "E161"]
    make.write(folder, nested("cases/living/case.md", case.replace("![](no.jpg)", "")))
    report = build(folder, tmp_path / "out")
    assert (report.is_built, codes(report)) == (True, ["W315"])
    assert "<img" not in (tmp_path / "out/cases/living.html").read_text("utf-8")


def test_a_photo_that_changes_under_our_hands(tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = make.site(tmp_path / "aozora"), tmp_path / "cache"
    render = Renderer.render

    def meanwhile(renderer: Renderer, template: str, values: Any) -> str:
        """While pages are written, somebody copies another photo over the one that was looked at."""
        for name in ("施工前1.jpg", "施工後1.jpg"):
            make.write(folder / "cases" / "living", {name: make.jpeg((80, 60), (9, 9, 9))})
        return render(renderer, template, values)

    with monkeypatch.context() as patched:
        patched.setattr(Renderer, "render", meanwhile)
        report = build(folder, tmp_path / "out", cache=cache)
    assert (report.is_built, set(codes(report))) == (False, {"E214"})
    again = build(folder, tmp_path / "out", cache=cache)
    clean = build(folder, tmp_path / "clean")
    assert again.is_built
    assert clean.is_built
    assert make.read_tree(tmp_path / "out") == make.read_tree(tmp_path / "clean")


@pytest.mark.parametrize("gone", [True, False])
def test_a_photo_that_cannot_be_developed(
    gone: bool, tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = make.site(tmp_path / "aozora"), tmp_path / "out"
    build(folder, out)
    before = make.read_tree(out)
    monkeypatch.setattr(developing, "develop", lambda job: Unreadable("E207"))
    if gone:
        monkeypatch.setattr(building, "_write_pages", lambda *_: (folder / "photos/hero.jpg").unlink())
    report = build(folder, out)
    found = [(p.code, Path(p.place.file).name) for p in report.problems]
    assert found == [("E207", "施工前1.jpg"), ("E207", "施工後1.jpg"), ("E504" if gone else "E207", "hero.jpg")]
    assert make.read_tree(out) == before


def test_good_photos_are_made_beside_two_bad_ones(tmp_path: Path, build: Build) -> None:
    folder, out, cache = make.site(tmp_path / "aozora"), tmp_path / "out", tmp_path / "cache"
    assert build(folder, out, cache=cache).is_built
    before = make.read_tree(out)
    photos = {"施工後2.jpg": make.jpeg((96, 72), (1, 99, 1)), "施工後1.jpg": b"", "施工前1.jpg": b"II*\0"}
    make.write(folder, {"cases": {"living": photos}})
    for strict in (False, True):
        report = build(folder, out, cache=cache, strict=strict)
        errors = [(p.code, Path(p.place.file).name) for p in report.problems if p.is_error]
        assert errors == [("E206", "施工前1.jpg"), ("E204", "施工後1.jpg")]
        assert not report.is_built
        assert make.read_tree(out) == before
    for name in ("施工前1.jpg", "施工後1.jpg"):
        (folder / "cases/living" / name).unlink()
    mended = build(folder, out, cache=cache)
    assert (mended.is_built, mended.encoded) == (True, 0)


def test_a_mistake_in_a_text_stops_a_site_before_its_photos_are_made(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = make.merged(more("site.yaml", "しらない: 1", "これも: 2"), {"photos": {"hero.jpg": b""}})
    folder = make.site(tmp_path / "aozora", changes)
    monkeypatch.setattr(developing, "develop", lambda job: 1 / 0)
    report = build(folder, tmp_path / "out", cache=tmp_path / "cache")
    assert sorted(p.code for p in report.problems if p.is_error) == ["E141", "E141", "E204"]


def test_photos_that_are_no_plain_files(tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    make.write(tmp_path, {"secret.jpg": make.jpeg()})
    folder = make.site(tmp_path / "aozora", {"photos": {"hero.jpg": None}})
    (folder / "photos/hero.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "cases/living/施工後2.jpg").mkdir()
    monkeypatch.setattr(pictures, "MAX_BYTES", len(make.SITE["cases"]["living"]["施工前1.jpg"]) - 1)
    report = build(folder, tmp_path / "out")
    found = {Path(p.place.file).name: p.code for p in report.problems if p.is_error}
    assert found["hero.jpg"] == found["施工後2.jpg"] == "E202"
    assert found["施工前1.jpg"] == "E205"
    assert not report.is_built


def test_a_mistake_of_the_theme_leaves_the_old_site(tmp_path: Path, build: Build, theme: Theme) -> None:
    folder, out = make.site(tmp_path / "aozora"), tmp_path / "out"
    build(folder, out)
    before = make.read_tree(out)
    shutil.copytree(theme.folder, tmp_path / "theme")
    make.write(tmp_path / "theme", {"templates": {"home.html": "a\n{{ view.nope }}\n{{ nope }}"}})
    report = build(folder, out, theme_folder=tmp_path / "theme")
    (found,) = report.problems
    assert (found.code, Path(found.place.file).name, found.place.line) == ("E602", "home.html", 2)
    assert make.read_tree(out) == before


def test_two_pages_never_fight_for_one_address(tmp_path: Path, build: Build) -> None:
    living = make.SITE["cases"]["living"]["case.md"]
    changes = make.merged(
        {"cases": {"index": {"case.md": living}, "trade-cross": {"case.md": living}}},
        more("site.yaml", "旧アドレス: cases/budget-10-30.html、favicon.svg"),
    )
    report = build(make.site(tmp_path / "aozora", changes), tmp_path / "out")
    assert (report.is_built, codes(report)) == (False, ["E135", "E135", "E136", "E136"])


# ---------------------------------------------------------------- settings


def test_drafts_and_what_lies_ahead(tmp_path: Path, build: Build) -> None:
    changes = make.merged(
        more("cases/living/case.md", "公開: いいえ"),
        nested("cases/toilet/case.md", with_lines("cases/toilet/case.md").replace("2025年9月", "2026年12月")),
    )
    folder = make.site(tmp_path / "aozora", changes)
    for settings, cases, found in (
        ({}, set(), ["W143", "W145"]),
        ({"drafts": True}, {"living"}, ["W145"]),
        ({"future": True}, {"toilet"}, ["W143"]),
        ({"drafts": True, "future": True}, {"living", "toilet"}, []),
        ({"today": date(2027, 1, 1)}, {"toilet"}, ["W143"]),
    ):
        report = build(folder, tmp_path / "out", **settings)
        assert report.is_built
        assert codes(report) == found
        standing = {p.stem for p in (tmp_path / "out").glob("cases/*.html")}
        assert standing & {"living", "toilet"} == cases


def test_the_address_of_the_output_wins_over_the_site_s_own(tmp_path: Path, build: Build) -> None:
    folder = make.site(tmp_path / "aozora", {"site.yaml": with_lines("site.yaml", "公開名: blue")})
    for base in ("https://cdn.example.jp/all", "https://cdn.example.jp/all/"):
        build(folder, tmp_path / "out", base_url=base)
        assert b"<loc>https://cdn.example.jp/all/blue/cases/</loc>" in (tmp_path / "out/sitemap.xml").read_bytes()
    build(folder, tmp_path / "out")
    assert b"<loc>https://example.jp/a/cases/</loc>" in (tmp_path / "out/sitemap.xml").read_bytes()
    make.write(folder, {"site.yaml": with_lines("site.yaml").replace("公開アドレス: https://example.jp/a/\n", "")})
    assert codes(build(folder, tmp_path / "out")) == ["W146"]
    assert not (tmp_path / "out/sitemap.xml").exists()


def test_strict_fails_on_what_is_serious(tmp_path: Path, build: Build) -> None:
    without = {"photos": {"hero.jpg": None}, "cases": {"living": {"施工前1.jpg": None, "施工後1.jpg": None}}}
    plain = {
        "site.yaml": with_lines("site.yaml").replace(
            "トップ写真:\n  ファイル: photos/hero.jpg\n  説明: 明るい居間\n", ""
        )
    }
    folder = make.site(tmp_path / "aozora", make.merged(without, plain))
    assert build(folder, tmp_path / "out", strict=True).is_built
    make.write(folder, {"site.yaml": plain["site.yaml"].replace("下地から直します", "当日中、年中無休で伺います")})
    assert build(folder, tmp_path / "out").is_built
    before = make.read_tree(tmp_path / "out")
    report = build(folder, tmp_path / "out", strict=True)
    assert not report.is_built
    assert set(codes(report)) == {"W321"}
    assert make.read_tree(tmp_path / "out") == before


def test_an_empty_site_is_told_what_to_do_first(tmp_path: Path, build: Build) -> None:
    report = build(make.site(tmp_path / "aozora", {"cases": None, "services": None}), tmp_path / "out")
    assert (report.is_built, codes(report)) == (True, ["W144"])
    (tmp_path / "empty").mkdir()
    report = build(tmp_path / "empty", tmp_path / "out2")
    assert (report.is_built, codes(report)) == (False, ["E131"])
    assert not (tmp_path / "out2").exists()
