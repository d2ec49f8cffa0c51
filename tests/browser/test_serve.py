"""The preview in a browser: what is saved is seen, a mistake is laid over the page, and nobody has to press reload."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from adgen.inquiry.ledger import inbox
from adgen.request import private
from tests import make
from tests.browser.visit import Log, barriers, overflow
from tests.inquiry.ledger.test_stages import record

pytestmark = pytest.mark.browser

SITE = "sites/aozora/site.yaml"
GOOD = "一言: 下地から直します。"
ROOT = Path(__file__).parent.parent.parent


@contextmanager
def serving(place: Path, *words: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address of `adgen serve` at work in a folder."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("ADGEN_")}
    environment = {**plain, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "adgen", "serve", "-p", "0", "-j", "1", "--now", "2026-11-20", *words]
    with subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            found = re.search(r"http://\S+", said)
            assert found, said
            yield found[0], process
        finally:
            process.kill()


def edit(place: Path, old: str, new: str, file: str = SITE) -> None:
    """As an editor saves: a new file takes the name of the old one."""
    path = place / file
    text = path.read_text("utf-8")
    assert old in text
    beside = path.with_name(path.name + "~")
    beside.write_text(text.replace(old, new), "utf-8")
    beside.replace(path)


@pytest.mark.parametrize("words", [(), ("--poll",)], ids=["told", "polled"])
def test_an_edit_is_seen_and_mistakes_are_laid_over_the_page(
    place: Path, window: Window, words: tuple[str, ...]
) -> None:
    with serving(place, *words) as (address, _):
        log = Log(f"{address}aozora/", 200)
        window.goto(address)
        expect(window.get_by_text("下地から直します。").first).to_be_visible()
        window.wait_for_load_state()
        with log.watching(window):
            window.evaluate("window.mark = 1; scrollTo({top: 400, behavior: 'instant'})")
            edit(place, GOOD, "一言: 壁も床も張り替えます。")
            expect(window.get_by_text("壁も床も張り替えます。").first).to_be_visible()
            window.wait_for_function("() => scrollY === 400")

            layer = window.locator("adgen-notice")
            edit(place, "電話: 03-0000-0000", "電話: でんわ\nしらない: 1")
            expect(layer.locator("li")).to_have_count(2)
            expect(layer.locator("h2")).to_have_text("直すところが2つあります")
            told = layer.locator("section").inner_text()
            assert "sites/aozora/site.yaml" in told
            assert "6行目" in told
            assert {"E122", "E141"} <= set(re.findall(r"E\d{3}", told))
            assert layer.locator("mark").all_inner_texts() == ["でんわ", "しらない"]
            expect(window.get_by_text("壁も床も張り替えます。").first).to_be_attached()

            edit(place, "しらない: 1\n", "")
            expect(layer.locator("li")).to_have_count(1)
            edit(place, "電話: でんわ", "電話: 03-0000-0000")
            expect(layer).to_have_count(0)
            assert window.evaluate("[window.mark, scrollY]") == [1, 400]
        assert log.findings == []
        edit(place, "電話: 03-0000-0000", "電話: でんわ\nしらない: 1")
        expect(layer.locator("li")).to_have_count(2)
        assert barriers(window, "adgen-notice") == overflow(window) == []


def test_a_site_that_was_never_right_appears_when_it_is(place: Path, window: Window) -> None:
    edit(place, "電話: 03-0000-0000", "電話: でんわ\nしらない: 1")
    with serving(place) as (address, _):
        window.goto(address)
        expect(window.locator("adgen-notice li")).to_have_count(2)
        edit(place, "電話: でんわ\nしらない: 1", "電話: 03-0000-0000")
        expect(window.get_by_text("下地から直します。").first).to_be_visible()
        expect(window.locator("adgen-notice")).to_have_count(0)


def test_a_style_sheet_is_swapped_without_loading_the_page_again(place: Path, window: Window) -> None:
    make.write(place / "sites/aozora/theme", {"extra.css": "h1 { color: rgb(1, 2, 3) }"})
    with serving(place) as (address, _):
        window.goto(address)
        heading = window.locator("h1").first
        expect(heading).to_have_css("color", "rgb(1, 2, 3)")
        window.evaluate("document.title = 'still here'")
        make.write(place / "sites/aozora/theme", {"extra.css": "h1 { color: rgb(7, 8, 9) }"})
        expect(heading).to_have_css("color", "rgb(7, 8, 9)")
        assert window.title() == "still here"
        links = window.locator("link[rel=stylesheet]")
        expect(window.locator("link[data-old]")).to_have_count(0)
        assert links.count() == 3


def test_photos_and_cases_come_and_go(place: Path, window: Window) -> None:
    with serving(place) as (address, _):
        window.goto(f"{address}aozora/cases/living.html")
        before = window.locator("main img").first.get_attribute("src")
        (place / "sites/aozora/cases/living/施工後1.jpg").write_bytes(make.jpeg(colour=(30, 90, 160)))
        (place / "sites/aozora/cases/living/施工前1.jpg").write_bytes(make.jpeg(colour=(10, 50, 60)))
        expect(window.locator("main img").first).not_to_have_attribute("src", str(before))
        case = place / "sites/aozora/cases/living"
        case.rename(place / "away")
        expect(window.get_by_role("heading", level=1)).to_contain_text("見つかりません")
        (place / "away").rename(case)
        expect(window.get_by_role("heading", level=1)).to_contain_text("居間の壁を白く")


def test_the_panel(place: Path, window: Window) -> None:
    window.set_viewport_size({"width": 1280, "height": 900})
    with serving(place) as (address, _):
        window.goto(f"{address}_adgen/")
        expect(window.locator(".state")).to_have_text("ページは、いまのファイルのとおりです。")
        assert {"W221"} <= set(re.findall(r"W\d{3}", window.inner_text("main")))
        edit(place, "電話: 03-0000-0000", "電話: でんわ\nしらない: 1")
        expect(window.locator(".is_old")).to_be_visible()
        expect(window.locator("ol").first.locator("li")).to_have_count(2)
        edit(place, "電話: でんわ\nしらない: 1", "電話: 03-0000-0000")
        expect(window.locator(".is_new")).to_be_visible()
        assert barriers(window) == overflow(window) == []

        window.get_by_role("link", name="画面の幅").click()
        for width in (390, 768, 1280):
            frame = window.frame_locator(f"iframe[width='{width}']")
            expect(frame.get_by_text("下地から直します。").first).to_be_visible()
            assert frame.locator("html").evaluate("() => innerWidth") == width
        edit(place, GOOD, "一言: 壁も床も張り替えます。")
        for each in window.frames[1:]:
            expect(each.get_by_text("壁も床も張り替えます。").first).to_be_visible()

        window.get_by_role("link", name="写真", exact=True).click()
        expect(window.get_by_role("heading", name="写真の検査")).to_be_visible()
        shots = window.locator("article img, .good img")
        assert shots.count() >= 3
        assert shots.first.evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize("words", [(), ("--poll",)], ids=["told", "polled"])
def test_the_theme_and_adgen_yaml_are_watched_too(place: Path, window: Window, words: tuple[str, ...]) -> None:
    theme = place / "theme"
    shutil.copytree(ROOT / "themes/allinone", theme, ignore=shutil.ignore_patterns("__pycache__"))
    make.site(place / "other/kaze", {"site.yaml": make.SITE["site.yaml"].replace("青空内装", "風工務店")})
    with serving(place, "--theme", "theme", *words) as (address, _):
        window.goto(f"{address}aozora/")
        for number in (1, 2):
            (theme / "templates/foot.html").write_text(f"<footer>{number}番目の足もと</footer>", "utf-8")
            expect(window.get_by_text(f"{number}番目の足もと")).to_be_visible()
        (place / "adgen.yaml").write_text("サイトのホルダ: other\nしらない: 1\n", "utf-8")
        expect(window.locator("adgen-notice li")).to_have_count(2)
        (place / "adgen.yaml").write_text("サイトのフォルダ: other\n", "utf-8")
        expect(window.get_by_role("link", name="風工務店")).to_be_visible()
        window.goto(f"{address}kaze/")
        edit(place, GOOD, "一言: 風のように張ります。", "other/kaze/site.yaml")
        expect(window.get_by_text("風のように張ります。").first).to_be_visible()


def test_a_draft_is_copied_from_the_panel(place: Path, window: Window) -> None:
    site = place / "sites/aozora"
    drafts = {"a" * 32: "山田様\n壁紙の<件>です。【ページ未公開】\n", "b" * 32: "鈴木様\n下見に伺います。\n"}
    for token, text in drafts.items():
        private.save(site, record(token=token))
        private.write(inbox.folder_of(site, token) / inbox.REPLY, text.encode())
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with serving(place) as (address, _):
        window.goto(f"{address}_adgen/")
        expect(window.locator(".is_new")).to_be_visible()
        log = Log(f"{address}_adgen/aozora/requests", 200)
        with log.watching(window):
            window.get_by_role("link", name="依頼", exact=True).click()
            for number, text in enumerate(drafts.values()):
                button = window.get_by_role("button", name="下書きをコピー").nth(number)
                button.click()
                expect(window.get_by_role("button", name="コピーしました")).to_have_count(1)
                assert window.evaluate("navigator.clipboard.readText()") == text
                expect(window.get_by_role("button", name="コピーしました")).to_have_count(0)
        assert log.findings == []
        for width in (390, 1280):
            window.set_viewport_size({"width": width, "height": 900})
            assert barriers(window) == overflow(window) == []


def test_several_sites_are_listed_and_each_is_made_by_itself(place: Path, window: Window) -> None:
    make.site(place / "sites/kaze", {"site.yaml": make.SITE["site.yaml"].replace("青空内装", "風工務店")})
    with serving(place) as (address, process):
        window.goto(address)
        expect(window.get_by_role("link", name="風工務店")).to_be_visible()
        expect(window.locator("li")).to_have_count(2)
        for site in ("aozora", "kaze"):
            edit(place, "電話: 03-0000-0000", "電話: でんわ", f"sites/{site}/site.yaml")
            expect(window.get_by_text("直す前のページを出しています")).to_have_count(1 if site == "aozora" else 2)
        make.site(place / "sites/new", {"site.yaml": make.SITE["site.yaml"].replace("青空内装", "新しい店")})
        expect(window.get_by_role("link", name="新しい店")).to_be_visible()

        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        # With a browser listening; nothing else was under way.
        assert time.monotonic() - begun < 2
