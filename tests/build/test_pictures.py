"""A photo is opened when nothing is known of it, one at a time, and never again."""

import math
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adgen.build import Report
from adgen.model.picture import Unreadable
from adgen.pages.theme import Theme
from adgen.photos import develop as developing
from adgen.photos import inspect as inspecting
from adgen.photos.open import open_photo
from adgen.plumbing.cache import Cache, digest
from adgen.plumbing.folder import Folder
from adgen.plumbing.tasks import Loss
from tests import make
from tests.conftest import Build
from tests.here import Here
from tests.plan.planning import more

PHOTOS = ["cases/living/施工前1.jpg", "cases/living/施工後1.jpg", "photos/hero.jpg"]

Opened = list[str]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The photos that are opened from now on."""
    found: Opened = []
    read = Folder.read

    def noted(folder: Folder, path: str, limit: int) -> bytes:
        if path.endswith(".jpg"):
            found.append(path)
        return read(folder, path, limit)

    monkeypatch.setattr(Folder, "read", noted)
    return found


def other_quality(theme: Theme, place: Path) -> Path:
    """The same theme, in `place`, for which every picture has to be made anew."""
    shutil.copytree(theme.folder, place)
    path = place / "theme.yaml"
    path.write_text(re.sub(r"quality: \d+", "quality: 40", path.read_text("utf-8")), "utf-8")
    return place


def sorted_errors(report: Report) -> list[tuple[str, str]]:
    return sorted((p.code, Path(p.place.file).name) for p in report.problems if p.is_error)


def test_an_unchanged_photo_is_not_opened(tmp_path: Path, build: Build, opened: Opened) -> None:
    folder, out, cache = make.site(tmp_path / "aozora"), tmp_path / "out", tmp_path / "cache"
    assert build(folder, out, cache=cache).is_built
    assert sorted(set(opened)) == PHOTOS
    opened.clear()
    make.write(folder, more("site.yaml", "資本金: 300万円"))
    for settings in ({}, {"force": True}):
        assert build(folder, out, cache=cache, **settings).is_new
    assert opened == []


def test_a_changed_photo_is_opened_and_no_other(tmp_path: Path, build: Build, opened: Opened) -> None:
    folder, out, cache = make.site(tmp_path / "aozora"), tmp_path / "out", tmp_path / "cache"
    build(folder, out, cache=cache)
    opened.clear()
    make.write(folder, {"photos": {"hero.jpg": make.jpeg((96, 54), (9, 9, 9))}})
    assert build(folder, out, cache=cache).is_built
    assert set(opened) == {"photos/hero.jpg"}


def test_a_photo_that_moved_is_known_by_its_content(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    first = build(make.site(tmp_path / "aozora"), tmp_path / "out", cache=cache)
    monkeypatch.setattr(inspecting, "inspect", lambda data: Unreadable("E207"))
    copied = build(make.site(tmp_path / "copied"), tmp_path / "out2", cache=cache)
    assert (copied.is_built, copied.encoded, copied.cached) == (True, 0, first.encoded)


def test_new_photos_are_read_one_by_one(tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = []
    read, inspect = Folder.read, inspecting.inspect

    def reading(folder: Folder, path: str, limit: int) -> bytes:
        if path.endswith(".jpg"):
            steps.append("read")
        return read(folder, path, limit)

    def looking(data: bytes) -> inspecting.Look | Unreadable:
        steps.append("look")
        return inspect(data)

    monkeypatch.setattr(Folder, "read", reading)
    monkeypatch.setattr(inspecting, "inspect", looking)
    build(make.site(tmp_path / "aozora"), tmp_path / "out")
    assert steps[:6] == ["read", "look"] * 3


def test_what_is_remembered_of_a_version_is_not_used_by_another(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = make.site(tmp_path / "aozora"), tmp_path / "cache"
    build(folder, tmp_path / "out", cache=cache)
    monkeypatch.setattr(inspecting, "VERSION", inspecting.VERSION + 1)
    monkeypatch.setattr(inspecting, "inspect", lambda data: Unreadable("E207"))
    assert sorted_errors(build(folder, tmp_path / "out", cache=cache, force=True)) == [
        ("E207", Path(path).name) for path in sorted(PHOTOS, key=lambda path: Path(path).name)
    ]


def test_lost_photos_stop_their_site_and_are_found_again(tmp_path: Path, build: Build) -> None:
    folder, out, cache = make.site(tmp_path / "aozora"), tmp_path / "out", tmp_path / "cache"
    first = build(folder, out, cache=cache, workers=Here({0: Loss.late, 2: Loss.memory}))
    assert sorted(code for code, _ in sorted_errors(first)) == ["E212", "E213"]
    # Three looks went well before the developing of two was lost.
    second = build(folder, out, cache=cache, workers=Here({2: Loss.died, 3: Loss.late}))
    assert sorted(code for code, _ in sorted_errors(second)) == ["E207", "E212"]
    assert not out.exists()
    third = build(folder, out, cache=cache)
    assert third.is_built
    assert third.cached > 0, "what went well was kept"
    assert build(folder, tmp_path / "clean").is_built
    assert make.read_tree(out) == make.read_tree(tmp_path / "clean")


def test_two_photos_that_change_while_the_site_is_built(tmp_path: Path, build: Build) -> None:
    folder = make.site(tmp_path / "aozora")
    changed = [folder / "photos/hero.jpg", folder / "cases/living/施工後1.jpg"]

    class Meanwhile(Here):
        def run(self, function: Any, *rest: Any) -> Any:
            if function is developing.develop:
                for path in changed:
                    path.write_bytes(make.jpeg((77, 44)))
            return super().run(function, *rest)

    report = build(folder, tmp_path / "out", workers=Meanwhile())
    assert sorted_errors(report) == [("E214", "hero.jpg"), ("E214", "施工後1.jpg")]
    assert not (tmp_path / "out").exists()


def test_the_largest_are_looked_at_and_developed_first(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = {f"施工後{n}.jpg": make.jpeg((40 + 20 * (n % 4), 30 + n), quality=90) for n in range(1, 8)}
    folder = make.site(tmp_path / "aozora", {"cases": {"living": photos}})
    looked: list[int] = []
    developed: list[int] = []
    look, develop = inspecting.inspect, developing.develop

    def looking(data: bytes) -> inspecting.Look | Unreadable:
        looked.append(len(data))
        return look(data)

    def making(job: developing.Development) -> tuple[bytes, ...] | Unreadable:
        developed.append(math.prod(open_photo(job.data).size))
        return develop(job)

    monkeypatch.setattr(inspecting, "inspect", looking)
    monkeypatch.setattr(developing, "develop", making)
    report = build(folder, tmp_path / "out")
    assert report.is_built
    assert len(looked) == len(developed) >= 9
    assert looked == sorted(looked, reverse=True)
    assert developed == sorted(developed, reverse=True)


# ---------------------------------------------------------------- HEIC


@pytest.fixture
def iphone(tmp_path: Path) -> Path:
    """A site whose photos are HEIC; one is called .jpg, as some programs do that copy them."""
    before, after = (make.heic(make.image((160, 120), colour)) for colour in ((150, 120, 60), (220, 220, 210)))
    photos = {"施工前1.jpg": before, "施工後1.jpg": None, "施工後1.HEIC": after}
    return make.site(tmp_path / "iphone", {"cases": {"living": photos}})


def test_heic_is_published_as_avif_and_jpeg_only(iphone: Path, build: Build, tmp_path: Path) -> None:
    report = build(iphone, tmp_path / "out")
    assert report.is_built
    assert {p.suffix for p in (tmp_path / "out/photos").iterdir()} == {".avif", ".jpg"}
    assert all(b"ftyphei" not in p.read_bytes()[:32] for p in (tmp_path / "out/photos").iterdir())
    names = {p.name[:16] for p in (tmp_path / "out/photos").iterdir()}
    sources = ("cases/living/施工前1.jpg", "cases/living/施工後1.HEIC", "photos/hero.jpg")
    assert names == {digest((iphone / path).read_bytes())[:16] for path in sources}


def damage(cache: Path) -> None:
    for entry in cache.glob("??/*"):
        entry.write_bytes(entry.read_bytes()[:-1])


@pytest.mark.parametrize("meanwhile", [lambda cache: None, damage], ids=["whole", "damaged"])
def test_heic_is_developed_from_its_copy_or_anew_to_the_same(
    meanwhile: Callable[[Path], None], iphone: Path, build: Build, theme: Theme, opened: Opened, tmp_path: Path
) -> None:
    cache, other = tmp_path / "cache", other_quality(theme, tmp_path / "theme")
    build(iphone, tmp_path / "out", cache=cache)
    meanwhile(cache)
    opened.clear()
    report = build(iphone, tmp_path / "out", cache=cache, theme_folder=other, force=True)
    assert (report.is_built, report.cached) == (True, 0)
    is_whole = meanwhile is not damage
    assert ("cases/living/施工前1.jpg" not in opened) is is_whole
    build(iphone, tmp_path / "clean", theme_folder=other)
    assert make.read_tree(tmp_path / "out") == make.read_tree(tmp_path / "clean")


def test_only_what_is_dear_to_decode_is_copied(
    iphone: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = []
    put = Cache.put

    def noted(cache: Cache, key: str, data: bytes) -> None:
        copied.extend([key] * key.startswith("copy "))
        put(cache, key, data)

    monkeypatch.setattr(Cache, "put", noted)
    build(iphone, tmp_path / "out", cache=tmp_path / "cache")
    assert len(copied) == 2


def test_broken_heic_beside_good_ones(iphone: Path, build: Build, tmp_path: Path) -> None:
    good = (iphone / "cases/living/施工前1.jpg").read_bytes()
    make.write(iphone, {"cases": {"living": {"施工後1.HEIC": good[:-200]}}, "photos": {"hero.jpg": good[:40]}})
    assert sorted_errors(build(iphone, tmp_path / "out")) == [("E206", "hero.jpg"), ("E206", "施工後1.HEIC")]
    report = build(iphone, tmp_path / "out", keep_going=True)
    assert report.is_built
    assert [p.code for p in report.problems if p.code == "W208"] == ["W208"] * 2


def test_a_disk_without_room_is_told_before_the_work(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = make.site(tmp_path / "aozora"), tmp_path / "out"
    make.write(folder, {"photos": {"hero.jpg": make.jpeg((1600, 900))}})
    room = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(developing, "develop", None)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: room._replace(free=20_000))
    report = build(folder, out)
    assert [(p.code, p.values["free"]) for p in report.problems if p.is_error] == [("E511", "20 KB")]
    assert not out.exists()
    monkeypatch.undo()
    # A site that has all its pictures needs none.
    cache = tmp_path / "cache"
    assert build(folder, out, cache=cache).is_built
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: room._replace(free=20_000))
    assert build(folder, out, cache=cache, force=True).is_built
