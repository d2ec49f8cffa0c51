"""Prints what adgen says of a broken site: `python -m tests.broken.say NAME > tests/broken/NAME/expected.txt`, then read it."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from adgen.build import Report, Settings, Tools, build_site
from adgen.pages.shelf import theme_folder
from adgen.photos.checks import CHECKS, PRIVACY
from adgen.photos.checks.near_duplicate import CODE
from adgen.photos.checks.pair import PLACE, SHAPE
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import Index
from adgen.problems.catalogue import explain
from tests.here import Here

HERE = Path(__file__).parent
PHOTO_EYE = frozenset(
    {*PRIVACY, CODE, SHAPE, PLACE, "W252"}
    | {
        code
        for check in CHECKS
        for code in (*check.codes.values(), check.unjudged)
        if code and check.name != "too_small"
    }
)
TODAY = date(2026, 11, 21)


def _links(site: Path) -> None:
    """Links cannot be kept in every archive of the sources, so they are made when they are needed."""
    (site / "staff.yaml").symlink_to("site.yaml")
    (site / "services").symlink_to("cases")
    (site / "cases" / "living" / "施工後1.jpg").symlink_to("/etc/hostname")
    (site / "cases" / "far").symlink_to("living")


# What has to be done to a copy of the folder first.
MADE: dict[str, Callable[[Path], None]] = {"links": _links}


def names() -> list[str]:
    """Every broken site."""
    return sorted(path.name for path in HERE.iterdir() if path.is_dir() and not path.name.startswith(("_", ".")))


def copy(name: str, place: Path) -> Path:
    """The broken site as it is built: `place`/NAME."""
    site = place / name
    shutil.copytree(HERE / name, site, ignore=shutil.ignore_patterns("expected.txt"))
    if name in MADE:
        MADE[name](site)
    return site


def build(name: str, target: Path) -> Report:
    """Build NAME in the current folder into `target`."""
    settings = Settings(today=TODAY, theme_folder=theme_folder())
    return build_site(Path(name), target, settings, Tools(Here(), Cache(None), Index(None)))


def said(report: Report) -> str:
    """All that is told of a site, in Japanese, but what the photo eye makes of pictures that only tests would publish."""
    return "".join(f"{explain(problem)}\n" for problem in report.problems if problem.code not in PHOTO_EYE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        copy(sys.argv[1], Path(folder))
        os.chdir(folder)
        sys.stdout.write(said(build(sys.argv[1], Path("build"))))
