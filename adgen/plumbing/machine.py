"""What this machine has."""

import contextlib
import os
from pathlib import Path

# Where the system does not tell (Windows): less than computers have that are sold today.
_USUAL = 4 * 1024**3
_CONTROL_GROUPS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def memory_of_machine() -> int:
    """Bytes of memory, or how much of it this container may use."""
    found = [_USUAL]
    with contextlib.suppress(AttributeError, ValueError, OSError):
        found = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    for path in _CONTROL_GROUPS:
        # "max" where there is no limit.
        with contextlib.suppress(OSError, ValueError):
            found.append(int(Path(path).read_text()))
    return min(found)
