"""On a terminal: colours unless they are not wanted, a bar while photos are made, and an end when somebody says stop."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests import make
from tests.conftest import Build
from tests.plan.planning import with_lines

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "adgen", "build", "--now", "2026-11-20"]


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "CI", "COLUMNS")}
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm", **more}


def on_a_terminal(place: Path, *words: str, **more: str) -> str:
    """What a person would see."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "-j", "1", *words], cwd=place, stdout=theirs, stderr=theirs, env=environment(**more)
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:
            break
        if not part:
            break
        seen += part
    process.wait()
    os.close(ours)
    return seen.decode()


def test_colours_and_a_bar(tmp_path: Path) -> None:
    make.site(tmp_path / "sites/aozora")
    seen = on_a_terminal(tmp_path)
    assert "\x1b[33m" in seen
    assert "aozora \x1b[" in seen
    assert "11ページ" in seen


def test_no_colour_and_no_bar_where_they_are_not_wanted(tmp_path: Path) -> None:
    make.site(tmp_path / "sites/aozora", {"site.yaml": with_lines("site.yaml", "しらない: 1").replace("03-0000", "x")})
    assert "\x1b[31m" in on_a_terminal(tmp_path)
    seen = on_a_terminal(tmp_path, NO_COLOR="1")
    assert "[E122]" in seen
    assert "[E141]" in seen
    assert "\x1b[3" not in seen


# ---------------------------------------------------------------- stopping


def noise(seed: int) -> bytes:
    """A photo that takes its time."""
    picture = Image.effect_noise((1600, 1200), 60 + seed)
    return make.encoded(Image.merge("RGB", [picture] * 3), "JPEG", quality=80)


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    """The processes that a process started; without /proc nobody tells."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def lives(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="module")
def slow_photos() -> list[bytes]:
    return [noise(seed) for seed in range(6)]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_stopping_leaves_the_old_site_whole(
    jobs: str, stop: signal.Signals, slow_photos: list[bytes], tmp_path: Path, build: Build
) -> None:
    folder = make.site(tmp_path / "sites/aozora")
    assert build(folder, tmp_path / "build/aozora", cache=tmp_path / ".adgen/cache").is_built
    before = make.read_tree(tmp_path / "build")
    make.write(folder / "cases/living", {f"施工中{n}.jpg": data for n, data in enumerate(slow_photos)})
    process = subprocess.Popen(
        [*COMMAND, "-j", jobs],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until(lambda: any(p.name.startswith(".aozora.adgen-") for p in (tmp_path / "build").iterdir()))
    until(lambda: any((tmp_path / "build").glob(".aozora.adgen-*/photos/*")))
    workers = children(process.pid)
    pressed = time.monotonic()
    if stop is signal.SIGINT:
        # A terminal tells everybody in front of it.
        os.killpg(process.pid, stop)
    else:
        process.send_signal(stop)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    # The promise is two seconds; a busy machine must not decide the test.
    assert time.monotonic() - pressed < 20
    assert "中断しました。前回のサイトはそのままです。" in said
    assert "Traceback" not in said
    assert make.read_tree(tmp_path / "build") == before
    assert sorted(p.name for p in (tmp_path / "build").iterdir() if p.is_dir()) == ["aozora"]
    until(lambda: not any(map(lives, workers)), 5)
