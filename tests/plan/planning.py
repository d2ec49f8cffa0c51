"""From a folder to its plan, without writing anything."""

from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

from adgen.build.pictures import inspect_photos
from adgen.build.tools import Tools
from adgen.content.load import load_site
from adgen.content.visible import Showing, shown
from adgen.model.site import Site
from adgen.pages.theme import load_theme, theme_folder
from adgen.plan import Page, Plan, make_plan
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import Index
from tests import make
from tests.conftest import TODAY
from tests.here import Here

BASE = "https://example.jp/a/"


def read(folder: Path, changes: make.Files | None = None, today: date = TODAY) -> Site:
    """The site that is shown on the day of the tests."""
    whole, _ = load_site(make.site(folder / "aozora", changes))
    assert whole is not None
    return shown(whole, Showing(today))[0]


def plan_of(folder: Path, changes: make.Files | None = None, base: str = BASE, today: date = TODAY) -> Plan:
    site = read(folder, changes, today)
    facts, unreadable = inspect_photos(Path(site.folder), site.photos, Tools(Here(), Cache(None), Index(None)))
    assert unreadable == []
    return make_plan(site, facts, load_theme(theme_folder()), base, today=today)


def page(plan: Plan, path: str) -> Page:
    return next(p for p in plan.pages if p.path == path)


def view(plan: Plan, path: str) -> Any:
    return page(plan, path).values["view"]


def head(plan: Plan, path: str) -> Any:
    return page(plan, path).values["page"]


def with_lines(name: str, *lines: str) -> str:
    """A text file of the sample site with more lines at the end of its YAML."""
    parts = name.split("/")
    content: Any = make.SITE
    for part in parts:
        content = content[part]
    text = dedent(content).lstrip("\n")
    if not name.endswith(".md"):
        return text + "\n".join(lines) + "\n"
    _, front, body = text.split("---\n", 2)
    return "---\n" + front + "\n".join(lines) + "\n---\n" + body


def nested(name: str, content: Any) -> make.Files:
    """`a/b.md` with its content as nested folders."""
    for part in reversed(name.split("/")):
        content = {part: content}
    return content  # type: ignore[no-any-return]


def more(name: str, *lines: str) -> make.Files:
    """A change of the sample site: more lines in one of its files."""
    return nested(name, with_lines(name, *lines))
