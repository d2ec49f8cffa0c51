"""The wheel, alone in a new environment, builds a site with the theme it carries."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_builds_a_site(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", dist, ROOT)
    (wheel,) = dist.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    _run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel)
    _borrow_dependencies(python)
    _run(python, "-m", "adgen", "build", ROOT / "sites" / "aozora", "-o", tmp_path / "out", "-j", "1", cwd=tmp_path)
    assert (tmp_path / "out" / "aozora" / "index.html").stat().st_size > 10_000
    where = _run(python, "-c", "import adgen; print(adgen.__file__)", cwd=tmp_path)
    assert str(tmp_path / "env") in where


def _borrow_dependencies(python: Path) -> None:
    """Third-party packages come from the environment of the tests; its editable adgen does not: nested .pth files are ignored."""
    here = sysconfig.get_path("purelib")
    there = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    Path(there, "borrowed.pth").write_text(here + "\n")


def _run(*command: object, cwd: Path | None = None) -> str:
    # What the tests themselves import must not stand in for the wheel.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
