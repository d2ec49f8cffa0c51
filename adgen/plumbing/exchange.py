"""Two folders change names in one step where the system can, in two with recovery elsewhere."""

import contextlib
import errno
import os
import sys
from pathlib import Path

from adgen.plumbing.patience import patiently

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_HERE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def exchange(new: Path, old: Path) -> None:
    """`new` takes the name of `old` and the other way round. Raises OSError with both folders as they were."""
    if sys.platform == "linux" and _renameat2(new, old):
        return
    aside = new.with_name(new.name + ".aside")
    try:
        patiently(os.rename, old, aside)
        patiently(os.rename, new, old)
    except BaseException:
        # Ctrl-C may come between the two.
        recover(old, [aside] if aside.exists() else [])
        raise
    with contextlib.suppress(OSError):
        patiently(os.rename, aside, new)


def recover(target: Path, leftovers: list[Path]) -> None:
    """Between the two renames the folder set aside has lost its name: give it back."""
    for path in leftovers:
        if path.name.endswith(".aside") and not target.exists():
            patiently(os.rename, path, target)


def _renameat2(new: Path, old: Path) -> bool:
    """Linux's exchange (renameat2(2)); False where the kernel or file system has none."""
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return False
    if function(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(old))
