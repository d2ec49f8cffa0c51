"""What git would take and should not: asked of a real git, in folders that may be hostile."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from adgen.check import repository
from adgen.check.repository import Listed, check_site, check_workspace, listed
from adgen.problems import Problem
from tests import make

GIT = shutil.which("git") or "git"
TOKEN, OTHER = "0123456789abcdef" * 2, "f" * 32
PLACED = make.jpeg(exif=make.exif())


def git(folder: Path, *words: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run([GIT, "-C", str(folder), *words], check=True, capture_output=True, env=environment)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A repository with a site that holds two of everything that should not leave the machine."""
    record = json.dumps({"names": ["山田"]})
    make.write(
        tmp_path,
        {
            "留守電.eml": b"",
            "2.msg": b"",
            "sites": {
                "青空": {
                    "site.yaml": "屋号: x\n",
                    "inbox": {t: {"record.json": record, "mail.eml": b""} for t in (TOKEN, OTHER)},
                    "requests": {f"{t}.yaml": "" for t in (TOKEN, OTHER)},
                    "mails": {"1.eml": b"", "二.MBOX": b""},
                    "photos": {"庭.jpg": PLACED, "b.jpg": PLACED, "clean.jpg": make.jpeg()},
                    "同意書_山田.pdf": b"",
                    "consents.yaml": "",
                }
            },
        },
    )
    git(tmp_path, "init", "-q")
    return tmp_path


def told(problems: list[Problem]) -> dict[str, tuple[str, int]]:
    return {p.code: (p.place.file.partition("sites/青空/")[2], p.values["count"]) for p in problems}


def test_everything_that_git_would_take(place: Path) -> None:
    site = place / "sites/青空"
    assert told([*check_site(site)]) == {
        "W630": ("inbox", 4),
        "W631": ("mails/1.eml", 2),
        "W632": ("photos/b.jpg", 2),
        "W633": ("consents.yaml", 2),
        "W634": ("requests", 2),
    }
    beside = [(p.code, p.place.file.rpartition("/")[2], p.values["count"]) for p in check_workspace(place)]
    assert beside == [("W631", "2.msg", 2)], "what lies below may be anything"


def test_no_secret_address_is_told(place: Path) -> None:
    said = str([*check_site(place / "sites/青空")])
    assert TOKEN not in said
    assert OTHER not in said


def test_what_is_ignored_is_not_told_unless_git_has_it_already(place: Path) -> None:
    site = place / "sites/青空"
    (place / ".gitignore").write_text(
        "inbox/\n*.eml\n*.msg\n*.MBOX\nrequests/\nphotos/\nconsents.yaml\n同意書*\n", "utf-8"
    )
    assert [*check_site(site)] == []
    assert [*check_workspace(place)] == []
    git(site, "add", "-f", f"inbox/{TOKEN}/mail.eml", "consents.yaml")
    assert told([*check_site(site)]) == {"W630": ("inbox", 1), "W633": ("consents.yaml", 1)}


def test_an_ignored_inbox_keeps_its_own_list(place: Path) -> None:
    site = place / "sites/青空"
    (site / "inbox/.gitignore").write_bytes(b"*\n!.gitignore\n")
    assert "W630" not in told([*check_site(site)])


def test_without_a_repository_nothing_is_said(tmp_path: Path) -> None:
    make.write(tmp_path / "s", {"inbox": {TOKEN: {"mail.eml": b""}}, "a.eml": b""})
    assert listed(tmp_path / "s") == Listed()
    assert [*check_site(tmp_path / "s")] == []


def test_git_that_is_missing_is_said_in_a_repository_only(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert [(p.code, p.values["detail"]) for p in check_site(place / "sites/青空")] == [("W635", "git")]
    outside = place.parent / "outside"
    outside.mkdir()
    assert [*check_site(outside)] == []


def test_a_folder_that_git_does_not_trust_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What git itself reads to be tested for the repository of another user.
    monkeypatch.setattr(
        repository, "_environment", lambda: {**os.environ, "LC_ALL": "C", "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    )
    (found,) = check_site(place / "sites/青空")
    assert found.code == "W635"
    assert "dubious ownership" in found.values["detail"]


def test_a_git_that_hangs_is_given_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("git", 20)

    monkeypatch.setattr("adgen.check.repository.subprocess.run", hang)
    assert listed(place) == Listed(trouble="TimeoutExpired")


def test_nothing_that_lies_in_the_repository_is_run(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs named in its settings, its hooks, and a program called git beside the site."""
    site, mark = place / "sites/青空", place / "ran"
    script = f"#!/bin/sh\ntouch '{mark}'\n"
    for name in ("evil", "git"):
        (site / name).write_text(script)
        (site / name).chmod(0o755)
    (place / ".git/hooks/post-index-change").write_text(script)
    (place / ".git/hooks/post-index-change").chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "alias.ls-files", "filter.x.clean"):
        git(place, "config", key, f"{site}/evil")
    (site / ".gitattributes").write_text("* filter=x\n")
    assert listed(site).paths
    monkeypatch.setenv("PATH", f"{site}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIT_EXEC_PATH", str(site))
    listed(site)
    monkeypatch.chdir(site)
    listed(Path())
    assert not mark.exists()
    subprocess.run([GIT, "status"], cwd=site, check=False, capture_output=True)
    assert mark.exists(), "the trap works: git on its own falls into it"


def test_a_folder_that_plays_a_repository_is_none(tmp_path: Path) -> None:
    """A bare repository that came with a site could bring settings of its own."""
    site = make.site(tmp_path / "aozora")
    git(site, "init", "-q", "--bare", ".")
    assert listed(site).paths == ()
    assert "git" in listed(site).trouble or "bare" in listed(site).trouble
