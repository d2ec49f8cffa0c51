"""The report as JSON: one object a photo, in the order of their names."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from adgen.photo_report import Checked, Report
from adgen.photos.checks import PRIVACY, Finding
from adgen.photos.checks.declare import Grade
from adgen.problems import Place, Problem, problem
from adgen.problems.catalogue import Language, cure, message

_STOP: dict[Language, str] = {"ja": "。", "en": "; "}
SEVERITY = {Grade.note: "info", Grade.mild: "warn", Grade.serious: "error"}


def as_json(reports: list[Report], language: Language) -> list[dict[str, Any]]:
    """`file`, `findings` and `scores` of every photo. With several folders, `file` begins with the folder."""
    found = [(_name(photo, report, reports), photo) for report in reports for photo in report.photos]
    return [_photo(name, photo, language) for name, photo in sorted(found, key=lambda each: each[0])]


def words(found: Finding, file: str) -> Problem:
    """A finding as a problem, for its words."""
    return problem(found.code, Place(file), **found.values)


def reminders(language: Language) -> Iterator[str]:
    """What no check looks for, so that people do."""
    return (f"{message(said, language)}{_STOP[language]}{cure(said, language)}" for said in map(_nowhere, PRIVACY))


def _nowhere(code: str) -> Problem:
    return problem(code, Place(""))


def _name(photo: Checked, report: Report, reports: list[Report]) -> str:
    return photo.file if len(reports) == 1 else (report.folder / photo.file).as_posix()


def _photo(name: str, photo: Checked, language: Language) -> dict[str, Any]:
    size = {"width": photo.facts.width, "height": photo.facts.height} if photo.facts else {}
    return {"file": name, **size, "findings": list(_findings(photo, language)), "scores": dict(photo.scores)}


def _findings(photo: Checked, language: Language) -> Iterator[dict[str, Any]]:
    for found in (each for told in photo.findings for each in _by_copy(told)):
        said = words(found, photo.file)
        yield {
            "check": found.check,
            "severity": SEVERITY[found.grade],
            "score": found.score,
            "code": found.code,
            "values": dict(found.values),
            "region": found.region,
            **({"other": found.values["other"]} if "other" in found.values else {}),
            "message": message(said, language),
            "cure": cure(said, language),
            **({"accepted": found.accepted} if found.accepted else {}),
        }


def _by_copy(found: Finding) -> Iterator[Finding]:
    """People need the best copy of a photo; a program gets a finding for each."""
    others = found.values.get("others", ())
    return (replace(found, values={"other": other}) for other in others) if others else iter((found,))
