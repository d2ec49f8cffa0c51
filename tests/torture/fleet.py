"""Many small sites in one run, one in twenty of them hostile: all others are built, and the report says which were not."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests import make
from tests.content.reading import more

_EVERY = 20
Spoil = Callable[[Path], object]


def _linked(folder: Path) -> None:
    (folder / "site.yaml").unlink()
    (folder / "site.yaml").symlink_to("/etc/passwd")


def _pipe(folder: Path) -> None:
    (folder / "services/kabegami.md").unlink()
    os.mkfifo(folder / "services/kabegami.md")


HOSTILE: dict[str, Spoil] = {
    "30,000 brackets": lambda folder: (folder / "site.yaml").write_bytes(b"[" * 30_000),
    "a link": _linked,
    "a pipe": _pipe,
    "NULs": lambda folder: (folder / "site.yaml").write_bytes(bytes(5_000)),
    "markup in the text": lambda folder: (folder / "cases/toilet/case.md").write_text("---\n題名: <script>\n---\n<script>alert(1)</script>\n", "utf-8"),
    "a photo that is none": lambda folder: (folder / "photos/hero.jpg").write_bytes(b"\xff\xd8\xff" + bytes(50)),
    "3 MB": lambda folder: (folder / "site.yaml").write_bytes(b"a: b\n" * 600_000),
    "no site.yaml": lambda folder: (folder / "site.yaml").unlink(),
    "a path to the outside": lambda folder: (folder / "site.yaml").write_text(
        (folder / "site.yaml").read_text("utf-8").replace("photos/hero.jpg", "../../../etc/passwd"), "utf-8"
    ),
    "a theme that never ends": lambda folder: make.write(folder, {"theme": {"home.html": "{% for x in range(10) %}"}}),
}  # fmt: skip


@dataclass(frozen=True)
class Fleet:
    """How many sites were built and how many were not, and what was found."""

    built: int
    failed: int
    findings: tuple[str, ...]


def fleet(root: Path, count: int) -> Fleet:
    """Build so many sites with the command, in two processes."""
    sites, photo = root / "sites", make.encoded(make.below_a_lit_sky((96, 54), (70, 110, 160)), "JPEG")
    hostile: dict[str, str] = {}
    for n in range(count):
        name = f"site-{n:04}"
        text = more("site.yaml", f"公開名: {name}").replace("青空内装", f"青空内装{n}号")
        folder = make.site(sites / name, {"site.yaml": text, "photos": {"hero.jpg": photo}})
        if n % _EVERY == _EVERY - 1:
            what = list(HOSTILE)[n // _EVERY % len(HOSTILE)]
            HOSTILE[what](folder)
            hostile[name] = what
    return _judged(root, count, hostile)


def _judged(root: Path, count: int, hostile: dict[str, str]) -> Fleet:
    command = [sys.executable, "-m", "adgen", "build", "--now", "2026-11-20", "-j", "2", "--draft-photos"]
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    first = subprocess.run(
        [*command, "--format", "json"], cwd=root, env=here, capture_output=True, text=True, check=False
    )
    told = json.loads(first.stdout)
    second = subprocess.run(command, cwd=root, env=here, capture_output=True, text=True, check=False)
    found = []
    not_built = {site["site"] for site in told["sites"] if not site["built"]}
    if not_built != set(hostile):
        found.append(f"not built: {sorted(not_built ^ set(hostile))[:5]}")
    if (told["built"], told["failed"], len(told["sites"])) != (count - len(hostile), len(hostile), count):
        found.append(f"the summary says {told['built']} and {told['failed']}")
    if (first.returncode, second.returncode) != (1, 1):
        found.append(f"exit {first.returncode} and {second.returncode}")
    if "Traceback" in first.stderr + second.stderr:
        found.append(second.stderr[-600:])
    if silent := [
        s["site"] for s in told["sites"] if not s["built"] and not any(p["grade"] == "error" for p in s["problems"])
    ]:
        found.append(f"no error says why: {silent[:5]}")
    # Of more than twenty sites those that failed are told one line each.
    if missing := [name for name in hostile if second.stdout.count(f"{name}: ") != 1]:
        found.append(f"no line, or more than one: {missing[:5]}")
    standing = {path.parent.name for path in (root / "build").glob("*/index.html")}
    if len(standing) != count - len(hostile) or standing & set(hostile):
        found.append(f"{len(standing)} sites stand")
    return Fleet(told["built"], told["failed"], tuple(found))
