"""What is on show, and who hears of it."""

import asyncio
import json
from pathlib import Path

from adgen.serve.stage import Shown, Stage, as_event, read_files
from tests import make
from tests.conftest import Build


def test_files_are_read_by_the_list_of_the_build_and_only_when_they_changed(tmp_path: Path, build: Build) -> None:
    folder, target = make.site(tmp_path / "in"), tmp_path / "out"
    assert build(folder, target, draft_photos=True).is_built
    (target / "foreign.html").write_text("not ours")
    files, name = read_files(target, {})
    assert name == "青空内装"
    assert {"index.html", "404.html", "cases/living.html"} <= files.keys()
    assert not {"foreign.html", ".adgen.json"} & files.keys()
    assert all(file.body is not None for path, file in files.items() if path.endswith((".html", ".css", ".js")))
    assert all(file.body is None for path, file in files.items() if path.endswith(".jpg"))

    text = (folder / "site.yaml").read_text("utf-8")
    (folder / "site.yaml").write_text(text.replace("下地から直します。", "壁を張ります。"), "utf-8")
    assert build(folder, target, draft_photos=True).is_built
    again, _ = read_files(target, files)
    assert again["index.html"].version != files["index.html"].version
    same = [path for path in files if again.get(path) is files[path]]
    assert {path for path in files if path.endswith(".jpg")} <= set(same)


def test_another_style_sheet_is_no_other_page(tmp_path: Path, build: Build) -> None:
    folder, target = make.site(tmp_path / "in", {"theme": {"extra.css": "h1 { color: red }"}}), tmp_path / "out"
    assert build(folder, target, draft_photos=True).is_built
    before, _ = read_files(target, {})
    make.write(folder, {"theme": {"extra.css": "h1 { color: blue }"}})
    assert build(folder, target, draft_photos=True).is_built
    after, _ = read_files(target, before)
    assert after["index.html"].version == before["index.html"].version
    assert after["index.html"].styles != before["index.html"].styles


def test_a_folder_that_adgen_did_not_write_has_no_files(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x")
    assert read_files(tmp_path, {}) == ({}, "")
    assert read_files(tmp_path / "none", {}) == ({}, "")


def test_news_are_heard_until_the_end() -> None:
    stage = Stage()

    async def hear() -> list[bool]:
        heard: list[bool] = []
        async for is_news in stage.news(0.001 if heard else 60):
            heard.append(is_news)
            if len(heard) == 1:
                stage.show({"a": Shown("a", Path("a"), "a")})
                stage.show({"b": Shown("b", Path("b"), "b")})
            elif len(heard) == 2:
                assert list(stage.sites) == ["b"]
                stage.close()
        return heard

    assert asyncio.run(hear()) == [True, True]
    assert stage.number == 2
    stage.show({})


def test_silence_is_told_too() -> None:
    stage = Stage()

    async def hear() -> list[bool]:
        heard: list[bool] = []
        async for is_news in stage.news(0.001):
            heard.append(is_news)
            if len(heard) == 3:
                stage.close()
        return heard

    assert asyncio.run(hear()) == [True, False, False]


def test_an_event_is_one_line() -> None:
    assert as_event({"a": "1\n2", "b": "あ"}) == 'data: {"a": "1\\n2", "b": "あ"}\n\n'.encode()


def test_a_list_that_names_files_outside_shows_none_of_them(tmp_path: Path) -> None:
    make.write(tmp_path, {"secret.html": "secret", "out": {"a.html": "<p>a"}})
    names = ("a.html", "../secret.html", f"{tmp_path}/secret.html", "x/../../secret.html", "..\\secret.html", "")
    manifest = json.dumps({"name": "青空", "files": dict.fromkeys(names, "0" * 32)})
    (tmp_path / "out" / ".adgen.json").write_text(manifest, "utf-8")
    files, _ = read_files(tmp_path / "out", {})
    assert list(files) == ["a.html"]
