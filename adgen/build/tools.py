"""What a build works with, apart from the content: workers, memory, and the settings of the run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

# A run that finds nothing changed needs none of them.
if TYPE_CHECKING:
    from adgen.pages.render import Renderer
    from adgen.pages.theme import Theme
    from adgen.plan import PictureJob
    from adgen.plumbing.cache import Cache
    from adgen.plumbing.index import Index
    from adgen.plumbing.recollection import Recollection
    from adgen.plumbing.team import Workers

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Settings:
    """What one run of the build is told; the same for every site. The theme is read when the first site needs it.

    A site may take `site_seconds` and become `site_bytes` large; None is any amount.
    """

    today: date
    theme_folder: Path
    base_url: str = ""
    drafts: bool = False
    future: bool = False
    keep_going: bool = False
    strict: bool = False
    force: bool = False
    explain: bool = False
    draft_photos: bool = False
    best: bool = False
    untrusted: bool = False
    site_seconds: float | None = None
    site_bytes: int | None = None

    @property
    def photo_theme(self) -> "Theme":
        """The theme with the photos that this run is to make."""
        from adgen.pages.theme import at_best, drafted

        return drafted(self.theme) if self.draft_photos else at_best(self.theme) if self.best else self.theme

    @cached_property
    def theme(self) -> "Theme":
        """Raises AdgenError E601 with what is wrong in theme.yaml."""
        from adgen.pages.theme import load_theme

        return load_theme(self.theme_folder)

    @cached_property
    def renderer(self) -> "Renderer":
        from adgen.pages.render import Renderer

        return Renderer(self.theme_folder)


@dataclass(frozen=True)
class Tools:
    """Workers, the cache of pictures, and the index of what is known of files.

    `memory` is for one site that is built again and again in one process: what was read and rendered the last time.
    With `leave` photos that would have to be developed are given to it instead, and are not in the tree.
    """

    workers: "Workers"
    cache: "Cache"
    index: "Index"
    progress: Progress = lambda done, of: None
    memory: "Recollection | None" = None
    leave: "Callable[[Sequence[PictureJob]], None] | None" = None
