"""A command as a person sees it: played at a terminal, and its screen as text and as a picture's HTML."""

import fcntl
import hashlib
import html
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from PIL.PngImagePlugin import PngInfo

from tests.browser.tree import ROOT

COLUMNS = 100
_SET = {"ADGEN_NOW": "2026-11-20", "ADGEN_JOBS": "1"}
# What else moves a cursor or hides it; colours are kept.
_MOVES = re.compile(r"\x1b\[[0-9;?]*[A-LN-Za-ln-z]")
_COLOUR = re.compile(r"\x1b\[([0-9;]*)m")
_COLOURS = {"31": "r", "32": "g", "33": "y", "36": "c", "1": "b", "2": "d"}
# What differs from one run or machine to the next, and what is shown in its place: seconds, what the encoder of photos made of them,
# and secret addresses or their beginning.
_SHOWN = {
    re.compile(r"\d+\.\d秒"): "2.4秒",
    re.compile(r"(?<=（)\d,\d{3} KB"): "1,794 KB",
    re.compile(r"合計\d\.\d MB、いちばん大きいもの\d+ KB"): "合計1.8 MB、いちばん大きいもの113 KB",
}
_TOKEN = re.compile(r"(?<![0-9a-z])[0-9a-f]{8}([0-9a-f]{24})?(?![0-9a-z])")
_SHOWN_TOKEN = "7feb139e9659c91d966828179a0da3e3"
_STYLE = """
body { margin: 0; background: #101418; }
pre { margin: 0; padding: 16px 18px; color: #e6e3dc; font: 15px/1.5 "Noto Sans Mono CJK JP", monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; width: COLUMNSch; }
.typed { color: #fff; font-weight: bold } .r { color: #ff8f80 } .g { color: #8fd694 } .y { color: #f2c96b } .c { color: #7fd4e0 }
.b { font-weight: bold } .d { opacity: .65 }
"""


def play(
    place: Path, words: Iterable[str], answers: Iterable[str] = (), given: Mapping[str, str] = MappingProxyType({})
) -> tuple[int, str]:
    """The exit code and everything that is shown while these answers are typed, one to each question.

    `given` is what the environment holds besides.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    plain = {key: value for key, value in os.environ.items() if not key.startswith("ADGEN_") and key != "NO_COLOR"}
    environment = {**plain, **_SET, **given, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    command = [sys.executable, "-m", "adgen", *words]
    with subprocess.Popen(command, cwd=place, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        seen = _read(ours, list(answers))
    return process.returncode, seen.replace("\r\n", "\n")


def _read(ours: int, left: list[str]) -> str:
    seen = b""
    while part := _part(ours):
        seen += part
        # A question ends in a colon and waits on its line.
        if left and seen.endswith(b": "):
            os.write(ours, left.pop(0).encode() + b"\n")
    os.close(ours)
    assert left == [], seen.decode()
    return seen.decode()


def _part(ours: int) -> bytes:
    try:
        return os.read(ours, 65_536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def sealed(told: str) -> PngInfo:
    """What a picture keeps of the text that it shows, so that neither is changed alone."""
    info = PngInfo()
    info.add_text("text", digest(told))
    return info


def digest(told: str) -> str:
    """A text in few characters."""
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def text(shown: str) -> str:
    """A screen without its colours."""
    return _COLOUR.sub("", _MOVES.sub("", shown))


def steady(shown: str) -> str:
    """A screen in which whatever differs from run to run is the same."""
    for differs, same in _SHOWN.items():
        shown = differs.sub(same, shown)
    return _TOKEN.sub(lambda found: _SHOWN_TOKEN[: len(found[0])], shown)


def page(command: str, shown: str) -> str:
    """A page that looks like the terminal after this command."""
    typed = f'<span class="typed">&gt; {html.escape(command)}</span>\n'
    body, opened = "", 0
    for n, part in enumerate(_COLOUR.split(_MOVES.sub("", shown).rstrip())):
        if n % 2 == 0:
            body += html.escape(part)
        elif names := [_COLOURS[code] for code in part.split(";") if code in _COLOURS]:
            body += f'<span class="{" ".join(names)}">'
            opened += 1
        else:
            body += "</span>" * opened
            opened = 0
    style = _STYLE.replace("COLUMNS", str(COLUMNS))
    return f"<!doctype html><meta charset=utf-8><style>{style}</style><pre>{typed}{body}{'</span>' * opened}</pre>"
