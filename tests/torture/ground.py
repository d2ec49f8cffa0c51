"""A contractor's folder that is spoiled in one place, and mended again."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Ground:
    """The folder `site`; what stood where it was spoiled lies in `stash` until it is mended."""

    site: Path
    stash: Path
    _touched: list[tuple[Path, Path | None]] = field(default_factory=list)

    def text(self, path: str) -> str:
        """A text file of the site."""
        return (self.site / path).read_text("utf-8")

    def make(self, path: str, act: Callable[[Path], object]) -> None:
        """Let `act` put something in the place of whatever stands at `path`."""
        target = self.site / path
        for parent in (p for p in reversed(target.parents) if p.is_relative_to(self.site) and not p.exists()):
            parent.mkdir()
            self._touched.append((parent, None))
        kept = self.stash / str(len(self._touched)) if os.path.lexists(target) else None
        if kept:
            os.rename(target, kept)
        self._touched.append((target, kept))
        act(target)

    def put(self, path: str, data: bytes) -> None:
        """Write a file."""
        self.make(path, lambda target: target.write_bytes(data))

    def mend(self) -> None:
        """Everything as it was."""
        for target, kept in reversed(self._touched):
            if target.is_dir() and not target.is_symlink():
                _make_writable(target)
                shutil.rmtree(target)
            elif os.path.lexists(target):
                target.unlink()
            if kept:
                os.rename(kept, target)
        self._touched.clear()


def _make_writable(folder: Path) -> None:
    for here, _, _ in os.walk(folder):
        Path(here).chmod(0o700)
