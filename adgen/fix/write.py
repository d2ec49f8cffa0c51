"""Writes proposals into the files in which the photos are named, and leaves all else in them byte for byte."""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from adgen.content.declared import spellings
from adgen.content.load import load_site
from adgen.content.source import File, open_file, replace_yaml
from adgen.fix import Proposal
from adgen.model.declare import file_name
from adgen.model.edits import Edits
from adgen.model.photo import Photo, PhotoEntry
from adgen.model.site import CaseEntry
from adgen.model.work import Case
from adgen.problems import Problem, problem
from adgen.text import amend
from adgen.text.amend import Values, Words
from adgen.text.japanese import Unreadable
from adgen.text.marks import Unsafe

# A photo where it is named, or lies beside its case, and what is proposed for it.
Wanted = tuple[Photo, Proposal]


def write(folder: Path, proposals: Iterable[Proposal]) -> Iterator[Problem]:
    """Write the proposals, and tell of each that cannot be written with safety. Raises OSError."""
    cases = {entry.places().file: entry for entry in load_site(folder)[0].cases}
    by_file: dict[str, list[Wanted]] = {}
    for proposal in proposals:
        for photo in _targets(folder, proposal):
            by_file.setdefault(photo.place.file, []).append((photo, proposal))
    for file, wanted in by_file.items():
        yield from _write(folder, _inside(folder, file), wanted, cases.get(file))


def lines(proposal: Proposal, *, is_english: bool) -> str:
    """The proposal as lines that somebody could type."""
    item = (proposal.photo.entry.file, _values(proposal, is_english))
    text = amend.block([item], _words(is_english), "      ")
    return text if proposal.photo.place.file.endswith(".md") else text.replace("- ", "  ", 1)


def _write(folder: Path, path: str, wanted: list[Wanted], case: CaseEntry | None) -> Iterator[Problem]:
    try:
        file = open_file(folder, path)
        english = file.is_english
    except Unsafe as why:
        yield from (_refused(pair, why, is_english=False) for pair in wanted)
        return
    text = file.yaml
    for pairs in _steps(wanted):
        try:
            text = _added(file, text, *pairs[0]) if pairs[0][0].place.line else _listed(file, text, pairs, case)
        except Unsafe as why:
            yield from (_refused(pair, why, is_english=english) for pair in pairs)
    if text != file.yaml:
        replace_yaml(folder / path, file, text)


def _steps(wanted: list[Wanted]) -> Iterator[list[Wanted]]:
    """One photo at a time from the bottom up, so that the places above stay true; then all that are not named."""
    yield from ([pair] for pair in sorted(wanted, key=lambda p: p[0].place, reverse=True) if pair[0].place.line)
    lying = [pair for pair in wanted if not pair[0].place.line]
    if lying:
        yield lying


def _targets(folder: Path, proposal: Proposal) -> list[Photo]:
    """The photo in each place where its edits stand already; else where it is named first, or lies."""
    if not proposal.named:
        return [proposal.photo]
    has_edits = proposal.photo.entry.edits is not None
    return [p for p in proposal.named if has_edits and _has_edits(folder, p)] or [proposal.named[0]]


def _has_edits(folder: Path, photo: Photo) -> bool:
    try:
        file = open_file(folder, _inside(folder, photo.place.file))
        return amend.has(file.yaml, photo.place.line - file.above, photo.place.column, _words(is_english=True))
    except Unsafe:
        return False


def _added(file: File, text: str, photo: Photo, proposal: Proposal) -> str:
    english = file.is_english
    line = photo.place.line - file.above
    return amend.add(text, line, photo.place.column, _words(english), _values(proposal, english))


def _listed(file: File, text: str, wanted: list[Wanted], case: CaseEntry | None) -> str:
    """The photos that only lie there, with those before them: the list says in which order they are shown."""
    english = file.is_english
    values = {photo.path: _values(proposal, english) for photo, proposal in wanted}
    waiting = [photo.path for photo in (case.photos if case else ()) if not photo.place.line]
    last = max(waiting.index(path) for path in values)
    items = [(_name(path), values.get(path, ())) for path in waiting[: last + 1]]
    return amend.append(text, spellings(Case, "photos", is_english=english), items, _words(english))


def _name(path: str) -> str:
    """The name of a photo as it may be typed. Raises Unsafe."""
    try:
        return file_name(unicodedata.normalize("NFC", path.rpartition("/")[2]))
    except Unreadable:
        raise Unsafe("「:」「~」「%」の入ったファイル名があるため", "a file name holds one of : ~ %") from None


def _inside(folder: Path, file: str) -> str:
    return file.removeprefix(f"{folder.as_posix()}/")


def _words(is_english: bool) -> Words:
    return Words(
        spellings(PhotoEntry, "file", is_english=is_english), spellings(PhotoEntry, "edits", is_english=is_english)
    )


def _values(proposal: Proposal, is_english: bool) -> Values:
    return tuple((spellings(Edits, key, is_english=is_english)[0], value) for key, value in proposal.values)


def _refused(pair: Wanted, why: Unsafe, *, is_english: bool) -> Problem:
    photo, proposal = pair
    text = lines(proposal, is_english=is_english)
    return problem("W216", photo.place, photo=photo.path, why=why.ja, why_en=why.en, lines=text)
