"""The last look at a tree before it appears: it loads nothing from elsewhere, runs nothing but its own files, and tells nothing of how it was made.

Each content is looked at once: what was found clean is remembered by its digest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from adgen.build.own_texts import texts_of
from adgen.build.whereabouts import Whereabouts
from adgen.pages import reach
from adgen.pages.reach import Finding, Own
from adgen.photos.metadata import leftovers
from adgen.plumbing.cache import digest
from adgen.plumbing.index import Index
from adgen.problems import Place, Problem, problem

# Raise it when more is seen than before.
_VERSION = 1
_PICTURES = (".avif", ".webp", ".jpg", ".jpeg", ".png", ".gif")
_REACHES: dict[str, Callable[[str, Own], Iterator[Finding]]] = {
    ".html": reach.of_page,
    ".svg": reach.of_page,
    ".css": reach.of_sheet,
    ".js": reach.of_script,
}
_SOURCES = (".html", ".css", ".js", ".yaml", ".yml", ".md", ".txt")
_LONGEST = 80


@dataclass(frozen=True)
class Look:
    """What is looked at: the tree at `root`, made of the site in `folder` with the theme in `theme`; `places` are further folders of ours.

    `own` is what its pages may reach, `notice` the copyright notice that its photos carry.
    """

    root: Path
    folder: Path
    theme: Path
    places: tuple[Path, ...]
    own: Own
    notice: str


def search(look: Look, files: Mapping[str, str], index: Index) -> Iterator[Problem]:
    """Everything in the tree (path -> digest) that must not be published."""
    where = Whereabouts((look.folder, look.theme, look.root.parent, *look.places), urlsplit(look.own.address).path)
    key = f"look {_VERSION} {look.folder.resolve()}"
    known = digest(repr((look.own, look.notice, where.folders)).encode())
    kept = index.fact(key)
    clean = {*kept["clean"]} if kept and kept["known"] == known else set()
    marks = {path: _mark(path, name) for path, name in files.items()}
    found = {path: [*_in_file(look, where, path)] for path, mark in marks.items() if mark not in clean}
    names = [Finding("E414", "", place) for place in where.found("", "\n".join(files))]
    yield from _told(look, {**found, "": names})
    good = {mark for path, mark in marks.items() if not found.get(path)}
    if good != clean:
        index.remember_fact(key, {"known": known, "clean": sorted(good)})


def _mark(path: str, name: str) -> str:
    """What a file is looked at as hangs on how its name ends."""
    return f"{name[:16]}{PurePosixPath(path).suffix}"


def _in_file(look: Look, where: Whereabouts, path: str) -> Iterator[Finding]:
    data = (look.root / path).read_bytes()
    suffix = PurePosixPath(path).suffix
    if suffix in _PICTURES:
        yield from (Finding("E419", "", what) for what in leftovers(data, look.notice))
        return
    text = data.decode("utf-8", "replace")
    if suffix in _REACHES:
        yield from _REACHES[suffix](text, look.own)
    yield from (Finding("E414", "", place) for place in where.found(path, text))


def _told(look: Look, found: Mapping[str, Iterable[Finding]]) -> Iterator[Problem]:
    """Each finding once, with the first page on which it stands and how many more there are."""
    pages: dict[Finding, list[str]] = {}
    for path, findings in found.items():
        for finding in findings:
            pages.setdefault(finding, []).append(path or "（ファイル名）")
    sources = dict(_sources(look)) if pages else {}
    for finding, paths in pages.items():
        more = len(paths) - 1
        yield problem(
            finding.code,
            _place(finding, sources) or Place(look.folder.as_posix()),
            part=finding.part,
            value=_shown(finding),
            page=paths[0],
            more=f" ほか{more}ページ" if more else "",
            more_en=f" and {more} more" if more else "",
        )


def _shown(finding: Finding) -> str:
    """The words of a finding as a message can hold them."""
    value = "".join(c if c.isprintable() else " " for c in finding.value)
    return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"


def _place(finding: Finding, sources: Mapping[str, str]) -> Place | None:
    """The first line of the site's own files, then of the theme's, in which the words of a finding stand."""
    for path, text in sources.items() if finding.value and finding.code != "E419" else ():
        at = text.find(finding.value)
        if at >= 0:
            line, begin = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1
            return Place(
                path, line, at - begin + 1, text[begin:].partition("\n")[0], len(finding.value.partition("\n")[0])
            )
    return None


def _sources(look: Look) -> Iterator[tuple[str, str]]:
    """(path, text) of whatever a page may be made of."""
    for folder in (look.folder, look.theme):
        yield from ((f"{folder.as_posix()}/{path}", text) for path, text in texts_of(folder, _SOURCES))
