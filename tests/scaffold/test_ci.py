"""The recipes of adgen init --ci: those of the documentation, whose steps tests/recipes runs in a repository that was made so."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from adgen import __version__
from adgen.scaffold.workspace import RECIPES, make_workspace, recipe
from tests import make

DOCS = Path(__file__).parent.parent.parent / "docs" / "recipes"
WRITTEN = [(ci, path, name) for ci, paths in RECIPES.items() for path, name in paths.items()]


@pytest.mark.parametrize(("ci", "path", "name"), WRITTEN, ids=[name for _, _, name in WRITTEN])
def test_what_is_written_is_what_the_documentation_shows(ci: str, path: str, name: str) -> None:
    assert recipe(ci)[path] == (DOCS / name).read_text("utf-8")
    assert f"({name})" in (DOCS / "README.md").read_text("utf-8")


def test_the_night_calls_the_build_that_is_written_beside_it() -> None:
    found = recipe("github")
    (called,) = [
        job["uses"] for job in yaml.safe_load(found[".github/workflows/nightly.yml"])["jobs"].values() if "uses" in job
    ]
    assert called.removeprefix("./") in found


@pytest.mark.parametrize("ci", RECIPES)
def test_a_clean_clone_has_the_recipes_and_no_mails(ci: str, tmp_path: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("git is needed")
    desk = tmp_path / "机の上 1"
    make_workspace(desk, vscode=False, ci=ci)
    make.site(desk / "sites/aozora", {"inbox": {"0" * 32: {"mail.eml": "x"}}})

    def git(*words: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.jp"]
        subprocess.run(["git", *who, *words], cwd=desk, check=True, capture_output=True)

    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"], ["clone", "-q", ".", str(tmp_path / "clone")]):
        git(*words)
    clone = tmp_path / "clone"
    assert not (clone / "sites/aozora/inbox").exists()
    assert {path: (clone / path).read_text("utf-8") for path in recipe(ci)} == recipe(ci)
    assert (clone / "requirements.txt").read_text("utf-8").splitlines()[1:] == [f"adgen[requests]=={__version__}"]
