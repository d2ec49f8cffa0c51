"""Builds the spoiled site, and says what should not have happened."""

import os
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from adgen.build import Report, Settings, Tools, build_site
from adgen.content.load import site_slug
from adgen.pages.shelf import theme_folder
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import Index
from adgen.plumbing.tree import MANIFEST, read_manifest
from adgen.problems import Problem
from adgen.problems.catalogue import explain
from tests.here import Here
from tests.torture.ground import Ground
from tests.torture.guard import Guard, of_this_python
from tests.torture.mails import PLANTED
from tests.torture.markup import findings
from tests.torture.payloads import PRODUCT

TODAY = date(2026, 11, 20)
# What a variant may take beyond a good build, in CPU seconds, and at most, in bytes.
SECONDS = 2.0
MEMORY = 600 << 20
BAIT = "zq7x-outside-zq7x"
# Mistakes of a whole file have no line.
_WHOLE_FILE = {"E101", "E106", "E109", "E131", "E132", "E133", "E202", "E504", "E210"}
_CONTROL = {
    *map(chr, range(32)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2028\u2029",
} - {"\n"}


@dataclass
class Judge:
    """Builds `ground` into `work`/out; `good` is what came of the site before it was spoiled."""

    ground: Ground
    work: Path
    good: dict[str, str] = field(default_factory=dict)
    normal: float = 0.0

    def __post_init__(self) -> None:
        self.out = self.work / "out" / "site"
        self.settings = Settings(today=TODAY, theme_folder=theme_folder(), draft_photos=True)
        self.index = Index(self.work / "cache" / "index.sqlite")
        self.tools = Tools(Here(), Cache(self.work / "cache"), self.index)
        # A mail is taken in there.
        mail = (self.ground.site / "inbox", self.ground.site / "requests")
        writes = (self.work / "out", self.work / "cache", *mail)
        self.guard = Guard(of_this_python(theme_folder(), self.ground.site), tuple(map(os.path.realpath, writes)))

    def begin(self) -> set[str]:
        """Build the good site twice; what is wrong with it already."""
        (self.work / "cache").mkdir(parents=True, exist_ok=True)
        self._build()
        self.settings = replace(self.settings, force=True)
        begun = time.process_time()
        report = self._build()
        self.normal = time.process_time() - begun
        if not report.is_built:
            return {explain(problem) for problem in report.problems}
        found = set(self._published())
        self.good = dict((read_manifest(self.out) or {"files": {}})["files"])
        self.guard.install()
        return found

    def judge(self, act: Callable[[Path], str] = lambda site: "") -> set[str]:
        """What is wrong with what comes of the site as it stands, after `act` was done to it."""
        before = _state(self.out)
        _forget_peak()
        begun = time.process_time()
        try:
            with self.guard.armed() as seen:
                told = act(self.ground.site)
                report = self._build()
                slug = site_slug(self.ground.site)
        except BaseException:
            return {f"traceback: {traceback.format_exc().strip()[-600:]}"}
        found = {f"outside: {event}" for event in seen}
        took = time.process_time() - begun
        if took > self.normal + SECONDS:
            found.add(f"slow: {took:.1f} s")
        if (peak := _peak()) > MEMORY:
            found.add(f"memory: {peak >> 20} MB")
        if not slug or not all(c.isascii() and (c.isalnum() or c in "-_") for c in slug):
            found.add(f"name of the site: {slug!r}")
        found |= {f"the terminal gets {sign!r}" for sign in _CONTROL & set(told)}
        return found | set(self._told(report)) | set(self._left(report, before))

    def _build(self) -> Report:
        return build_site(self.ground.site, self.out, self.settings, self.tools)

    def _told(self, report: Report) -> Iterator[str]:
        if report.bug:
            yield f"bug: {report.bug[-600:]}"
        if not report.is_built and not any(p.is_error for p in report.problems):
            yield "not built, and no error says why"
        for problem in report.problems:
            yield from self._message(problem)

    def _message(self, problem: Problem) -> Iterator[str]:
        place = problem.place
        if not place.file.startswith((self.ground.site.as_posix(), self.out.as_posix())):
            yield f"{problem.code} names {place.file[:60]}"
        if (
            place.file.endswith((".yaml", ".md"))
            and not place.line
            and problem.is_error
            and problem.code not in _WHOLE_FILE
        ):
            yield f"{problem.code} has no line"
        for language in ("ja", "en"):
            text = explain(problem, language)
            if odd := _CONTROL & set(text):
                yield f"{problem.code} says {sorted(odd)!r}"
            if len(text) > 4_000:
                yield f"{problem.code} says {len(text)} characters"

    def _left(self, report: Report, before: dict[str, tuple[int, int]]) -> Iterator[str]:
        beside = [p.name for p in self.out.parent.iterdir() if p != self.out and not p.name.endswith(".lock")]
        if beside:
            yield f"left behind: {beside}"
        if not report.is_built:
            if _state(self.out) != before:
                yield "the old site is not what it was"
            return
        yield from self._published()

    def _published(self) -> Iterator[str]:
        manifest = read_manifest(self.out) or {"files": {}}
        for path in (p.relative_to(self.out).as_posix() for p in sorted(self.out.rglob("*")) if p.is_file()):
            if path == MANIFEST or (path in manifest["files"] and manifest["files"][path] == self.good.get(path)):
                continue
            data = (self.out / path).read_bytes()
            yield from (f"{path}: {what}" for what in findings(path, data))
            for words in (BAIT, PRODUCT, os.fspath(self.work), "root:x:0", *PLANTED):
                if words.encode() in data:
                    yield f"{path}: holds {words}"


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    found = {p.relative_to(folder).as_posix(): p.stat() for p in folder.rglob("*") if p.is_file()}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in found.items()}


def _forget_peak() -> None:
    """Linux: the highest use of memory counts from here (proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak() -> int:
    status = Path("/proc/self/status").read_text("ascii", "replace")
    return int(status.partition("VmHWM:")[2].split()[0]) << 10
