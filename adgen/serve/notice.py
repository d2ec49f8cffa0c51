"""What is laid over a page while its site has mistakes: values for the script, which makes text of them and never markup."""

from collections.abc import Iterable, Sequence
from typing import Any

from adgen.problems import Place, Problem
from adgen.problems.catalogue import Language, cure, message

# A page behind so many is no help; the terminal tells them all.
_MOST = 30
_LONGEST_LINE = 90
_WORDS: dict[Language, dict[str, str]] = {
    "ja": {
        "title": "直すところが{count}つあります",
        "hint": "直して保存すると、この知らせは消えます。うしろに見えるのは、直す前のページです。",
        "hint_first": "直して保存すると、ページが出ます。",
        "more": "ほかに{count}つあります。黒い画面（端末）に全部出ています。",
        "line": "{line}行目",
        "close": "閉じる",
        "bug": "adgen の不具合でページを作れませんでした",
        "bug_hint": "書き方のまちがいではありません。下の文を添えて知らせてください。",
    },
    "en": {
        "title": "Things to mend: {count}",
        "hint": "Save the mended file and this notice goes away. Behind it is the last good page.",
        "hint_first": "Save the mended file and the page appears.",
        "more": "{count} more; the terminal shows them all.",
        "line": "line {line}",
        "close": "Close",
        "bug": "A bug in adgen: the page could not be made",
        "bug_hint": "Your files are not to blame. Please report the text below.",
    },
}


def notice(problems: Sequence[Problem], bug: str, language: Language, *, has_page: bool) -> dict[str, Any] | None:
    """The notice, or None where there is nothing to mend. `bug` is the traceback of a mistake of ours."""
    words = _WORDS[language]
    if bug:
        return {"title": words["bug"], "hint": words["bug_hint"], "bug": bug, "items": [], "close": words["close"]}
    if not problems:
        return None
    left = len(problems) - _MOST
    return {
        "title": words["title"].format(count=len(problems)),
        "hint": words["hint" if has_page else "hint_first"],
        "items": items(problems[:_MOST], language),
        "more": words["more"].format(count=left) if left > 0 else "",
        "close": words["close"],
    }


def items(problems: Iterable[Problem], language: Language) -> list[dict[str, Any]]:
    """Each problem as its place, words, line and cure."""
    return [
        {
            "code": p.code,
            "file": p.place.file,
            "line": _WORDS[language]["line"].format(line=p.place.line) if p.place.line else "",
            "message": message(p, language),
            "excerpt": excerpt(p.place),
            "cure": cure(p, language),
        }
        for p in problems
    ]


def excerpt(place: Place) -> list[str]:
    """The line in three parts, of which the middle one is to be marked; empty where there is no line to show."""
    line = place.source.partition("\n")[0].replace("\t", " ")
    if not place.line or not line.strip():
        return []
    start = max(0, place.column - 1) if place.span else len(line)
    first = max(0, start - _LONGEST_LINE // 2) if len(line) > _LONGEST_LINE else 0
    end = min(len(line), first + _LONGEST_LINE)
    stop = min(end, start + place.span) if place.column else start
    before, after = line[first:start], line[stop:end]
    return [("…" if first else "") + before, line[start:stop], after + ("…" if end < len(line) else "")]
