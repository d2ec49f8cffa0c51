"""One site looked at as a whole, drafts included, by a command that shows its photos on a page of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.cli.options import CACHE, INDEX, TOKYO
from adgen.problems import AdgenError, unwritable

if TYPE_CHECKING:
    from adgen.build.reading import Reading
    from adgen.build.tools import Settings
    from adgen.plumbing.team import Workers


@dataclass(frozen=True)
class OneSite:
    """A site as it was read, and what it was read with."""

    folder: Path
    reading: "Reading"
    settings: "Settings"
    workers: "Workers"


@contextmanager
def one_site(name: str, sites_dir: Path | None) -> Iterator[OneSite]:
    """The site with all that may come to be shown; photos that cannot be read are left out. Raises AdgenError."""
    # The bare photo pipeline, a command of the same group, starts without the whole house.
    from adgen.build.reading import read_site
    from adgen.build.tools import Settings, Tools
    from adgen.cli.places import find_sites, open_workplace
    from adgen.pages.shelf import theme_folder
    from adgen.plumbing.cache import Cache
    from adgen.plumbing.index import open_index
    from adgen.plumbing.workers import open_workers

    place = open_workplace(Path(), sites_dir, None, None, strict=False, no_index=True)
    (folder,) = find_sites(place, (name,))
    settings = Settings(datetime.now(TOKYO).date(), theme_folder(), drafts=True, future=True, keep_going=True)
    with open_workers() as workers, open_index(CACHE / INDEX) as index:
        yield OneSite(folder, read_site(folder, settings, Tools(workers, Cache(CACHE), index), {}), settings, workers)


def write_page(target: Path, html: str) -> None:
    """Write the page. Raises AdgenError E503."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, "utf-8")
    except OSError as error:
        raise AdgenError([unwritable(target.as_posix(), error)]) from None
