"""A wrong use is told in the chosen language, with all that click would say; tests/cli/wrong_use.toml has the cases."""

import ast
import inspect
import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from adgen.cli.wording import WORDS, modules
from tests.cli.test_options import commands
from tests.conftest import Run

USES = tomllib.loads((Path(__file__).parent / "wrong_use.toml").read_text("utf-8"))["use"]
# What click says to those who declare commands, or of kinds of options and pages that adgen has none of.
NOT_FOR_USERS = {
    "%(prog)s, version %(version)s",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Couldn't detect Bash version, shell completion is not supported.",
    "Shell completion is not supported for Bash versions older than 4.4.",
    "Confirm the action without prompting.",
    "Could not determine name for option with declarations {decls!r}",
    "Do you want to continue?",
    "Invalid start character for option ({option})",
    "Name '{name}' defined twice",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to pass '--{name}'?",
    "Show the version and exit.",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
    "directory",
    "file",
    "path",
}


def latin(told: str, *allowed: str) -> list[str]:
    """The Latin words of a text that are no options, placeholders or values, nor names of commands and files."""
    for name in sorted(allowed, key=len, reverse=True):
        told = told.replace(name, "")
    without = re.sub(r"--?[a-z][a-z-]*|ADGEN_\w+|\[?[A-Z]{2,}[A-Z0-9|:/-]*\]?|\b\w+\.(yaml|md|html)", "", told)
    return re.findall("[A-Za-z]{2,}", without)


@pytest.mark.parametrize("use", USES, ids=[use["typed"] for use in USES])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_wrong_use(
    use: dict[str, str], language: str, adgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADGEN_LANG", language)
    (tmp_path / "one.txt").touch()
    words = use["typed"].split()[1:]
    result = adgen(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[-1] == use[language]
    if language == "ja":
        hints = re.findall("'[^']*'", use["ja"])
        assert latin(result.err, "adgen", "'text', 'json', 'github'", *hints, *words) == []


@pytest.mark.parametrize("name", ["", *commands()])
def test_the_headings_of_help(name: str, adgen: Run) -> None:
    told = adgen(*name.split(), "--help").out
    assert told.startswith("使い方: adgen")
    assert "この説明を見せます" in told
    assert not re.search("Usage|Options|Commands|Show this|default|required", told)


def test_prompts() -> None:
    @click.command
    @click.option("--days", type=click.IntRange(1, 5), prompt="何日", required=True, show_default=True, default=2)
    def asked(days: int) -> None:
        click.confirm("よいですか", default=None)

    told = CliRunner().invoke(asked, input="x\n9\n3\nはい\ny\n").output
    assert [line.partition(": ")[2] for line in told.splitlines() if "エラー" in line] == [
        "「x」は数として読めません。",
        "9 は使えません。1<=x<=5 の数を書いてください。",
        "はいは y、いいえは n で答えてください。",
    ]
    assert "[既定: 2; 1<=x<=5; 必須]" in CliRunner().invoke(asked, ["--help"]).output


def texts() -> set[str]:
    """What click marks for translation; of two numbers the plural."""
    calls = [n for m in modules() for n in ast.walk(ast.parse(inspect.getsource(m))) if isinstance(n, ast.Call)]
    marked = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")]
    args = [call.args[len(call.args) > 1] for call in marked]
    return {arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def test_every_text_of_click_has_its_words() -> None:
    assert texts() - NOT_FOR_USERS == set(WORDS) - {"required"}


@pytest.mark.parametrize(("english", "japanese"), WORDS.items())
def test_words_name_what_click_names(english: str, japanese: str) -> None:
    """No placeholder that click does not fill."""
    assert set(re.findall(r"{(\w+)", japanese)) <= set(re.findall(r"{(\w+)", english))
