"""Many sites: none touches another, here and in processes of their own."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from adgen.build import Report, Settings, build_site, unchanged
from adgen.build import fleet as fleets
from adgen.build.fleet import Crew, Job, Memory, build_sites, settled, silent, site_jobs
from adgen.content import load
from adgen.pages.shelf import theme_folder
from adgen.plumbing.shards import JobError
from tests import make
from tests.plan.planning import with_lines

TODAY = date(2026, 11, 20)
BROKEN = {"site.yaml": with_lines("site.yaml", "しらない: 1").replace("03-0000-0000", "でんわ")}


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Six sites of which two are broken; so many are spread over two processes."""
    monkeypatch.setattr(fleets, "_SITES_PER_PROCESS", 3)
    first = make.site(tmp_path / "sites" / "s0")
    for n in range(1, 6):
        shutil.copytree(first, tmp_path / "sites" / f"s{n}")
    for n in (3, 5):
        make.write(tmp_path / "sites" / f"s{n}", BROKEN)
    return sorted((tmp_path / "sites").iterdir())


def settings(**more: object) -> Settings:
    told = {"today": TODAY, "theme_folder": theme_folder(), **more}
    return Settings(**told)  # type: ignore[arg-type]


def memory(place: Path | None) -> Memory:
    return Memory(place, place / "index.sqlite" if place else None)


def built(folders: list[Path], out: Path, cache: Path | None, processes: int) -> list[Report]:
    """The reports of a whole run, as the command makes them."""
    jobs = site_jobs(folders, out, settings(), memory(cache))
    known = settled(jobs, settings(), memory(cache))
    left = [job for job in jobs if job.folder not in known]
    made: Iterator[Report] = build_sites(left, settings(), memory(cache), Crew(processes), silent)
    return [known.get(job.folder) or next(made) for job in jobs]


def test_processes_give_what_one_gives(folders: list[Path], tmp_path: Path) -> None:
    alone = built(folders, tmp_path / "alone", tmp_path / "cache1", 1)
    spread = built(folders, tmp_path / "spread", tmp_path / "cache2", 2)
    assert [r.site for r in spread] == [f"s{n}" for n in range(6)]
    assert [r.site for r in spread if not r.is_built] == ["s3", "s5"]
    for one, other in zip(alone, spread, strict=True):
        assert (one.pages, one.is_built, one.is_new) == (other.pages, other.is_built, other.is_new)
        assert one.problems == other.problems
    before = make.read_tree(tmp_path / "alone")
    assert before
    assert make.read_tree(tmp_path / "spread") == before
    again = built(folders, tmp_path / "spread", tmp_path / "cache2", 2)
    assert [r.site for r in again if r.is_new] == ["s3", "s5"]


def test_few_sites_stay_here(folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*args: object) -> None:
        raise AssertionError(args)

    monkeypatch.setattr("adgen.plumbing.shards.spread", nowhere)
    assert sum(r.is_built for r in built(folders[:5], tmp_path / "out", None, 64)) == 4


def test_a_bug_in_one_site_is_no_other_ones(
    folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbles(folder: Path, *args: object) -> Report:
        if folder.name in ("s1", "s2"):
            raise ZeroDivisionError(folder.name)
        return build_site(folder, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(fleets, "build_site", stumbles)
    reports = built(folders[:5], tmp_path / "out", None, 1)
    assert [r.is_built for r in reports] == [True, False, False, False, True]
    assert ["ZeroDivisionError: s" in r.bug for r in reports] == [False, True, True, False, False]


def test_a_process_that_dies_is_told(folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(setup: object, words: object, jobs: list[Job], *rest: object) -> Iterator[tuple[Job, JobError]]:
        for n, job in enumerate(jobs):
            yield job, JobError("" if n % 2 else "Traceback: broken")

    monkeypatch.setattr("adgen.plumbing.shards.spread", dies)
    reports = built(folders, tmp_path / "out", None, 2)
    assert [[p.code for p in r.problems] for r in reports] == [[], ["E510"]] * 3
    assert [r.bug for r in reports] == ["Traceback: broken", ""] * 3
    assert not any(r.is_built for r in reports)


def test_the_name_of_a_site_is_read_once(folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    site_slug = load.site_slug

    def noted(folder: Path) -> str:
        read.append(folder.name)
        return site_slug(folder)

    monkeypatch.setattr(load, "site_slug", noted)

    def targets() -> list[str]:
        read.clear()
        found = site_jobs(folders[:4], tmp_path / "out", settings(), memory(tmp_path / "cache"))
        return [job.target.name for job in found]

    assert targets() == ["s0", "s1", "s2", "s3"]
    assert read == ["s0", "s1", "s2", "s3"]
    assert targets() == ["s0", "s1", "s2", "s3"]
    assert read == []
    for n, name in ((1, "kita"), (2, "minami")):
        make.write(folders[n], {"site.yaml": with_lines("site.yaml", f"公開名: {name}")})
    assert targets() == ["s0", "kita", "minami", "s3"]
    assert read == ["s1", "s2"]


def test_two_sites_of_one_name_clash_and_a_third_does_not(folders: list[Path], tmp_path: Path) -> None:
    for n in (0, 2):
        make.write(folders[n], {"site.yaml": with_lines("site.yaml", "公開名: blue")})
    reports = built([*folders[:3]], tmp_path / "out", None, 1)
    assert [[p.code for p in r.problems if p.is_error] for r in reports] == [["E138"], [], ["E138"]]


def test_a_folder_of_very_many_files_costs_itself_alone(
    folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "_MOST_FILES", 50)
    for n, changes in ((0, {"junk": {f"{k}.txt": "" for k in range(60)}}), (1, {f"junk{k}": {} for k in range(60)})):
        make.write(folders[n], changes)
    for memories in (None, tmp_path / "cache"):
        reports = built(folders[:3], tmp_path / "out", memories, 1)
        assert [[p.code for p in r.problems if p.is_error] for r in reports] == [["E106"], ["E106"], []]
