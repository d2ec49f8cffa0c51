"""The versions of Python, of adgen's libraries and of its extras, from what pip wrote down."""

import platform
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata

from adgen.doctor import Finding, Grade, Words

_REQUIREMENT = re.compile(r"""([\w.-]+)[^;>]*(?:>=([\d.]+))?[^;]*(?:;.*extra\s*==\s*["']([\w-]+)["'])?""")
_LEAST_PYTHON = (3, 11)
# What each extra is for; the others are for those who work on adgen, or are the sum of these.
_EXTRAS = {
    "requests": Words("日本語の名前とアドレスを読む部品", "names and addresses in Japanese"),
    "spreadsheet": Words("Excel の料金表を読む部品", "price lists in Excel"),
    "cluster": Words("ほかのパソコンに写真を任せる部品", "photos on other machines"),
    "publish": Words("ページを公開する部品", "publishing"),
}


@dataclass(frozen=True)
class Library:
    """A library that adgen asks for: at least which version, for which extra, and which one is there."""

    name: str
    least: str
    extra: str
    version: str

    @property
    def is_old(self) -> bool:
        return bool(self.version) and _numbers(self.version) < _numbers(self.least)


def libraries(requirements: Iterable[str] | None = None) -> list[Library]:
    """Every library that adgen's own metadata asks for; none where it runs without having been installed."""
    if requirements is None:
        try:
            requirements = metadata.requires("adgen") or ()
        except metadata.PackageNotFoundError:
            requirements = ()
    found = (_REQUIREMENT.match(text) for text in requirements)
    return [Library(m[1], m[2] or "0", m[3] or "", _version(m[1])) for m in found if m]


def lines(known: Iterable[Library]) -> Iterator[str]:
    """The lines of `adgen --version` below the first, for a report of a bug."""
    yield f"Python {platform.python_version()}, {platform.platform()}"
    there = dict.fromkeys(f"{one.name} {one.version}" for one in known if one.version and one.extra in ("", *_EXTRAS))
    yield ", ".join(there)


def check_versions(known: Iterable[Library]) -> Iterator[Finding]:
    """Python, the libraries in one line, each that is missing or old in one of its own, and the extras."""
    yield _python(sys.version_info[:3])
    core, extras = [], dict[str, list[Library]]()
    for one in known:
        if one.extra:
            extras.setdefault(one.extra, []).append(one)
        else:
            core.append(one)
    wrong = [one for one in core if not one.version or one.is_old]
    yield from map(_wrong, wrong)
    if core and not wrong:
        yield Finding("libraries", Grade.good, Words(f"部品 {len(core)}個がそろっています", f"{len(core)} libraries"))
    for extra, purpose in _EXTRAS.items():
        if extra in extras:
            yield _extra(extra, purpose, all(one.version and not one.is_old for one in extras[extra]))


def _python(version: tuple[int, ...]) -> Finding:
    shown = ".".join(map(str, version))
    if version >= _LEAST_PYTHON:
        return Finding("python", Grade.good, Words(f"Python {shown}", f"Python {shown}"))
    return Finding(
        "python",
        Grade.bad,
        Words(f"Python {shown} は古すぎます", f"Python {shown} is too old"),
        Words("Python 3.11 以上を入れて、adgen を入れ直してください", "install Python 3.11 or newer, and adgen again"),
    )


def _wrong(one: Library) -> Finding:
    how = Words(f"{one.version} は古い版です（{one.least} 以上）", f"{one.version} is older than {one.least}")
    said = how if one.version else Words("がありません", "is missing")
    return Finding(
        "libraries",
        Grade.bad,
        Words(f"{one.name} {said.ja}", f"{one.name} {said.en}"),
        Words("pip install -U adgen を実行してください", "run pip install -U adgen"),
    )


def _extra(extra: str, purpose: Words, is_there: bool) -> Finding:
    if is_there:
        return Finding("extras", Grade.good, Words(f"{purpose.ja}（{extra}）", f"{extra}: {purpose.en}"))
    return Finding(
        "extras",
        Grade.note,
        Words(f"{purpose.ja}（{extra}）は入っていません", f"{extra} ({purpose.en}) is not installed"),
        Words(f"使うときは pip install 'adgen[{extra}]'", f"if you need it: pip install 'adgen[{extra}]'"),
    )


def _version(name: str) -> str:
    """The version that is installed, or ""."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:3]))
