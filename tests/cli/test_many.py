"""Many sites on the command line: what is loaded and opened when nothing changed, and what is told."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adgen.cli.places import open_workplace
from adgen.cli.telling import FEW
from tests import make
from tests.cli.test_terminal import COMMAND, children, environment, lives, on_a_terminal, until
from tests.conftest import Run
from tests.plan.planning import with_lines

BROKEN: make.Files = {"site.yaml": with_lines("site.yaml", "しらない: 1").replace("03-0000-0000", "でんわ")}
MANY = FEW + 4

# What a run that finds nothing changed does without: each takes longer to load than the whole run.
HEAVY = {"PIL", "jinja2", "pydantic", "yaml", "markdown_it", "budoux", "rich", "multiprocessing.context", "adgen.plan"}

WITNESS = """
import json, sys
# A measurement of coverage has loaded modules of its own by now.
loaded, opened = set(sys.modules), []
def hook(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        opened.append(args[0] if isinstance(args[0], str) else args[0].decode())
sys.addaudithook(hook)
from adgen.cli import main
try:
    main()
except SystemExit as left:
    print(json.dumps({"code": left.code, "modules": [*set(sys.modules) - loaded], "opened": opened}))
"""


def witnessed(place: Path, *words: str) -> dict[str, Any]:
    """A quiet build: its exit code, the modules that were loaded, and the files that were opened."""
    command = [sys.executable, "-c", WITNESS, "build", "-q", "-j", "1", "--now", "2026-11-20", *words]
    done = subprocess.run(command, cwd=place, env=environment(), capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def inputs(found: dict[str, Any]) -> list[str]:
    """What was opened of the sites and of the pages, which are called by their way from here."""
    return [path for path in found["opened"] if Path(path).parts[:1] in (("sites",), ("build",))]


@pytest.mark.parametrize("words", [(), ("aozora", "mizuoto")], ids=["all", "by name"])
def test_nothing_new_loads_and_opens_next_to_nothing(words: tuple[str, ...], tmp_path: Path) -> None:
    for name in ("aozora", "mizuoto"):
        make.site(tmp_path / "sites" / name)
    first = witnessed(tmp_path, *words)
    assert first["code"] == 0
    assert set(first["modules"]) >= HEAVY - {"rich", "multiprocessing.context"}
    assert any(path.endswith(".jpg") for path in inputs(first))
    again = witnessed(tmp_path, *words)
    assert again["code"] == 0
    assert set(again["modules"]) & HEAVY == set()
    assert inputs(again) == []
    (tmp_path / "sites/aozora/faq.yaml").touch()
    edited = witnessed(tmp_path, *words)
    opened = {Path(path).parts[1] for path in inputs(edited) if path.startswith("sites")}
    assert opened == {"aozora"}
    assert not [path for path in inputs(edited) if path.startswith("sites") and path.endswith(".jpg")]


def test_without_a_workspace_file_the_defaults_of_its_record_hold(tmp_path: Path) -> None:
    def place() -> object:
        return open_workplace(tmp_path, None, None, None, strict=False, no_index=False)

    usual = place()
    make.write(tmp_path, {"adgen.yaml": "きびしく: いいえ\n"})
    assert place() == usual


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Sites that show their name and nothing else, which is quick to build; two of them are broken."""
    place = tmp_path / "sites"
    first = make.site(place / "s00", {"site.yaml": with_lines("site.yaml", "公開: いいえ")})
    for n in range(1, MANY):
        shutil.copytree(first, place / f"s{n:02}")
    for n in (3, 7):
        make.write(place / f"s{n:02}", BROKEN)
    return place


def test_many_sites_are_told_in_few_lines(many: Path, adgen: Run) -> None:
    first = adgen("build")
    assert first.code == 1
    assert [line.partition(":")[0] for line in first.out.splitlines()[:-1]] == ["s03", "s07"]
    assert first.out.splitlines()[-1].startswith(f"{MANY - 2}サイト（2サイトは失敗）、{MANY - 2}ページ")
    assert first.err.count("[E122]") == first.err.count("[E141]") == 2
    assert "作れなかったサイト: s03、s07" in first.err
    steps = re.findall(r"^(\d+)/(\d+)サイト$", first.err, re.MULTILINE)
    assert [int(done) for done, _ in steps] == [MANY * n // 10 for n in range(1, 10)]
    assert {of for _, of in steps} == {str(MANY)}

    make.write(many / "s05", {"staff.yaml": "担当者: []\n"})
    again = adgen("build")
    told = [line.partition(":")[0] for line in again.out.splitlines()[:-1]]
    assert told == ["s03", "s05", "s07"]
    assert f"（変わりなし{MANY - 3}）" in again.out
    assert "サイト\n" not in again.err.replace("作れなかったサイト: s03、s07\n", "")

    everything = adgen("build", "-v")
    assert len(everything.out.splitlines()) == MANY + 1
    assert "作れなかったサイト" not in everything.err
    quiet = adgen("build", "-q")
    assert quiet.out == ""
    assert "作れなかったサイト: s03、s07" in quiet.err


def test_warnings_of_many_sites_are_counted(many: Path, adgen: Run) -> None:
    for n in (3, 7):
        shutil.rmtree(many / f"s{n:02}")
    for n in (1, 2):
        # Without an address of its own, and with photos that are too small.
        make.site(many / f"s{n:02}", {"site.yaml": make.SITE["site.yaml"].replace("公開アドレス", "# 公開アドレス")})
    for _ in range(2):
        result = adgen("build")
        assert result.code == 0
        assert "[W" not in result.err
        assert re.search(r"ほかの注意とお知らせ: .*W146 2件、W221 6件（-v で見られます）", result.err)
        english = adgen("build", "--lang", "en")
        assert re.search(r"Other warnings and notes: .*W146 2, W221 6 \(-v shows them\)", english.err)


def test_a_bar_on_a_terminal(many: Path, tmp_path: Path) -> None:
    seen = on_a_terminal(tmp_path)
    assert f"{MANY}/{MANY}" in seen
    assert "E122" in seen
    assert not re.search(rf"^\d+/{MANY}サイト", seen, re.MULTILINE)
    assert "Traceback" not in seen
    assert (tmp_path / "build/s00").is_dir()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_stopping_many_leaves_whole_sites(stop: signal.Signals, tmp_path: Path) -> None:
    first = make.site(tmp_path / "sites" / "s00")
    for n in range(1, MANY):
        shutil.copytree(first, tmp_path / "sites" / f"s{n:02}")
    out = tmp_path / "build"
    process = subprocess.Popen(
        [*COMMAND, "-j", "2"],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until(lambda: any(out.glob("s*/.adgen.json")))
    helpers = children(process.pid)
    if stop is signal.SIGINT:
        # A terminal tells everybody in front of it.
        os.killpg(process.pid, stop)
    else:
        process.send_signal(stop)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    until(lambda: not any(map(lives, helpers)))
    assert list(out.glob(".*.adgen-*")) == []
    standing = [make.read_tree(folder) for folder in out.iterdir() if folder.is_dir()]
    assert 0 < len(standing) < MANY
    assert len({len(tree) for tree in standing}) == 1
