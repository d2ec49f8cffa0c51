"""A person at a terminal: types commands, answers what is asked, and all that stands on the screen is kept."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from tests.cli.test_terminal import environment

# The beginning of a question -> what is typed. Each is asked in this order.
Answers = Sequence[tuple[str, str]]
_TOO_LONG = 120
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_ROWS, _COLUMNS = 50, 400


class Terminal:
    """One after the other the commands that are typed in a folder; `lines` is the screen, `commands` what was typed."""

    def __init__(self, place: Path, **more: str) -> None:
        self._place = place
        # The telephone's clock is ours, the machine's is not.
        self._environment = {**environment(**more), "PYTHONUTF8": "1", "COLUMNS": str(_COLUMNS), "NO_COLOR": "1"}
        self.commands: list[str] = []
        self.lines: list[str] = []

    def run(self, command: str, answers: Answers = ()) -> int:
        """Type a command and its answers; the exit code."""
        name, *words = command.split()
        assert name == "adgen"
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
        process = subprocess.Popen(
            [sys.executable, "-m", "adgen", *words],
            cwd=self._place,
            env=self._environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        try:
            seen = _talk(ours, answers)
            code = process.wait(_TOO_LONG)
        finally:
            process.kill()
            os.close(ours)
        self.commands.append(command)
        self.lines += [f"$ {command}", *_as_seen(seen)]
        return code


def _talk(screen: int, answers: Answers) -> str:
    """Read until nobody writes any more, and answer each question as it comes."""
    seen, left, end = b"", list(answers), time.monotonic() + _TOO_LONG
    while time.monotonic() < end:
        if not select.select([screen], [], [], 1)[0]:
            continue
        try:
            part = os.read(screen, 65_536)
        except OSError:
            break
        if not part:
            break
        seen += part
        asked = seen.decode("utf-8", "ignore").rpartition("\n")[2]
        if left and asked.startswith(left[0][0]) and re.search(r"[:：] $", asked):
            os.write(screen, f"{left.pop(0)[1]}\n".encode())
    assert not left, f"{left[0][0]} was never asked:\n{seen.decode('utf-8', 'replace')}"
    return seen.decode()


def _as_seen(text: str) -> list[str]:
    """The lines that stay on the screen: what was written over is gone, and so are colours."""
    plain = _COLOURS.sub("", text).replace("\r\n", "\n")
    return [line.rpartition("\r")[2].rstrip() for line in plain.rstrip("\n").split("\n")]
