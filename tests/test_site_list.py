"""The list of all sites shows what stands, and touches nothing of anybody else."""

import json
import os
import re
from pathlib import Path
from typing import NoReturn

import pytest

from adgen.pages.render import Renderer
from adgen.pages.theme import Theme
from adgen.plumbing.tree import MANIFEST
from adgen.problems import AdgenError
from adgen.site_list import Listed, remove_site_list, standing, write_host_files, write_site_list
from tests.make import read_tree, write


def manifest(name: str, **about: object) -> dict[str, str]:
    return {MANIFEST: json.dumps({"files": {}, "name": name, "tagline": "一言", "published": True, **about})}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Three sites, and what is none."""
    return write(
        tmp_path / "build",
        {
            "mizu": manifest("水音<設備>"),
            "aozora": manifest("青空内装"),
            "secret": manifest("秘密工務店", published=False, tagline=""),
            "foreign": {"index.html": "mine"},
            "broken": {MANIFEST: "{"},
            "nameless": {MANIFEST: '{"files": {}}'},
            ".aozora.adgen-1": manifest("途中"),
            "notes.txt": "mine",
        },
    )


def test_the_sites_that_stand(output: Path) -> None:
    assert standing(output) == (
        Listed("青空内装", "一言", "aozora/index.html", True),
        Listed("水音<設備>", "一言", "mizu/index.html", True),
        Listed("秘密工務店", "", "", False),
    )


def test_the_list(output: Path, theme: Theme, renderer: Renderer) -> None:
    before = read_tree(output)
    write(output, {"adgen-00000000.css": "old"})
    assert write_site_list(output, theme, renderer) == []
    first = read_tree(output)
    assert write_site_list(output, theme, renderer) == []
    assert read_tree(output) == first
    style, page = sorted(set(first) - set(before))
    assert re.fullmatch(r"adgen-[0-9a-f]{8}\.css", style)
    assert page == "index.html"
    html = first["index.html"].decode()
    assert re.findall(r'href="([^"]+)"', html) == ["data:,", style, "aozora/index.html", "mizu/index.html"]
    assert "秘密工務店" in html
    assert "水音&lt;設備&gt;" in html
    assert "途中" not in html
    assert 'content="noindex"' in html
    assert {path: data for path, data in first.items() if path in before} == before


def test_an_empty_output(tmp_path: Path, theme: Theme, renderer: Renderer) -> None:
    assert write_site_list(tmp_path, theme, renderer) == []
    assert "まだサイトがありません" in (tmp_path / "index.html").read_text("utf-8")


@pytest.mark.parametrize("foreign", [{"index.html": "<h1>mine</h1>"}, {"index.html": {"mine.txt": "mine"}}])
def test_an_index_of_somebody_else_is_kept(
    foreign: dict[str, object], output: Path, theme: Theme, renderer: Renderer
) -> None:
    before = read_tree(write(output, foreign))
    (note,) = write_site_list(output, theme, renderer)
    assert (note.code, note.place.file) == ("W505", (output / "index.html").as_posix())
    assert read_tree(output) == before


def test_a_disk_that_is_full(output: Path, theme: Theme, renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site_list(output, theme, renderer)
    before = read_tree(output)

    def full(*args: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    for owner, call in ((os, "replace"), (Path, "write_bytes")):
        with monkeypatch.context() as patched:
            patched.setattr(owner, call, full)
            with pytest.raises(AdgenError) as found:
                write_site_list(output, theme, renderer)
        assert [(p.code, p.values["detail"]) for p in found.value.problems] == [("E503", "No space left on device")]
        assert read_tree(output)["index.html"] == before["index.html"]


def at_one_host(output: Path) -> Path:
    """Three sites: one with a sitemap and a page that moved, one with a page that moved, one with neither."""
    moved = "/x/{0}/old.html /x/{0}/index.html 301\n"
    robots = "User-agent: *\nDisallow:\n"
    mizu = {
        "robots.txt": robots + "Sitemap: https://example.jp/x/mizu/sitemap.xml\n",
        "_redirects": moved.format("mizu"),
    }
    return write(output, {"mizu": mizu, "aozora": {"robots.txt": robots, "_redirects": moved.format("aozora")}})


def test_the_files_for_one_host_stand_at_the_top(output: Path) -> None:
    at_one_host(output)
    assert write_host_files(output, "https://example.jp/x") == []
    assert (output / "robots.txt").read_text().splitlines()[1:] == [
        "User-agent: *",
        "Disallow:",
        "Sitemap: https://example.jp/x/mizu/sitemap.xml",
    ]
    assert (output / "_redirects").read_text().splitlines()[1:] == [
        "/x/aozora/old.html /x/aozora/index.html 301",
        "/x/mizu/old.html /x/mizu/index.html 301",
    ]
    assert "/x/:site/photos/*" in (output / "_headers").read_text()
    (output / "mizu/_redirects").unlink()
    (output / "aozora/_redirects").unlink()
    assert write_host_files(output, "https://example.jp/x") == []
    assert not (output / "_redirects").exists()
    assert write_host_files(output, "") == []
    assert not (output / "robots.txt").exists()
    assert not (output / "_headers").exists()


def test_files_of_somebody_else_at_the_top_are_kept(output: Path) -> None:
    foreign = {"robots.txt": "mine", "_headers": {"mine.txt": "mine"}, "aozora": {"_redirects": b"/\x8e /b 301\n"}}
    before = read_tree(write(at_one_host(output), foreign))
    notes = write_host_files(output, "https://example.jp/x")
    assert [(p.code, p.place.file.rpartition("/")[2]) for p in notes] == [
        ("W505", "_headers"),
        ("W505", "robots.txt"),
    ]
    assert set(read_tree(output)) - set(before) == {"_redirects"}
    remove_site_list(output)
    assert read_tree(output) == before
