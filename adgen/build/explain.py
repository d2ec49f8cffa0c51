"""Why a site was built, its photos were developed and its pages came out different, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adgen.build.tools import Settings, Tools
from adgen.build.unchanged import inputs_key
from adgen.plumbing.tree import read_manifest

if TYPE_CHECKING:
    from adgen.plan import PictureJob

Inputs = Mapping[str, Any]

# How many files a sentence names; the others are counted.
_NAMED = 3
# Kind -> the sentence in Japanese and English.
_WORDS = {
    "first": ("はじめて作りました", "built for the first time"),
    "no_record": (
        "前に作ったときの記録がありません（控えを消したか、読めない写真を外して作ったあとです）",
        "nothing is known of the last build: the cache was removed, or a photo was left out of it",
    ),
    "forced": ("--force か --no-cache が付いています", "--force or --no-cache is given"),
    "files_new": ("増えたファイル: {names}", "new files: {names}"),
    "files_changed": ("変わったか、保存し直したファイル: {names}", "files changed or saved again: {names}"),
    "files_gone": ("なくなったファイル: {names}", "files that are gone: {names}"),
    "options": ("前と違うオプション: {names}", "options that differ from the last time: {names}"),
    "theme": ("テーマが変わりました", "the theme has changed"),
    "version": ("adgen の版が {old} から {new} に変わりました", "adgen {old} has become {new}"),
    "program": ("adgen のプログラムが変わりました", "the program of adgen has changed"),
    "day_came": ("{day} になり、載せるものが変わります", "{day} has come: what is shown changes"),
    "day_before": (
        "前に作ったときより早い日付です（{day} より前は、載せるものが違います）",
        "an earlier day than the last time: before {day} something else is shown",
    ),
    "output_none": ("出力先に前のページがありません", "the pages of the last build are not in the output"),
    "output_gone": ("出力先からなくなっていたファイル: {names}", "files missing in the output: {names}"),
    "output_changed": ("出力先のファイルに手が加えられていました", "the files in the output were changed"),
    "photos_new": ("新しい写真: {names}（{count}ファイルを作成）", "new photos: {names} ({count} files made)"),
    "photos_changed": (
        "中身が変わった写真: {names}（{count}ファイルを作成）",
        "photos with other content: {names} ({count} files made)",
    ),
    "photos_shown": (
        "前は載せていなかった写真: {names}（{count}ファイルを作成）",
        "photos that were not shown before: {names} ({count} files made)",
    ),
    "photos_recipe": (
        "切り抜きか大きさ、画質が変わった写真: {names}（{count}ファイルを作成）",
        "photos in another crop, size or quality: {names} ({count} files made)",
    ),
    "photos_lost": (
        "控えがないか、こわれていた写真: {names}（{count}ファイルを作成）",
        "photos whose files in the cache were missing or damaged: {names} ({count} files made)",
    ),
    "pages_new": ("新しいページなど: {names}", "new pages and the like: {names}"),
    "pages_changed": ("書きかわったページなど: {names}", "pages and the like that came out different: {names}"),
    "pages_gone": ("なくなったページなど: {names}", "pages and the like that are gone: {names}"),
    "pages_same": ("前と同じページなど: {count}", "pages and the like that came out the same: {count}"),
}


@dataclass(frozen=True)
class Reason:
    """One reason: its kind for machines, its words in both languages, and the files it is about."""

    kind: str
    ja: str
    en: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Before:
    """What is known of the last build, None where nothing is: its inputs, and the digests of the files it published.

    `missing` are those of the files that are not in the output any more.
    """

    inputs: Inputs | None
    published: Mapping[str, str] | None
    missing: tuple[str, ...]


def before(folder: Path, target: Path, tools: Tools) -> Before:
    """What is known of the last build of `folder` into `target`."""
    inputs: Inputs | None = tools.index.fact(inputs_key(folder, target))
    manifest = read_manifest(target)
    published = manifest["files"] if manifest else None
    missing = tuple(path for path in published or () if not (target / path).is_file())
    return Before(inputs, published, missing)


def why_built(old: Before, now: Inputs, settings: Settings) -> Iterator[Reason]:
    """Why a site was not skipped. `now` are its inputs."""
    if settings.force:
        yield _reason("forced")
    if old.inputs is None:
        yield _reason("first" if old.published is None else "no_record")
        return
    differences = [*_differences(old.inputs, now), *_day(old.inputs, settings), *_output(old)]
    # Whatever else tells two builds apart has been looked at.
    yield from differences or ([] if settings.force else [_reason("output_changed")])


def why_developed(made: Iterable["PictureJob"], old: Before, now: Inputs) -> Iterator[Reason]:
    """Why photos were developed, with all that are developed for the same reason in one."""
    groups: dict[str, list[PictureJob]] = {}
    sources = {_source(path) for path in old.published or ()}
    for job in made:
        groups.setdefault(_cause(job, old, now, sources), []).append(job)
    for kind, jobs in sorted(groups.items()):
        yield _reason(kind, sorted(job.photo.path for job in jobs), count=sum(len(job.renditions) for job in jobs))


def why_written(files: Mapping[str, str], old: Before) -> Iterator[Reason]:
    """Which pages, and files beside them, are not what was published; nothing when nothing was."""
    if old.published is None:
        return
    was = {path: sum_ for path, sum_ in old.published.items() if not path.startswith("photos/")}
    now = {path: sum_ for path, sum_ in files.items() if not path.startswith("photos/")}
    yield from _compared("pages", was, now)
    yield _reason("pages_same", count=sum(was.get(path) == sum_ for path, sum_ in now.items()))


def _differences(old: Inputs, now: Inputs) -> Iterator[Reason]:
    yield from _compared("files", old["files"], now["files"])
    options = [name for name, value in now["options"].items() if old["options"].get(name) != value]
    if options:
        yield _reason("options", ["--" + name.replace("_", "-") for name in options])
    if old["theme"] != now["theme"]:
        yield _reason("theme")
    if old["version"] != now["version"]:
        yield _reason("version", old=old["version"], new=now["version"])
    elif old["program"] != now["program"]:
        yield _reason("program")


def _day(old: Inputs, settings: Settings) -> Iterator[Reason]:
    today = settings.today.isoformat()
    if today >= old["until"]:
        yield _reason("day_came", day=old["until"])
    elif today < old["from"]:
        yield _reason("day_before", day=old["from"])


def _output(old: Before) -> Iterator[Reason]:
    if old.published is None:
        yield _reason("output_none")
    elif old.missing:
        yield _reason("output_gone", old.missing)


def _cause(job: "PictureJob", old: Before, now: Inputs, sources: set[str]) -> str:
    if all(r.name in (old.published or ()) for r in job.renditions):
        return "photos_lost"
    if _source(job.renditions[0].name) in sources:
        return "photos_recipe"
    path = job.photo.path
    was = old.inputs["files"].get(path) if old.inputs else None
    if was is None:
        return "photos_new"
    return "photos_shown" if was == now["files"].get(path) else "photos_changed"


def _source(name: str) -> str:
    """The part of a picture's name that comes from its source's digest (photos.frame)."""
    return name.partition("-")[0]


def _compared(kind: str, old: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Reason]:
    for what, paths in (
        ("new", now.keys() - old.keys()),
        ("changed", {path for path in old.keys() & now.keys() if old[path] != now[path]}),
        ("gone", old.keys() - now.keys()),
    ):
        if paths:
            yield _reason(f"{kind}_{what}", sorted(paths))


def _reason(kind: str, files: Sequence[str] = (), **values: object) -> Reason:
    ja, en = _WORDS[kind]
    files = tuple(_printable(path) for path in files)
    more = len(files) - _NAMED
    first = files[:_NAMED]
    names_ja = "、".join([*first, *([f"ほか{more}"] if more > 0 else [])])
    names_en = ", ".join(first) + (f" and {more} more" if more > 0 else "")
    return Reason(kind, ja.format(names=names_ja, **values), en.format(names=names_en, **values), files)


def _printable(path: str) -> str:
    """A name that any terminal shows: those of other systems may hold anything."""
    return "".join(c if c.isprintable() else "?" for c in path)
