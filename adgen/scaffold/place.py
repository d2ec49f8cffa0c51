"""Where a new record goes, whether it may stand there, and its writing: never over what is there."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from adgen.content.claims import check_claims
from adgen.content.declared import fields_of
from adgen.content.load import load_site
from adgen.content.visible import Showing, shown
from adgen.plumbing.patience import patiently
from adgen.problems import AdgenError, Place, Problem, problem, unwritable
from adgen.scaffold.compose import Draft, document, item
from adgen.scaffold.kinds import Answers, Kind, lacking
from adgen.text import nodes
from adgen.text.parse import parse

_TEXTS = (".yaml", ".md")


@dataclass(frozen=True)
class New:
    """A text that may be written at `path` inside the folder of a site; of a file that is there, `old` are its bytes."""

    site: Path
    path: str
    draft: Draft
    old: bytes | None = None

    @property
    def first_line(self) -> int:
        """The line of the file on which the new text begins, counted from 1."""
        return self.draft.text.count("\n") - len(self.draft.keys) + 1


def plan(kind: Kind, answers: Answers, site: Path, slug: str, today: date, head: str) -> New:
    """The record as it would be written. Raises AdgenError: E202 a link in its way, E541 it is there, E542 no list to add to."""
    path = kind.file.format(slug=slug)
    target = site / path
    if any(p.is_symlink() for p in (target, *list(target.parents)[: path.count("/")])):
        raise AdgenError([problem("E202", Place(target.as_posix()))])
    if not os.path.lexists(target):
        told = dict(answers)
        if "updated" in fields_of(kind.record):
            told["updated"] = today.isoformat()
        # A case is shown for its photos, which come after its text.
        is_draft = bool(lacking(kind, answers)) or "/case" in kind.file
        return New(site, path, document(kind, told, is_draft=is_draft, head=head))
    if not kind.below:
        raise AdgenError([problem("E541", Place(target.as_posix()))])
    old = target.read_bytes()
    return New(site, path, _added(kind, answers, old, target), old)


def _added(kind: Kind, answers: Answers, old: bytes, target: Path) -> Draft:
    """The file with the record at the end of its list, read again to see that nothing else has changed. Raises AdgenError E542."""
    with suppress(UnicodeDecodeError):
        before = old.decode("utf-8").replace("\r\n", "\n").rstrip() + "\n"
        found = re.search(r"^( *)- ", before, re.MULTILINE)
        lines = item(kind, answers, found[1] if found else "  ")
        after = before + "\n" + "".join(f"{line}\n" for line, _ in lines)
        if _one_more(kind, before, after):
            return Draft(after, tuple(key for _, key in lines))
    raise AdgenError([problem("E542", Place(target.as_posix()))])


def _one_more(kind: Kind, before: str, after: str) -> bool:
    """Whether a text reads as the other with one record more at the end of the list."""
    # Windows puts a mark before the first letter.
    readings = [parse(text.removeprefix("\ufeff"), "") for text in (before, after)]
    if kind.holder is None or any(tree is None or problems for tree, problems in readings):
        return False
    spellings = fields_of(kind.holder)[kind.below].spellings
    old, new = (nodes.plain(tree) for tree, _ in readings if tree)
    key = next((k for k in new if k in spellings), "")
    records = new.pop(key, None)
    held = old.pop(key, None) or []
    return old == new and isinstance(records, list) and isinstance(held, list) and records[:-1] == held


def problems_of(new: New, today: date) -> list[Problem]:
    """The mistakes that the new text would bring into its site: read in a copy of the texts, by the rules of the build."""
    with TemporaryDirectory() as place:
        copy = Path(place) / new.site.name
        for path in _texts(new.site):
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new.site / path, copy / path)
        (copy / new.path).parent.mkdir(parents=True, exist_ok=True)
        (copy / new.path).write_text(new.draft.text, "utf-8")
        whole, found = load_site(copy)
        site, omissions = shown(whole, Showing(today, drafts=True, future=True))
        if new.path != "site.yaml":
            # The rules of law look away from a site that is not published; this record is written to be published.
            site = replace(site, profile=site.profile.model_copy(update={"published": True}))
        found += [*omissions, *check_claims(site, today, {})]
        written = (copy / new.path).as_posix()
        own = [p for p in found if p.is_error and p.place.file == written and p.place.line >= new.first_line]
    return [replace(p, place=replace(p.place, file=(new.site / new.path).as_posix())) for p in own]


def write(new: New) -> Path:
    """The file, written. Raises AdgenError: E541 somebody else wrote it in between, E503."""
    target = new.site / new.path
    crlf = new.old is not None and b"\r\n" in new.old
    data = (new.draft.text.replace("\n", "\r\n") if crlf else new.draft.text).encode()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if new.old is None:
            with target.open("xb") as file:
                file.write(data)
        else:
            _replace(target, data, new.old)
    except FileExistsError:
        raise AdgenError([problem("E541", Place(target.as_posix()))]) from None
    except OSError as error:
        raise AdgenError([unwritable(target.as_posix(), error)]) from None
    return target


def _replace(target: Path, data: bytes, old: bytes) -> None:
    """Put the new bytes where the old ones still stand. Raises FileExistsError."""
    if target.read_bytes() != old:
        raise FileExistsError
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        shutil.copymode(target, beside)
        patiently(os.replace, beside, target)
    finally:
        beside.unlink(missing_ok=True)


def _texts(site: Path) -> Iterator[Path]:
    """The texts of a site; links and what is hidden or private are no content."""
    for folder, below, names in os.walk(site):
        below[:] = [name for name in below if not name.startswith(".") and name not in ("inbox", "theme")]
        for name in names:
            path = Path(folder) / name
            if name.endswith(_TEXTS) and not path.is_symlink():
                yield path.relative_to(site)
