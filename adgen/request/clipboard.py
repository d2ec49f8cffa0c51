"""The clipboard, by the program that the system has for it."""

import shutil
import subprocess
from collections.abc import Sequence

# Program, its options, and the encoding it reads. The first that is there is taken.
_TOOLS: Sequence[tuple[str, tuple[str, ...], str]] = (
    ("pbcopy", (), "utf-8"),
    ("clip.exe", (), "utf-16"),
    ("wl-copy", (), "utf-8"),
    ("xclip", ("-selection", "clipboard"), "utf-8"),
    ("xsel", ("--clipboard", "--input"), "utf-8"),
)
_SECONDS = 10


def copy(text: str) -> bool:
    """Put the text on the clipboard; False where no program for it is there or works."""
    for name, options, encoding in _TOOLS:
        program = shutil.which(name)
        if program is None:
            continue
        try:
            # Its output is thrown away: wl-copy and xclip go on in the background and would hold a pipe open.
            subprocess.run(  # noqa: S603 - one of the programs above, the text on its input
                [program, *options],
                input=text.encode(encoding),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return True
    return False


def tools() -> tuple[str, ...]:
    """The programs that are looked for."""
    return tuple(name for name, *_ in _TOOLS)
