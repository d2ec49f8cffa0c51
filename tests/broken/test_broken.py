"""Every broken site says exactly what stands in its expected.txt, all in one run, and its old pages stay as they were.

A new one: a folder with at least two mistakes, then `python -m tests.broken.say NAME > tests/broken/NAME/expected.txt`, and
read each message as the person who made the mistake.
"""

import shutil
from pathlib import Path

import pytest

from adgen.problems.catalogue import catalogue
from tests import make
from tests.broken import say
from tests.conftest import Run
from tests.content.reading import more

OLD = Path("build/青空")


@pytest.fixture(scope="module")
def old_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree that an earlier build of a good site left."""
    place = tmp_path_factory.mktemp("old")
    make.site(place / "good")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        report = say.build("good", Path("tree"))
    assert report.is_built
    return place / "tree"


@pytest.mark.parametrize("name", say.names())
def test_a_broken_site(name: str, tmp_path: Path, old_pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(old_pages, tmp_path / OLD)
    before = make.read_tree(tmp_path / OLD)
    say.copy(name, tmp_path)
    monkeypatch.chdir(tmp_path)
    report = say.build(name, OLD)
    expected = (say.HERE / name / "expected.txt").read_text("utf-8")
    assert say.said(report) == expected
    assert not report.is_built
    assert len(report.problems) >= 2
    assert make.read_tree(tmp_path / OLD) == before
    assert [p.name for p in (tmp_path / "build").iterdir() if p.is_dir()] == [OLD.name], "nothing half made is left"


def test_the_broken_sites_show_most_messages_of_content() -> None:
    said = "".join((say.HERE / name / "expected.txt").read_text("utf-8") for name in say.names())
    of_content = {code for code in catalogue() if code[1] in "123"} - ELSEWHERE.keys()
    assert {code for code in of_content if f"[{code}]" not in said} == set()


# What no folder can show, and where it is tested instead.
ELSEWHERE = {
    "E106": "tests/text/test_parse.py, tests/content/test_load.py: too large to keep",
    "E114": "tests/text/test_parse.py",
    "E137": "below",
    "E138": "below",
    "E139": "tests/cli",
    **dict.fromkeys(("W625", "W626"), "tests/build/test_dead_links.py"),
    **dict.fromkeys(("E158", "E159"), "tests/test_addresses.py"),
    "W146": "a note, told when the site is built",
    "W133": "tests/content/test_load.py",
    "W203": "tests/content/test_load.py: no two such names on every disk",
    "E205": "tests/photos",
    "E207": "tests/photos",
    "W208": "tests/test_build.py: --keep-going",
    "E209": "tests/content/test_load.py: no two such names on every disk",
    "E214": "tests/test_build.py: the photo changes during the build",
    "E210": "tests/content/test_load.py: no such name on every disk",
    "E211": "tests/build/test_published.py: no folder can make it happen",
    "E212": "tests/build/test_pictures.py, tests/test_batch.py",
    "E213": "tests/build/test_pictures.py, tests/test_batch.py",
    "W216": "tests/fix: no build tells it",
    "W220": "tests/photos",
    "W221": "tests/photos",
    **dict.fromkeys(say.PHOTO_EYE, "tests/photos/checks, tests/build/test_photo_eye.py"),
    "W251": "tests/build/test_photo_eye.py: a note of the build",
    "W253": "tests/plan/test_hero.py: a note of the build",
    "E310": "tests/content/test_claims.py: an earlier build is needed",
}


# ---------------------------------------------------------------- through the command line


def test_two_sites_of_one_address(tmp_path: Path, adgen: Run) -> None:
    same = more("site.yaml", "公開名: aozora")
    for name in ("kita", "minami"):
        make.site(tmp_path / "sites" / name, {"site.yaml": same})
    make.site(tmp_path / "sites" / "mizuoto")
    result = adgen("build")
    assert result.code == 1
    for site, other in (("kita", "minami"), ("minami", "kita")):
        assert (
            f"sites/{site}/site.yaml: ほかのサイトと同じ公開先「build/aozora」になります: sites/{other}  [E138]\n"
            "  → どちらかの site.yaml に、別の「公開名」を書いてください\n"
        ) in result.err
    assert sorted(p.name for p in (tmp_path / "build").iterdir() if p.is_dir()) == ["mizuoto"]


@pytest.mark.parametrize("words", [("build",), ("build", "--sites", "どこか"), ("build", "aozora", "mizuoto")])
def test_no_folder_of_sites(words: tuple[str, ...], tmp_path: Path, adgen: Run) -> None:
    result = adgen(*words)
    assert result.code == 1
    code = "E139" if "aozora" in words else "E137"
    assert result.err.count(f"[{code}]") == (2 if "aozora" in words else 1)
    assert ("どこか: " in result.err) == ("どこか" in words)
    assert "Traceback" not in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_broken_site_touches_no_other(tmp_path: Path, adgen: Run) -> None:
    (tmp_path / "sites").mkdir()
    for name in ("claims", "shapes"):
        say.copy(name, tmp_path / "sites")
    make.site(tmp_path / "sites" / "aozora")
    result = adgen("build", "--now", say.TODAY.isoformat())
    assert result.code == 1
    assert sorted(p.name for p in (tmp_path / "build").iterdir() if p.is_dir()) == ["aozora"]
    for name in ("claims", "shapes"):
        expected = (say.HERE / name / "expected.txt").read_text("utf-8")
        assert all(line.replace(f"{name}/", f"sites/{name}/", 1) in result.err for line in expected.splitlines())
