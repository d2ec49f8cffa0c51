"""Places on this machine, and on anybody's, that slipped into a text: nobody who reads a page should learn how it was made."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

# A text without any of these is not looked at more closely.
_HINTS = ("file:", ":\\", "\\\\", "/home/", "/Users/", "/tmp/", "/var/folders/", "/root/", ".adgen-")  # noqa: S108 - looked for, not used
_BEFORE = r"(?<![\w.:/%~-])"
_SHAPES = re.compile(
    rf"file:/+[^\s\"'<>]+|(?<![A-Za-z])[A-Za-z]:\\+[^\s\\\"'<>]+|(?<!\\)\\\\[\w.-]+\\+[\w.$-]+"
    rf"|{_BEFORE}/(?:home|Users)/[^/\s\"'<>]+/[^\s\"'<>]+|{_BEFORE}/(?:tmp|root|var/folders)/[^\s\"'<>]+|\.[\w-]+\.adgen-\d+"
)
# In these a backslash and a letter are an escape.
_CODE = (".js", ".css")
_WINDOWS = re.compile(r"[A-Za-z]:\\")


class Whereabouts:
    """What to look for: `folders` of this machine, and the shapes of such places; `root` is the path of the site's own address."""

    def __init__(self, folders: Iterable[Path], root: str) -> None:
        known = {str(path.absolute()) for path in (*folders, Path.home(), Path.cwd(), Path(tempfile.gettempdir()))}
        # A folder right below the top has a name like any page: only by its shape is it known for what it is.
        self.folders = sorted(name for name in known if len(Path(name).parts) > 2)
        self.root = root

    def found(self, path: str, text: str) -> Iterator[str]:
        """Each place that stands in the `text` of the file `path`, once."""
        exact = [folder for folder in self.folders if folder in text]
        shapes = _SHAPES.findall(text) if any(hint in text for hint in _HINTS) else []
        is_code = path.endswith(_CODE)
        others = (s for s in shapes if not self._is_own(s) and not (is_code and _WINDOWS.match(s)))
        yield from dict.fromkeys([*exact, *(s for s in others if not any(folder in s for folder in exact))])

    def _is_own(self, shape: str) -> bool:
        """Whether it is an address within the site, which may lie below /home/ too."""
        return len(self.root) > 1 and shape.startswith(self.root)
