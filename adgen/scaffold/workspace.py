"""A folder for sites: its settings, what git leaves out, and what editors want to know."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from adgen import __version__
from adgen.content.declared import fields_of
from adgen.content.schema import FILES, json_schema
from adgen.model.workspace import Workspace
from adgen.problems import AdgenError, Problem, unwritable

_SCHEMAS = ".vscode/adgen"
_IGNORED = """# お客さまのメールと返信の下書き
inbox/
# adgen の控えと、できたページ
.adgen/
build/
"""
_REQUIREMENTS = f"""# adgen の入手先と版。別の所に置いてあるときは git+https://… のように書きます
adgen[requests]=={__version__}
"""
# Which files the schemas of an editor are for; front matter is no YAML file, so that case.md and service.md have none.
_PATTERNS = {
    "site.yaml": "**/site.yaml",
    "staff.yaml": "**/staff.yaml",
    "voices.yaml": "**/voices.yaml",
    "faq.yaml": "**/faq.yaml",
    "request.yaml": "**/requests/*.yaml",
    "adgen.yaml": "adgen.yaml",
}


# Machines that build in place of a computer of one's own: where each looks for its recipes, and which of `ci/` they are.
RECIPES = {
    "github": {
        ".github/workflows/build.yml": "github/build.yml",
        ".github/workflows/nightly.yml": "github/nightly.yml",
    },
}


@dataclass(frozen=True)
class Made:
    """What was written, and what was there already and stays as it is; paths inside the folder."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def make_workspace(folder: Path, *, vscode: bool, ci: str = "") -> Made:
    """Make a folder ready for sites, with `vscode` its editor too, and with `ci` the recipes for those machines.

    Raises AdgenError E503 with all that failed.
    """
    written, kept, failed = [], [], list(_make_folder(folder / "sites"))
    for path, text in _files(ci, vscode=vscode):
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            written.append(path)
        except FileExistsError:
            kept.append(path)
        except OSError as error:
            failed.append(unwritable(target.as_posix(), error))
    if failed:
        raise AdgenError(failed)
    return Made(tuple(written), tuple(kept))


def editor_line(here: Path, folder: Path, name: str) -> str:
    """The comment that leads editors to the schema of a file in `folder`; "" where the workspace `here` has none."""
    schema = here / _SCHEMAS / f"{name}.json"
    if not schema.is_file():
        return ""
    try:
        way = Path(os.path.relpath(schema.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive of Windows
        return ""
    return f"# yaml-language-server: $schema={way}"


def recipe(ci: str) -> dict[str, str]:
    """The files that tell those machines what to do, by their paths; they install the version of adgen that wrote them."""
    texts = {path: (files("adgen.scaffold") / "ci" / name).read_text("utf-8") for path, name in RECIPES[ci].items()}
    return texts | {"requirements.txt": _REQUIREMENTS}


def _make_folder(folder: Path) -> Iterator[Problem]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        yield unwritable(folder.as_posix(), error)


def _files(ci: str, *, vscode: bool) -> Iterator[tuple[str, str]]:
    yield "adgen.yaml", _settings(vscode=vscode)
    yield ".gitignore", _IGNORED
    if ci:
        yield from recipe(ci).items()
    if not vscode:
        return
    for name in _PATTERNS:
        yield f"{_SCHEMAS}/{name}.json", _json(json_schema(FILES[name]))
    yield ".vscode/settings.json", _json(_editor())
    yield ".vscode/extensions.json", _json({"recommendations": ["redhat.vscode-yaml"]})


def _settings(*, vscode: bool) -> str:
    """adgen.yaml with every setting as a comment: each of them has a default."""
    lines = [f"# yaml-language-server: $schema={_SCHEMAS}/adgen.yaml.json"] if vscode else []
    lines.append("# adgen の設定。使うときは、行の頭の「# 」を消します")
    first = True
    for field in fields_of(Workspace).values():
        if field.says.example:
            sign = "" if first else "# "
            lines += [f"# {field.says.help}", f"{sign}{field.says.ja}: {field.says.example}"]
            first = False
    return "\n".join(lines) + "\n"


def _editor() -> dict[str, object]:
    return {
        "yaml.schemas": {f"./{_SCHEMAS}/{name}.json": pattern for name, pattern in _PATTERNS.items()},
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
        "[markdown]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
