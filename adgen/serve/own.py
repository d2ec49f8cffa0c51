"""The files of the preview itself. Each is asked for with a digest of its content, so that a browser keeps it until it is another one."""

from functools import cache
from importlib.resources import files

from adgen.plumbing.cache import digest

NAMES = ("live.js", "panel.js", "notice.css", "panel.css")


@cache
def own_file(name: str) -> bytes:
    """One of NAMES."""
    return (files("adgen.serve") / "static" / name).read_bytes()


def address(root: str, name: str) -> str:
    """Where it is asked for."""
    return f"{root}/_adgen/{name}?{digest(own_file(name), 4)}"
