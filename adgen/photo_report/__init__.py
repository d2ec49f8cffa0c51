"""`adgen photos check`: every photo of a folder or a site with what the photo eye found, gathered for table, JSON and page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from adgen.batch import photo_names, read_photo
from adgen.build.reading import Reading
from adgen.model.picture import PhotoFacts, Unreadable
from adgen.photos.checks import Finding, duplicate, findings, rank, scores
from adgen.photos.checks.declare import Grade
from adgen.photos.checks.near_duplicate import DUPLICATE, worse_copies
from adgen.photos.checks.slot import Slot
from adgen.photos.cost import cost_of_look, lost
from adgen.photos.inspect import Look, inspect
from adgen.plan.hero import TOLD, Candidate
from adgen.plan.verdicts import verdicts
from adgen.plumbing.tasks import Task
from adgen.plumbing.team import Workers
from adgen.problems import Problem

UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Checked:
    """One photo: its path below the folder, its facts (None: it cannot be read), findings, worst first, and every score."""

    file: str
    facts: PhotoFacts | None
    findings: tuple[Finding, ...]
    scores: Mapping[str, float]

    @property
    def grade(self) -> Grade | None:
        """The worst grade that is not accepted; None for a photo with nothing to say about."""
        return max((f.grade for f in self.findings if not f.accepted), default=None)


@dataclass(frozen=True)
class Report:
    """The photos of one folder, worst first, and those that would do best at the top of the page; `name` is for people."""

    name: str
    folder: Path
    photos: tuple[Checked, ...]
    best: tuple[Candidate, ...] = ()


def of_folder(folder: Path, slot: Slot, workers: Workers) -> Report:
    """A folder of photos that belong to no site, judged for that slot."""
    problems: dict[str, Problem] = {}
    tasks = [
        Task(name, partial(read_photo, folder, name, problems), cost_of_look(name, (folder / name).lstat().st_size))
        for name in photo_names(folder)
    ]
    looks: dict[str, Look | Unreadable] = dict(workers.run(inspect, tasks, lost))
    facts = {name: look.facts for name, look in sorted(looks.items()) if isinstance(look, Look)}
    found = {name: list(findings(known, slot)) for name, known in facts.items()}
    names = list(facts)
    ranks = [rank(found[name], facts[name]) for name in names]
    for copy in worse_copies([known.likeness for known in facts.values()], ranks):
        found[names[copy.photo]].append(duplicate(copy, names))
    checked = [_checked(name, facts[name], found[name], slot) for name in names]
    broken = {
        name: _broken(look.code, dict(look.values)) for name, look in looks.items() if isinstance(look, Unreadable)
    }
    broken |= {name: _broken(problem.code, problem.values) for name, problem in problems.items()}
    return Report(
        folder.name, folder, _worst_first([*checked, *(Checked(n, None, (f,), {}) for n, f in broken.items())])
    )


def of_site(folder: Path, reading: Reading) -> Report:
    """The photos of a site, each judged where it stands; drafts too, as far as `reading` holds them."""
    judged = verdicts(reading.site, reading.facts, with_places=True)
    checked = [_checked(path, reading.facts[path], v.findings, v.slot) for path, v in judged.items()]
    broken = [p for p in reading.problems if p.code == "W208"]
    names = [p.place.file.removeprefix(f"{folder.as_posix()}/") for p in broken]
    checked += [Checked(n, None, (_broken(p.code, p.values),), {}) for n, p in zip(names, broken, strict=True)]
    return Report(reading.site.profile.name, folder, _worst_first(checked), reading.ranked[:TOLD])


def counts(reports: list[Report]) -> dict[Grade | None, int]:
    """How many photos have which grade as their worst, note and none together."""
    grades = [photo.grade for report in reports for photo in report.photos]
    serious, mild = (grades.count(grade) for grade in (Grade.serious, Grade.mild))
    return {Grade.serious: serious, Grade.mild: mild, None: len(grades) - serious - mild}


def bad(report: Report) -> Iterator[tuple[Checked, Finding]]:
    """Photos with each finding that is more than a note and not accepted."""
    return ((photo, f) for photo in report.photos for f in photo.findings if f.grade > Grade.note and not f.accepted)


def _checked(name: str, facts: PhotoFacts, found: "list[Finding] | tuple[Finding, ...]", slot: Slot) -> Checked:
    told = {f.check: f.score for f in found if f.check == DUPLICATE}
    ordered = tuple(sorted(found, key=lambda f: (bool(f.accepted), -f.grade)))
    return Checked(name, facts, ordered, {**scores(facts, slot), DUPLICATE: told.get(DUPLICATE, 0.0)})


def _broken(code: str, values: Mapping[str, str]) -> Finding:
    return Finding(UNREADABLE, Grade.serious, 1.0, code, {"referred": "", **values}, None)


def _worst_first(photos: list[Checked]) -> tuple[Checked, ...]:
    return tuple(sorted(photos, key=lambda photo: (-(photo.grade or 0), photo.file)))
