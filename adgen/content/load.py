"""Walks a contractor's folder and returns whatever could be read, with every mistake."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from adgen.content import references
from adgen.content.case_photos import entry_photo, photos_of_case
from adgen.content.files import Reader, slug_for
from adgen.model.declare import Record
from adgen.model.people import FaqFile, StaffFile, VoicesFile
from adgen.model.profile import Profile
from adgen.model.site import Body, CaseEntry, FaqEntry, ServiceEntry, Site, StaffEntry, VoiceEntry
from adgen.model.work import Case, Service
from adgen.plumbing.folder import Folder
from adgen.problems import Place, Places, Problem, problem


def load_site(folder: Path) -> tuple[Site | None, list[Problem]]:
    """The site in `folder`, drafts included, or None when site.yaml gives none; and every mistake in all its files."""
    reader = Reader(Folder(folder), folder.as_posix())
    profile = reader.yaml("site.yaml", Profile)
    services = _services(reader)
    cases = _cases(reader)
    staff, voices, faq = _people(reader)
    if profile is None:
        if reader.missing("site.yaml"):
            reader.problems.append(_no_site(reader))
        return None, reader.problems
    record, places = profile
    site = Site(
        slug=_site_slug(record, folder, reader),
        folder=folder.as_posix(),
        profile=record,
        services=services,
        cases=cases,
        staff=staff,
        voices=voices,
        faq=faq,
        hero=entry_photo(reader, "", record.hero, places("hero"), None),
        logo=entry_photo(reader, "", record.logo, places("logo"), None),
        places=places,
    )
    site, problems = references.resolve(site)
    return site, [*reader.problems, *problems]


def site_slug(folder: Path) -> str:
    """Under which name the site in `folder` stands in the output folder; that of the folder when site.yaml is broken."""
    reader = Reader(Folder(folder), folder.as_posix())
    profile = reader.yaml("site.yaml", Profile)
    return _site_slug(profile[0], folder, reader) if profile else folder.resolve().name


def _no_site(reader: Reader) -> Problem:
    near = [n for n in reader.folder.names() if n.lower() in ("site.yml", "site.yaml.txt", "site.yml.txt", "site.txt")]
    if near:
        return problem("E132", Place(reader.path(near[0])), name=near[0])
    return problem("E131", Place(reader.path("")))


def _site_slug(profile: Profile, folder: Path, reader: Reader) -> str:
    if profile.slug:
        return profile.slug
    slug = slug_for(folder.resolve().name, "")
    if not slug:
        reader.problems.append(problem("E134", Place(reader.path("site.yaml"), 1), name=folder.resolve().name))
        return "site"
    return slug


def _services(reader: Reader) -> tuple[ServiceEntry, ...]:
    entries = []
    for name in reader.names("services"):
        if not name.endswith(".md") or reader.is_note(name):
            continue
        path = f"services/{name}"
        found = reader.document(path, Service)
        if not found:
            continue
        record, places, body, line = found
        photos = (entry_photo(reader, "", photo, places("photos", n), None) for n, photo in enumerate(record.photos))
        entries.append(
            ServiceEntry(
                slug=record.slug or slug_for(name.removesuffix(".md"), record.trade),
                record=record,
                body=Body(body, Place(reader.path(path), line)),
                photos=tuple(p for p in photos if p),
                places=places,
            )
        )
    return tuple(sorted(entries, key=lambda e: (e.record.order, e.slug)))


def _cases(reader: Reader) -> tuple[CaseEntry, ...]:
    entries = []
    for name in reader.names("cases"):
        folder = f"cases/{name}"
        if not reader.folder_at(folder):
            continue
        path = f"{folder}/case.md"
        if reader.missing(path):
            reader.problems.append(problem("E133", Place(reader.path(folder))))
            continue
        found = reader.document(path, Case)
        if not found:
            continue
        record, places, body, line = found
        entries.append(
            CaseEntry(
                slug=record.slug or slug_for(name, record.trade),
                record=record,
                body=Body(body, Place(reader.path(path), line)),
                photos=photos_of_case(reader, folder, record, places),
                places=places,
            )
        )
    return tuple(entries)


def _people(
    reader: Reader,
) -> tuple[tuple[StaffEntry, ...], tuple[VoiceEntry, ...], tuple[FaqEntry, ...]]:
    staff = reader.yaml("staff.yaml", StaffFile)
    voices = reader.yaml("voices.yaml", VoicesFile)
    faq = reader.yaml("faq.yaml", FaqFile)
    people = (
        StaffEntry(person, entry_photo(reader, "", person.face, places("face"), person.consent), places)
        for person, places in _each(staff, "staff")
    )
    return (
        tuple(people),
        tuple(VoiceEntry(voice, places) for voice, places in _each(voices, "voices")),
        tuple(FaqEntry(question, places) for question, places in _each(faq, "faq")),
    )


def _each(file: tuple[Record, Places] | None, key: str) -> Iterator[tuple[Any, Places]]:
    """The records of a list file, each with its own places."""
    if file:
        record, places = file
        for n, item in enumerate(getattr(record, key)):
            yield item, places.below(key, n)
