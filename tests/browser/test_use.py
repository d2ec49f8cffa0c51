"""The pages in use: by double click, without script, by keyboard, and on a phone."""

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Route, expect
from playwright.sync_api import Page as Window

from tests.browser.addresses import below, is_relative
from tests.browser.conftest import HEIGHTS, PATIENCE, Demo
from tests.browser.tree import DEMOS, Page, references
from tests.browser.visit import SETTLE, barriers, visiting

pytestmark = pytest.mark.browser


OPENS_MENU = "button[popovertarget=menu]"


def with_pair(demo: Demo, kind: str) -> Page:
    """A page that shows before and after of one place."""
    pages = (p for p in demo.pages if p.kind.startswith(kind))
    return next(p for p in pages if p.root.find(".//*[@data-pair]") is not None)


@pytest.fixture(scope="package")
def without_script(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 390, "height": HEIGHTS[390]}, java_script_enabled=False) as context:
        context.set_default_timeout(PATIENCE)
        yield context


@pytest.fixture
def home(demo: Demo, windows: dict[int, Window], request: pytest.FixtureRequest) -> Window:
    """The home page of a site on a phone, as it comes."""
    windows[390].goto(f"{demo.at_root}{request.param}/index.html")
    return windows[390]


every_home = pytest.mark.parametrize("home", DEMOS, indirect=True)


@pytest.mark.parametrize("site", DEMOS)
def test_a_double_click_is_enough(demo: Demo, windows: dict[int, Window], site: str) -> None:
    """Opened from the disk: from the list to the home page with its pictures and style, and to every page it links to."""
    home = demo.one(site, "home")
    targets = {below(home, r.address) for r in references(home) if r.place == "a href" and is_relative(r.address)}
    window = windows[1280]
    with visiting(window, (demo.output / "index.html").as_uri()) as log:
        window.locator(f'a[href="{home.path}"]').click()
        window.locator(".masthead").wait_for()
        assert window.evaluate("getComputedStyle(document.querySelector('.masthead')).display") == "flex"
        broken = window.evaluate(SETTLE)
        for path in sorted(targets):
            window.goto((demo.output / path).as_uri())
        assert log.findings + broken == []
    assert len(targets) > 10


@pytest.mark.parametrize("kind", ["home", "case"])
def test_before_and_after_are_seen_without_script(demo: Demo, without_script: BrowserContext, kind: str) -> None:
    page = with_pair(demo, kind)
    window = without_script.new_page()
    window.goto(demo.at_root + page.path)
    window.locator("[data-pair]").first.scroll_into_view_if_needed()
    figures = window.locator("[data-pair]").first.locator("figure")
    expect(figures).to_have_text(["施工前", "施工後"], use_inner_text=True)
    assert not _overlap(figures.locator("img"))
    window.close()


@pytest.mark.parametrize("site", DEMOS)
def test_questions_and_menu_open_without_script(demo: Demo, without_script: BrowserContext, site: str) -> None:
    window = without_script.new_page()
    window.goto(f"{demo.at_root}{site}/index.html")
    question = window.locator("#faq details").first
    assert question.locator(".prose").is_hidden()
    question.locator("summary").click()
    assert question.locator(".prose").is_visible()
    window.locator(OPENS_MENU).first.click()
    assert window.locator("#menu a").first.is_visible()
    window.close()


def test_the_form_is_sent_without_script(demo: Demo, without_script: BrowserContext) -> None:
    """To the one address that the policy of the page allows, with the page it was written on."""
    page = next(p for p in demo.pages if p.kind == "home" and p.root.find(".//form[@action]") is not None)
    window = without_script.new_page()
    sent: list[dict[str, list[str]]] = []

    def answer(route: Route) -> None:
        sent.append(parse_qs(route.request.post_data or ""))
        route.fulfill(status=204)

    window.route("https://**/*", answer)
    window.goto(demo.at_root + page.path)
    form = window.locator("form.form")
    for name, text in (("name", "見本 太郎"), ("contact", "taro@example.jp"), ("message", "壁紙です")):
        form.locator(f"[name={name}]").fill(text)
    with window.expect_request("https://**/*"):
        form.get_by_role("button").press("Enter")
    window.close()
    (data,) = sent
    assert (data["name"], data["message"], data["page"]) == (["見本 太郎"], ["壁紙です"], [page.title])


@pytest.mark.parametrize("kind", ["home", "case"])
def test_no_link_needs_script(demo: Demo, windows: dict[int, Window], kind: str) -> None:
    page = with_pair(demo, kind)
    window = windows[390]
    with visiting(window, demo.at_root + page.path):
        with_script = window.evaluate("[...document.links].map(a => a.getAttribute('href'))")
    assert with_script == [r.address for r in references(page) if r.place == "a href"]


@pytest.mark.parametrize("kind", ["home", "case"])
def test_the_slider_moves_by_keyboard(demo: Demo, windows: dict[int, Window], kind: str) -> None:
    page = with_pair(demo, kind)
    window = windows[390]
    with visiting(window, demo.at_root + page.path):
        frame = window.locator("[data-pair]").first
        slider = frame.get_by_role("slider")
        slider.focus()
        at = [_at(frame)]
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End"):
            slider.press(key)
            at.append(_at(frame))
        assert at[0] < at[1] < at[2]
        assert at[3] == at[1]
        assert at[4] == 100
        assert _overlap(frame.locator("img"))


@pytest.mark.parametrize("site", DEMOS)
def test_photos_open_large_and_close_again(demo: Demo, windows: dict[int, Window], site: str) -> None:
    page = next(p for p in demo.of(site) if p.root.find(".//*[@data-large]") is not None)
    window = windows[390]
    with visiting(window, demo.at_root + page.path) as log:
        link = window.locator("a[data-large]").first
        link.press("Enter")
        dialog = window.get_by_role("dialog")
        dialog.wait_for()
        dialog.locator("img").evaluate("image => image.decode()")
        found = barriers(window, "dialog")
        window.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
        expect(link).to_be_focused()
        assert log.findings + found == []


@pytest.mark.parametrize("site", DEMOS)
def test_a_home_page_prints_on_one_sheet(demo: Demo, browser: Browser, site: str) -> None:
    """Two sides of A4, with the code and the label of a sample; what only a screen can use stays away."""
    window = browser.new_page()
    window.goto(demo.at_root + demo.one(site, "home").path)
    assert len(re.findall(rb"/Type\s*/Page\b", window.pdf(prefer_css_page_size=True))) == 2
    for media, paper in (("print", True), ("screen", False)):
        window.emulate_media(media=media)  # type: ignore[arg-type]
        assert window.locator(".door svg").is_visible() is paper
        assert window.locator("#contact").is_visible() is not paper
        assert window.locator(".sample").is_visible()
    window.close()


def test_text_on_a_photo_can_be_read(demo: Demo, windows: dict[int, Window]) -> None:
    """WCAG 2.2, 1.4.3, on the pixels: behind the words of a hero, 99 of 100 are dark enough for white."""
    pages = [p for p in demo.pages if p.kind == "home" and "hero full" in p.text]
    assert pages
    for page in pages:
        for window in windows.values():
            with visiting(window, demo.at_root + page.path):
                words = window.locator(".full .hero-text > :is(.eyebrow, h1, .lead)")
                window.evaluate(_WORDLESS)
                for box in [_box(words.nth(n)) for n in range(words.count())]:
                    shot = Image.open(io.BytesIO(window.screenshot(full_page=True, clip=box))).convert("RGB")
                    lights = sorted(map(_light, shot.get_flattened_data()))
                    assert 1.05 / (lights[int(0.99 * len(lights))] + 0.05) >= 4.5, page.path


@every_home
def test_the_first_tab_stop_leads_to_the_text(home: Window) -> None:
    home.keyboard.press("Tab")
    stop = home.evaluate(_FOCUS)
    assert home.locator(":focus").get_attribute("href") == "#main"
    assert not stop["covered"]
    home.keyboard.press("Enter")
    home.keyboard.press("Tab")
    assert home.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("site", DEMOS)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_alone_reaches_every_action(demo: Demo, windows: dict[int, Window], site: str, width: int) -> None:
    """Each link, button, field, slider and fold that can be seen is a tab stop, in every kind of page; so is what folds hold."""
    window, missed = windows[width], []
    for page in demo.one_of_each_kind(site):
        window.goto(demo.at_root + page.path)
        window.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        actions = window.evaluate(_NUMBERED)
        assert actions > 5, page.path
        reached = set()
        for _ in range(actions + 1):
            window.keyboard.press("Tab")
            reached.add(window.evaluate("document.activeElement.dataset.action"))
        missed += [f"{page.path}: {window.evaluate(_NAMED, n)}" for n in range(actions) if str(n) not in reached]
    assert missed == []


@every_home
def test_the_menu_opens_by_keyboard(home: Window) -> None:
    home.locator(OPENS_MENU).first.press("Enter")
    home.locator("#menu").wait_for()
    assert barriers(home, "#menu") == []
    home.locator("#menu a").last.press("Enter")
    home.locator("#menu").wait_for(state="hidden")


@every_home
def test_the_call_bar_covers_nothing(home: Window) -> None:
    """It is there from the start, and the last line of the page ends above it."""
    bar = home.locator(".callbar")
    assert _bottom(bar) == HEIGHTS[390]
    assert all(bar.locator(f'a[href^="{way}"]').is_visible() for way in ("tel:", "#contact"))
    home.evaluate("document.documentElement.style.scrollBehavior = 'auto'; scrollTo(0, document.body.scrollHeight)")
    last = home.locator(".footer > *").last
    assert _bottom(last) <= _top(bar)


@every_home
def test_keyboard_focus_is_never_hidden(home: Window) -> None:
    """WCAG 2.2, 2.4.11: what has the focus is not wholly covered by the bars that stand still."""
    hidden, stops = [], 0
    home.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    while stops < 300:
        home.keyboard.press("Tab")
        stop = home.evaluate(_FOCUS)
        if stop is None:
            break
        stops += 1
        if stop["covered"]:
            hidden.append(stop["words"])
    assert stops > 20
    assert hidden == []


@every_home
def test_targets_of_the_menu_stand_below_the_masthead(home: Window) -> None:
    home.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    ids = home.evaluate("[...document.querySelectorAll('main section[id]')].map(s => s.id)")
    assert len(ids) > 5
    for name in ids:
        home.evaluate("name => { location.hash = name }", name)
        heading = home.locator(f"#{name} h2").first
        assert _bottom(home.locator(".masthead")) <= _top(heading) < _top(home.locator(".callbar")), name


# Every action in sight gets a number; how many there are.
_NUMBERED = """() => {
  const actions = [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), textarea, select")]
    .filter(element => element.checkVisibility({visibilityProperty: true}));
  actions.forEach((element, number) => { element.dataset.action = number });
  return actions.length;
}"""
_NAMED = "number => document.querySelector(`[data-action='${number}']`).outerHTML.slice(0, 120)"

# Asks at the middle of what of the element lies in the window; null when the focus has left the page.
_FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = [...element.getClientRects()].find(b => b.width > 0) ?? element.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y => [box.left + x * box.width, box.top + y * box.height]));
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element));
  });
  return {covered: !seen, words: `${element.localName} ${element.textContent.trim().slice(0, 20)}`};
}"""


_WORDLESS = """document.querySelectorAll('.hero-text > *, .masthead, .callbar').forEach(e => {
  e.style.visibility = 'hidden'
})"""


def _light(pixel: Any) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in pixel))
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _at(frame: Locator) -> float:
    return float(frame.evaluate("e => getComputedStyle(e).getPropertyValue('--at')").strip().removesuffix("%"))


def _box(element: Locator) -> FloatRect:
    box = element.bounding_box()
    assert box is not None
    return box


def _top(element: Locator) -> float:
    return _box(element)["y"]


def _bottom(element: Locator) -> float:
    return _box(element)["y"] + _box(element)["height"]


def _overlap(elements: Locator) -> bool:
    """Do the first two of these elements share more than an edge? Looked at in one moment: the page may be scrolling."""
    a, b = elements.evaluate_all("found => found.slice(0, 2).map(element => element.getBoundingClientRect().toJSON())")
    across = min(a["right"], b["right"]) - max(a["left"], b["left"])
    down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    return bool(across > 1 and down > 1)
