"""A disk that runs full while the site is built: a small tmpfs in a mount namespace of its own.

`python -m tests.torture.disk ROOT COUNT` is what runs inside; it prints JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.torture.yard import BROKEN, BUILT, Yard, child, open_yard

_ALLOWED = ["unshare", "--user", "--map-root-user", "--mount"]
# What the new tree needs at most, in pages of 4 KB, less than which something has to fail.
_STEP = 8 << 10


def may_mount() -> bool:
    """Whether this machine lets us mount a file system nobody else sees."""
    try:
        return (
            subprocess.run(
                [*_ALLOWED, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
            ).returncode
            == 0
        )
    except FileNotFoundError:
        return False


def full_disks(root: Path, count: int) -> tuple[dict[str, int], tuple[str, ...]]:
    """(how many builds ended which way, what was found) on disks of so many sizes."""
    command = [*_ALLOWED, sys.executable, "-m", "tests.torture.disk", str(root), str(count)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    if done.returncode:
        return {}, (done.stderr[-600:],)
    ends, found = json.loads(done.stdout)
    return ends, tuple(found)


def _main(root: Path, count: int) -> None:
    yard = open_yard(root)
    need = sum(len(data) + 4096 for data in yard.wanted[1].values())
    ends: dict[str, int] = {}
    found: list[str] = []
    for n in range(count):
        # From nothing left to just too little, and the last with room enough.
        room = need * n // max(1, count - 2)
        end, what = _once(yard, room)
        ends[end] = ends.get(end, 0) + 1
        found += [f"{room >> 10} KB left: {words}" for words in what]
    sys.stdout.write(json.dumps([ends, found]))


def _once(yard: Yard, room: int) -> tuple[str, list[str]]:
    """(how the build ended, what was found) with so many bytes left beside the old site."""
    out = yard.target.parent
    _mount("-t", "tmpfs", "-o", "size=64m", "none", str(out))
    try:
        yard.build(0)
        used = os.statvfs(out)
        size = (used.f_blocks - used.f_bfree) * used.f_frsize + room + _STEP
        _mount("-o", f"remount,size={size}", str(out))
        said = yard.root / "said"
        status = os.waitstatus_to_exitcode(os.waitpid(child(lambda: yard.build(1), said), 0)[1])
        words = said.read_text("utf-8")
        found = []
        if status == BROKEN:
            found.append(f"a traceback: {words[-300:]}")
        if yard.stands() != (1 if status == BUILT else 0):
            found.append(f"exit {status} and another tree")
        if status != BUILT and not any(code in words for code in ("[E503]", "[E511]")):
            found.append(f"it says {words[:200]}")
        if yard.leftovers():
            found.append(f"left behind: {yard.leftovers()}")
        return {BUILT: "built", BROKEN: "broken"}.get(status, "refused"), found
    finally:
        subprocess.run(["umount", str(out)], check=True)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
