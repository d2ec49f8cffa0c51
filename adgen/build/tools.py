"""What a build works with, apart from the content: workers, memory, and the settings of the run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from adgen.pages.render import Renderer
from adgen.pages.theme import Theme
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import Index
from adgen.plumbing.workers import Workers

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Settings:
    """What one run of the build is told; the same for every site."""

    today: date
    theme: Theme
    renderer: Renderer
    base_url: str = ""
    drafts: bool = False
    future: bool = False
    keep_going: bool = False
    strict: bool = False
    force: bool = False
    untrusted: bool = False


@dataclass(frozen=True)
class Tools:
    """Workers, the cache of pictures, and the index of what is known of files."""

    workers: Workers
    cache: Cache
    index: Index
    progress: Progress = lambda done, of: None
