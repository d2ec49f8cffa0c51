"""Themes of others: a second one from the documented view alone, and what a contractor lays over a theme."""

import re
import shutil
from pathlib import Path

import pytest

from adgen.build import Report
from adgen.pages.theme import TEMPLATES, load_theme, theme_folder
from adgen.problems import AdgenError
from tests import make
from tests.browser.addresses import wrong_addresses
from tests.browser.tree import SITES
from tests.conftest import Build, Run

TINY = Path(__file__).parent / "pages" / "tiny"


def codes(report: Report) -> list[str]:
    return [p.code for p in report.problems]


def _small(source: str, target: str) -> None:
    """Copies a file; for a photo a few pixels stand in."""
    Path(target).write_bytes(make.jpeg() if source.endswith(".jpg") else Path(source).read_bytes())


@pytest.mark.parametrize("name", sorted(p.name for p in SITES.iterdir()))
def test_a_second_theme_needs_nothing_but_the_view(name: str, tmp_path: Path, build: Build) -> None:
    """`tests/pages/tiny` reads what docs/theme.md names, and shares no file with the theme that ships."""
    site, out = tmp_path / "site" / name, tmp_path / "out"
    shutil.copytree(SITES / name, site, copy_function=_small)
    report = build(site, out / name, theme_folder=TINY)
    assert report.is_built, codes(report)
    assert [line for line in wrong_addresses(out) if "no such id" not in line] == []
    assert "allinone" not in "".join(f.read_text("utf-8") for f in out.rglob("*.html"))


def test_the_photos_of_a_second_theme(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites" / "aozora")
    made = adgen("build", "--theme", str(TINY))
    assert made.code == 0, made.err
    tree = make.read_tree(tmp_path / "build" / "aozora")
    pictures = {path.rpartition(".")[2] for path in tree if path.startswith("photos/")}
    assert pictures == {"jpg"}
    assert b"<img" in tree["cases/living.html"]
    assert "サイト" in (tmp_path / "build" / "index.html").read_text("utf-8")


def test_the_theme_that_ships_is_another_set_of_the_same_templates() -> None:
    assert {p.name for p in (theme_folder() / "templates").glob("*.html")} >= set(TEMPLATES)


def test_a_folder_that_is_no_theme(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites" / "aozora")
    shutil.copytree(TINY, tmp_path / "half")
    (tmp_path / "half/templates/home.html").unlink()
    (tmp_path / "half/templates/case.html").unlink()
    half = adgen("build", "--theme", "half")
    assert (half.code, "E605" in half.err + half.out, "home.html、case.html" in half.err + half.out) == (1, True, True)
    none = adgen("build", "--theme", "nowhere")
    assert (none.code, "E601" in none.err + none.out) == (1, True)


def test_a_theme_without_a_role_or_an_encoding(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "half")
    text = (TINY / "theme.yaml").read_text("utf-8").replace("  hero:", "  banner:").replace("[jpeg]", "[avif, jpeg]")
    (tmp_path / "half/theme.yaml").write_text(text, "utf-8")
    with pytest.raises(AdgenError) as found:
        load_theme(tmp_path / "half")
    (told,) = found.value.problems
    assert told.values["detail"].endswith("missing: roles.hero, encodings.avif")


# ---------------------------------------------------------------- laid over a theme

OWN = {
    "theme": {
        "parts": {"cases.html": '<p id="cases">わたしの事例 {{ view.case_count }}</p>{% include "own/end.html" %}'},
        "own": {"end.html": "<p>おわり</p>"},
        "extra.css": "h1 { color: teal }",
    }
}


def test_a_contractor_lays_templates_and_a_style_sheet_over_the_theme(tmp_path: Path, build: Build) -> None:
    report = build(make.site(tmp_path / "aozora", OWN), tmp_path / "out")
    assert report.is_built
    (told,) = (p for p in report.problems if p.code == "W603")
    assert told.values["names"] == "own/end.html、parts/cases.html、extra.css"
    tree = make.read_tree(tmp_path / "out")
    home = tree["index.html"].decode()
    assert '<p id="cases">わたしの事例 2</p><p>おわり</p>' in home
    assert "業務内容と料金" in home, "the other parts are those of the theme"
    (extra,) = (path for path in tree if path.startswith("assets/extra-"))
    assert tree[extra] == b"h1 { color: teal }"
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]*)"', home)
    assert (len(sheets), sheets[-1]) == (3, extra)
    (tmp_path / "aozora/theme/extra.css").unlink()
    assert build(tmp_path / "aozora", tmp_path / "out").is_built
    assert not [path for path in make.read_tree(tmp_path / "out") if "extra" in path]


def test_what_would_do_nothing_is_told(tmp_path: Path, build: Build) -> None:
    wrong = {"theme": {"hoem.html": "a", "parts": {"voice.html": "b", "voices.html": "c"}}}
    report = build(make.site(tmp_path / "aozora", wrong), tmp_path / "out")
    assert [(p.code, Path(p.place.file).name) for p in report.problems if p.is_error] == [
        ("E603", "hoem.html"),
        ("E603", "voice.html"),
    ]
    assert "parts/voices.html" in report.problems[-1].values["names"]
    assert not (tmp_path / "out").exists()


def test_a_mistake_in_an_own_template_names_its_file(tmp_path: Path, build: Build) -> None:
    wrong = {"theme": {"parts": {"cases.html": "a\n{{ view.nope }}\n{{ view.no }}"}}}
    folder = make.site(tmp_path / "aozora", wrong)
    (told,) = (p for p in build(folder, tmp_path / "out").problems if p.is_error)
    assert (told.code, told.place.file, told.place.line) == ("E602", (folder / "theme/parts/cases.html").as_posix(), 2)


def test_an_untrusted_folder_brings_no_templates(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites" / "aozora", OWN)
    make.site(tmp_path / "sites" / "styled", {"theme": {"extra.css": "h1 { color: teal }"}})
    make.site(tmp_path / "sites" / "plain")
    assert adgen("build", "-q").code == 0
    refused = adgen("build", "--untrusted")
    assert refused.code == 1
    assert (refused.err + refused.out).count("[E604]") == 2
    assert adgen("build", "--untrusted", "plain").code == 0


def test_links_and_large_files_are_no_templates(tmp_path: Path, build: Build) -> None:
    folder = make.site(tmp_path / "aozora", {"theme": {"extra.css": "a" * 300_000}})
    (folder / "theme/home.html").symlink_to("/etc/hostname")
    report = build(folder, tmp_path / "out")
    assert [code for code in codes(report) if code[0] == "E"] == ["E106", "E202"]
