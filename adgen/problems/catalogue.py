"""The words of every problem, in Japanese and English, from catalogue.toml."""

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Literal

from adgen.problems import Place, Problem

Language = Literal["ja", "en"]


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Code -> its words: `ja`, `en`, the cures `ja_cure`, `en_cure`, and for warnings the `grade`."""
    return tomllib.loads((files("adgen.problems") / "catalogue.toml").read_text("utf-8"))


def is_serious(problem: Problem) -> bool:
    """Whether `--strict` fails on it: every error, and the warnings graded so."""
    return problem.is_error or catalogue()[problem.code].get("grade") == "serious"


def message(problem: Problem, language: Language = "ja") -> str:
    """One sentence that says what is wrong."""
    return catalogue()[problem.code][language].format_map(problem.values)


def cure(problem: Problem, language: Language = "ja") -> str:
    """What to do about it."""
    return catalogue()[problem.code][f"{language}_cure"].format_map(problem.values)


def explain(problem: Problem, language: Language = "ja") -> str:
    """The whole notice: place, sentence, the line with a caret under the mistake, and the cure."""
    head = f"{problem.place}: {message(problem, language)}  [{problem.code}]"
    return "\n".join([head, *_excerpt(problem.place), f"  → {cure(problem, language)}"])


def _excerpt(place: Place) -> list[str]:
    if not place.source or not place.column:
        return []
    number = f"{place.line:5} | "
    before, marked = place.source[: place.column - 1], place.source[place.column - 1 :][: place.span]
    return [
        number + place.source.replace("\t", " "),
        " " * (len(number) + _columns(before)) + "^" * max(1, _columns(marked)),
    ]


def _columns(text: str) -> int:
    """Terminal columns of a text: full-width characters take two (UAX #11)."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
