"""The pages come before their photos: each photo is made when it is first asked for, once, and what cannot be made is told."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adgen.build import Settings, Tools, build_site, fleet
from adgen.build.fleet import Crew, Memory
from adgen.model.picture import PHOTOS
from adgen.pages.shelf import theme_folder
from adgen.photos import develop as developing
from adgen.plan import PictureJob
from adgen.plumbing import workers
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import open_index
from adgen.problems import AdgenError, Place, Problem, problem
from adgen.serve.app import House, application
from adgen.serve.darkroom import Darkroom
from adgen.serve.door import LOOPBACK, Door
from adgen.serve.stage import Shown, Stage, read_files
from tests import make
from tests.here import Here
from tests.serve.asking import ask

TODAY = date(2026, 11, 20)
SLOW = 60


class Site:
    """A site of which every photo was left to be made, and the darkroom that knows how."""

    def __init__(self, place: Path) -> None:
        self.folder = make.site(place / "sites/aozora")
        self.target, self.memory = place / "out/aozora", Memory(place / "cache", place / "cache/index.sqlite")
        self.settings = Settings(TODAY, theme_folder(), draft_photos=True)
        self.problems: list[Problem] = []
        self.logged: list[str] = []
        self.darkroom = Darkroom(self.memory, Crew(1), self.problems.extend, self.logged.append)

    def build(self, *, leaves: bool = True) -> list[str]:
        """Build it; the files that were left."""
        left: list[PictureJob] = []
        with open_index(self.memory.index) as index:
            tools = Tools(Here(), Cache(self.memory.cache), index, leave=left.extend if leaves else None)
            report = build_site(self.folder, self.target, self.settings, tools)
        assert report.is_built
        self.darkroom.expect("aozora", self.folder, left)
        return [rendition.name for job in left for rendition in job.renditions]

    def photos(self) -> set[str]:
        return {path for path in make.read_tree(self.target) if path.startswith(f"{PHOTOS}/")}

    def make(self, name: str) -> dict[str, bytes]:
        future = self.darkroom.ask("aozora", name)
        assert future
        return dict(future.result(SLOW))


@pytest.fixture
def developed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many files each photo was made into, photo by photo."""
    monkeypatch.setattr(workers, "open_workers", lambda *asked: Here())
    found: list[int] = []
    old: Callable[[developing.Development], object] = developing.develop

    def counted(job: developing.Development) -> object:
        found.append(len(job.renditions))
        return old(job)

    monkeypatch.setattr(developing, "develop", counted)
    return found


@contextmanager
def opened(site: Site) -> Iterator[Site]:
    yield site
    site.darkroom.close(SLOW)


def test_the_pages_stand_before_any_photo_is_made(tmp_path: Path, developed: list[int]) -> None:
    with opened(Site(tmp_path)) as site:
        left = site.build()
        assert len(left) == 5
        assert (site.photos(), developed) == (set(), [])
        assert "<h1" in (site.target / "index.html").read_text("utf-8")
        made = site.make(left[0])
        assert (set(made) <= set(left), len(made), len(developed)) == (True, developed[0], 1)
        assert all(data.startswith(b"\xff\xd8") for data in made.values())
        # It is in the tree with the next build, and what is still left is another list.
        (site.folder / "faq.yaml").write_text("", "utf-8")
        assert set(site.build()) == set(left) - set(made)
        assert site.photos() == set(made)
        assert site.darkroom.ask("aozora", left[0]) is None


def test_each_photo_is_made_once_and_as_a_build_makes_it(tmp_path: Path, developed: list[int]) -> None:
    with opened(Site(tmp_path)) as site:
        left = site.build()
        futures = [site.darkroom.ask("aozora", name) for name in [*left, *reversed(left)]]
        made = [future.result(SLOW) for future in futures if future]
        assert len(made) == 2 * len(left)
        assert sum(developed) == len(left)
        assert [site.make(name)[name] for name in left] == [
            files[name] for files, name in zip(made, left, strict=False)
        ]
        assert sum(developed) == len(left)
    other = Site(tmp_path / "other")
    other.build(leaves=False)
    built = make.read_tree(other.target)
    assert {name: built[name] for name in left} == {name: data for files in made for name, data in files.items()}


def test_a_site_whose_photos_are_not_all_there_is_not_taken_for_finished(tmp_path: Path, developed: list[int]) -> None:
    with opened(Site(tmp_path)) as site:
        left = site.build()
        assert site.build() == left
        for name in left:
            site.make(name)
        assert site.build() == []
        assert site.photos() == set(left)
        before = (site.target / "index.html").stat().st_ino
        assert site.build() == []
        assert (site.target / "index.html").stat().st_ino == before


def test_what_cannot_be_made_is_told_and_may_be_asked_for_again(tmp_path: Path, developed: list[int]) -> None:
    with opened(Site(tmp_path)) as site:
        left = site.build()
        photos = [site.folder / "cases/living" / name for name in ("施工前1.jpg", "施工後1.jpg")]
        kept = [photo.read_bytes() for photo in photos]
        for photo in photos:
            photo.unlink()
        made = {name: site.make(name) for name in left}
        missing = [name for name, files in made.items() if not files]
        assert missing
        assert len(missing) < len(left)
        assert {(p.code, p.place.file.rpartition("/")[2]) for p in site.problems} == {
            ("E504", "施工前1.jpg"),
            ("E504", "施工後1.jpg"),
        }
        for photo, data in zip(photos, kept, strict=True):
            photo.write_bytes(data)
        assert all(site.make(name) for name in missing)
        assert site.darkroom.ask("aozora", "photos/none.jpg") is site.darkroom.ask("kaze", left[0]) is None


def test_a_mistake_of_ours_costs_a_picture_and_no_more(
    tmp_path: Path, developed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(Site(tmp_path)) as site:
        left = site.build()
        good = developing.develop

        def broken(job: developing.Development) -> object:
            raise RuntimeError("two\nlines")

        monkeypatch.setattr(developing, "develop", broken)
        assert [site.make(name) for name in (left[0], left[-1])] == [{}, {}]
        assert site.logged == [f"{site.folder}: RuntimeError: two lines"] * 2
        monkeypatch.setattr(developing, "develop", good)
        assert site.make(left[0])


def test_nobody_waits_where_no_workers_can_be_had(
    tmp_path: Path, developed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise AdgenError([problem("E508", Place("dask://127.0.0.1:1"))])

    with opened(Site(tmp_path)) as site:
        left = site.build()
        monkeypatch.setattr(fleet, "open_tools", none)
        assert [site.make(name) for name in (left[0], left[-1])] == [{}, {}]
        assert [found.code for found in site.problems] == ["E508"]


def test_a_browser_gets_a_photo_that_was_not_there(tmp_path: Path, developed: list[int]) -> None:
    with opened(Site(tmp_path)) as site:
        left = site.build()
        stage = Stage()
        files, name = read_files(site.target, {})
        shown = Shown("aozora", site.folder, name, files)
        stage.show({"aozora": shown})
        house = House(stage, Door(LOOPBACK, 8000), "ja", lambda shown: "", None, site.darkroom.ask, print)
        app = application(house)
        answer = ask(app, f"/aozora/{left[0]}")
        assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")
        assert "immutable" in answer.headers["cache-control"]
        assert answer.body.startswith(b"\xff\xd8")
        gone = [ask(app, path) for path in ("/aozora/photos/none.jpg", "/kaze/photos/a.jpg", "/aozora/photos/")]
        assert [(each.status, each.headers["cache-control"]) for each in gone] == [(404, "no-store")] * 3

        # Pages from the last time are on show before anybody knows how their photos are made.
        stage.show({"aozora": replace(shown, is_waiting=True)})

        async def later() -> int:
            asked = asyncio.create_task(asyncio.to_thread(ask, app, f"/aozora/{left[-1]}"))
            await asyncio.sleep(0)
            assert not asked.done()
            stage.show({"aozora": shown})
            return (await asked).status

        assert asyncio.run(later()) == 200
