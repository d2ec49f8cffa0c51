"""What a browser finds wrong on a page: errors, failed and foreign requests, broken pictures, overflow, barriers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

# WCAG 2.2 A and AA, good practice, and what axe calls experimental; only AAA is left out. The company's name in the footer is
# bold and short, and heads nothing. Only the violations travel back: the full result of a home page is megabytes.
_BARRIERS = """within => axe.run(within ?? document, {
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice", "experimental"],
  rules: {"p-as-heading": {enabled: false}},
}).then(result => result.violations.flatMap(rule =>
  rule.nodes.map(node => `axe ${rule.id} (${rule.impact}): ${node.target.join(" ")}: ${rule.help}`)))"""

# Opens what can be opened, so that nothing escapes the look, and waits for every picture.
SETTLE = """async () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const images = [...document.querySelectorAll("img[src], img[srcset]")];
  for (const image of images) image.loading = "eager";
  const done = image => image.complete || new Promise(ready => { image.onload = image.onerror = ready; });
  await Promise.all(images.map(done));
  return images.filter(image => !image.naturalWidth).map(image => image.currentSrc || image.src);
}"""

# `overflow: hidden` on the page would hide the scroll bar and cut the text, so each element is measured too.
_OVERFLOW = """() => {
  const width = innerWidth, found = [];
  const scroller = document.scrollingElement;
  if (scroller.scrollWidth > width) found.push(`page is ${scroller.scrollWidth} px wide`);
  const isCut = e => {
    for (let box = e; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.visibility === "hidden" || (box !== e && style.overflowX !== "visible")) return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll("*")) {
    const right = element.getBoundingClientRect().right;
    if (right > width + 1 && !isCut(element)) {
      found.push(`<${element.localName} class="${element.getAttribute("class") ?? ""}"> ends at ${Math.round(right)} px`);
      break;
    }
  }
  return found;
}"""


# Not frozen: Playwright leaves a mark on the object whose methods it calls.
@dataclass
class Log:
    """What a page did while it was open; the page itself is to come with `status`."""

    address: str
    status: int
    findings: list[str] = field(default_factory=list)

    @contextmanager
    def watching(self, window: Page) -> Iterator[None]:
        """Notes what happens in a window until the block ends."""
        handlers: dict[Any, Callable[[Any], None]] = {
            "console": self._said,
            "pageerror": self._threw,
            "request": self._requested,
            "requestfailed": self._failed,
            "response": self._answered,
        }
        for event, handler in handlers.items():
            window.on(event, handler)
        try:
            yield
        finally:
            for event, handler in handlers.items():
                window.remove_listener(event, handler)

    def _note(self, wrong: bool, text: str) -> None:
        if wrong:
            self.findings.append(text)

    def _said(self, message: ConsoleMessage) -> None:
        is_status = self.status != 200 and message.location["url"] == self.address
        self._note(message.type in ("error", "warning") and not is_status, f"console: {message.text}")

    def _threw(self, error: Error) -> None:
        self._note(True, f"script: {error}")

    def _failed(self, request: Request) -> None:
        # A request that is dropped because the reader goes on to the next page is no failure.
        self._note(request.failure != "net::ERR_ABORTED", f"request failed: {request.url} ({request.failure})")

    def _requested(self, request: Request) -> None:
        parts = urlsplit(request.url)
        own = urlsplit(self.address).netloc
        # The icon of the page before may still be on its way.
        is_late = urlsplit(request.headers.get("referer", self.address)).netloc != own
        foreign = parts.scheme != "data" and parts.netloc != own
        self._note(foreign and not is_late, f"request to another host: {request.url}")

    def _answered(self, response: Response) -> None:
        expected = self.status if response.url == self.address else 200
        self._note(response.status not in (expected, 304), f"answer {response.status}: {response.url}")


@contextmanager
def visiting(window: Page, address: str, status: int = 200) -> Iterator[Log]:
    """Opens a page, lets it settle, and watches it until the block ends.

    A window is used for one page after the other: new ones would double the time.
    """
    log = Log(address, status)
    with log.watching(window):
        window.goto(address, wait_until="load")
        log.findings += [f"broken picture: {source}" for source in window.evaluate(SETTLE)]
        yield log


def overflow(page: Page) -> list[str]:
    """What is wider than the window."""
    return [f"overflow: {text}" for text in page.evaluate(_OVERFLOW)]


def barriers(page: Page, within: str | None = None) -> list[str]:
    """What axe finds: rule and target. `within` is a selector, for a part that stands before the rest."""
    page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(_BARRIERS, within)
    return found
