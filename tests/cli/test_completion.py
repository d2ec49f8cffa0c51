"""Tab in a shell: commands, options, names of sites and cases; in real shells where they are installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from adgen.cli import cli
from tests import make

ROOT = Path(__file__).parent.parent.parent
FOLDERS = {
    "aozora": {"cases": {"living": {}, "toilet": {}, ".hidden": {}}, "services": {"kabegami.md": "", "yuka.md": ""}},
    "青空内装": {"cases": {}},
    "akane": {},
    ".git": {},
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    make.write(tmp_path, {"sites": FOLDERS, "firms": {"other": {}, "second": {}}})
    shim = make.write(tmp_path / "bin", {"adgen": f'#!/bin/sh\nexec {sys.executable} -m adgen "$@"\n'}) / "adgen"
    shim.chmod(0o755)
    return tmp_path


def environment(here: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{here / 'bin'}{os.pathsep}{os.environ['PATH']}", **more}


def offered(typed: str) -> list[str]:
    """What is offered for a line, the last word of which is unfinished."""
    _, *words, unfinished = typed.split(" ")
    items = BashComplete(cli, {}, "adgen", "_ADGEN_COMPLETE").get_completions(words, unfinished)
    return [f"{item.type},{item.value}" for item in items]


LINES = {
    "adgen i": ["plain,init", "plain,index", "plain,import"],
    "adgen request ex": ["plain,expire"],
    "adgen build --no-i": ["plain,--no-index"],
    "adgen build a": ["plain,akane", "plain,aozora"],
    "adgen build ": ["plain,akane", "plain,aozora", "plain,青空内装"],
    "adgen build aozora a": ["plain,akane"],
    "adgen build 青": ["plain,青空内装"],
    "adgen build --sites firms ": ["plain,other", "plain,second"],
    "adgen serve ao": ["plain,aozora"],
    "adgen due ao": ["plain,aozora"],
    "adgen check ao": ["plain,aozora"],
    "adgen publish ak": ["plain,akane"],
    "adgen photos sheet ao": ["plain,aozora"],
    "adgen photos check ao": ["plain,aozora"],
    "adgen photos fix ak": ["plain,akane"],
    "adgen request list --site ao": ["plain,aozora"],
    "adgen doctor --site ao": ["plain,aozora"],
    "adgen import --site aozora --case ": ["plain,living", "plain,toilet"],
    "adgen import --site akane --case ": [],
    "adgen import pr": ["plain,prices", "file,pr"],
    "adgen import phone pr": ["file,pr"],
    "adgen import prices list.csv --site aozora --service k": ["plain,kabegami"],
    "adgen import prices list.csv --t": ["plain,--tax"],
    "adgen new case --site aozora --service y": ["plain,yuka"],
    "adgen doctor --format ": ["plain,text", "plain,json"],
}


@pytest.mark.parametrize("typed", LINES)
def test_what_is_offered(typed: str, here: Path) -> None:
    assert offered(typed) == LINES[typed]


def test_where_the_sites_are_by_adgen_yaml_and_where_there_are_none(here: Path) -> None:
    make.write(here, {"adgen.yaml": "# 設定\nサイトのフォルダ: firms  # ここ\n"})
    assert offered("adgen build ") == ["plain,other", "plain,second"]
    make.write(here, {"adgen.yaml": "sites: nowhere\n"})
    for typed in ("adgen build ", "adgen import --site aozora --case "):
        assert offered(typed) == []


def test_commands_are_offered_without_importing_one(here: Path) -> None:
    program = (
        "import sys\nfrom adgen.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pydantic', 'PIL', 'yaml', 'numpy', 'adgen.cli.build'} & set(sys.modules)))\n"
    )
    asked = environment(here, _ADGEN_COMPLETE="bash_complete", COMP_WORDS="adgen ", COMP_CWORD="1")
    out = subprocess.run([sys.executable, "-c", program], env=asked, capture_output=True, text=True, check=True)
    lines = out.stdout.splitlines()
    assert lines[-1] == "[]"
    assert {"plain,build", "plain,import"} <= set(lines)


KINDS = {"bash": BashComplete, "fish": FishComplete, "zsh": ZshComplete}
SHELLS = {
    "bash": 'eval "$(_ADGEN_COMPLETE=bash_source adgen)"; COMP_WORDS=(adgen build a); COMP_CWORD=2; '
    "_adgen_completion adgen; printf '%s\\n' \"${COMPREPLY[@]}\"",
    "fish": "_ADGEN_COMPLETE=fish_source adgen | source; complete -C 'adgen build a'",
    "zsh": "autoload -Uz compinit; compinit -u -D; _describe() { print -l $completions_with_descriptions; }; "
    'compadd() { print -l $completions; }; eval "$(_ADGEN_COMPLETE=zsh_source adgen)"; '
    "words=(adgen build a); CURRENT=3; _adgen_completion",
}


@pytest.mark.parametrize("shell", SHELLS)
def test_in_a_real_shell(shell: str, here: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    command = [shell, {"zsh": "-f", "bash": "--norc", "fish": "--no-config"}[shell], "-c", SHELLS[shell]]
    out = subprocess.run(command, env=environment(here), capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["akane", "aozora"]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_line_of_each_shell_is_documented(shell: str) -> None:
    assert f"_ADGEN_COMPLETE={shell}_source adgen" in (ROOT / "docs/completion.md").read_text("utf-8")
    assert "_ADGEN_COMPLETE=" in KINDS[shell](cli, {}, "adgen", "_ADGEN_COMPLETE").source()
