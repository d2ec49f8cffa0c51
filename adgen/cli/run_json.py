"""A run of the build as one object for machines; its keys are described in docs/commands.md and stay as they are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from adgen import __version__
from adgen.cli.language import chosen, say
from adgen.problems import Problem
from adgen.problems.catalogue import GRADES, cure, grade, message

if TYPE_CHECKING:
    from adgen.build import Report


def as_json(reports: "Sequence[Report]", notes: Sequence[Problem], seconds: float, code: int) -> dict[str, Any]:
    """The run with the problems of no site, the `notes`; `code` is the exit code."""
    problems = [*notes, *(p for report in reports for p in report.problems)]
    return {
        "adgen": __version__,
        "exit": code,
        "sites": [_site(report) for report in reports],
        "problems": [problem_json(p) for p in notes],
        "counts": counts(problems),
        "built": sum(r.is_built for r in reports),
        "unchanged": sum(not r.is_new for r in reports),
        "failed": sum(not r.is_built for r in reports),
        "seconds": round(seconds, 3),
    }


def counts(problems: Iterable[Problem]) -> dict[str, int]:
    """How many of each grade, the worst first."""
    found = Counter(map(grade, problems))
    return {name: found[name] for name in GRADES}


def status(report: "Report") -> str:
    """What became of a site, in one word."""
    if report.is_built:
        return "built" if report.is_new else "unchanged"
    return "bug" if report.bug else "failed"


def _site(report: "Report") -> dict[str, Any]:
    return {
        "site": report.site,
        "folder": report.folder,
        "target": report.target,
        "status": status(report),
        "built": report.is_built,
        "unchanged": not report.is_new,
        "pages": report.pages,
        "photos": {"encoded": report.encoded, "cached": report.cached},
        "written": report.written,
        "seconds": round(report.seconds, 3),
        "reasons": [{"kind": w.kind, "message": say(w.ja, w.en), "files": w.files} for w in report.reasons],
        "counts": counts(report.problems),
        "problems": [problem_json(p) for p in report.problems],
    }


def problem_json(found: Problem) -> dict[str, Any]:
    """A problem as every command's JSON has it."""
    place = found.place
    return {
        "code": found.code,
        "grade": grade(found),
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "message": message(found, chosen()),
        "cure": cure(found, chosen()),
    }
