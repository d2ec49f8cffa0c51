"""Reads texts, and whole folders made of changes to a good one, for the tests of this room."""

from datetime import date
from pathlib import Path
from textwrap import dedent

from adgen.content.claims import check_claims
from adgen.content.fields import R, read
from adgen.content.load import load_site
from adgen.content.visible import Showing, shown
from adgen.model.site import Site
from adgen.problems import Places, Problem, in_order
from adgen.problems.catalogue import explain
from adgen.text.parse import parse
from tests import make

TODAY = date(2026, 11, 20)


def fields(record: type[R], text: str) -> tuple[R, Places, list[Problem]]:
    """A record from YAML."""
    root, problems = parse(dedent(text).lstrip("\n"), "site.yaml")
    assert root is not None
    value, places, more = read(record, root)
    return value, places, [*problems, *more]


def base(path: str) -> str:
    """The text of a file of the good site."""
    found = make.SITE
    for name in path.split("/"):
        found = found[name]
    return dedent(str(found)).lstrip("\n")


def more(path: str, lines: str) -> str:
    """A file of the good site with further lines: at the end of site.yaml, in the front matter of a document."""
    text, lines = base(path), dedent(lines).strip("\n") + "\n"
    if not path.endswith(".md"):
        return text + lines
    front, mark, body = text.rpartition("---\n")
    return front + lines + mark + body


def less(path: str, *keys: str) -> str:
    """A file of the good site without the lines that begin with these keys."""
    return "".join(line for line in base(path).splitlines(True) if not line.startswith(tuple(f"{k}:" for k in keys)))


def line(text: str, words: str) -> int:
    """The number of the line on which the words stand first."""
    return text[: text.index(words)].count("\n") + 1


def load(place: Path, changes: make.Files) -> tuple[Site, list[Problem]]:
    """The good site with changes, as it is read."""
    site, problems = load_site(make.site(place / "aozora", changes))
    return site, list(in_order(problems))


def check(place: Path, changes: make.Files, **showing: bool) -> list[Problem]:
    """Everything that reading, showing and the rules find in the good site with changes."""
    site, problems = load_site(make.site(place / "aozora", changes))
    visible, omissions = shown(site, Showing(TODAY, **showing))
    return list(in_order([*problems, *omissions, *check_claims(visible, TODAY, {})]))


def told(place: Path, problems: list[Problem]) -> list[str]:
    """Each problem as `CODE file:line`, and the words of each in both languages as proof that it has them."""
    assert all(explain(p, "en") and explain(p, "ja") for p in problems)
    root = f"{(place / 'aozora').as_posix()}/"
    spots = ((p.code, f"{p.place.file}:{p.place.line}" if p.place.line else p.place.file) for p in problems)
    return [f"{code} {spot.removeprefix(root)}" for code, spot in spots]
