"""Templates and values into HTML."""

import contextlib
import sys
import traceback
from collections.abc import Callable, Mapping
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from adgen.pages import words
from adgen.pages.watched import Seen, Watched, is_as_seen, seen_by
from adgen.plumbing.recollection import Recollection
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
            # A run sees the templates as they were when it began.
            auto_reload=False,
            # What a contractor lays over the theme came with the content: it is compiled for this run alone.
            bytecode_cache=None if overlay else _Compiled(_beside(folder / "templates")),
        )
        self._environment.filters.update(
            yen=words.yen, when=words.when, paragraphs=words.paragraphs, wa=words.phrases, with_tax=words.with_tax
        )
        self._environment.globals["shared"] = self._shared
        self._company: object = None
        self._parts: dict[tuple[str, str], tuple[Markup, Seen]] = {}

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

    def page(self, path: str, template: str, values: Mapping[str, Any], memory: Recollection | None) -> bytes:
        """The page at `path` as bytes; the same as the last time where nothing that it shows has changed."""
        if memory is None:
            return self.render(template, values).encode()
        company = values["company"]
        rest = {name: value for name, value in values.items() if name != "company"}

        def holds(known: Any) -> bool:
            made, name, others, seen = known
            return made is self and name == template and others == rest and is_as_seen(company, seen)

        def make() -> tuple[object, bytes]:
            seen: Seen = {}
            html = self.render(template, {**rest, "company": Watched(company, seen)})
            return (self, template, rest, seen), html.encode()

        return memory.same(("page", path), holds, make)

    @jinja2.pass_context
    def _shared(self, context: Context, name: str) -> Markup:
        """A part that is the same on all pages of a company: rendered once for each way to the root, of which alone it knows."""
        company, watcher = seen_by(context["company"])
        if company is not self._company:
            self._company, self._parts = company, {}
        root = context["page"].root
        if (name, root) not in self._parts:
            seen: Seen = {}
            values = {"company": company if watcher is None else Watched(company, seen), "page": {"root": root}}
            html = Markup(self._environment.get_template(name).render(values))  # noqa: S704 - by autoescape
            self._parts[name, root] = html, seen
        part, seen = self._parts[name, root]
        if watcher is not None:
            watcher.update(seen)
        return part


def _beside(templates: Path) -> str:
    return str(Path(cache_from_source(str(templates / "x.py"))).parent)


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates, where Python keeps its own of modules that lie there: never in a cache that came with the content."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)


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
