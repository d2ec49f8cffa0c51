"""What a machine does to a build: a damaged cache, a clock that is wrong, several builds at once, a folder that cannot be written."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

from adgen.plumbing.tree import MANIFEST
from tests.torture.yard import BROKEN, BUILT, Yard, build, child


def _entries(cache: Path) -> list[Path]:
    return sorted(p for p in cache.rglob("*") if p.is_file())


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x40
    path.write_bytes(data)


def _swap(path: Path) -> None:
    other = next((p for p in _entries(path.parents[1]) if p != path), path)
    path.write_bytes(other.read_bytes())


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": _cut,
    "flipped": _flip,
    "emptied": lambda path: path.write_bytes(b""),
    "swapped": _swap,
    "a folder in its place": _folder,
    "a link in its place": _link,
    "gone": Path.unlink,
}
# Seconds since 1970.
CLOCKS = {"1970": 1, "2099": 4_070_908_800}


def damaged_caches(yard: Yard) -> Iterator[str]:
    """Every entry of the cache damaged in each way, the index too: the output is that of a clean build."""
    for name, damage in DAMAGES.items():
        for version in (1, 0):
            for path in _entries(yard.root / "cache"):
                damage(path)
            if not yard.build(version).is_built or yard.stands() != version:
                yield f"cache {name}: another tree"


def wrong_clocks(yard: Yard) -> Iterator[str]:
    """Times of 1970 and 2099 on every file: the output is that of a clean build."""
    for name, time in CLOCKS.items():
        for version in (1, 0):
            for folder in (yard.site(version), yard.root / "cache", yard.target):
                for path in folder.rglob("*"):
                    os.utime(path, (time, time), follow_symlinks=False)
            if not yard.build(version).is_built or yard.stands() != version:
                yield f"clock at {name}: another tree"


def at_once(yard: Yard, count: int) -> Iterator[str]:
    """So many builds of both versions at the same time: one of them stands whole, the others say that another is at work."""
    said = [yard.root / f"said-{n}" for n in range(count)]
    running = {child(lambda n=n: yard.build(n % 2), said[n]): n for n in range(count)}  # type: ignore[misc]
    ends = {}
    for process, n in running.items():
        ends[n] = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        if ends[n] == BROKEN or (ends[n] != BUILT and "[E502]" not in said[n].read_text("utf-8")):
            yield f"exit {ends[n]}: {said[n].read_text('utf-8')[:300]}"
    if BUILT not in ends.values():
        yield "none was built"
    if yard.stands() is None or yard.leftovers():
        yield f"a mixed tree, or left behind: {yard.leftovers()}"
    yard.build(0)


def unwritable(yard: Yard) -> Iterator[str]:
    """A target in a folder that is a file, a foreign tree and a link: refused in one line, nothing of them touched."""
    out = yard.root / "elsewhere"
    shutil.rmtree(out, ignore_errors=True)
    (out / "foreign").mkdir(parents=True)
    (out / "foreign/mine.txt").write_text("mine", "utf-8")
    (out / "file").write_text("mine", "utf-8")
    (out / "link").symlink_to("foreign")
    (out / "broken").mkdir()
    (out / "broken" / MANIFEST).write_text('{"files": 3}', "utf-8")
    for target, code in (
        ("file/site", "E503"),
        ("foreign", "E501"),
        ("file", "E501"),
        ("link", "E501"),
        ("broken", "E501"),
    ):
        said = yard.root / "said"
        process = child(lambda t=target: build(yard.site(0), out / t, yard.root / "cache"), said)  # type: ignore[misc]
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        words = said.read_text("utf-8")
        if status in (BUILT, BROKEN, -signal.SIGKILL) or f"[{code}]" not in words:
            yield f"{target}: exit {status}, {words[:200]}"
    if (out / "foreign/mine.txt").read_text("utf-8") != "mine" or not (out / "link").is_symlink():
        yield "somebody else's files were touched"
