"""Two folders, one address: the later gets a mistake, and the pages of the earlier stay what they are."""

from pathlib import Path

import pytest

from adgen.build.fleet import Memory, site_jobs
from adgen.build.tools import Settings
from adgen.pages.shelf import theme_folder
from tests import make
from tests.conftest import TODAY, Build
from tests.plan.planning import with_lines

BLUE: make.Files = {"site.yaml": with_lines("site.yaml", "公開名: blue")}
NOWHERE = Memory(None, None)


def clashing(folders: list[Path], out: Path) -> list[str]:
    """The names of the folders that are refused."""
    jobs = site_jobs(folders, out, Settings(TODAY, theme_folder()), NOWHERE)
    return [job.folder.name for job in jobs if job.clashes]


@pytest.fixture
def rivals(tmp_path: Path) -> list[Path]:
    """Three folders that claim one address, in alphabetical order the impostors first."""
    return [make.site(tmp_path / "sites" / name, BLUE) for name in ("a", "b", "real")]


def test_whose_pages_stand_keeps_the_address(rivals: list[Path], tmp_path: Path, build: Build) -> None:
    out = tmp_path / "out"
    assert clashing(rivals, out) == ["a", "b", "real"], "nobody was first"
    assert build(rivals[2], out / "blue", draft_photos=True).is_built
    assert clashing(rivals, out) == ["a", "b"]
    assert clashing(rivals[:2], out) == ["a", "b"]


def test_who_is_built_alone_takes_nothing_either(rivals: list[Path], tmp_path: Path, build: Build) -> None:
    target = tmp_path / "out" / "blue"
    assert build(rivals[2], target, draft_photos=True).is_built
    before = make.read_tree(target)
    for impostor in rivals[:2]:
        report = build(impostor, target, draft_photos=True, force=True)
        assert [p.code for p in report.problems] == ["E138"]
        assert str(rivals[2]) in str(report.problems[0].values["others"])
    assert make.read_tree(target) == before


def test_a_folder_of_that_name_comes_before_those_that_only_claim_it(tmp_path: Path) -> None:
    folders = [make.site(tmp_path / "sites" / name, BLUE if name != "blue" else {}) for name in ("a", "b", "blue")]
    assert clashing(folders, tmp_path / "out") == ["a", "b"]


def test_a_folder_that_was_renamed_and_one_that_gave_its_address_away(
    rivals: list[Path], tmp_path: Path, build: Build
) -> None:
    target = tmp_path / "out" / "blue"
    assert build(rivals[2], target, draft_photos=True).is_built
    moved = rivals[2].rename(rivals[2].with_name("renamed"))
    assert build(moved, target, draft_photos=True).is_built
    make.write(moved, {"site.yaml": with_lines("site.yaml", "公開名: green")})
    assert build(rivals[0], target, draft_photos=True).is_built


def test_the_manifest_does_not_hold_the_name_of_the_folder(rivals: list[Path], tmp_path: Path, build: Build) -> None:
    secret = rivals[2].rename(rivals[2].with_name("yamada-sama"))
    assert build(secret, tmp_path / "blue", draft_photos=True).is_built
    assert "yamada" not in (tmp_path / "blue" / ".adgen.json").read_text("utf-8")
