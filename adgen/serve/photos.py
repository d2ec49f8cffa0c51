"""The verdicts on the photos of a site as a page of the panel: looked at when somebody asks, once for each state of the site."""

import threading
from dataclasses import replace

from adgen.build.fleet import open_tools
from adgen.problems import AdgenError
from adgen.problems.catalogue import Language
from adgen.serve import panel
from adgen.serve.builder import Orders
from adgen.serve.stage import Shown


class PhotoPages:
    """The pages by site. One is made at a time: thumbnails take workers of their own."""

    def __init__(self, orders: Orders, root: str, language: Language) -> None:
        self._orders, self._root, self._language = orders, root, language
        self._made: dict[str, tuple[Shown, str]] = {}
        self._lock = threading.Lock()

    def __call__(self, shown: Shown) -> str:
        """The page of a site; one with mistakes says that they come first."""
        with self._lock:
            known, page = self._made.get(shown.slug, (None, ""))
            if known is not shown:
                page = self._page(shown)
                self._made[shown.slug] = shown, page
            return page

    def _page(self, shown: Shown) -> str:
        # Half of a start would go into loading them.
        from adgen.build.reading import read_site
        from adgen.photo_report import of_site
        from adgen.photo_report.page import report_page

        orders = self._orders
        # Drafts are judged too: whoever writes one wants to know before it is shown.
        settings = replace(orders.settings(), drafts=True, future=True, keep_going=True, strict=False)
        above = panel.nav(shown, self._root, "photos", self._language)
        try:
            with open_tools(orders.memory, orders.crew) as tools:
                return report_page(
                    [of_site(shown.folder, read_site(shown.folder, settings, tools, {}))], tools.workers, above
                )
        except AdgenError:
            return panel.no_photos_page(above, self._language)
