"""Templates and values into HTML."""

import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2

from adgen.pages import words
from adgen.problems import AdgenError, Place, problem


class Renderer:
    """The templates of one theme. Content is never a template; a name the view lacks is an error (StrictUndefined)."""

    def __init__(self, folder: Path, overlay: Mapping[str, tuple[str, str]] | None = None) -> None:
        """`overlay` are templates that stand before those of the theme: name -> (path, text)."""
        self._environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader(
                [jinja2.FunctionLoader(_found_in(overlay or {})), jinja2.FileSystemLoader(folder / "templates")]
            ),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters.update(
            yen=words.yen, when=words.when, paragraphs=words.paragraphs, wa=words.phrases, with_tax=words.with_tax
        )

    def render(self, template: str, values: Mapping[str, Any]) -> str:
        """The page. Raises AdgenError E602 with the template's line."""
        try:
            return self._environment.get_template(template).render(values)
        except jinja2.TemplateSyntaxError as error:
            place = Place(error.filename or template, error.lineno)
            raise AdgenError([problem("E602", place, detail=error.message or "")]) from error
        except (
            Exception
        ) as error:  # the values are frozen and complete, so whatever a template raises is its own mistake
            detail = f"{type(error).__name__}: {error}"
            raise AdgenError([problem("E602", _line_of(error, template), detail=detail)]) from error


def _found_in(overlay: Mapping[str, tuple[str, str]]) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """A loader that names the file, so that a mistake in it has a place."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path, text = overlay.get(name, ("", ""))
        return (text, path, lambda: True) if path else None

    return load


def _line_of(error: Exception, template: str) -> Place:
    """The innermost template line in the traceback."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".html")]
    return Place(frames[-1].filename, frames[-1].lineno or 0) if frames else Place(template)
