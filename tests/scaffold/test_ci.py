"""The recipes of adgen init --ci: valid, and their steps run in order in a clean clone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from adgen import __version__
from adgen.scaffold.workspace import RECIPES, make_workspace, recipe
from tests import make

ROOT = Path(__file__).parent.parent.parent


def read(ci: str) -> Any:
    return yaml.safe_load(recipe(ci))


def test_the_recipe_for_github_is_what_github_reads() -> None:
    found = read("github")
    # For YAML 1.1 the key `on` is a boolean.
    assert set(found) == {"name", True, "permissions", "concurrency", "jobs"}
    assert found[True]["schedule"] == [{"cron": "10 15 * * *"}]
    assert found["permissions"] == {"contents": "read"}
    (job,) = found["jobs"].values()
    assert job["env"]["ADGEN_PACKAGE"].endswith(f"=={__version__}")
    for step in job["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert "@v" in step.get("uses", "@v")
        assert "${{" not in step.get("run", ""), "what a stranger may choose never becomes a part of a command"


@pytest.mark.parametrize("ci", RECIPES)
def test_its_steps_run_in_a_clean_clone(ci: str, tmp_path: Path) -> None:
    if not shutil.which("git") or not shutil.which("bash"):
        pytest.skip("git and bash are needed")
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
    # adgen is there already: what would be installed is only noted.
    tools = make.write(
        tmp_path / "bin",
        {
            "adgen": f'#!/bin/sh\nexec {sys.executable} -m adgen "$@"\n',
            "python": f'#!/bin/sh\necho "$@" >> {tmp_path}/noted\n',
        },
    )
    for path in tools.iterdir():
        path.chmod(0o755)
    (job,) = read(ci)["jobs"].values()
    environment = {
        **os.environ,
        **job["env"],
        "PYTHONPATH": str(ROOT),
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
    }
    for step in job["steps"]:
        if "run" in step:
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=clone,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "noted").read_text() == f"-m pip install adgen[requests]=={__version__}\n"
    kept = next(step["with"]["path"] for step in job["steps"] if "upload-artifact" in step.get("uses", ""))
    assert (clone / kept / "aozora/index.html").is_file()
    cached = next(step["with"]["path"] for step in job["steps"] if "actions/cache" in step.get("uses", ""))
    assert (clone / cached).is_dir()
