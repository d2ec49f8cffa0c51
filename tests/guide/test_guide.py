"""The guide is one whole: every page is reached, every link and picture is there, and every code, command and verdict stands in it."""

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from adgen.problems.catalogue import catalogue
from tests import make
from tests.browser.tree import ROOT
from tests.cli.test_options import commands
from tests.guide.photos import TAKES

DOCS = ROOT / "docs"
GUIDE = DOCS / "ja"
PAGES = (*ROOT.glob("*.md"), *DOCS.rglob("*.md"))
IMAGES = DOCS / "images"
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_ANCHOR = re.compile(r'<a id="([^"]+)">')
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def links(page: Path) -> list[str]:
    """What a page links to and shows, as written."""
    return _LINK.findall(_CODE.sub("", page.read_text("utf-8")))


def anchors(page: Path) -> set[str]:
    """Every place in a page that a link can name: headings as GitHub names them, and anchors."""
    text = page.read_text("utf-8")
    return {_slug(heading) for heading in _HEADING.findall(text)} | set(_ANCHOR.findall(text))


def _slug(heading: str) -> str:
    kept = (c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES])
def test_every_link_of_the_documentation_leads_somewhere(page: Path) -> None:
    astray = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        if re.match(r"\w+:", path):
            continue
        target = page.parent / path if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            astray.append(link)
    assert astray == []


def test_every_picture_is_shown_and_the_guide_is_light() -> None:
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    pictures = {p.resolve() for p in IMAGES.rglob("*") if p.suffix in (".png", ".webp", ".jpg", ".svg")}
    assert sorted(p.name for p in pictures - shown) == []
    sizes = {p.name: p.stat().st_size for p in (IMAGES / "guide").iterdir()}
    assert {name for name, size in sizes.items() if size > 120_000} == set()
    assert sum(sizes.values()) < 1_500_000


def test_every_page_of_the_guide_is_reached_from_its_index() -> None:
    listed = {link.partition("#")[0] for link in links(GUIDE / "README.md")}
    assert {page.name for page in GUIDE.glob("*.md")} - {"README.md"} <= listed
    assert "docs/ja/README.md" in links(ROOT / "README.ja.md")


def test_every_code_stands_in_the_guide_with_its_cure() -> None:
    page = (GUIDE / "komattara.md").read_text("utf-8")
    rows = re.findall(r'^\| <a id="(\w+)"></a>(\w+) \| (.+?) \| (.+?) \|$', page, re.MULTILINE)
    assert {code for _, code, _, _ in rows} == set(catalogue())
    assert len(rows) == len(catalogue())
    assert all(anchor == code.lower() for anchor, code, _, _ in rows)
    # What stands in braces is to be typed so.
    assert set(re.findall(r"\{.*?\}", "".join(said + cure for _, _, said, cure in rows))) == {"{site}"}


def test_every_command_stands_in_the_guide_with_its_options() -> None:
    page = (GUIDE / "meirei.md").read_text("utf-8")
    for name, command in commands().items():
        _, found, rest = page.partition(f"\n## adgen {name}\n")
        assert found, name
        section = rest.split("\n## ")[0]
        options = {o for p in command.params for o in (*p.opts, *p.secondary_opts) if o.startswith("-")} - {"--lang"}
        assert [option for option in options if f"`{option}`" not in section] == []


def typed() -> list[list[str]]:
    """Every command of adgen that the guide tells to type, by its words."""
    text = "\n".join(page.read_text("utf-8") for page in (*GUIDE.glob("*.md"), ROOT / "README.ja.md"))
    lines = "\n".join(_CODE.findall(text)).replace("`", "").splitlines()
    return [line.split()[1:] for line in lines if re.match(r"adgen [a-z]", line)]


def test_no_command_and_no_option_in_the_guide_is_made_up() -> None:
    wrong = []
    for words in typed():
        command = commands().get(" ".join(words[:2])) or commands().get(words[0])
        known = (
            {"--help", *(name for p in command.params for name in (*p.opts, *p.secondary_opts))} if command else set()
        )
        options = {word for word in words if re.match(r"--?[a-z]", word)}
        if not command or options - known:
            wrong.append(words)
    assert len(typed()) > 100
    assert wrong == []


def test_the_generated_parts_of_the_guide_are_fresh(tmp_path: Path) -> None:
    """In a process of its own: here a test may have had the help of a command made in English."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("ADGEN_")}
    command = [sys.executable, str(DOCS / "generate_guide.py"), str(tmp_path)]
    subprocess.run(command, check=True, env={**plain, "PYTHONPATH": str(ROOT)})
    fresh = make.read_tree(tmp_path)
    assert set(fresh) == {"komattara.md", "meirei.md"}
    assert [name for name, made in fresh.items() if (GUIDE / name).read_bytes() != made] == [], "make docs"


def test_the_verdicts_beside_the_bad_photos_are_those_of_adgen() -> None:
    """As they stand in the terminal of the guide, which a test of its own compares with today's."""
    told = re.findall(
        r"^(?:差し替え|注意) +(\w+)\.jpg +(.+)$", (IMAGES / "guide" / "photos-check.txt").read_text("utf-8"), re.M
    )
    rows = (GUIDE / "satsuei.md").read_text("utf-8").splitlines()
    first = dict(reversed(told))
    assert set(first) == set(TAKES)
    for name, verdict in first.items():
        assert any(f"{name}-warui.webp" in row and f"| {verdict}<br>" in row for row in rows), (name, verdict)
