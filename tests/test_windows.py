"""What is different on Windows and macOS, as far as a Linux machine can try it; docs/windows.md says what it cannot."""

import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest

from adgen.cli import cli, signs
from adgen.problems.catalogue import catalogue
from tests import make
from tests.conftest import Build
from tests.plan.planning import with_lines

ROOT = Path(__file__).parent.parent
# What consoles of Japanese Windows, of Western Windows and of a bare server write.
CONSOLES = ("cp932", "cp1252", "ascii")


def run(place: Path, *words: str, **more: str) -> tuple[int, bytes, bytes]:
    """Exit code, stdout and stderr of adgen as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ADGEN_NOW": "2026-11-20", "ADGEN_JOBS": "1", **more}
    done = subprocess.run(
        [sys.executable, "-m", "adgen", *words], cwd=place, env=environment, capture_output=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


# ---------------------------------------------------------------- consoles


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], io.BytesIO]:
    """stdout as a console of an encoding has it, and what it is given."""

    def opened(encoding: str) -> io.BytesIO:
        seen = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(seen, encoding=encoding, write_through=True))
        signs.show_anything()
        return seen

    return opened


@pytest.mark.parametrize("encoding", CONSOLES)
def test_every_message_can_be_printed(encoding: str, console: Callable[[str], io.BytesIO]) -> None:
    seen = console(encoding)
    messages = "".join(text for words in catalogue().values() for text in words.values())
    sys.stdout.write(messages)
    shown = seen.getvalue().decode(encoding)
    assert len(shown) >= len(messages)
    if encoding == "cp932":
        assert shown.count("?") == messages.count("?")


SHOWN = {
    "✓ 書き込めます ✗": {"cp932": "○ 書き込めます ×", "ascii": "? ?????? ?"},
    "5–6 月 © café": {"cp932": "5-6 月 ? cafe", "cp1252": "5–6 ? © café", "ascii": "5-6 ? ? cafe"},
    "𠮷野家 👍": {"cp932": "?野家 ?"},
    unicodedata.normalize("NFD", "ガラスのパネル"): {"cp932": "カ゛ラスのハ゜ネル"},
    "①㈱髙﨑～〜": {"cp932": "①㈱髙﨑～～"},
}


@pytest.mark.parametrize("text", SHOWN)
def test_signs_that_a_console_lacks(text: str, console: Callable[[str], io.BytesIO]) -> None:
    for encoding, expected in SHOWN[text].items():
        seen = console(encoding)
        sys.stdout.write(text)
        assert seen.getvalue().decode(encoding) == expected


@pytest.mark.parametrize("encoding", ["cp932", "cp1252"])
def test_commands_on_such_a_console(encoding: str, tmp_path: Path) -> None:
    site = {"site.yaml": "屋号: 𠮷野 👍\nメール: ✓\n電話: 03\n"}
    make.site(tmp_path / "sites/aozora", site)
    for words, expected in ((("doctor",), 0), (("build",), 1), (("--help",), 0), (("due",), 0)):
        code, out, err = run(tmp_path, *words, PYTHONIOENCODING=encoding)
        assert code == expected, err
        assert b"Traceback" not in out + err
        assert (out + err).decode(encoding)


# ---------------------------------------------------------------- texts and names


def built(build: Build, folder: Path, target: Path) -> dict[str, bytes]:
    """The pages of a folder."""
    assert build(folder, target).is_built
    return make.read_tree(target)


def test_texts_with_windows_line_ends_and_marks_give_the_same_pages(tmp_path: Path, build: Build) -> None:
    plain = make.site(tmp_path / "a/aozora")
    windows = make.site(tmp_path / "b/aozora")
    changed = [path for path in windows.rglob("*") if path.suffix in (".yaml", ".md")]
    for path in changed:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(changed) >= 4
    assert built(build, windows, tmp_path / "b/out") == built(build, plain, tmp_path / "a/out")


def test_names_that_macos_took_apart_give_the_same_pages(tmp_path: Path, build: Build) -> None:
    case = {**make.SITE["cases"]["living"], "施工中 ガラスのパネル.jpg": make.jpeg(colour=(90, 90, 200))}
    pages = []
    for form in ("NFC", "NFD"):
        named = {unicodedata.normalize(form, name): content for name, content in case.items()}
        folder = unicodedata.normalize(form, "ガラス戸のパッキン")
        site = make.site(tmp_path / form / "aozora", {"cases": {folder: named}})
        pages.append(built(build, site, tmp_path / form / "out"))
    assert pages[0] == pages[1]
    assert len([path for path in pages[0] if path.startswith("cases/") and path.endswith(".html")]) >= 3


def test_folders_with_japanese_names_and_spaces(tmp_path: Path) -> None:
    desk = tmp_path / "OneDrive - 青空内装" / "見本 太郎 のデスクトップ"
    make.site(desk / "会社 の サイト/青空 内装", {"site.yaml": with_lines("site.yaml", "公開名: aozora")})
    words = ("build", "青空 内装", "--sites", "会社 の サイト", "-o", "できた ページ", "--cache-dir", "控え 1")
    code, out, err = run(desk, *words)
    assert code == 0, err
    assert "ページができました" in out.decode()
    assert len(list((desk / "できた ページ").rglob("index.html"))) >= 2
    code, out, _ = run(desk, *words)
    assert "変わりありません" in out.decode()


# What Windows lacks without the rights of an administrator, on FAT, and without the package tzdata.
BARE = """
import os, sys
def refuse(*_, **__):
    raise OSError(95, "not supported")
os.symlink = os.link = refuse
sys.modules["tzdata"] = None
from adgen.cli import main
main()
"""


def test_neither_links_nor_time_zones_are_needed(tmp_path: Path) -> None:
    make.site(tmp_path / "sites/aozora")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ADGEN_JOBS": "1", "PYTHONTZPATH": ""}
    for words in (["build"], ["build", "--force"], ["due"], ["doctor", "--site", "aozora"]):
        command = [sys.executable, "-c", BARE, *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "build/aozora/index.html").is_file()
    assert not [path for path in tmp_path.rglob("*") if path.is_symlink()]


# ---------------------------------------------------------------- the guide


def test_the_guide_names_one_place_and_its_task_is_xml() -> None:
    guide = (ROOT / "docs/ja/windows.md").read_text("utf-8")
    task = re.findall(r"```xml\n(.*?)```", guide, re.DOTALL)
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    (command,) = (
        e.text for text in task for e in ElementTree.fromstring(text.encode("utf-16")).iter(f"{space}Command")
    )
    assert command == "C:\\hp\\nightly.cmd"
    assert guide.count(command) >= 4
    assert set(re.findall(r"^ *adgen (\w+)", guide, re.MULTILINE)) <= set(cli.list_commands(click.Context(cli)))
    script = re.findall(r"@echo off.*?```", guide, re.DOTALL)
    assert [line for text in script for line in text.splitlines() if not line.isascii()] == []
