"""The data files of this station: words and rules as rows, so that a new label or phrase is one line."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file of `data/`."""
    return tomllib.loads(text(name))


@cache
def text(name: str) -> str:
    """A text file of `data/`."""
    return (files("adgen.inquiry") / "data" / name).read_text("utf-8")


@cache
def rows(name: str) -> tuple[str, ...]:
    """The lines of a text file that are neither empty nor a remark."""
    return tuple(line for line in text(name).splitlines() if line and not line.startswith("#"))


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a text file, however many stand on a line."""
    return frozenset(" ".join(rows(name)).split())


@cache
def one_of(name: str, *keys: str) -> re.Pattern[str]:
    """A pattern that finds any of the expressions listed in `name` under `keys`."""
    listed: Any = table(name)
    for key in keys:
        listed = listed[key]
    return re.compile("|".join(f"(?:{row})" for row in listed))
