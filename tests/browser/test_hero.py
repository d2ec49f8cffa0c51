"""The photo at the top: each screen gets its own cut, once, and nothing moves when it comes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import Route

from tests.browser.conftest import Demo
from tests.browser.tree import DEMOS
from tests.browser.visit import visiting

pytestmark = pytest.mark.browser

_LATE = 0.4

# [file shown, its width / height, the box's, all files of its <picture> that were fetched, layout shift]
_LOOK = """async () => {
  const image = document.querySelector(".hero-photo img"), box = image.getBoundingClientRect();
  await image.decode();
  const shifts = await new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries())).observe({type: "layout-shift", buffered: true});
    setTimeout(done, 500, []);
  });
  // While the page is still read its text grows, and stands on the lower edge of the photo: not what is asked here.
  const read = performance.getEntriesByType("navigation")[0].domInteractive;
  const name = address => address.split("/").pop(), shown = name(image.currentSrc);
  const choice = [...document.querySelectorAll(".hero-photo [srcset], link[rel=preload][as=image]")]
    .map(element => element.srcset || element.imageSrcset).join(" ");
  const fetched = performance.getEntriesByType("resource").map(entry => name(entry.name));
  return [shown, image.naturalWidth / image.naturalHeight, box.width / box.height,
    fetched.filter(file => file.includes(".") && choice.includes(file)), shifts.filter(entry => entry.startTime > read).reduce((sum, entry) => sum + entry.value, 0)];
}"""


@contextmanager
def late_photo(window: Window) -> Iterator[None]:
    """The first photo that a page asks for comes when the rest of it has been read."""
    wait = iter([_LATE])

    def answer(route: Route) -> None:
        time.sleep(next(wait, 0))
        route.continue_()

    window.route("**/photos/*", answer)
    try:
        yield
    finally:
        window.unroute("**/photos/*", answer)


@pytest.mark.parametrize("site", DEMOS)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_photo_at_the_top(demo: Demo, windows: dict[int, Window], site: str, width: int) -> None:
    window = windows[width]
    with late_photo(window), visiting(window, f"{demo.at_root}{site}/index.html") as log:
        shown, shape, box, fetched, shift = window.evaluate(_LOOK)
        layout = set(window.locator(".hero").evaluate("hero => [...hero.classList]"))
    assert log.findings == []
    assert fetched == [shown], "what is loaded ahead is what is shown"
    assert shift == 0
    is_phone = width < 640
    assert (shape < 1.4) is (is_phone or "beside" in layout), shape
    if is_phone and "full" not in layout:
        assert box == pytest.approx(shape, rel=0.2), "a cut is not cut again"
