"""The gate: nothing that is known of a customer, and no address of a request page, stands in what is about to be published.

It looks at texts, attributes and file names; what pictures hold besides the picture is read where they are made.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from adgen.build.inbox import Private, read_private
from adgen.build.own_texts import texts_of
from adgen.inquiry.ledger.inbox import INBOX
from adgen.inquiry.redact.contacts import contacts
from adgen.inquiry.redact.leaks import Known, Searched, folded, leaks_in
from adgen.model.request import FOLDER, page_path
from adgen.plumbing.cache import digest
from adgen.plumbing.index import Index
from adgen.problems import Place, Problem, problem

# Raise it when the gate sees more than before, or remembers otherwise: what was found clean is then looked at again.
_VERSION = 2
_READ = (".html", ".xml", ".txt", ".webmanifest", ".json", ".svg", ".css", ".js")
_WRITTEN = (".yaml", ".yml", ".md", ".html", ".css", ".txt")
_SHAPES = frozenset(["phone", "email", "postal"])
_KINDS = {
    "name": ("お名前", "name"),
    "phone": ("電話番号", "telephone number"),
    "email": ("メールアドレス", "mail address"),
    "postal": ("郵便番号", "postal code"),
    "address": ("ご住所", "address"),
    "other": ("番号やアカウント", "number or account"),
}
# Tags inside a line part no words; all others do, and so no two of them make a third.
_INLINE = re.compile(r"</?(?:wbr|span|b|strong|em|i|a|small|ruby|rt|rp|code)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r"=\"([^\"]*)\"")
# The digits of a photo's name are nobody's number.
_OWN_FILE = re.compile(r"(?:photos|assets)/")
_APART = "\n|\n"
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_TOKEN = re.compile("[0-9a-f]{32}")


def search_leaks(root: Path, files: Mapping[str, str], folder: Path, index: Index) -> Iterator[Problem]:
    """Everything in the tree at `root` (path -> digest) that must not be published of the site in `folder`.

    A file that was found clean of the same facts before is not opened again.
    """
    private, problems = read_private(folder)
    yield from problems
    if not private.records and not private.tokens:
        return
    if not private.records and not problems:
        yield problem("W410", Place(f"{folder.as_posix()}/{FOLDER}"))
    gate = _Gate(root, folder, private)
    clean = _known_clean(gate, index)
    texts = {path: _mark(path, name) for path, name in files.items() if path.endswith(_READ)}
    found = {path: [*gate.file(path)] for path, mark in texts.items() if mark not in clean}
    yield from (told for problems in found.values() for told in problems)
    yield from gate.names(files)
    _remember(gate, index, {path: mark for path, mark in texts.items() if not found.get(path)}, clean)


def _known_clean(gate: "_Gate", index: Index) -> Mapping[str, bool]:
    """Marks of files that were found clean, and whether only because the contractor's own words stood in them."""
    kept = index.fact(gate.key)
    if not kept or kept["known"] != gate.sum:
        return {}
    doubtful = kept["doubtful"] if kept["doubtful"] and kept["own"] == gate.own_sum else []
    return {**dict.fromkeys(kept["clean"], False), **dict.fromkeys(doubtful, True)}


def _remember(gate: "_Gate", index: Index, clean: Mapping[str, str], before: Mapping[str, bool]) -> None:
    doubtful = sorted(mark for path, mark in clean.items() if path in gate.doubtful or before.get(mark))
    own = gate.own_sum if doubtful else ""
    sure = sorted({*clean.values()}.difference(doubtful))
    index.remember_fact(gate.key, {"known": gate.sum, "own": own, "clean": sure, "doubtful": doubtful})


def _mark(path: str, name: str) -> str:
    """A file is clean under its path: a token may stand in one place and not in another."""
    return digest(f"{path}\0{name}".encode(), 8)


@dataclass
class _Gate:
    """One search; `doubtful` are the paths of files that only the contractor's own words made clean."""

    root: Path
    folder: Path
    private: Private
    doubtful: set[str] = field(default_factory=set)

    @cached_property
    def key(self) -> str:
        return f"gate {_VERSION} {self.folder.resolve()}"

    @cached_property
    def pages(self) -> set[str]:
        """Where the pages of requests stand."""
        return {page_path(token) for token in self.private.tokens}

    @cached_property
    def sum(self) -> str:
        """What is looked for, as a digest."""
        private = self.private
        return digest(repr((sorted(private.known.facts), sorted(private.tokens))).encode())

    def file(self, path: str) -> Iterator[Problem]:
        """What a file of the tree gives away."""
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), (self.root / path).read_text("utf-8"))
        yield from self._tokens(path, text)
        seen, values = _words(text) if path.endswith((".html", ".xml", ".svg")) else (text, [])
        told = leaks_in(Searched.of(_APART.join([seen, *values])), self.private.known, lambda: self._own_for(path))
        for leak in told:
            yield self._told("E411", path, leak.kind, leak.known)
        if path in self.pages:
            spoken = [value for value in values if not _OWN_FILE.search(value)]
            yield from self._shapes(path, _APART.join([seen, *spoken]), {leak.kind for leak in told})

    def names(self, files: Mapping[str, str]) -> Iterator[Problem]:
        """What the names of the files give away."""
        text = _APART.join(files)
        yield from self._tokens("", _APART.join(path for path in files if path not in self.pages))
        for leak in leaks_in(Searched.of(text), self.private.known, lambda: self.own):
            yield self._told("E411", "", leak.kind, leak.known)

    def _tokens(self, path: str, text: str) -> Iterator[Problem]:
        for token in sorted(set(_TOKEN.findall(text)) & self.private.tokens):
            if path != page_path(token):
                yield problem(
                    "E412", Place(f"{self.folder.as_posix()}"), page=path or "（ファイル名）", token=token[:6]
                )

    def _shapes(self, path: str, text: str, told: set[str]) -> Iterator[Problem]:
        """Telephone, mail and postal code that are not the contractor's own; of what is `told` already nothing more."""
        compared = folded(text)
        kinds = _SHAPES - told
        spans = ((s.kind, compared[s.begin : s.end]) for s in contacts(compared) if s.kind in kinds)
        known = Known(tuple(dict.fromkeys(spans)))
        for leak in leaks_in(Searched.of(text), known, lambda: self._own_for(path)):
            yield self._told("E410", path, leak.kind, leak.known)

    def _told(self, code: str, path: str, kind: str, fact: str) -> Problem:
        """A finding at the line of the contractor's file from which it came, without the words themselves."""
        what, what_en = _KINDS.get(kind, _KINDS["other"])
        values = {"what": what, "what_en": what_en, "masked": f"{fact.strip()[:1]}○○", "page": path or "（ファイル名）"}
        return problem(code, self._source(Known(((kind, fact),))), **values)

    def _source(self, known: Known) -> Place:
        for path, text in texts_of(self.folder, (".yaml",)):
            for number, line in enumerate(text.splitlines(), 1) if path.startswith(f"{FOLDER}/") else ():
                if leaks_in(Searched.of(line), known, lambda: Searched.of("")):
                    return Place(f"{self.folder.as_posix()}/{path}", number)
        return Place(f"{self.folder.as_posix()}/{FOLDER}")

    def _own_for(self, path: str) -> Searched:
        """The contractor's own words; a file that needs them is clean for as long as they are what they are."""
        self.doubtful.add(path)
        return self.own

    @cached_property
    def own(self) -> Searched:
        """What the contractor wrote himself outside of requests: his own words are no leak."""
        return Searched.of(self._own_text)

    @cached_property
    def own_sum(self) -> str:
        return digest(self._own_text.encode())

    @cached_property
    def _own_text(self) -> str:
        return _APART.join(
            text for path, text in texts_of(self.folder, _WRITTEN) if not path.startswith((f"{FOLDER}/", f"{INBOX}/"))
        )


def _words(text: str) -> tuple[str, list[str]]:
    """What a reader sees of a page, comments included, and the values of its attributes."""
    values = [unquote(html.unescape(value)) for value in _VALUE.findall(text)]
    comments = re.findall(r"<!--(.*?)-->", text, re.DOTALL)
    return _APART.join([html.unescape(_TAG.sub(_APART, _INLINE.sub("", text))), *comments]), values
