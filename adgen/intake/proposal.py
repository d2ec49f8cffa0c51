"""What an import would do: pure of writing, so that it can be shown before anybody agrees."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from adgen.content.case_photos import role_of
from adgen.content.load import load_site
from adgen.intake.roles import roles, without_copies
from adgen.intake.see import Seen, see
from adgen.intake.sources import Original, find, read
from adgen.intake.visits import Job, Shot, jobs
from adgen.model.picture import Unreadable, is_photo
from adgen.model.values import Role
from adgen.photos.checks import Finding, findings, rank
from adgen.photos.checks.declare import Grade
from adgen.photos.checks.slot import Slot
from adgen.photos.cost import cost_of_look, lost
from adgen.plumbing.tasks import Task
from adgen.plumbing.team import Workers
from adgen.problems import AdgenError, Place, Problem, problem
from adgen.trades import find as find_trade
from adgen.trades import trades

# What no system takes in the name of a folder, and what Windows takes for something else.
_BAD_NAME = re.compile(r'[\x00-\x1f\\/:*?"<>|~%]|^[. ]|[. ]$|^$|^(con|prn|aux|nul|com\d|lpt\d)$', re.IGNORECASE)
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Import:
    """One photo with the name it gets in the case, what it seems to show, and what the photo eye says of it there."""

    shot: Shot
    role: Role
    file: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Case:
    """A folder below `cases/`. One that `is_new` gets a case.md; another only gets photos."""

    name: str
    is_new: bool
    photos: tuple[Import, ...]


@dataclass(frozen=True)
class Proposal:
    """All that an import would do to the folder of a site; `copies` are (photo left out, photo kept in its place)."""

    site: Path
    trade: str
    cases: tuple[Case, ...]
    copies: tuple[tuple[Shot, Shot], ...]
    problems: tuple[Problem, ...]

    @property
    def photos(self) -> Iterator[Import]:
        """The photos of all cases."""
        return (photo for case in self.cases for photo in case.photos)


def propose(
    site: Path, sources: tuple[Path, ...], name: str, workers: Workers, known: frozenset[str] = frozenset()
) -> Proposal:
    """Look at the photos and say what would become of them; all go into the case `name`, unless it is "". Raises AdgenError.

    Photos whose digest is `known` are there already.
    """
    name = _case_name(site, name) if name else ""
    originals, problems = find(sources)
    if not originals:
        raise AdgenError(problems)
    seen, unreadable = _look(originals, workers)
    shots = [shot for shot in seen if shot.seen.facts.digest not in known]
    kept, copies = without_copies(shots, [_rank(shot) for shot in shots])
    found: list[Job] = [(tuple(sorted(kept, key=lambda s: s.at)),)] if name and kept else jobs(kept)
    cases = tuple(_cases(site, name, found))
    untimed = sum(shot.seen.taken is None for shot in kept)
    place = Place("、".join(source.as_posix() for source in sources))
    notes = [problem("W568", place, count=untimed)] if untimed else []
    notes += [problem("W573", place, count=len(seen) - len(shots))] if len(shots) < len(seen) else []
    notes += [_unsure(case) for case in cases if case.is_new and all(p.role is Role.after for p in case.photos)]
    return Proposal(site, _trade(site), cases, tuple(copies), (*problems, *unreadable, *notes))


def _case_name(site: Path, typed: str) -> str:
    """The name of the case's folder: macOS decomposes the letters of one that stands. Raises AdgenError E566."""
    name = unicodedata.normalize("NFC", typed)
    here = site / "cases"
    standing = [p.name for p in here.iterdir() if unicodedata.normalize("NFC", p.name) == name] if here.is_dir() else []
    if _BAD_NAME.search(name) or len(name) > _LONGEST_NAME or any((here / n).is_symlink() for n in standing):
        raise AdgenError([problem("E566", Place(name))])
    return next(iter(standing), name)


def _look(originals: Sequence[Original], workers: Workers) -> tuple[list[Shot], list[Problem]]:
    """Every photo as it was seen, in the order of the originals, and those that cannot be read."""
    problems: dict[str, Problem] = {}
    tasks = [
        Task(n, partial(read, original, problems), cost_of_look(original.name, original.size))
        for n, original in enumerate(originals)
    ]
    seen: dict[int, Seen | Unreadable] = dict(workers.run(see, tasks, lost))
    for n, found in seen.items():
        if isinstance(found, Unreadable):
            path = originals[n].path
            problems[path] = problem(found.code, Place(path), **{"referred": "", **dict(found.values)})
    shots = [Shot(originals[n], found) for n, found in sorted(seen.items()) if isinstance(found, Seen)]
    return shots, [problems[path] for path in sorted(problems)]


def _rank(shot: Shot) -> tuple[int, ...]:
    """The better of two copies: the one with its own time, then that of which the photo eye says less, then the larger."""
    found = list(findings(shot.seen.facts, Slot.case))
    return (int(shot.seen.taken is not None), *rank(found, shot.seen.facts))


def _cases(site: Path, name: str, found: list[Job]) -> Iterator[Case]:
    taken: set[str] = set()
    for job in found:
        folder = name or _free(site, f"{job[0][0].at:%Y-%m-%d}", taken)
        taken.add(folder)
        here = site / "cases" / folder
        # Links and other kinds of photos count too: a name that stands is never used again.
        names = [p.name for p in here.iterdir()] if here.is_dir() else []
        yield Case(folder, not (here / "case.md").exists(), tuple(_imports(job, _last_number(names))))


def _imports(job: Job, last: int) -> Iterator[Import]:
    known = roles(job)
    shots = {shot.original: shot for sitting in job for shot in sitting}
    order = [Role.before, Role.during, Role.after]
    for original, (role, number) in sorted(known.items(), key=lambda item: (order.index(item[1][0]), item[1][1])):
        shot = shots[original]
        said = tuple(f for f in findings(shot.seen.facts, Slot.case, role) if f.grade > Grade.note)
        yield Import(shot, role, f"{role.value}{last + number}.jpg", said)


def _free(site: Path, day: str, taken: set[str]) -> str:
    """The day, with a number where a folder of that name stands already."""
    names = (day if n == 1 else f"{day}-{n}" for n in range(1, len(taken) + 10_000))
    return next(n for n in names if n not in taken and not (site / "cases" / n).exists())


def _last_number(names: Sequence[str]) -> int:
    """The highest number on a photo of the case: beyond it no name is taken, and none makes a pair by accident."""
    numbers = (re.search(r"(\d{1,4})\D*$", Path(n).stem) for n in names if is_photo(n) and role_of(n))
    return max((int(found[1]) for found in numbers if found), default=0)


def _unsure(case: Case) -> Problem:
    return problem("W567", Place(f"cases/{case.name}"))


def _trade(site: Path) -> str:
    """The label of the contractor's first trade, which he may change; of the first there is where he names none."""
    named = (find_trade(name) for name in load_site(site)[0].profile.trades)
    return next((trade for trade in named if trade), next(iter(trades().values()))).label


def told(photo: Import) -> Iterator[Problem]:
    """What the photo eye says of a photo, as problems for their words."""
    place = Place(photo.shot.original.path)
    return (problem(f.code, place, **f.values) for f in photo.findings)
