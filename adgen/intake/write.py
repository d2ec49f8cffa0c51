"""Writes what was proposed into the folder of the site, and takes it back."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from adgen.content.source import put
from adgen.intake import record
from adgen.intake.draft import draft
from adgen.intake.master import master
from adgen.intake.proposal import Case, Import, Proposal
from adgen.intake.sources import read
from adgen.model.picture import Unreadable
from adgen.photos.cost import cost_of_photo, lost
from adgen.photos.open import MAX_BYTES
from adgen.plumbing.cache import digest
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.plumbing.tasks import Task
from adgen.plumbing.team import Workers
from adgen.problems import Place, Problem, problem


def carry_out(proposal: Proposal, workers: Workers, log: Path) -> tuple[int, list[Problem]]:
    """(photos written, photos that could not be). What was written stands in `log` even where this breaks off.

    No file that stands is touched. Raises OSError.
    """
    files: list[record.Written] = []
    folders: list[str] = []
    try:
        for case in proposal.cases:
            folders += _open_folder(proposal.site, f"cases/{case.name}")
            if case.is_new:
                name = f"cases/{case.name}/case.md"
                files.append(record.Written(name, _write(proposal.site, name, _text(case, proposal.trade).encode())))
        problems = list(_photos(proposal, workers, files))
    finally:
        if files or folders:
            record.save(log, record.Record(proposal.site.resolve().as_posix(), tuple(files), tuple(folders)))
    return sum(bool(file.original) for file in files), problems


def undo(log: Path) -> tuple[int, int, list[Problem]]:
    """(files removed, files that are as before, those that were kept because they are not what was written).

    Raises AdgenError, OSError.
    """
    done = record.load(log)
    site = Path(done.site)
    removed, restored, problems = 0, 0, []
    for file in done.files:
        found = _digest(site, file.name)
        if found == file.digest and file.before:
            put(site / file.name, file.before.encode())
            restored += 1
        elif found == file.digest:
            (site / file.name).unlink()
            removed += 1
        elif found is not None:
            problems.append(problem("W588" if file.before else "W570", Place((site / file.name).as_posix())))
    for name in reversed(done.folders):
        # One that holds something else by now stays.
        with suppress(OSError):
            (site / name).rmdir()
    log.unlink()
    return removed, restored, problems


def _digest(site: Path, name: str) -> str | None:
    """The digest of a file; None where there is none, "" where it is no plain file below the site."""
    try:
        return digest(Folder(site).read(name, MAX_BYTES))
    except FileNotFoundError:
        return None
    except (NotPlain, TooLarge):
        return ""


def _open_folder(site: Path, path: str) -> list[str]:
    """Make a folder below the site; those that were not there, outer ones first."""
    parts = path.split("/")
    made = []
    for n in range(1, len(parts) + 1):
        name = "/".join(parts[:n])
        if not (site / name).is_dir():
            (site / name).mkdir()
            made.append(name)
    return made


def _text(case: Case, trade: str) -> str:
    times = [photo.shot.at for photo in case.photos]
    return draft(min(times), max(times), trade)


def _write(site: Path, name: str, data: bytes) -> str:
    """Write a new file whole or not at all; its digest. Raises FileExistsError where somebody was quicker."""
    path = site / name
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
        except BaseException:
            file.close()
            path.unlink()
            raise
    return digest(data)


def _photos(proposal: Proposal, workers: Workers, files: list[record.Written]) -> Iterator[Problem]:
    """Make every photo and note it in `files`; tells of those that can no longer be read."""
    problems: dict[str, Problem] = {}
    tasks = []
    for case in proposal.cases:
        for photo in case.photos:
            facts = photo.shot.seen.facts
            cost = cost_of_photo(facts.width * facts.height, facts.format, ("jpeg",))
            tasks.append(Task((case, photo), partial(_same, photo, problems), cost))
    for (case, photo), made in workers.run(master, tasks, lost):
        if isinstance(made, Unreadable):
            path = photo.shot.original.path
            problems[path] = problem(made.code, Place(path), **{"referred": "", **dict(made.values)})
        else:
            name = f"cases/{case.name}/{photo.file}"
            files.append(record.Written(name, _write(proposal.site, name, made), photo.shot.seen.facts.digest))
    yield from (problems[path] for path in sorted(problems))


def _same(photo: Import, problems: dict[str, Problem]) -> bytes | None:
    """The bytes of a photo, if they are those that were looked at."""
    data = read(photo.shot.original, problems)
    if data is not None and digest(data) != photo.shot.seen.facts.digest:
        path = photo.shot.original.path
        problems[path] = problem("E572", Place(path))
        return None
    return data
