"""`make shots`: takes the pictures of the READMEs from the demo sites, into docs/images. Needs pdftoppm (poppler-utils) for the printed page."""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.browser.chromium import installed, opened
from tests.browser.tree import ROOT, SITES

NOW = "2026-11-21"
IMAGES = ROOT / "docs" / "images"
_PHONE, _DESK = (390, 844), (1280, 900)
_WIDEST = 800
# File name: the page, and the window in which it is shown.
SHOTS = {
    "home-390": ("aozora/index.html", _PHONE),
    "home-1280": ("aozora/index.html", _DESK),
    "mikazuki-1280": ("mikazuki/index.html", _DESK),
    "mizuoto-1280": ("mizuoto/index.html", _DESK),
    "case-390": ("aozora/cases/living-yani.html", _PHONE),
}
PRINTED = "aozora/index.html"
_DOTS = 60
_TABLE = "#d9d6ce"
_EDGE = 12


def main() -> int:
    """Builds the demo sites and takes every picture anew."""
    chrome = installed()
    if not chrome:
        sys.exit("make shots needs Chromium: sh tests/browser/install.sh")
    with tempfile.TemporaryDirectory() as place, opened(chrome) as browser:
        output = Path(place)
        command = [sys.executable, "-m", "adgen", "build", "-q", "--sites", str(SITES), "-o", str(output), "--now", NOW]
        subprocess.run(command, cwd=ROOT, check=True)
        for name, (page, size) in SHOTS.items():
            shot = output / f"{name}.png"
            _show(browser, output / page, size, shot)
            _keep(Image.open(shot), name)
        _keep(_printed(browser, output / PRINTED, output), "print")
    return 0


def _show(browser: Browser, page: Path, size: tuple[int, int], shot: Path) -> None:
    window = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="ja-JP")
    window.goto(page.as_uri(), wait_until="networkidle")
    window.screenshot(path=str(shot))
    window.close()


def _printed(browser: Browser, page: Path, place: Path) -> Image.Image:
    """Both sides of the sheet, beside each other on a table."""
    window = browser.new_page()
    window.goto(page.as_uri(), wait_until="networkidle")
    window.pdf(path=str(place / "sheet.pdf"), prefer_css_page_size=True)
    window.close()
    subprocess.run(["pdftoppm", "-r", str(_DOTS), "-png", str(place / "sheet.pdf"), str(place / "sheet")], check=True)
    sides = [Image.open(side) for side in sorted(place.glob("sheet-*.png"))]
    width, height = sides[0].size
    table = Image.new("RGB", ((width + _EDGE) * len(sides) + _EDGE, height + 2 * _EDGE), _TABLE)
    for number, side in enumerate(sides):
        table.paste(side, (_EDGE + number * (width + _EDGE), _EDGE))
    return table


def _keep(image: Image.Image, name: str) -> None:
    """In docs/images, no wider than a reader's column, in 256 colours."""
    small = image.convert("RGB")
    if small.width > _WIDEST and name != "print":
        small = small.resize((_WIDEST, round(small.height * _WIDEST / small.width)), Image.Resampling.LANCZOS)
    small.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.FLOYDSTEINBERG).save(
        IMAGES / f"{name}.png", optimize=True
    )


if __name__ == "__main__":
    sys.exit(main())
