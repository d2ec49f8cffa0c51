"""What GitHub Actions reads of a run: annotations in the log, and a table in Markdown.

Names of files and what is written in them come from others: they can begin neither a command to the runner nor a piece of markup.
Format of commands: actions/toolkit, packages/core/src/command.ts; what the runner takes for one: actions/runner,
src/Runner.Common/ActionCommand.cs (`::` at the beginning of a line, `##[` anywhere in it).
"""

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from adgen.cli.language import Language, Speech, say
from adgen.cli.run_json import counts, status
from adgen.problems import Problem
from adgen.problems.catalogue import cure, grade, is_serious, message

if TYPE_CHECKING:
    from adgen.build import Report

_COMMAND = re.compile(r":(?=:)|#(?=#\[)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}
_LEVELS = {"error": "error", "serious": "warning", "mild": "warning", "note": "notice"}
# A summary of more than 1 MiB is refused whole.
_MOST_ROWS = 1_000
_MOST_PROBLEMS = 200
_STATUS = {
    "built": Speech("できました", "built"),
    "unchanged": Speech("変わりなし", "unchanged"),
    "failed": Speech("失敗", "failed"),
    "bug": Speech("adgen の不具合", "bug in adgen"),
}


def tamed(text: str) -> str:
    """Text for the log that the runner takes for no command, wherever a name of a file breaks it into lines."""
    return _COMMAND.sub(r"\g<0> ", _CONTROL.sub("�", text))


def annotation(found: Problem, language: Language, *, failed: bool = False) -> str:
    """One line: the problem at its line, an error also where a warning `failed` the site."""
    place = found.place
    numbers = {"line": place.line, "col": place.column}
    told = {"file": _in_repository(place.file), **{k: str(n) for k, n in numbers.items() if n}, "title": found.code}
    properties = ",".join(f"{key}={_escaped(value, _PROPERTY)}" for key, value in told.items())
    level = "error" if failed else _LEVELS[grade(found)]
    words = f"{message(found, language)}\n→ {cure(found, language)}"
    return f"::{level} {properties}::{_escaped(words, _DATA)}"


def add_summary(reports: "Sequence[Report]", notes: Sequence[Problem], language: Language) -> None:
    """The table of all sites and what has to be mended, at the end of the page that GitHub shows of the run."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        # The run counts, not what is told of it.
        with contextlib.suppress(OSError), open(path, "a", encoding="utf-8") as file:
            file.write("\n".join([*_table(reports), *_problems(reports, notes, language)]) + "\n")


def _table(reports: "Sequence[Report]") -> Iterator[str]:
    heads = say(
        "サイト|結果|ページ|写真（新しく）|まちがい|注意|秒", "Site|Result|Pages|Photos (new)|Mistakes|Warnings|s"
    )
    yield f"| {heads.replace('|', ' | ')} |"
    yield f"|{'---|' * 2}{'---:|' * 5}"
    # Who failed comes first, for the end may be cut.
    for report in sorted(reports, key=lambda r: r.is_built)[:_MOST_ROWS]:
        found = counts(report.problems)
        photos = f"{report.encoded + report.cached} ({report.encoded})"
        cells = (report.site, _STATUS[status(report)], report.pages, photos, found["error"])
        warnings = found["serious"] + found["mild"]
        yield _row(*cells, warnings, f"{report.seconds:.1f}")


def _problems(reports: "Sequence[Report]", notes: Sequence[Problem], language: Language) -> Iterator[str]:
    """All mistakes, then the serious warnings: of annotations GitHub shows ten for a step."""
    everything = [*notes, *(p for report in reports for p in report.problems)]
    found = sorted((p for p in everything if is_serious(p)), key=lambda p: not p.is_error)
    if found:
        yield from ("", _row(*say("場所|コード|内容", "Place|Code|What").split("|")), "|---|---|---|")
    for one in found[:_MOST_PROBLEMS]:
        yield _row(one.place, one.code, f"{message(one, language)} → {cure(one, language)}")
    if len(found) > _MOST_PROBLEMS:
        more = len(found) - _MOST_PROBLEMS
        yield say(f"\nほか{more}件", f"\nand {more} more")


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(value: object) -> str:
    """One line in which every sign that Markdown or HTML might read is a character reference."""
    text = " ".join(_CONTROL.sub("�", str(value)).split())
    return re.sub(r"[!-/:-@\[-`{-~]", lambda sign: f"&#{ord(sign[0])};", text)


def _escaped(text: str, codes: dict[str, str]) -> str:
    return "".join(codes.get(sign, sign) for sign in _CONTROL.sub("�", text))


def _in_repository(file: str) -> str:
    """The path from the root of the repository, for that is what GitHub looks for; others stay as they are."""
    root = os.environ.get("GITHUB_WORKSPACE")
    if not root or not Path(file).resolve().is_relative_to(Path(root).resolve()):
        return file
    return Path(file).resolve().relative_to(Path(root).resolve()).as_posix()
