"""The photos of a site: looked at once, developed once, and opened again only when they changed."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from adgen.build.tools import Tools
from adgen.model.photo import Photo
from adgen.model.picture import PhotoFacts, Unreadable
from adgen.photos import develop as developing
from adgen.photos import inspect as inspecting
from adgen.photos.open import DEAR_FORMATS, MAX_BYTES
from adgen.plan import PictureJob, Plan
from adgen.plumbing.cache import digest
from adgen.plumbing.folder import Folder, NotPlain, TooLarge
from adgen.plumbing.tree import Tree
from adgen.problems import AdgenError, Place, Problem, problem, raise_if_fatal

Facts = dict[str, PhotoFacts]


def inspect_photos(folder: Path, photos: tuple[Photo, ...], tools: Tools) -> tuple[Facts, list[Problem]]:
    """Facts by path of every photo that can be read, and a problem for each that cannot."""
    facts: Facts = {}
    problems: list[Problem] = []
    unknown: list[Photo] = []

    def jobs() -> Iterator[bytes]:
        """The bytes of the photos that nothing is known of, read only when a worker can take them."""
        for photo in {p.path: p for p in photos}.values():
            try:
                known = _known_facts(folder, photo, tools)
            except AdgenError as error:
                problems.extend(error.problems)
                continue
            if isinstance(known, PhotoFacts):
                facts[photo.path] = known
            else:
                unknown.append(photo)
                yield known

    for n, (_, look) in enumerate(tools.workers.in_order(inspecting.inspect, jobs(), lambda _: Unreadable("E207"))):
        if isinstance(look, Unreadable):
            problems.append(_unreadable(folder, unknown[n], look))
        else:
            facts[unknown[n].path] = look.facts
            _remember(look, tools)
    return facts, problems


def write_pictures(plan: Plan, folder: Path, tree: Tree, tools: Tools) -> tuple[int, int]:
    """(encoded, cached): every rendition of the plan into the tree. One that two photos share is written once."""
    written: set[str] = set()
    missing: list[PictureJob] = []
    for job in plan.pictures:
        fresh = tuple(r for r in job.renditions if r.name not in written)
        written.update(r.name for r in fresh)
        left = tuple(r for r in fresh if not _from_cache(r.name, tree, tools))
        if left:
            missing.append(replace(job, renditions=left))
    _encode(missing, folder, tree, tools)
    encoded = sum(len(job.renditions) for job in missing)
    return encoded, len(written) - encoded


def _known_facts(folder: Path, photo: Photo, tools: Tools) -> PhotoFacts | bytes:
    """The facts when they are known, else the bytes to learn them from. Raises AdgenError when the file cannot be read."""
    path = folder / photo.path
    try:
        found = Folder(folder).state(photo.path)
    except OSError:
        return _read(folder, photo)
    known = tools.index.digest(path, found)
    facts = tools.index.fact(_facts_key(known)) if known else None
    if facts:
        return _facts(facts)
    data = _read(folder, photo)
    name = digest(data)
    tools.index.remember_digest(path, found, name)
    facts = tools.index.fact(_facts_key(name))
    return _facts(facts) if facts else data


def _remember(look: inspecting.Look, tools: Tools) -> None:
    tools.index.remember_fact(_facts_key(look.facts.digest), asdict(look.facts))
    if look.copy is not None:
        tools.cache.put(_copy_key(look.facts.digest), look.copy)


def _facts(stored: dict[str, Any]) -> PhotoFacts:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in stored.items()}
    return PhotoFacts(**values)


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


def _encode(jobs: list[PictureJob], folder: Path, tree: Tree, tools: Tools) -> None:
    problems: list[Problem] = []
    developments = _developments(jobs, folder, tools)
    results = tools.workers.in_order(developing.develop, developments, lambda _: Unreadable("E207"))
    for done, (job, (_, made)) in enumerate(zip(jobs, results, strict=True), 1):
        if isinstance(made, Unreadable):
            problems.append(_unreadable(folder, job.photo, made))
            continue
        for rendition, data in zip(job.renditions, made, strict=True):
            tools.cache.put(rendition.name, data)
            tree.write(rendition.name, data)
        tools.progress(done, len(jobs))
    raise_if_fatal(problems)


def _developments(jobs: list[PictureJob], folder: Path, tools: Tools) -> Iterator[developing.Development]:
    for job in jobs:
        copy = tools.cache.get(_copy_key(job.digest)) if job.format in DEAR_FORMATS else None
        yield developing.Development(copy or _read_again(folder, job), job.renditions)


def _read_again(folder: Path, job: PictureJob) -> bytes:
    data = _read(folder, job.photo)
    if digest(data) != job.digest:
        # Its name was taken from the bytes that were looked at first.
        changed = "作成中に書きかえられました (changed during the build)"
        raise AdgenError([_at_photo(folder, job.photo, "E504", detail=changed)])
    return data


def _read(folder: Path, photo: Photo) -> bytes:
    """The bytes of a photo. Raises AdgenError with its problem."""
    try:
        return Folder(folder).read(photo.path, MAX_BYTES)
    except TooLarge:
        raise AdgenError([_at_photo(folder, photo, "E205", what="40 MB")]) from None
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
