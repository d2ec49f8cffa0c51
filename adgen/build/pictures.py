"""The photos of a site: looked at once, developed once, and opened again only when they changed."""

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from adgen.build.tools import Tools
from adgen.model.photo import Photo
from adgen.model.picture import PhotoFacts, Unreadable
from adgen.photos import develop as developing
from adgen.photos import inspect as inspecting
from adgen.photos.cost import cost_of_look, cost_of_photo, lost
from adgen.photos.edit import edited
from adgen.photos.metadata import leftovers
from adgen.photos.open import BYTES_LIMIT, DEAR_FORMATS, MAX_BYTES
from adgen.plan import PictureJob, Plan
from adgen.plumbing.cache import Cache, digest
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.plumbing.tasks import Cost, Task
from adgen.plumbing.tree import Tree
from adgen.problems import AdgenError, Place, Problem, problem, raise_if_fatal

# Bytes of a pixel, in the cache and in the tree: of 450 pictures of the demo sites the lightest takes 0.02 and the middle one 0.08 in each.
_LEAST_BYTES = 0.04

Facts = dict[str, PhotoFacts]


def inspect_photos(folder: Path, photos: tuple[Photo, ...], tools: Tools) -> tuple[Facts, list[Problem]]:
    """Facts by path of every photo that can be read, as it is once edited, and a problem for each that cannot."""
    facts: Facts = {}
    problems: list[Problem] = []
    tasks: list[Task[Photo, bytes]] = []

    def unknown(photo: Photo) -> bytes | None:
        """The bytes of a photo, unless they are known from elsewhere."""
        try:
            found = _facts_or_bytes(folder, photo, tools)
        except AdgenError as error:
            problems.extend(error.problems)
            return None
        if isinstance(found, bytes):
            return found
        facts[photo.path] = found
        return None

    for photo in {p.path: p for p in photos}.values():
        known, size = _state(folder, photo, tools)
        if known:
            facts[photo.path] = known
        else:
            tasks.append(Task(photo, partial(unknown, photo), cost_of_look(photo.path, size)))
    for photo, look in tools.workers.run(inspecting.inspect, tasks, lost):
        if isinstance(look, Unreadable):
            problems.append(_unreadable(folder, photo, look))
        else:
            facts[photo.path] = look.facts
            _remember(look, tools)
    return {p.path: edited(facts[p.path], p.entry.edits) for p in photos if p.path in facts}, problems


def write_pictures(plan: Plan, folder: Path, tree: Tree, tools: Tools) -> tuple[list[PictureJob], int]:
    """Every rendition of the plan into the tree: those that had to be made, and how many came from the cache.

    A rendition that two photos share is written once. With `tools.leave` those that would have to be made are left out.
    """
    written: set[str] = set()
    missing: list[PictureJob] = []
    for job in plan.pictures:
        fresh = tuple(r for r in job.renditions if r.name not in written)
        written.update(r.name for r in fresh)
        left = tuple(r for r in fresh if not _from_cache(r.name, tree, tools))
        if left:
            missing.append(replace(job, renditions=left))
    cached = len(written) - sum(len(job.renditions) for job in missing)
    if tools.leave:
        tools.leave(missing)
        return [], cached
    _refuse_small_disk(missing, tree)
    _encode(missing, folder, tree, tools)
    return missing, cached


def _refuse_small_disk(missing: Iterable[PictureJob], tree: Tree) -> None:
    """Raise AdgenError E511 when the pictures cannot have room: minutes of work would end on a full disk."""
    least = sum(r.width * r.height for job in missing for r in job.renditions) * _LEAST_BYTES
    free = shutil.disk_usage(tree.folder).free
    if free < least:
        place = Place((tree.old or tree.folder).as_posix())
        raise AdgenError([problem("E511", place, need=_kilobytes(least), free=_kilobytes(free))])


def _kilobytes(size: float) -> str:
    return f"{size / 1000:,.0f} KB"


def forget(photo: str, files: Iterable[str], cache: Cache) -> None:
    """Remove what the cache holds of a photo, by the digest of its file, and the files that were made of it."""
    for key in (*files, _copy_key(photo)):
        cache.remove(key)


def _state(folder: Path, photo: Photo, tools: Tools) -> tuple[PhotoFacts | None, int]:
    """The facts of a photo that has not changed since they were found, and its size in bytes."""
    try:
        found = Folder(folder).state(photo.path)
    except OSError:
        return None, 0  # reading it will tell
    known = tools.index.digest(folder / photo.path, found)
    facts = tools.index.fact(_facts_key(known)) if known else None
    return PhotoFacts.stored(facts) if facts else None, found.st_size


def _facts_or_bytes(folder: Path, photo: Photo, tools: Tools) -> PhotoFacts | bytes:
    """The facts when the bytes are known, else the bytes to learn them from. Raises AdgenError when they cannot be read."""
    found = None
    with contextlib.suppress(OSError):
        found = Folder(folder).state(photo.path)
    data = _read(folder, photo)
    name = digest(data)
    if found:
        tools.index.remember_digest(folder / photo.path, found, name)
    facts = tools.index.fact(_facts_key(name))
    return PhotoFacts.stored(facts) if facts else data


def _remember(look: inspecting.Look, tools: Tools) -> None:
    tools.index.remember_fact(_facts_key(look.facts.digest), look.facts.kept())
    if look.copy is not None:
        tools.cache.put(_copy_key(look.facts.digest), look.copy)


def _facts_key(name: str) -> str:
    return f"facts {inspecting.VERSION} {name}"


def _copy_key(name: str) -> str:
    return f"copy {inspecting.VERSION} {name}"


def _from_cache(name: str, tree: Tree, tools: Tools) -> bool:
    """Whether a rendition is known from an earlier build: it lies in the cache, and may stand in the old tree."""
    if tools.cache.touch(name) and tree.keep(name):
        return True
    data = tools.cache.get(name)
    if data is not None:
        tree.write(name, data)
    return data is not None


def develop(
    jobs: Sequence[PictureJob], folder: Path, tools: Tools, problems: list[Problem]
) -> Iterator[tuple[PictureJob, tuple[bytes, ...]]]:
    """Each photo with its files, which are in the cache by then, as they are done; a problem for each that cannot be made."""
    tasks = [Task(job, partial(_development, job, folder, tools, problems), _cost(job)) for job in jobs]
    for job, made in tools.workers.run(developing.develop, tasks, lost):
        if isinstance(made, Unreadable):
            problems.append(_unreadable(folder, job.photo, made))
        elif left := _leftovers(job, made):
            problems.append(_at_photo(folder, job.photo, "E211", what=", ".join(left)))
        else:
            for rendition, data in zip(job.renditions, made, strict=True):
                tools.cache.put(rendition.name, data)
            yield job, made


def _encode(jobs: list[PictureJob], folder: Path, tree: Tree, tools: Tools) -> None:
    problems: list[Problem] = []
    for done, (job, made) in enumerate(develop(jobs, folder, tools, problems), 1):
        for rendition, data in zip(job.renditions, made, strict=True):
            tree.write(rendition.name, data)
        tools.progress(done, len(jobs))
    raise_if_fatal(problems)


def _leftovers(job: PictureJob, made: tuple[bytes, ...]) -> list[str]:
    """What is in the files besides the picture and the copyright notice; those from the cache were looked at when new."""
    files = zip(job.renditions, made, strict=True)
    return sorted({name for r, data in files for name in leftovers(data, r.encoding.copyright)})


def _cost(job: PictureJob) -> Cost:
    return cost_of_photo(job.pixels, job.format, tuple({r.format for r in job.renditions}))


def _development(job: PictureJob, folder: Path, tools: Tools, problems: list[Problem]) -> developing.Development | None:
    """The photo as it is developed from; None, with a problem, when it cannot be read any more."""
    copy = tools.cache.get(_copy_key(job.digest)) if job.format in DEAR_FORMATS else None
    try:
        return developing.Development(copy or _read_again(folder, job), job.renditions)
    except AdgenError as error:
        problems.extend(error.problems)
        return None


def _read_again(folder: Path, job: PictureJob) -> bytes:
    data = _read(folder, job.photo)
    if digest(data) != job.digest:
        # Its name was taken from the bytes that were looked at first.
        raise AdgenError([_at_photo(folder, job.photo, "E214")])
    return data


def _read(folder: Path, photo: Photo) -> bytes:
    """The bytes of a photo. Raises AdgenError with its problem."""
    try:
        return Folder(folder).read(photo.path, MAX_BYTES)
    except TooLarge:
        raise AdgenError([_at_photo(folder, photo, "E205", limit=BYTES_LIMIT)]) from None
    except NotPlain:
        raise AdgenError([_at_photo(folder, photo, "E202")]) from None
    except OSError as error:
        raise AdgenError([_at_photo(folder, photo, "E504", detail=error.strerror or "")]) from None


def _unreadable(folder: Path, photo: Photo, found: Unreadable) -> Problem:
    return _at_photo(folder, photo, found.code, **dict(found.values))


def _at_photo(folder: Path, photo: Photo, code: str, **values: str) -> Problem:
    """A problem of a photo; it names the photo, and the line that refers to it where one does."""
    place = Place(f"{folder.as_posix()}/{photo.path}")
    return problem(code, place, photo=photo.path, referred=str(photo.place), **values)
