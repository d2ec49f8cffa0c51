"""What every test stands on: no settings from outside, one theme, a build, and the command line."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from adgen.cli import language, main
from tests.here import Here

# The rooms upstairs are imported by the fixtures that need them: the tests of one room run while another is torn up.
if TYPE_CHECKING:
    from adgen.build import Report
    from adgen.pages.render import Renderer
    from adgen.pages.theme import Theme
    from adgen.plumbing.team import Workers

hypothesis.settings.register_profile("adgen", database=None, deadline=None, derandomize=True)
hypothesis.settings.load_profile("adgen")
# A shell that runs tests in the background has them, and whatever they start, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

TODAY = date(2026, 11, 20)

Build = Callable[..., "Report"]
Run = Callable[..., "Result"]


@dataclass(frozen=True)
class Result:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [n for n in os.environ if n.startswith("ADGEN_") or n in ("NO_COLOR", "FORCE_COLOR")]:
        monkeypatch.delenv(name)
    language.chosen.cache_clear()
    yield
    language.chosen.cache_clear()


@pytest.fixture(scope="session")
def theme() -> "Theme":
    """The theme that ships with adgen."""
    from adgen.pages.theme import load_theme, theme_folder

    return load_theme(theme_folder())


@pytest.fixture(scope="session")
def renderer(theme: "Theme") -> "Renderer":
    from adgen.pages.render import Renderer

    return Renderer(theme.folder)


@pytest.fixture
def build(theme: "Theme") -> Build:
    """Build a folder into a target, here, with the settings given by name."""
    from adgen.build import Settings, Tools, build_site
    from adgen.plumbing.cache import Cache
    from adgen.plumbing.index import open_index

    def run(
        folder: Path, target: Path, *, cache: Path | None = None, workers: "Workers | None" = None, **settings: Any
    ) -> "Report":
        told = {"today": TODAY, "theme_folder": theme.folder, **settings}
        with open_index(cache / "index.sqlite" if cache else None) as index:
            return build_site(folder, target, Settings(**told), Tools(workers or Here(), Cache(cache), index))

    return run


@pytest.fixture
def adgen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run the command line in `tmp_path`, on the day of the tests; no processes unless more than one is asked for."""
    from adgen.cli import photos
    from adgen.plumbing import workers
    from adgen.plumbing.workers import open_workers

    def opened(jobs: int | None = None, memory: int | None = None, cluster: str | None = None) -> "Workers":
        return Here() if jobs == 1 and not cluster else open_workers(jobs, memory, cluster)

    for opener in (workers, photos):
        monkeypatch.setattr(opener, "open_workers", opened)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADGEN_NOW", TODAY.isoformat())
    monkeypatch.setenv("ADGEN_JOBS", "1")
    before = signal.getsignal(signal.SIGTERM)

    def run(*words: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["adgen", *words])
        language.chosen.cache_clear()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return Result(int(left.value.code or 0), out, err)

    yield run
    signal.signal(signal.SIGTERM, before)
