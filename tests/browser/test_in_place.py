"""What is saved is changed in the page that stands, and only where that is what loading it anew would show."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests import make
from tests.browser.test_serve import ROOT, SITE, edit, serving
from tests.browser.visit import Log

pytestmark = pytest.mark.browser

CASE = "sites/aozora/cases/living/case.md"
# File, what stands in it, what is to stand there, and what the page then says.
EDITS = [
    (CASE, "1日目は窓側、2日目は残りです。", "窓側は1日目です。", "窓側は1日目です。"),
    (CASE, "窓を開けて乾かしました。", "窓を開けました。\n\n扇風機も使いました。", "扇風機も使いました。"),
    (CASE, "\n\n扇風機も使いました。", "\n- 窓\n- 換気扇", "換気扇"),
    (CASE, "開けました。\n- 窓\n- 換気扇", "開けて乾かしました。", "窓を開けて乾かしました。"),
    (CASE, "題名: 居間の壁を白く", "題名: 居間の壁と天井を、きれいな白い壁紙に張り替える", "きれいな"),
    (SITE, "屋号: 青空内装", "屋号: 風の&<内装>", "風の&<内装>"),
]


def mark(window: Window) -> None:
    """Goes with the page when it is loaded anew."""
    window.evaluate("window.mark = 1")


def is_marked(window: Window) -> bool:
    return bool(window.evaluate("window.mark === 1"))


def content(window: Window) -> str:
    """All that is in the page but the version with which it came."""
    return re.sub(r' data-version="\w+"', "", window.content())


def open_case(window: Window, address: str) -> None:
    window.goto(f"{address}aozora/cases/living.html")
    expect(window.get_by_role("heading", level=1)).to_have_text("居間の壁を白く")
    window.wait_for_load_state()
    mark(window)


def at_work(window: Window) -> list[str]:
    """What each slider shows of its pair when it is moved, and the photo that each link opens."""
    found = []
    for slider in window.get_by_role("slider").all():
        slider.fill("20")
        found.append(slider.evaluate("one => one.parentElement.style.getPropertyValue('--at')"))
    viewer = window.locator("dialog")
    for link in window.locator("a[data-large]").all():
        link.click()
        expect(viewer).to_be_visible()
        assert viewer.locator("img").get_attribute("src") == link.evaluate("link => link.href")
        window.keyboard.press("Escape")
        expect(viewer).to_be_hidden()
        found.append(str(link.get_attribute("href")))
    return found


def test_the_page_becomes_what_loading_it_anew_would_show(place: Path, window: Window) -> None:
    with serving(place) as (address, _):
        open_case(window, address)
        log = Log(window.url, 200)
        with log.watching(window):
            for file, old, new, said in EDITS:
                assert said not in window.content()
                mark(window)
                edit(place, old, new, file)
                expect(window.get_by_text(said).first).to_be_attached()
                assert is_marked(window), said
                found = content(window)
                window.reload()
                assert content(window) == found
        assert log.findings == []


def test_sliders_and_photos_go_on_working(place: Path, window: Window) -> None:
    case = place / "sites/aozora/cases/living"
    with serving(place) as (address, _):
        open_case(window, address)
        first = at_work(window)
        assert first[0] == "20%"
        assert len(first) == 3

        image = window.locator("[data-pair] img").last
        edit(place, "題名: 居間の壁を白く", "題名: 居間の天井を白く", CASE)
        expect(image).to_have_attribute("alt", re.compile("居間の天井を白く"))
        assert is_marked(window)
        assert window.get_by_role("slider").input_value() == "20"
        assert at_work(window) == first

        before = str(image.get_attribute("src"))
        (case / "施工後1.jpg").write_bytes(make.jpeg(colour=(30, 90, 160)))
        expect(image).not_to_have_attribute("src", before)
        window.wait_for_load_state()
        second = at_work(window)
        assert [len(second), second[0]] == [3, "20%"]
        assert not set(second[1:]) & set(first)

        for number in (2, 3):
            for role, colour in (("施工前", (150, 120, 60)), ("施工後", (200, 220, 90 + number))):
                (case / f"{role}{number}.jpg").write_bytes(make.jpeg(colour=colour))
        expect(window.get_by_role("slider")).to_have_count(3)
        window.wait_for_load_state()
        third = at_work(window)
        assert third[:3] == ["20%"] * 3
        assert len(third) == 9


def test_what_scripts_read_at_their_start_is_loaded_anew(place: Path, window: Window) -> None:
    theme = place / "theme"
    shutil.copytree(ROOT / "themes/allinone", theme, ignore=shutil.ignore_patterns("__pycache__"))
    macros = "theme/templates/macros.html"
    with serving(place, "--theme", "theme") as (address, _):
        open_case(window, address)
        edit(place, "施工前と施工後を見比べる", "動かして見比べる", macros)
        expect(window.get_by_role("slider", name="動かして見比べる")).to_be_visible()
        assert not is_marked(window)
        for wrapped in ("<b>施工前</b>", "<i class='x'>施工前</i>"):
            mark(window)
            (theme / "static/allinone.js").write_text(f"document.title = `{wrapped}`", "utf-8")
            expect(window).to_have_title(wrapped)
            assert not is_marked(window)
            expect(window.get_by_role("slider")).to_have_count(0)


def test_what_the_reader_and_scripts_made_of_the_page_stays(place: Path, window: Window) -> None:
    with serving(place) as (address, _):
        open_case(window, address)
        window.evaluate("scrollTo({top: 300, behavior: 'instant'})")
        window.locator("a[data-large]").first.evaluate("link => link.focus({preventScroll: true})")
        window.evaluate("document.querySelector('main').dataset.made = 'by a script'")
        edit(place, "窓を開けて乾かしました。", "窓を開けました。", CASE)
        expect(window.get_by_text("窓を開けました。")).to_be_attached()
        assert is_marked(window)
        assert window.evaluate("scrollY") == 300
        assert window.evaluate("document.activeElement.matches('a[data-large]')")
        assert window.locator("main[data-made]").count() == 1

        # The very text that changes is not what was sent any more.
        window.get_by_text("窓を開けました。").evaluate("one => { one.textContent = 'もとの文'; }")
        edit(place, "窓を開けました。", "扉を開けました。", CASE)
        expect(window.get_by_text("扉を開けました。")).to_be_attached()
        assert not is_marked(window)
        assert window.locator("main[data-made]").count() == 0
        window.wait_for_function("() => scrollY === 300")
