"""`make shots`: takes the pictures of the guide in docs/ja, into docs/images/guide, and the text of each terminal beside its picture."""

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser
from playwright.sync_api import Page as Window

from tests import make
from tests.browser.chromium import installed, opened
from tests.browser.test_serve import serving
from tests.browser.tree import ROOT
from tests.guide.photos import bad_takes, takes
from tests.guide.story import Shown, the_case_is_written, told, two_slips
from tests.guide.terminal import page, play, sealed, text

IMAGES = ROOT / "docs" / "images" / "guide"
_PHONE, _DESK = (390, 780), (1000, 760)
_WIDEST, _TAKE = 800, (360, 240)
_SETTLING = 1500  # milliseconds; a picture that is never shown is never loaded, so there is nothing to wait for


def main() -> int:
    """Plays the story of the guide and takes every picture of it."""
    chrome = installed()
    if not chrome:
        sys.exit("make shots needs Chromium: sh tests/browser/install.sh")
    for old in IMAGES.glob("*"):
        old.unlink()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, opened(chrome) as browser:
        for shown in told(Path(place)):
            _terminal(browser, shown)
            if shown.scene.name in _AFTER:
                _AFTER[shown.scene.name](browser, shown.workspace)
            if shown.scene.name == "publish":
                _shot(browser, (shown.published / "index.html").as_uri(), "published", _PHONE)
                _shot(browser, (shown.published / "cases/2026-11-03.html").as_uri(), "published-case", _PHONE)
    for name, pair in takes().items():
        for kind, picture in zip(("yoi", "warui"), pair, strict=True):
            _webp(_filling(picture, _TAKE), f"{name}-{kind}")
    return 0


def _terminal(browser: Browser, shown: Shown) -> None:
    name = shown.scene.name
    told = text(shown.screen).strip() + "\n"
    (IMAGES / f"{name}.txt").write_text(told, "utf-8")
    window = browser.new_page(viewport={"width": 1000, "height": 100}, locale="ja-JP")
    window.set_content(page(shown.scene.command, shown.screen))
    shot = IMAGES / f"{name}.png"
    window.locator("pre").screenshot(path=str(shot))
    window.close()
    picture = Image.open(shot).convert("RGB").quantize(24, dither=Image.Dither.NONE)
    picture.save(shot, optimize=True, pnginfo=sealed(told))


def _contact_sheet(browser: Browser, workspace: Path) -> None:
    _shot(browser, (workspace / "shashin.html").as_uri(), "contact-sheet")


def _preview(browser: Browser, workspace: Path) -> None:
    """The first page on a telephone, the panel, and a mistake laid over the page."""
    with serving(workspace, "midori") as (address, _):
        _shot(browser, f"{address}midori/cases/2026-11-03.html", "first-case", _PHONE, _until("main img"))
        _shot(browser, f"{address}_adgen/midori/", "panel")
        two_slips(workspace)
        _shot(browser, f"{address}midori/", "overlay", before=_until("adgen-notice li >> nth=1"))
        the_case_is_written(workspace)


def _until(there: str) -> Callable[[Window], object]:
    return lambda window: window.locator(there).first.wait_for()


def _request_page(browser: Browser, workspace: Path) -> None:
    (made,) = [p for p in (workspace / "build/aozora/requests").glob("*.html") if p.name != "index.html"]
    _shot(browser, made.as_uri(), "request-page", _PHONE)
    _shot(browser, (workspace / "build/aozora/index.html").as_uri(), "request-home", _PHONE)


def _photo_report(browser: Browser, workspace: Path) -> None:
    make.write(workspace / "satsuei", bad_takes())
    play(workspace, ["photos", "check", "satsuei", "--slot", "case", "--html", "kensa.html"])
    _shot(browser, (workspace / "kensa.html").as_uri(), "photo-report")


# What a browser shows once a scene has been played.
_AFTER: Mapping[str, Callable[[Browser, Path], None]] = {
    "import": _contact_sheet,
    "build": _preview,
    "request-new": _request_page,
    "photos-check": _photo_report,
}


def _shot(
    browser: Browser,
    address: str,
    name: str,
    size: tuple[int, int] = _DESK,
    before: Callable[[Window], object] = lambda window: window,
) -> None:
    window = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="ja-JP")
    window.goto(address)
    before(window)
    # A photo below the window is not loaded before somebody has been there.
    window.evaluate("scrollTo(0, document.body.scrollHeight)")
    window.wait_for_timeout(_SETTLING)
    window.evaluate("scrollTo(0, 0)")
    shot = IMAGES / f"{name}.png"
    window.screenshot(path=str(shot), animations="disabled")
    window.close()
    picture = Image.open(shot).convert("RGB")
    shot.unlink()
    picture.thumbnail((_WIDEST, picture.height))
    _webp(picture, name)


def _filling(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The middle of a picture in that size."""
    scale = max(size[0] / picture.width, size[1] / picture.height)
    large = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)
    left, top = (large.width - size[0]) // 2, (large.height - size[1]) // 2
    return large.crop((left, top, left + size[0], top + size[1]))


def _webp(picture: Image.Image, name: str) -> None:
    picture.save(IMAGES / f"{name}.webp", quality=78, method=6)


if __name__ == "__main__":
    sys.exit(main())
