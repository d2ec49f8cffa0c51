"""What `adgen doctor` looks at: each check gives findings, and none of them changes anything."""

from dataclasses import dataclass
from enum import StrEnum

from adgen.problems import Problem
from adgen.problems.catalogue import cure, message


class Grade(StrEnum):
    good = "good"
    note = "note"
    warning = "warning"
    bad = "bad"


@dataclass(frozen=True)
class Words:
    """A text in both languages."""

    ja: str
    en: str


NOTHING = Words("", "")


@dataclass(frozen=True)
class Finding:
    """One line of the report: what was looked at, how it is, and what to do about it."""

    topic: str
    grade: Grade
    says: Words
    cure: Words = NOTHING


def of_problem(topic: str, found: Problem) -> Finding:
    """A mistake in a file, as a line of the report."""
    says = Words(f"{found.place}: {message(found)}", f"{found.place}: {message(found, 'en')}")
    return Finding(topic, Grade.bad, says, Words(cure(found), cure(found, "en")))
