"""The words of every problem, in Japanese and English, from catalogue.toml."""

import json
import re
import unicodedata
from functools import cache
from typing import Any, Literal

from adgen.problems import Place, Problem

Language = Literal["ja", "en"]

# Values that somebody typed may be as long as a file; how much of them a message holds.
_LONGEST = {"value": 60, "key": 60, "name": 60, "typed": 60, "fixed": 200}
_LONGEST_LINE = 60
# How bad a problem can be, the worst first.
GRADES = ("error", "serious", "mild", "note")
_CHAPTERS = {
    "1": "1xx: 文章と項目 / text and fields",
    "2": "2xx: 写真 / photos",
    "3": "3xx: 法律と承諾 / law and consent",
    "4": "4xx: 依頼のページ / request pages",
    "5": "5xx: フォルダとパソコン / folders and the machine",
    "6": "6xx: テーマと点検 / the theme, and adgen check",
    "7": "7xx: 公開 / publishing",
}
_HEAD = """# Messages

Generated from `adgen/problems/catalogue.toml` by `make docs`; a test fails when it is stale.

A code that begins with E is a mistake: the site keeps its old pages until it is mended. W is a warning: the pages are made.
What stands in braces is filled in. E で始まるものは、直すまでページが新しくなりません。W で始まるものは、ページはできています。"""
# What moves the cursor of a terminal, or turns the direction of what is written there.
_MOVES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_REFERRED = {"ja": "（{} の写真です）", "en": " (a photo of {})"}


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Code -> its words: `ja`, `en`, the cures `ja_cure`, `en_cure`, and for warnings the `grade`."""
    import tomllib
    from importlib.resources import files

    return tomllib.loads((files("adgen.problems") / "catalogue.toml").read_text("utf-8"))


def grade(problem: Problem) -> str:
    """One of GRADES."""
    return "error" if problem.is_error else catalogue()[problem.code].get("grade", "mild")


def is_serious(problem: Problem) -> bool:
    """Whether `--strict` fails on it: every error, and the warnings graded so."""
    return grade(problem) in ("error", "serious")


def message(problem: Problem, language: Language = "ja") -> str:
    """One sentence that says what is wrong; that of a photo also says where the photo is used."""
    referred = problem.values.get("referred")
    return _words(problem, language) + (_REFERRED[language].format(referred) if referred else "")


def cure(problem: Problem, language: Language = "ja") -> str:
    """What to do about it."""
    return _words(problem, f"{language}_cure")


def explain(problem: Problem, language: Language = "ja") -> str:
    """The whole notice: place, sentence, the line with a caret under the mistake, and the cure."""
    head = f"{problem.place}: {message(problem, language)}  [{problem.code}]"
    return visible("\n".join([head, *_excerpt(problem.place), f"  → {cure(problem, language)}"]))


def visible(text: str) -> str:
    """A text of strangers as a terminal may print it: names of files may hold what moves its cursor."""
    return _MOVES.sub("\ufffd", text)


def json_of(value: Any) -> str:
    """A value as JSON for a machine, which a person may look at in a terminal all the same."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return _MOVES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _words(problem: Problem, kind: str) -> str:
    typed = {key: _short(str(problem.values[key]), _LONGEST[key]) for key in _LONGEST.keys() & problem.values.keys()}
    words = catalogue()[problem.code][kind].format_map({**problem.values, **typed})
    return words.replace(": \n", ":\n")


def _short(text: str, longest: int) -> str:
    """A text on one line, and no more of it than a message can hold."""
    text = text.replace("\n", " ").replace("\t", " ")
    return text if len(text) <= longest else text[:longest] + "..."


def _excerpt(place: Place) -> list[str]:
    line = place.source.partition("\n")[0].replace("\t", " ")
    if not line.strip() or not place.line:
        return []
    number = f"{place.line:5} | "
    first = max(0, place.column - _LONGEST_LINE // 2) if len(line) > _LONGEST_LINE else 0
    shown = ("..." if first else "") + line[first : first + _LONGEST_LINE]
    shown += "..." if line[first + _LONGEST_LINE :] else ""
    if not place.span or not place.column:
        return [number + shown]
    start = place.column - 1 - first + (3 if first else 0)
    caret = "^" * max(1, columns(shown[start : start + place.span]))
    return [number + shown, " " * (len(number) + columns(shown[:start])) + caret]


def columns(text: str) -> int:
    """Terminal columns of a text: full-width characters take two (UAX #11)."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def message_table() -> str:
    """docs/messages.md: every code with its words. What stands in braces is filled in."""
    rows: list[str] = []
    above = ""
    for code, words in sorted(catalogue().items(), key=lambda entry: (entry[0][1:], entry[0])):
        if code[1] != above:
            above = code[1]
            rows.append(
                f"\n## {_CHAPTERS[above]}\n\n| code | まちがい・注意 | 直し方 | in English |\n|---|---|---|---|"
            )
        cells = [code, words["ja"], words["ja_cure"], f"{words['en']} → {words['en_cure']}"]
        rows.append("| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |")
    return "\n".join([_HEAD, *rows]) + "\n"
