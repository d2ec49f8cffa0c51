"""--format github: what the runner reads, and that nobody else can write it."""

import html
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from adgen.cli import github
from adgen.problems import Place, problem
from tests import make
from tests.cli.test_build import BROKEN, sites
from tests.conftest import Run
from tests.plan.planning import more, with_lines

HOSTILE = "x\n::error file=a.md::boo\r::set-output name=a::b ##[error]c :::warning::d ###[group]e\x1b[2J"
DECODED = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}


def commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """Level, properties and text of every command, by the rules of the runner (src/Runner.Common/ActionCommand.cs)."""
    found = []
    for line in re.split(r"\r\n|\r|\n", log):
        if match := re.fullmatch(r"\s*::([^ :]+)(?: (.*?))?::(.*)", line, re.DOTALL):
            parts = (part.partition("=") for part in (match[2] or "").split(",") if part)
            found.append((match[1], {key: decoded(value) for key, _, value in parts}, decoded(match[3])))
        else:
            assert not line.lstrip().startswith("::"), line
            assert "##[" not in line, line
    return found


def decoded(text: str) -> str:
    return re.sub("%(25|0D|0A|3A|2C)", lambda code: DECODED[code[0]], text)


def rows(markdown: str) -> list[list[str]]:
    """The cells of every row of every table."""
    lines = [line for line in markdown.splitlines() if line]
    assert all(line.startswith("| ") and line.endswith(" |") for line in lines if "---" not in line)
    return [[html.unescape(cell.strip()) for cell in line.strip("|").split("|")] for line in lines if "---" not in line]


def test_problems_are_annotations(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites", broken=BROKEN)
    result = adgen("build", "--format", "github")
    assert result.code == 1
    told: dict[str, Any] = json.loads(adgen("build", "--format", "json").out)
    problems = [p for site in told["sites"] for p in site["problems"] if p["grade"] != "note"]
    levels = {"error": "error", "serious": "warning", "mild": "warning"}
    assert commands(result.err) == [
        (
            levels[p["grade"]],
            {
                "file": p["file"],
                **{key: str(p[name]) for key, name in (("line", "line"), ("col", "column")) if p[name]},
                "title": p["code"],
            },
            f"{p['message']}\n→ {p['cure']}",
        )
        for p in problems
    ]
    assert [p["code"] for p in problems if p["grade"] == "error"] == ["E122", "E141"]
    assert commands(result.out) == []
    assert "aozora: 11ページ" in result.out


def test_what_fails_a_strict_run_is_an_error(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites", aozora=more("cases/toilet/case.md", "公開: いいえ"))
    normal, strict = adgen("build", "--format", "github"), adgen("build", "--format", "github", "--strict")
    assert [level for level, told, _ in commands(normal.err) if told["title"] == "W221"] == ["warning"] * 3
    assert [level for level, told, _ in commands(strict.err) if told["title"] == "W221"] == ["error"] * 3
    assert [level for level, _, _ in commands(adgen("build", "-v", "--format", "github").err)].count("notice") > 0


def test_what_a_check_finds_is_annotated_too(tmp_path: Path, adgen: Run) -> None:
    """Of two sites everything, also the warnings that a person is only told the number of."""
    sites(tmp_path / "sites", broken=BROKEN)
    result = adgen("check", "--format", "github")
    assert result.code == 1
    told = json.loads(adgen("check", "--format", "json").out)
    problems = [p for found in (*told["sites"], told) for p in found["problems"] if p["grade"] != "note"]
    assert {"error", "serious"} <= {p["grade"] for p in problems}
    annotated = [(found["title"], found["file"], found.get("line")) for _, found, _ in commands(result.err)]
    assert annotated == [(p["code"], p["file"], str(p["line"]) if p["line"] else None) for p in problems]
    assert commands(result.out) == []
    assert "充実度" in result.out


def test_what_fails_a_strict_check_is_an_error(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites", aozora=more("cases/toilet/case.md", "公開: いいえ"))
    for options, level in (((), "warning"), (("--strict",), "error")):
        result = adgen("check", "aozora", "--format", "github", *options)
        assert [found for found, told, _ in commands(result.err) if told["title"] == "W221"] == [level] * 3


@pytest.mark.parametrize(
    ("words", "told"), [(["due"], "aozora"), (["request", "list"], "依頼"), (["doctor"], "adgen と Python")]
)
def test_where_nothing_can_be_annotated_the_variable_means_text(
    words: list[str], told: str, tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.site(tmp_path / "sites/aozora")
    as_text = adgen(*words)
    assert told in as_text.out
    monkeypatch.setenv("ADGEN_FORMAT", "github")
    assert adgen(*words).out == as_text.out
    monkeypatch.setenv("ADGEN_FORMAT", "json")
    assert json.loads(adgen(*words).out) is not None
    for wrong in ("xml", "GitHub"):
        monkeypatch.setenv("ADGEN_FORMAT", wrong)
        assert adgen(*words).code == 2
    assert adgen(*words, "--format", "github").code == 2


@pytest.mark.parametrize("words", [["build", "--explain"], ["check"]])
def test_nobody_else_writes_commands(
    words: list[str], tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hostile names of files, two hostile texts and a hostile name of a site."""
    changes: make.Files = {
        "site.yaml": with_lines("site.yaml", "'::error::しらない ##[error]': 1").replace("03-0000-0000", "::warning::x ##[group]"),
        "cases": {"living": {f"施工後{HOSTILE.replace('/', '')}.jpg": b"", "施工前\n::add-mask::a.jpg": b"no photo"}},
    }  # fmt: skip
    make.site(tmp_path / "sites" / "a\n::stop-commands::x ##[error]y", changes)
    sites(tmp_path / "sites", aozora=more("cases/toilet/case.md", "公開: いいえ"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    result = adgen(*words, "--format", "github", "-v")
    assert result.code == 1
    found = commands(result.err)
    assert {level for level, _, _ in found} == {"error", "warning", "notice"}
    codes = [told["title"] for level, told, _ in found if level == "error"]
    assert len(codes) >= 4
    assert set(codes) >= {"E122", "E141", "E210"}
    assert commands(result.out) == []
    assert "\x1b" not in result.out + result.err
    if words == ["check"]:
        return
    table = (tmp_path / "summary.md").read_text("utf-8")
    assert {len(row) for row in rows(table)} == {7, 3}
    assert not re.search(r"::|##\[|[<`*]|\x1b", table)


def test_names_that_are_no_valid_text(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two folders from an archive of another encoding."""
    for name in (b"\x8e\x8a", b"\x90\xc2::"):
        make.site(Path(os.fsdecode(os.fsencode(tmp_path / "sites") + b"/" + name)))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    result = adgen("build", "--format", "github")
    assert result.code == 1
    assert [told["title"] for level, told, _ in commands(result.err) if level == "error"] == ["E138", "E138"]
    assert [row[1] for row in rows((tmp_path / "summary.md").read_text("utf-8"))].count("E138") == 2
    told = json.loads(adgen("build", "--format", "json").out)
    assert [site["folder"] for site in told["sites"]] == ["sites/??", "sites/??::"]


def test_a_bug_tells_no_command_either(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from adgen import build

    def broken(*args: object) -> None:
        raise RuntimeError("a\n::error::one\n ##[error]two")

    sites(tmp_path / "sites")
    monkeypatch.setattr(build, "_write_pages", broken)
    result = adgen("build", "--format", "github")
    assert result.code == 3
    assert "RuntimeError: a\n: :error: :one\n # #[error]two" in result.err
    assert commands(result.err) == []
    assert json.loads(adgen("build", "--format", "json").out)["sites"][0]["status"] == "bug"


@given(some.text(), some.text())
def test_every_text_comes_through_as_it_is(file: str, text: str) -> None:
    values = {"label": "費用", "key": "price", "value": text, "example": "86,000円"}
    (((_, told, words),)) = commands(github.annotation(problem("E107", Place(file, 3, 0), **values), "ja"))
    plain = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
    assert told == {"file": plain.sub("�", file), "line": "3", "title": "E107"}
    assert words.startswith("「費用」を金額として読めません: 「")
    assert words.endswith("公開")


@given(some.text())
def test_no_text_is_a_command(text: str) -> None:
    assert commands(github.tamed(text)) == []


def test_files_are_named_from_the_root_of_the_repository(
    tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites(tmp_path / "web/sites", aozora=BROKEN)
    monkeypatch.chdir(tmp_path / "web")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    inside = commands(adgen("build", "--format", "github").err)
    assert {told["file"] for level, told, _ in inside if level == "error"} == {"web/sites/aozora/site.yaml"}
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "other"))
    outside = commands(adgen("build", "--format", "github").err)
    assert {told["file"] for level, told, _ in outside if level == "error"} == {"sites/aozora/site.yaml"}


def test_the_summary(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sites(tmp_path / "sites", broken=BROKEN)
    file = tmp_path / "summary.md"
    make.write(tmp_path, {"summary.md": "before\n\n"})
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    assert adgen("build").code == 1
    assert file.read_text() == "before\n\n"
    assert adgen("build", "--format", "github").code == 1
    before, text = file.read_text("utf-8").split("\n\n", 1)
    assert before == "before"
    head, broken, good, places, *found = rows(text)
    assert head == ["サイト", "結果", "ページ", "写真（新しく）", "まちがい", "注意", "秒"]
    assert broken[:6] == ["broken", "失敗", "0", "0 (0)", "2", "3"]
    assert good[:6] == ["aozora", "変わりなし", "11", "11 (0)", "0", "3"]
    assert places == ["場所", "コード", "内容"]
    assert [row[1] for row in found] == ["E122", "E141", *["W221"] * 6]
    assert found[0][0].startswith("sites/broken/site.yaml:")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "nowhere/summary.md"))
    assert adgen("build", "--format", "github", "aozora").code == 0


def test_a_summary_is_never_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    many = [problem("E204", Place(f"{'長' * 80}/{n}.jpg")) for n in range(3_000)]
    github.add_summary([], many, "ja")
    text = (tmp_path / "summary.md").read_text("utf-8")
    assert len(text.encode()) < 2**20
    assert text.endswith("\nほか2800件\n")


def test_mistakes_before_the_first_site(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    sites(tmp_path / "sites")
    result = adgen("build", "--format", "github", "nope", "nada")
    assert result.code == 1
    assert [told["title"] for _, told, _ in commands(result.err)] == ["E139", "E139"]
    assert [row[1] for row in rows((tmp_path / "summary.md").read_text("utf-8"))[2:]] == ["E139", "E139"]
