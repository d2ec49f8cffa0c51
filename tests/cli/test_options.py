"""Every option has a variable and stands in the documentation; --help is quick."""

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from adgen import __version__
from adgen.cli import cli
from adgen.cli.options import Cluster, Memory
from tests import make
from tests.conftest import Run

ROOT = Path(__file__).parent.parent.parent
DOCS = (ROOT / "docs" / "commands.md").read_text("utf-8")
# Asked for before anything is done, so that no variable could stand for them.
QUESTIONS = {"--help", "--version"}


def commands() -> dict[str, click.Command]:
    """Every command by its name: `build`, `photos develop`."""
    return dict(_below(cli, ""))


def _below(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command, name
        if isinstance(command, click.Group):
            yield from _below(command, f"{path}{name} ")
        else:
            yield path + name, command


def options() -> list[tuple[str, click.Option]]:
    rows = [("adgen", option) for option in cli.params if isinstance(option, click.Option)]
    rows += [(name, o) for name, command in commands().items() for o in command.params if isinstance(o, click.Option)]
    return [(name, option) for name, option in rows if QUESTIONS.isdisjoint(option.opts)]


def section(name: str) -> str:
    """The part of the documentation that belongs to one command."""
    heading = "# Commands" if name == "adgen" else f"## adgen {name}"
    _, found, rest = DOCS.partition(heading + "\n")
    assert found, heading
    return rest.split("\n## ")[0]


@pytest.mark.parametrize(("command", "option"), options(), ids=[f"{name} {o.opts[0]}" for name, o in options()])
def test_every_option_has_a_variable_and_is_documented(command: str, option: click.Option) -> None:
    assert option.envvar == "ADGEN_" + max(option.opts, key=len).removeprefix("--").replace("-", "_").upper()
    assert option.help
    row = next((line for line in section(command).splitlines() if f"`{option.envvar}`" in line), "")
    for name in (*option.opts, *option.secondary_opts):
        assert f"`{name}" in row, (name, row)
    if isinstance(option.type, click.Choice):
        assert all(choice in row for choice in option.type.choices)


def test_nothing_is_documented_that_is_not_there() -> None:
    known = {name for _, o in options() for name in (*o.opts, *o.secondary_opts)} | QUESTIONS | {"-h"}
    assert set(re.findall(r"`(--?[a-z][a-z-]*)", DOCS)) - known == set()
    assert set(re.findall(r"ADGEN_[A-Z_]+", DOCS)) == {str(option.envvar) for _, option in options()}
    assert set(re.findall(r"^## adgen ([\w ]+)$", DOCS, re.MULTILINE)) == set(commands())


def test_every_exit_code_is_documented() -> None:
    assert set(re.findall(r"^\| (\d+) \|", section("adgen"), re.MULTILINE)) == {"0", "1", "2", "3", "130"}


# Each variable of `adgen build`, a value, and what it does to the build of one site with a draft.
VARIABLES = {
    "ADGEN_SITES": ("firms", "built other"),
    "ADGEN_OUTPUT_DIR": ("out", "out/aozora/index.html"),
    "ADGEN_BASE_URL": ("https://all.example.jp/x", "address"),
    "ADGEN_NOW": ("2025-01-01", "early"),
    "ADGEN_THEME": (str(ROOT / "tests/pages/tiny"), "another theme"),
    "ADGEN_UNTRUSTED": ("1", "refuses"),
    "ADGEN_SITE_SECONDS": ("0.001", "too slow"),
    "ADGEN_SITE_MEGABYTES": ("0.001", "too large"),
    "ADGEN_STRICT": ("1", "fails"),
    "ADGEN_KEEP_GOING": ("1", "goes on"),
    "ADGEN_DRAFTS": ("1", "build/aozora/cases/living.html"),
    "ADGEN_FUTURE": ("1", "build/aozora/cases/toilet.html"),
    "ADGEN_DRAFT_PHOTOS": ("1", "no AVIF"),
    "ADGEN_BEST": ("1", "other AVIF"),
    "ADGEN_NO_INDEX": ("1", "no index"),
    "ADGEN_SHARD": ("0/2", "refused part"),
    "ADGEN_FORCE": ("1", "anew"),
    "ADGEN_EXPLAIN": ("1", "explained"),
    "ADGEN_JOBS": ("none", "refused"),
    "ADGEN_MEMORY": ("400", "no unit"),
    "ADGEN_WORKERS": ("tcp://127.0.0.1:8786", "no such workers"),
    "ADGEN_CACHE_DIR": ("kept", "kept"),
    "ADGEN_NO_CACHE": ("1", "no cache"),
    "ADGEN_FORMAT": ("json", "json"),
    "ADGEN_QUIET": ("1", "quiet"),
    "ADGEN_VERBOSE": ("1", "verbose"),
    "ADGEN_LANG": ("en", "english"),
}


FAILURES = ("fails", "refuses", "too slow", "too large")


def avifs(tree: dict[str, bytes]) -> set[str]:
    return {path for path in tree if path.endswith(".avif")}


def test_the_variables_are_all_tried() -> None:
    assert set(VARIABLES) == {str(option.envvar) for name, option in options() if name == "build"}


@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_does_what_its_option_does(
    name: str, tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    value, effect = VARIABLES[name]
    cases = make.SITE["cases"]
    draft = cases["living"]["case.md"].replace("自社施工", "公開: いいえ\n                自社施工")
    ahead = cases["toilet"]["case.md"].replace("2025年9月", "2027年9月" if effect != "early" else "2026年1月")
    broken = {"hero.jpg": b""} if effect == "goes on" else {}
    laid = {"extra.css": "h1 { color: teal }"} if effect == "refuses" else {}
    changes = {"cases": {"living": {"case.md": draft}, "toilet": {"case.md": ahead}}, "photos": broken, "theme": laid}
    make.site(tmp_path / "sites/aozora", changes)
    make.site(tmp_path / "firms/other")
    if effect in ("early", "anew", "other AVIF"):
        assert adgen("build").code == 0
        assert (tmp_path / "build/aozora/cases/toilet.html").exists() is (effect == "early")
    before = avifs(make.read_tree(tmp_path))
    monkeypatch.setenv(name, value)
    result = adgen("build")
    tree = make.read_tree(tmp_path)
    refusals = ("refused", "refused part", "no unit", "no such workers")
    assert result.code == (2 if effect in refusals else 1 if effect in FAILURES else 0), result.err
    assert {
        "built other": "build/other/index.html" in tree,
        "address": b"https://all.example.jp/x/aozora/" in tree.get("build/aozora/sitemap.xml", b""),
        "early": "build/aozora/cases/toilet.html" not in tree,
        "anew": bool(re.match(r"aozora: \d+ページ", result.out)),
        "fails": "[W221]" in result.err,
        "another theme": b"assets/tiny-" in tree.get("build/aozora/index.html", b""),
        "refuses": "[E604]" in result.err,
        "too slow": "[E640]" in result.err,
        "too large": "[E641]" in result.err,
        "goes on": "[W208]" in result.err,
        "no AVIF": avifs(tree) == set(),
        "other AVIF": len(before) == len(avifs(tree)) and len(before - avifs(tree)) == 1,
        "no index": "build/index.html" not in tree,
        "refused": "auto" in result.err,
        "no unit": "400M" in result.err,
        "no such workers": "dask://" in result.err,
        "refused part": "1/3" in result.err,
        "explained": "  - はじめて作りました\n" in result.out,
        "kept": any(path.startswith("kept/") for path in tree),
        "no cache": not any(path.startswith(".adgen/") for path in tree),
        "json": result.out.startswith("{"),
        "quiet": result.out == result.err == "",
        "verbose": "[W143]" in result.err,
        "english": "Open build/aozora/index.html." in result.out,
    }.get(effect, effect in tree)


AMOUNTS = {
    "400M": 400 * 1024**2,
    "1G": 1024**3,
    "1.5g": 3 * 1024**3 // 2,
    "64 KiB": 0,
    "64KiB": 64 * 1024,
    "2TB": 2 * 1024**4,
    "400": 0,
    "0M": 0,
    "-1G": 0,
    "１G": 0,
    "lots": 0,
    "": 0,
}


@pytest.mark.parametrize(("typed", "amount"), AMOUNTS.items(), ids=[f"'{typed}'" for typed in AMOUNTS])
def test_amounts_of_memory(typed: str, amount: int) -> None:
    if amount:
        assert Memory().convert(typed, None, None) == amount
    else:
        with pytest.raises(click.BadParameter, match="400M"):
            Memory().convert(typed, None, None)


@pytest.mark.parametrize("typed", ["dask://127.0.0.1:8786", "dask://dask-scheduler.example.jp:80", "dask://[::1]:8786"])
def test_addresses_of_clusters(typed: str) -> None:
    assert Cluster().convert(typed, None, None) == typed


@pytest.mark.parametrize(
    "typed", ["", "dask://", "dask://host", "host:8786", "tcp://host:8786", "dask://a b:1", "dask://h:1/x"]
)
def test_what_is_no_address_of_a_cluster(typed: str) -> None:
    with pytest.raises(click.BadParameter, match="dask://"):
        Cluster().convert(typed, None, None)


# ---------------------------------------------------------------- help, version, schema


def test_help_in_both_languages() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}

    def shown(*words: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "adgen", *words], capture_output=True, text=True, check=True, env=environment
        ).stdout

    ja, en = shown("build", "--help"), shown("build", "--help", "--lang", "en")
    assert "サイトのフォルダ" in ja
    assert "folder of sites" in en
    assert not re.search("[ぁ-んァ-ヶ一-龥]", en)
    overview = shown("--help", "--lang=en")
    for name in {name.split()[0] for name in commands()}:
        assert re.search(rf"^  {name}  +\w", overview, re.MULTILINE)


def test_the_version(adgen: Run) -> None:
    first, python, libraries = adgen("--version").out.splitlines()
    assert first == f"adgen, version {__version__}"
    assert python.startswith(f"Python {platform.python_version()}, ")
    assert {f"{name} {version(name)}" for name in ("click", "pillow", "pydantic")} <= set(libraries.split(", "))


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "sys.argv = ['adgen', '--help']\n"
        "from adgen.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "print(sorted({'pydantic', 'jinja2', 'PIL', 'yaml', 'rich', 'markdown_it', 'budoux'} & set(sys.modules)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert out.stdout.splitlines()[-1] == "[]"


def test_a_schema_for_editors(adgen: Run) -> None:
    for words in ([], ["case.md"]):
        result = adgen("schema", *words)
        assert result.code == 0
        assert "properties" in json.loads(result.out)
    assert adgen("schema", "nope.yaml").code == 2
    assert adgen("nope").code == 2
    assert adgen().code == 2
