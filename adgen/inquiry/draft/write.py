"""Values into the text of a reply, part by part, through templates that a contractor may write anew."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.loaders import DictLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from adgen.inquiry.draft.values import Mode
from adgen.problems import Place, Problem, problem, raise_if_fatal

OFFLINE = "【ページ未公開】"
# The parts of a reply in their order. What stands under `urgent` is said only to somebody in a hurry, and then no worry is added.
_ORDER: Mapping[Mode, Sequence[str]] = {
    "quote": (
        "greeting",
        "answer",
        "urgent",
        "who",
        "case",
        "estimate",
        "worry",
        "questions",
        "next",
        "signature",
    ),
    "advice": ("greeting", "looking", "advice", "who", "case", "farewell", "signature"),
    "decline": ("greeting", "decline", "advice", "farewell", "signature"),
}
# An empty line less each: a telephone shows few lines.
_CLOSE = {("greeting", "answer"), ("greeting", "decline"), ("greeting", "looking"), ("case", "estimate")}
# What goes first where a portal allows few characters; greeting, answer, amounts and the next step stay.
_DROPPED = ("worry", "urgent", "who", "case", "questions", "advice", "signature")
_CONTACT = re.compile(
    r"https?://\S+|[\w.+-]+@[\w.-]+\.\w+|(?<!\d)0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)|(?<!\d)0\d{9,10}(?!\d)", re.ASCII
)
_LONGEST = 10_000


@dataclass(frozen=True)
class Draft:
    """A reply: `text` with link and telephone, `plain` without links, telephone and registration numbers; `parts` by their names.

    `left_out` are the parts that did not fit the portal's limit.
    """

    mode: Mode
    text: str
    plain: str
    parts: Mapping[str, str]
    left_out: tuple[str, ...] = ()


def write(mode: Mode, values: Mapping[str, Any], own: Mapping[str, str], limit: int | None = None) -> Draft | None:
    """The reply, or None when there is nothing to advise: then no answer is better than a bare refusal.

    `own` are the contractor's templates by the names of their parts. Raises AdgenError E448 with every mistake in them.
    """
    if mode != "quote" and not values["advice"]:
        return None
    parts = _rendered(mode, values, own)
    bare = _rendered(mode, {**values, "link": "", "phone": "", "licence": ""}, own)
    text, left_out = _joined(parts, limit)
    plain, _ = _joined(bare, limit)
    return Draft(mode, text, _CONTACT.sub("", plain), parts, left_out)


def part_names() -> tuple[str, ...]:
    """Every part that a contractor may write anew."""
    return tuple(dict.fromkeys(name for order in _ORDER.values() for name in order))


def check_templates(own: Mapping[str, Place]) -> None:
    """Raise AdgenError E453 for templates whose names are those of no part."""
    known = "、".join(part_names())
    raise_if_fatal(
        problem("E453", place, name=name, names=known) for name, place in own.items() if name not in part_names()
    )


@cache
def _shipped(name: str) -> str:
    return (files("adgen.inquiry") / "draft" / "templates" / f"{name}.txt").read_text("utf-8")


def _rendered(mode: Mode, values: Mapping[str, Any], own: Mapping[str, str]) -> dict[str, str]:
    skipped = {"worry"} if values["is_urgent"] else {"urgent"}
    sources = {name: own.get(name) or _shipped(name) for name in _ORDER[mode]}
    environment = ImmutableSandboxedEnvironment(loader=DictLoader(sources), undefined=StrictUndefined, autoescape=False)
    found: dict[str, str] = {}
    mistakes: list[Problem] = []
    for name in _ORDER[mode]:
        if mode == "quote" and name in skipped:
            continue
        try:
            made = environment.get_template(name).render(values)[:_LONGEST]
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            mistakes.append(_mistake(name, error))
            continue
        found[name] = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in made.split("\n"))).strip()
    raise_if_fatal(mistakes)
    return {name: text for name, text in found.items() if text}


def _mistake(name: str, error: Exception) -> Problem:
    line = error.lineno if isinstance(error, TemplateSyntaxError) else 0
    return problem("E448", Place(f"templates/reply/{name}.txt", line), detail=str(error))


def together(parts: Mapping[str, str]) -> str:
    """The parts as one text: an empty line between them, except where two belong together."""
    text, above = "", ""
    for name, part in parts.items():
        between = "" if not text else "\n" if (above, name) in _CLOSE else "\n\n"
        text, above = f"{text}{between}{part}", name
    return text


def _joined(parts: Mapping[str, str], limit: int | None) -> tuple[str, tuple[str, ...]]:
    """The parts with an empty line between them, and which had to go to keep the limit in characters."""
    left_out: list[str] = []
    for name in ("", *_DROPPED):
        if name in parts:
            left_out.append(name)
        text = together({n: t for n, t in parts.items() if n not in left_out})
        if limit is None or len(text) <= limit:
            break
    return text, tuple(left_out)
