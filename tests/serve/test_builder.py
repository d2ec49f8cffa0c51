"""What is built when: the site that changed and no other, and nothing that is in a folder ends it."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from adgen.build import Report, Settings, build_site
from adgen.build.fleet import Crew, Memory
from adgen.build.unchanged import look_again
from adgen.pages.shelf import theme_folder
from adgen.problems import AdgenError, Place, Problem, problem
from adgen.serve import builder as building
from adgen.serve.builder import Builder, Orders
from adgen.serve.changes import Changes
from adgen.serve.darkroom import Darkroom
from adgen.serve.stage import Shown, Stage
from tests import make
from tests.here import Here

TOO_LONG = 60
SETTINGS = Settings(date(2026, 11, 20), theme_folder(), draft_photos=True)


# A site without photos is finished with its pages.
BARE: make.Files = {
    "site.yaml": re.sub(r" *トップ写真:(\n .*ファイル.*\n .*説明: 明るい居間)\n", "", make.SITE["site.yaml"]),
    "cases": {"living": {"施工前1.jpg": None, "施工後1.jpg": None}},
    "photos": {"hero.jpg": None},
}


class Work:
    """A builder at work in a folder with sites; `reports` are what it told, in order."""

    def __init__(
        self, place: Path, settings: Callable[[], Settings] = lambda: SETTINGS, common: tuple[Path, ...] = ()
    ) -> None:
        self.sites = place / "sites"
        self.stage, self.changes = Stage(), Changes()
        self.reports: list[Report] = []
        self.complaints: list[Problem] = []
        cache = place / "cache"
        orders = Orders(
            self._find,
            settings,
            place / "preview",
            Memory(cache, cache / "index.sqlite"),
            Crew(1),
            self.reports.append,
            self.complaints.extend,
            common=common,
            renew=self._renew,
        )
        self.renewed = 0
        self.logged: list[str] = []
        self.darkroom = Darkroom(orders.memory, orders.crew, self.complaints.extend, self.logged.append)
        self.builder = Builder(orders, self.stage, self.changes, self.darkroom)

    def _renew(self) -> None:
        self.renewed += 1
        look_again()

    def _find(self) -> list[Path]:
        found = sorted(self.sites.iterdir()) if self.sites.is_dir() else []
        if not found:
            raise AdgenError([problem("E137", Place(self.sites.as_posix()))])
        return found


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photos are worked on in the thread itself."""
    from adgen.plumbing import workers

    monkeypatch.setattr(workers, "open_workers", lambda *asked: Here())


def rounds(work: Work, *each: Callable[[], Path]) -> None:
    """Start, then one change after the other, each told when the one before has been dealt with."""
    left = iter(each)
    work.changes.settled = lambda: frozenset({change().absolute()}) if (change := next(left, None)) else frozenset()  # type: ignore[method-assign]
    work.builder.start()
    work.builder._thread.join(TOO_LONG)
    assert not work.builder._thread.is_alive()


def saved(path: Path, text: str) -> Callable[[], Path]:
    def save() -> Path:
        path.write_text(text, "utf-8")
        return path

    return save


def told(work: Work) -> list[tuple[str, bool]]:
    return [(report.site, report.is_built) for report in work.reports]


def test_only_the_site_that_changed_is_made_anew(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make.site(tmp_path / "sites" / name, BARE)
    work = Work(tmp_path)
    text = dedent(BARE["site.yaml"]).lstrip().replace("下地から直します。", "壁を張ります。")
    rounds(work, saved(tmp_path / "sites/two/site.yaml", text), lambda: tmp_path / "sites/one/site.yaml")
    assert told(work) == [("one", True), ("two", True), ("two", True)]
    body = work.stage.sites["two"].files["index.html"].body
    assert body
    assert "壁を張ります。" in body.decode()
    again = Work(tmp_path)
    rounds(again)
    assert told(again) == []
    assert list(again.stage.sites) == ["one", "two"]
    assert not any(shown.is_waiting for shown in again.stage.sites.values())


def test_mistakes_keep_the_last_good_pages_until_they_are_mended(tmp_path: Path) -> None:
    site = make.site(tmp_path / "sites/one") / "site.yaml"
    good = site.read_text("utf-8")
    bad = good.replace("03-0000-0000", "でんわ") + "しらない: 1\n"
    work = Work(tmp_path)
    seen: list[Shown] = []

    def look() -> Path:
        seen.append(work.stage.sites["one"])
        return tmp_path / "elsewhere"

    rounds(work, saved(site, bad), look, saved(site, good.replace("青空内装", "風工務店")), look)
    assert told(work) == [("one", True), ("one", False), ("one", True)]
    broken, mended = seen
    assert [p.code for p in broken.broken] == ["E122", "E141"]
    assert {p.code for p in broken.notes} == {"W221"}
    assert "index.html" in broken.files
    assert (mended.broken, mended.name) == ((), "風工務店")


def test_a_bug_of_ours_and_a_broken_theme_end_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make.site(tmp_path / "sites/one") / "site.yaml"
    raised = iter([RuntimeError("first"), RecursionError("second")])

    def breaking(*given: object) -> Report:
        if error := next(raised, None):
            raise error
        return build_site(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "build_site", breaking)
    work = Work(tmp_path)
    rounds(work, lambda: site, lambda: site)
    assert told(work) == [("one", False), ("one", False), ("one", True)]
    assert ["first" in work.reports[0].bug, "second" in work.reports[1].bug] == [True, True]

    theme = make.write(tmp_path / "theme", {"theme.yaml": "a: 1\nb: 2\n"})
    work = Work(tmp_path, lambda: Settings(date(2026, 11, 20), theme, draft_photos=True))
    rounds(work, lambda: site)
    assert told(work) == [("one", False), ("one", False)]
    assert work.stage.sites["one"].broken
    assert "index.html" in work.stage.sites["one"].files


def test_when_the_theme_changes_all_sites_are_made_anew(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make.site(tmp_path / "sites" / name)
    theme = tmp_path / "theme"
    shutil.copytree(theme_folder(), theme, ignore=shutil.ignore_patterns("__pycache__"))
    foot, outside = theme / "templates/foot.html", tmp_path / "adgen.yaml"
    work = Work(tmp_path, lambda: Settings(date(2026, 11, 20), theme, draft_photos=True), (theme, outside))
    bodies: list[dict[str, bool]] = []

    def look() -> Path:
        files = work.stage.sites["two"].files
        bodies.append({path: b"<footer>2" in (file.body or b"") for path, file in files.items() if file.version})
        return tmp_path / "elsewhere"

    rounds(work, look, saved(foot, "<footer>2</footer>"), look, saved(foot, "{% if"), saved(foot, "{% for"), look)
    assert told(work) == [("one", True), ("two", True)] * 2 + [("one", False), ("two", False)] * 2
    assert [set(pages.values()) for pages in bodies] == [{False}, {True}, {True}]
    assert bodies[1] == bodies[2]
    assert {p.code for p in work.stage.sites["one"].broken} == {"E602"}
    assert work.renewed == 3


def test_mistakes_in_what_is_common_are_laid_over_all_pages(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make.site(tmp_path / "sites" / name)
    common = tmp_path / "adgen.yaml"
    work = Work(tmp_path, common=(common,))
    find, seen = work._find, []
    wrong = [problem("E141", Place("adgen.yaml", n), key="x", known="y") for n in (1, 2)]

    def finding() -> list[Path]:
        if common.read_text("utf-8") == "bad":
            raise AdgenError(wrong)
        return find()

    def look() -> Path:
        seen.append([shown.broken for shown in work.stage.sites.values()])
        return tmp_path / "elsewhere"

    common.write_text("good", "utf-8")
    work.builder._orders = replace(work.builder._orders, find=finding)
    rounds(work, saved(common, "bad"), look, saved(common, "good"), look)
    assert seen == [[tuple(wrong)] * 2, [()] * 2]
    assert work.complaints[:2] == wrong
    assert all("index.html" in shown.files for shown in work.stage.sites.values())


def test_sites_come_and_go(tmp_path: Path) -> None:
    first = make.site(tmp_path / "sites/one")
    work = Work(tmp_path)

    def gone() -> Path:
        first.rename(tmp_path / "away")
        return first

    rounds(
        work, lambda: make.site(tmp_path / "sites/two"), gone, lambda: (tmp_path / "sites/two").rename(tmp_path / "b")
    )
    assert told(work) == [("one", True), ("two", True)]
    assert [p.code for p in work.complaints] == ["E137"]
    assert list(work.stage.sites) == ["two"]


def test_two_sites_for_one_address_are_both_told(tmp_path: Path) -> None:
    text = make.SITE["site.yaml"].replace("更新日", "公開名: blue\n        更新日")
    paths = [make.site(tmp_path / "sites" / name, {"site.yaml": text}) / "site.yaml" for name in ("one", "two")]
    work = Work(tmp_path)
    rounds(work, saved(paths[0], paths[0].read_text("utf-8").replace("公開名: blue", "公開名: red")))
    assert told(work)[:2] == [("blue", False), ("blue", False)]
    assert {p.code for report in work.reports[:2] for p in report.problems} == {"E138"}
    assert sorted(told(work)[2:]) == [("blue", True), ("red", True)]
