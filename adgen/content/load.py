"""Walks a contractor's folder and returns whatever could be read, with every mistake."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from adgen.content import references
from adgen.content.case_photos import entry_photo, photos_of_case
from adgen.content.fields import stand_in
from adgen.content.files import Reader, slug_for
from adgen.content.one_photo import share_edits
from adgen.content.requests import load_requests
from adgen.model.declare import Record
from adgen.model.people import FaqFile, StaffFile, VoicesFile
from adgen.model.profile import Profile
from adgen.model.site import CaseEntry, FaqEntry, ServiceEntry, Site, StaffEntry, VoiceEntry
from adgen.model.work import Case, Service
from adgen.plumbing.folder import Folder
from adgen.plumbing.recollection import Recollection
from adgen.problems import Place, Places, Problem, problem


def load_site(folder: Path, memory: Recollection | None = None) -> tuple[Site, list[Problem]]:
    """The site in `folder`, drafts included, and every mistake in all its files.

    What cannot be read is there as examples, so that the rest can be checked in the same run. With a `memory` files that
    are what they were are not read as records again.
    """
    reader = Reader(Folder(folder), folder.as_posix(), memory)
    record, places = _profile(reader)
    services = _services(reader)
    cases = _cases(reader)
    staff, voices, faq = _people(reader)
    site = Site(
        slug=_site_slug(record, folder, reader),
        folder=folder.as_posix(),
        profile=record,
        services=services,
        cases=cases,
        staff=staff,
        voices=voices,
        faq=faq,
        hero=entry_photo(reader, "", record.hero, places("hero", "file"), None),
        logo=entry_photo(reader, "", record.logo, places("logo", "file"), None),
        places=places,
        requests=load_requests(reader),
    )
    site, unknown = references.resolve(site)
    problems = [found for found in unknown if not _may_be_there(found, reader.unread)]
    site, disagreements = share_edits(site)
    return site, [*reader.problems, *problems, *disagreements]


def _may_be_there(found: Problem, unread: set[str]) -> bool:
    """Whether a name leads nowhere only because what it leads to could not be read, which has been told."""
    name = found.values.get("name", "")
    homes = {
        "E151": ("services", f"services/{name}.md"),
        "E152": ("staff.yaml",),
        "E153": ("voices.yaml",),
        "E154": ("cases", f"cases/{name}"),
    }
    return not unread.isdisjoint(homes.get(found.code, ()))


def site_slug(folder: Path) -> str:
    """Under which name the site in `folder` stands in the output folder; that of the folder when site.yaml is broken."""
    reader = Reader(Folder(folder), folder.as_posix())
    profile = reader.yaml("site.yaml", Profile, only="slug")
    return _site_slug(profile[0], folder, reader) if profile else folder.resolve().name


def site_target(folder: Path) -> str:
    """Where the site in `folder` says that it is published to; "" where it says nothing, or site.yaml is broken."""
    profile = Reader(Folder(folder), folder.as_posix()).yaml("site.yaml", Profile, only="publish_to")
    return profile[0].publish_to or "" if profile else ""


def _profile(reader: Reader) -> tuple[Profile, Places]:
    """The profile; without one the site counts as not published, for nothing is known of its permits and proofs."""
    found = reader.yaml("site.yaml", Profile)
    if found is None:
        reader.problems.append(_no_site(reader))
        found = stand_in(Profile, Place(reader.path("site.yaml")))
    record, places = found
    is_read = len(places.known) > 1
    return (record if is_read else record.model_copy(update={"published": False})), places


def _no_site(reader: Reader) -> Problem:
    found = _misnamed(reader, "", "site.yaml")
    return found or problem("E131", Place(reader.path("")))


def _misnamed(reader: Reader, folder: str, right: str) -> Problem | None:
    """The file that was meant, where Windows hides how its name ends."""
    stem = right.partition(".")[0]
    for name in reader.names(folder):
        if re.fullmatch(rf"{stem}(\.(yaml|yml|md|txt))*", name, re.IGNORECASE):
            place = Place(reader.path(f"{folder}/{name}" if folder else name))
            return problem("E132", place, name=name, right=right)
    return None


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
        record, places, body = found
        photos = (
            entry_photo(reader, "", photo, places("photos", n, "file"), None) for n, photo in enumerate(record.photos)
        )
        entries.append(
            ServiceEntry(
                slug=record.slug or slug_for(name.removesuffix(".md"), record.trade),
                record=record,
                body=body,
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
            place = Place(reader.path(folder))
            if all(told.place != place for told in reader.problems):
                reader.problems.append(_misnamed(reader, folder, "case.md") or problem("E133", place))
            continue
        found = reader.document(path, Case)
        if not found:
            continue
        record, places, body = found
        entries.append(
            CaseEntry(
                slug=record.slug or slug_for(name, record.trade),
                record=record,
                body=body,
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
        StaffEntry(person, entry_photo(reader, "", person.face, places("face", "file"), person.consent), places)
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
