"""A small site in two versions that share no page, built again and again over each other by processes that may be stopped."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from adgen.build import Report, Settings, Tools, build_site
from adgen.pages.shelf import theme_folder
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import open_index
from adgen.plumbing.tree import MANIFEST
from adgen.problems.catalogue import explain
from tests import make
from tests.content.reading import more
from tests.here import Here

Tree = dict[str, bytes]
# How a child ends: built, refused with words, with words that were interrupted, with a traceback.
BUILT, REFUSED, INTERRUPTED, BROKEN = 0, 1, 130, 3


@dataclass(frozen=True)
class Yard:
    """Folders `one` and `two`, and what a clean build makes of each."""

    root: Path
    wanted: tuple[Tree, Tree]

    @property
    def target(self) -> Path:
        return self.root / "out" / "site"

    def site(self, version: int) -> Path:
        """The folder of a version; both have the same name."""
        return self.root / str(version) / "aozora"

    def build(self, version: int) -> Report:
        """Build a version over whatever stands, here."""
        return build(self.site(version), self.target, self.root / "cache")

    def stands(self) -> int | None:
        """Which version stands, None for neither."""
        found = make.read_tree(self.target)
        return next((n for n, tree in enumerate(self.wanted) if tree == found), None)

    def leftovers(self) -> list[str]:
        """What lies beside the target."""
        return [p.name for p in self.target.parent.iterdir() if p != self.target and not p.name.endswith(".lock")]


def build(folder: Path, target: Path, cache: Path) -> Report:
    """Build a folder, with its cache, as the command does with one process."""
    settings = Settings(today=date(2026, 11, 20), theme_folder=theme_folder(), draft_photos=True, force=True)
    with open_index(cache / "index.sqlite") as index:
        return build_site(folder, target, settings, Tools(Here(), Cache(cache), index))


def open_yard(root: Path) -> Yard:
    """Both versions, and their clean builds."""
    changes: tuple[make.Files, ...] = (
        {},
        {
            "site.yaml": more("site.yaml", "創業: 2001年").replace("青空内装", "山河内装"),
            "cases": {"living": {"施工後1.jpg": make.jpeg((640, 480), (90, 200, 90))}},
            "photos": {"hero.jpg": make.encoded(make.below_a_lit_sky((960, 540), (70, 160, 110)), "JPEG")},
        },
    )
    trees = []
    for version, change in enumerate(changes):
        folder = make.site(root / str(version) / "aozora", change)
        clean = root / "clean" / str(version) / "site"
        report = build(folder, clean, root / "clean" / "cache")
        assert report.is_built, [explain(p) for p in report.problems]
        trees.append(make.read_tree(clean))
    assert trees[0][MANIFEST] != trees[1][MANIFEST]
    yard = Yard(root, (trees[0], trees[1]))
    yard.build(0)
    assert yard.stands() == 0
    return yard


def child(work: Callable[[], Report], said: Path) -> int:
    """Do a build in a process of its own; its id. What it says goes into a file."""
    sys.stdout.flush()
    found = os.fork()
    if found:
        return found
    code = BROKEN
    try:
        report = work()
        said.write_text("\n".join([report.bug, *(explain(p) for p in report.problems)]), "utf-8")
        code = BROKEN if report.bug else BUILT if report.is_built else REFUSED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BaseException:
        import traceback

        said.write_text(traceback.format_exc(), "utf-8")
    finally:
        os._exit(code)


def seconds_of(yard: Yard) -> float:
    """How long a build takes that changes everything, the cache being warm."""
    for version in (1, 0):
        yard.build(version)
    begun = time.monotonic()
    yard.build(1)
    took = time.monotonic() - begun
    yard.build(0)
    return took
