"""The floors of docs/architecture.md, held as data: imports run downstairs, and rooms stay small."""

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "adgen"

# Lower floors first; a room imports only from floors below its own.
FLOORS = (
    {"problems"},
    {"text", "plumbing"},
    {"model", "trades"},
    {"content", "photos", "pages", "inquiry"},
    {"plan"},
    {"build", "site_list", "batch"},
    {"photo_report"},
    {"serve", "request", "publish", "intake", "check", "scaffold", "sheet", "fix", "doctor"},
    {"cli"},
    {"__main__"},
)
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
LONGEST_ROOM = 300
MEDIAN_FUNCTION = 10
NINE_IN_TEN = 35

Import = tuple[Path, int, str]


def modules(package: Path = PACKAGE) -> list[Path]:
    """Every module of the package."""
    return sorted(package.rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, imported name) of every import of our own, type-only ones and those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("adgen"))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            if (node.module or "").startswith("adgen"):
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def room(name: str) -> str:
    """The room of a module: `adgen.text.nodes.parse` is in `text`."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def dotted(path: Path) -> str:
    """The module name of a file."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def upward(paths: list[Path]) -> list[str]:
    """Every import that does not run downstairs, as `file:line`."""
    found = []
    for path in paths:
        own = room(dotted(path))
        for line, name in imports(path):
            other = room(name)
            if own and other in FLOOR_OF and other != own and FLOOR_OF[other] >= FLOOR_OF[own]:
                found.append(f"{path.relative_to(PACKAGE.parent)}:{line}: {own} imports {other}")
    return found


def test_every_room_has_a_floor() -> None:
    rooms = {room(dotted(path)) for path in modules()} - {""}
    assert rooms <= set(FLOOR_OF), f"no floor for {rooms - set(FLOOR_OF)}"


def test_imports_run_downstairs() -> None:
    assert upward(modules()) == []


def test_an_upward_import_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = tmp_path / "adgen"
    (house / "text").mkdir(parents=True)
    (house / "text" / "nodes.py").write_text("from adgen.content.load import load_site\n")
    (house / "photos").mkdir()
    (house / "photos" / "frame.py").write_text("def f():\n    import adgen.pages.view\n")
    monkeypatch.setitem(globals(), "PACKAGE", house)
    assert upward(modules(house)) == [
        "adgen/photos/frame.py:2: photos imports pages",
        "adgen/text/nodes.py:1: text imports content",
    ]


def test_no_circle_inside_a_package() -> None:
    names = {dotted(path) for path in modules()}
    arrows = {
        dotted(path): {
            target for _, name in imports(path) if (target := _module_of(name, names)) and target != dotted(path)
        }
        for path in modules()
    }
    done: set[str] = set()
    while free := {name for name in arrows if name not in done and arrows[name] <= done}:
        done |= free
    assert set(arrows) - done == set()


def _module_of(name: str, names: set[str]) -> str | None:
    while name and name not in names:
        name = name.rpartition(".")[0]
    return name or None


def test_rooms_are_small() -> None:
    long = {
        str(p.relative_to(ROOT)): n for p in modules() if (n := len(p.read_text("utf-8").splitlines())) > LONGEST_ROOM
    }
    assert long == {}


def test_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert statistics.median(lengths) <= MEDIAN_FUNCTION
    assert lengths[int(len(lengths) * 0.9)] <= NINE_IN_TEN


def test_no_room_is_a_drawer() -> None:
    assert {p.stem for p in modules()} & DRAWERS == set()


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        if room(dotted(path)) != "cli"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_templates_never_switch_escaping_off() -> None:
    unsafe = [
        f"{path.name}:{number}"
        for path in (ROOT / "themes").rglob("*.html")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"\|\s*safe\b|autoescape\s+false", line)
    ]
    assert unsafe == []


def test_docs_name_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = {room(dotted(path)) for path in modules()} - {""}
    assert [r for r in sorted(rooms) if f"`{r}" not in text] == []
