"""adgen init: a folder made ready, with schemas that agree with what is read."""

import json
from pathlib import Path

import pytest

from adgen.content.schema import FILES, json_schema
from adgen.problems import AdgenError
from adgen.scaffold.workspace import editor_line, make_workspace
from tests import make


def test_what_is_made_is_read_and_what_is_there_stays(tmp_path: Path) -> None:
    make.write(tmp_path, {".gitignore": "mine\n", ".vscode": {"settings.json": "{}"}})
    made = make_workspace(tmp_path, vscode=True)
    assert made.kept == (".gitignore", ".vscode/settings.json")
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert (tmp_path / ".vscode/settings.json").read_text() == "{}"
    assert (tmp_path / "sites").is_dir()
    before = make.read_tree(tmp_path)
    again = make_workspace(tmp_path, vscode=True)
    assert (again.written, set(again.kept)) == ((), {*made.written, *made.kept})
    assert make.read_tree(tmp_path) == before


def test_the_editor_finds_every_schema(tmp_path: Path) -> None:
    make_workspace(tmp_path, vscode=True)
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for path, pattern in settings["yaml.schemas"].items():
        name = Path(path).name.removesuffix(".json")
        assert json.loads((tmp_path / path).read_text("utf-8")) == json_schema(FILES[name])
        assert pattern.endswith(".yaml")
    line = editor_line(tmp_path, tmp_path / "sites/midori", "site.yaml")
    way = line.removeprefix("# yaml-language-server: $schema=")
    (tmp_path / "sites/midori").mkdir()
    assert json.loads((tmp_path / "sites/midori" / way).read_text("utf-8"))["properties"]["屋号"]["title"] == "屋号"


def test_without_an_editor_no_line_leads_nowhere(tmp_path: Path) -> None:
    made = make_workspace(tmp_path, vscode=False)
    assert made.written == ("adgen.yaml", ".gitignore")
    assert editor_line(tmp_path, tmp_path / "sites", "site.yaml") == ""
    assert "$schema" not in (tmp_path / "adgen.yaml").read_text("utf-8")


def test_what_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    make.write(tmp_path, {"sites": "a file", ".vscode": "another"})
    with pytest.raises(AdgenError) as error:
        make_workspace(tmp_path, vscode=True)
    told = {Path(p.place.file).relative_to(tmp_path).parts[0] for p in error.value.problems}
    assert told == {"sites", ".vscode"}
