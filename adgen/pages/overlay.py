"""A contractor's own templates and style sheet, laid over a theme: sites/<site>/theme/."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from adgen.pages.theme import EXTRA_STYLE
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.problems import Place, Problem, problem
from adgen.text.decode import decode

FOLDER = "theme"
# Templates of the contractor's own making, for others to include.
_OWN = "own/"
_MAX_BYTES = 256 * 1024


@dataclass(frozen=True)
class Overlay:
    """`templates` by name: (path as messages show it, text); `style` is the text of extra.css or ""."""

    templates: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    style: str = ""


def read_overlay(folder: Path, templates: Path, *, untrusted: bool) -> tuple[Overlay, list[Problem]]:
    """The overlay in a contractor's folder over the theme with those `templates`, and what is to be told of it.

    An overlay is code: with `untrusted` it is a mistake (E604). A name that the theme lacks would do nothing (E603).
    """
    inside, shown = Folder(folder), f"{folder.as_posix()}/{FOLDER}"
    problems: list[Problem] = []
    texts = {name: text for name in _names(inside, problems, shown) if (text := _text(inside, name, problems, shown))}
    if untrusted and texts:
        return Overlay(), [problem("E604", Place(shown))]
    style = texts.pop(EXTRA_STYLE, "")
    known = {path.relative_to(templates).as_posix() for path in templates.rglob("*.html")}
    for name in texts:
        if name not in known and not name.startswith(_OWN):
            problems.append(problem("E603", Place(f"{shown}/{name}"), names="、".join(sorted(known))))
    if texts or style:
        problems.append(problem("W603", Place(shown), names="、".join([*texts, *([EXTRA_STYLE] if style else [])])))
    return Overlay({name: (f"{shown}/{name}", text) for name, text in texts.items()}, style), problems


def _names(folder: Folder, problems: list[Problem], shown: str) -> Iterator[str]:
    """Templates and the style sheet, one folder deep."""
    try:
        for name in folder.names(FOLDER):
            below = folder.names(f"{FOLDER}/{name}") if "." not in name else ()
            yield from (f"{name}/{deep}" for deep in below if deep.endswith(".html"))
            if name.endswith(".html") or name == EXTRA_STYLE:
                yield name
    except NotPlain:
        problems.append(problem("E202", Place(shown)))
    except TooLarge:
        problems.append(problem("E106", Place(shown), what="2,000 ファイル", en="2,000 files"))


def _text(folder: Folder, name: str, problems: list[Problem], shown: str) -> str:
    place = Place(f"{shown}/{name}")
    try:
        text, wrong = decode(folder.read(f"{FOLDER}/{name}", _MAX_BYTES), place.file)
    except NotPlain:
        problems.append(problem("E202", place))
    except TooLarge:
        problems.append(problem("E106", place, what="256 KB", en="256 KB"))
    except OSError as error:
        problems.append(problem("E504", place, detail=error.strerror or ""))
    else:
        problems.extend(wrong)
        return text or ""
    return ""
