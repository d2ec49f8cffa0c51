"""What a build works with, apart from the content: workers, memory, and the settings of the run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from adgen.pages.render import Renderer
from adgen.pages.theme import Theme, at_best, drafted
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import Index
from adgen.plumbing.team import Workers

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
    explain: bool = False
    draft_photos: bool = False
    best: bool = False

    @property
    def photo_theme(self) -> Theme:
        """The theme with the photos that this run is to make."""
        return drafted(self.theme) if self.draft_photos else at_best(self.theme) if self.best else self.theme


@dataclass(frozen=True)
class Tools:
    """Workers, the cache of pictures, and the index of what is known of files."""

    workers: Workers
    cache: Cache
    index: Index
    progress: Progress = lambda done, of: None
