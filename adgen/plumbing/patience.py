"""Changes of names that wait for whoever has the file open: on Windows a viewer or a virus scanner keeps it for a moment."""

import time
from collections.abc import Callable
from pathlib import Path

# Refused, shared by another program, and locked by one: winerror.h 5, 32, 33. Elsewhere nobody is refused for that reason.
_HELD = (5, 32, 33)
# Together a little more than a second, which virus scanners need no longer than.
_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)

Change = Callable[[str | Path, str | Path], None]


def patiently(change: Change, source: str | Path, target: str | Path) -> None:
    """`os.replace` or `os.rename`, tried again while another program holds one of the two. Raises OSError."""
    for pause in _PAUSES:
        try:
            return change(source, target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
        time.sleep(pause)
    return change(source, target)
