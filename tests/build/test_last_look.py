"""The last look: a tree that reaches elsewhere, or tells of the machine or of the photographer, does not appear."""

from pathlib import Path

import pytest

from adgen.build import last_look
from adgen.build.last_look import Look
from adgen.build.whereabouts import Whereabouts
from adgen.pages.reach import Own
from adgen.pages.shelf import theme_folder
from adgen.plumbing.cache import Cache, digest
from adgen.plumbing.index import Index
from adgen.problems import Problem
from adgen.problems.catalogue import explain
from tests import make
from tests.conftest import Build

OWN = Own("https://example.jp/home/aozora/", "")
EXIF = make.jpeg(exif=make.exif())


def searched(place: Path, files: make.Files, index: Index | None = None, notice: str = "") -> list[Problem]:
    """What is told of a tree of these `files`."""
    root = make.write(place / "tree", files)
    names = {path: digest(data) for path, data in make.read_tree(root).items()}
    folder = make.write(place / "aozora", {"site.yaml": "屋号: 青空"})
    look = Look(root, folder, place / "theme", (place / "cache",), OWN, notice)
    return list(last_look.search(look, names, index or Index(None)))


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("a.html", r"C:\Users\taro\写真.jpg と D:\見積", [r"C:\Users", r"D:\見積"]),
        ("a.html", r"\\server\share と file:///srv/a", [r"\\server\share", "file:///srv/a"]),
        ("a.html", "/home/taro/x.jpg、/Users/taro/y.jpg", ["/home/taro/x.jpg、/Users/taro/y.jpg"]),
        ("a.html", "<i>/tmp/abc</i>の.aozora.adgen-123/", ["/tmp/abc", ".aozora.adgen-123"]),
        ("a.json", r'{"a":"C:\\Users\\taro","b":"/var/folders/x1/y"}', [r"C:\\Users", "/var/folders/x1/y"]),
        ("a.js", r"'a:\n' + /b:\d/", []),
        ("a.css", r'a::before{content:"x:\201C"}', []),
        ("a.html", '<a href="https://example.jp/home/x/y">x</a><a href="../tmp/y">y</a>8:00〜19:00', []),
        ("a.html", '<a href="/home/aozora/cases/x.html">', []),
    ],
)
def test_places_on_a_machine(path: str, text: str, found: list[str]) -> None:
    assert list(Whereabouts((), "/home/aozora/").found(path, text)) == found


def test_the_folders_of_this_run_are_known_by_name(tmp_path: Path) -> None:
    where = Whereabouts((tmp_path / "sites" / "青空", Path("/srv")), "")
    told = [*where.found("a.txt", f"{tmp_path}/sites/青空/a.jpg と {Path.cwd()}/b と /srv")]
    assert str(tmp_path / "sites" / "青空") in told
    assert str(Path.cwd()) in told
    assert "/srv" not in told


def test_each_fault_is_told_once_with_where_it_comes_from(tmp_path: Path) -> None:
    link = '<link rel="stylesheet" href="https://fonts.example.net/a.css">'
    pages = {"index.html": link, "a.html": link, "b.html": "<script>go()</script>"}
    make.write(tmp_path / "aozora", {"theme": {"foot.html": f"一行\n二行\n  {link}\n"}})
    found = searched(tmp_path, pages)
    assert [(p.code, p.place.line, p.place.column) for p in found] == [("E415", 3, 32), ("E416", 0, 0)]
    assert found[0].place.file.endswith("aozora/theme/foot.html")
    words = explain(found[0], "ja")
    assert "fonts.example.net" in words
    assert "a.html ほか1ページ" in words
    assert "and 1 more" in explain(found[0], "en")


def test_pictures_are_read_again_wherever_they_come_from(tmp_path: Path) -> None:
    files = {"photos": {"a.jpg": EXIF, "b.png": make.png_header(1, 1) + b"more", "c.jpg": make.jpeg()}}
    found = searched(tmp_path, files)
    assert [(p.code, p.values["value"], p.values["page"]) for p in found] == [
        ("E419", "Exif", "photos/a.jpg"),
        ("E419", "trailing data", "photos/b.png"),
    ]


def test_what_was_found_clean_is_not_opened_again(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.sqlite")
    files = {"a.html": "<p>壁紙</p>", "b.html": '<img src="//e.example/1">', "c.jpg": make.jpeg(), "d.jpg": EXIF}
    assert [p.code for p in searched(tmp_path, files, index)] == ["E415", "E419"]
    names = {path: digest(data) for path, data in make.read_tree(tmp_path / "tree").items()}
    for clean in ("a.html", "c.jpg"):
        (tmp_path / "tree" / clean).unlink()
    look = Look(tmp_path / "tree", tmp_path / "aozora", tmp_path / "theme", (tmp_path / "cache",), OWN, "")
    assert [p.code for p in last_look.search(look, names, index)] == ["E415", "E419"]
    other = Look(tmp_path / "tree", tmp_path / "aozora", tmp_path / "theme", (), Own(), "")
    with pytest.raises(FileNotFoundError):
        list(last_look.search(other, names, index))


# ---------------------------------------------------------------- whole builds


def test_an_overlay_that_loads_from_others_publishes_nothing(tmp_path: Path, build: Build) -> None:
    folder, target = make.site(tmp_path / "aozora"), tmp_path / "build"
    assert build(folder, target, draft_photos=True).is_built
    before = make.read_tree(target)
    style = "body{color:red}\n@import url(https://fonts.example.net/css?family=Noto);\n.a{background:url(//e.example/a.png)}\n"
    make.write(folder, {"theme": {"extra.css": style}})
    report = build(folder, target, draft_photos=True)
    told = [(p.code, Path(p.place.file).name, p.place.line) for p in report.problems if p.is_error]
    assert told == [("E415", "extra.css", 2), ("E415", "extra.css", 3)]
    assert make.read_tree(target) == before


def test_a_theme_of_ones_own_is_held_to_the_same(tmp_path: Path, build: Build) -> None:
    import shutil

    theme = tmp_path / "theme"
    shutil.copytree(theme_folder(), theme)
    foot = theme / "templates" / "foot.html"
    foot.write_text(
        foot.read_text("utf-8") + '<iframe src="https://maps.example.net"></iframe><p onclick="a()">x</p>', "utf-8"
    )
    report = build(make.site(tmp_path / "aozora"), tmp_path / "build", draft_photos=True, theme_folder=theme)
    assert [(p.code, Path(p.place.file).name) for p in report.problems if p.is_error] == [
        ("E417", "foot.html"),
        ("E416", "foot.html"),
    ]
    assert not (tmp_path / "build").exists()


def test_a_picture_out_of_the_cache_is_no_exception(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make.site(tmp_path / "aozora")
    cache = tmp_path / "cache"
    assert build(folder, tmp_path / "first", cache=cache, draft_photos=True).is_built
    monkeypatch.setattr(Cache, "get", lambda self, key: EXIF if key.endswith(".jpg") else None)
    report = build(folder, tmp_path / "second", cache=cache, draft_photos=True)
    assert {p.code for p in report.problems if p.is_error} == {"E419"}
    assert not (tmp_path / "second").exists()


def test_a_path_in_a_text_is_told_at_its_line(tmp_path: Path, build: Build) -> None:
    site = make.SITE["site.yaml"].replace(
        "夫婦でやっている", r"C:\Users\taro\メモ と \\nas\見積 にある、夫婦でやっている"
    )
    report = build(make.site(tmp_path / "aozora", {"site.yaml": site}), tmp_path / "build", draft_photos=True)
    told = [(p.code, Path(p.place.file).name, p.place.line > 1) for p in report.problems if p.is_error]
    assert told == [("E414", "site.yaml", True), ("E414", "site.yaml", True)]
