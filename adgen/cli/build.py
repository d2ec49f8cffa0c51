"""adgen build"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import click

from adgen.build import Report, Settings, build_site
from adgen.cli.language import say
from adgen.cli.output import Console, as_json
from adgen.cli.places import Workplace, find_sites, open_workplace
from adgen.content.load import site_slug
from adgen.model.declare import web_address
from adgen.pages.render import Renderer
from adgen.pages.theme import load_theme, theme_folder
from adgen.plumbing.cache import Cache
from adgen.plumbing.workers import Workers, open_workers
from adgen.problems import AdgenError, Place, Problem, problem
from adgen.site_list import write_site_list
from adgen.text.japanese import Unreadable

# Japan has one time zone and no summer time, so that a fixed offset needs no time zone data.
_TOKYO = timezone(timedelta(hours=9))


_MOST_JOBS = 64
# No contractor's page is older; what lies before is a slip of the finger.
_FIRST_YEAR = 2000


@dataclass(frozen=True)
class _Job:
    """A site to build, unless it `clashes` with another."""

    folder: Path
    target: Path
    clashes: tuple[Problem, ...]


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            moment = datetime.min
        if moment.year < _FIRST_YEAR:
            self.fail(say(f"日付として読めません: {value}", f"not a date: {value}"), param, ctx)
        return (moment.astimezone(_TOKYO) if moment.tzinfo else moment).date()


class _Address(click.ParamType[str]):
    name = "URL"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return web_address(str(value))
        except Unreadable:
            self.fail(say(f"https:// から書いてください: {value}", f"begin with https://: {value}"), param, ctx)


class _Jobs(click.ParamType[int]):
    name = "N|auto"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if value in ("auto", 0):
            return 0
        if not str(value).isdecimal() or not 0 < int(str(value)) <= _MOST_JOBS:
            self.fail(say("1から64の数か auto を書いてください", "a number from 1 to 64, or auto"), param, ctx)
        return int(str(value))


@click.command(
    "build",
    help=say(
        "SITE（名前かフォルダ）を作ります。書かなければ全部のサイトです。",
        "Build each SITE (a name or a folder), or all sites.",
    ),
)
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option(
    "--sites",
    "sites_dir",
    type=click.Path(path_type=Path),
    envvar="ADGEN_SITES",
    metavar="DIR",
    help=say("サイトのフォルダ（既定: sites）", "folder of sites (default: sites)"),
)
@click.option(
    "-o",
    "--output-dir",
    type=click.Path(path_type=Path),
    envvar="ADGEN_OUTPUT_DIR",
    metavar="DIR",
    help=say("出力先（既定: build）", "output folder (default: build)"),
)
@click.option(
    "-u",
    "--base-url",
    type=_Address(),
    envvar="ADGEN_BASE_URL",
    metavar="URL",
    help=say("出力先を公開するアドレス", "address of the output folder"),
)
@click.option(
    "--now",
    type=_Day(),
    envvar="ADGEN_NOW",
    help=say("この日として作ります（日本時間）", "build as on this day (Japan time)"),
)
@click.option(
    "--strict", is_flag=True, envvar="ADGEN_STRICT", help=say("重い注意も失敗にします", "serious warnings fail")
)
@click.option(
    "--keep-going",
    is_flag=True,
    envvar="ADGEN_KEEP_GOING",
    help=say("読めない写真を外して作ります", "leave unreadable photos out"),
)
@click.option("--drafts", is_flag=True, envvar="ADGEN_DRAFTS", help=say("下書きも出します", "show drafts"))
@click.option(
    "--future",
    is_flag=True,
    envvar="ADGEN_FUTURE",
    help=say("先の日付のものも出します", "show what lies in the future"),
)
@click.option(
    "--no-index",
    is_flag=True,
    envvar="ADGEN_NO_INDEX",
    help=say("一覧の index.html を作りません", "no list of all sites"),
)
@click.option(
    "-j",
    "--jobs",
    type=_Jobs(),
    default="auto",
    envvar="ADGEN_JOBS",
    help=say("同時に動かす数（既定: auto）", "processes (default: auto)"),
)
@click.option(
    "--cache-dir",
    type=click.Path(path_type=Path),
    envvar="ADGEN_CACHE_DIR",
    metavar="DIR",
    help=say("写真の控え（既定: .adgen/cache）", "cache (default: .adgen/cache)"),
)
@click.option("--no-cache", is_flag=True, envvar="ADGEN_NO_CACHE", help=say("控えを使いません", "use no cache"))
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    envvar="ADGEN_FORMAT",
    help=say("結果の形", "form of the report"),
)
@click.option("-q", "--quiet", is_flag=True, envvar="ADGEN_QUIET", help=say("まちがいだけを出します", "mistakes only"))
@click.option(
    "-v", "--verbose", is_flag=True, envvar="ADGEN_VERBOSE", help=say("細かいお知らせも出します", "notes too")
)
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), envvar="ADGEN_LANG", expose_value=False, help=say("言葉", "language")
)
def command(
    sites: tuple[str, ...],
    sites_dir: Path | None,
    output_dir: Path | None,
    base_url: str | None,
    now: date | None,
    strict: bool,
    keep_going: bool,
    drafts: bool,
    future: bool,
    no_index: bool,
    jobs: int,
    cache_dir: Path | None,
    no_cache: bool,
    style: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build every site; each stands or falls on its own."""
    console = Console(quiet=quiet, verbose=verbose, to_stderr=style == "json")
    begun = time.monotonic()
    try:
        place = open_workplace(Path(), sites_dir, output_dir, base_url, strict=strict, no_index=no_index)
        theme = load_theme(theme_folder())
        settings = Settings(
            today=now or datetime.now(_TOKYO).date(),
            theme=theme,
            renderer=Renderer(theme.folder),
            base_url=place.base_url,
            drafts=drafts,
            future=future,
            keep_going=keep_going,
            strict=place.strict,
        )
        targets = _targets(place, find_sites(place, sites))
    except AdgenError as error:
        console.problems(error.problems)
        if style == "json":
            _print_json([], error.problems, begun)
        return 1
    cache = Cache(None if no_cache else cache_dir or Path(".adgen/cache"))
    with open_workers(jobs or None) as workers:
        reports = [_build(target, settings, workers, cache, console) for target in targets]
    notes = _list_sites(place, settings)
    console.problems(notes)
    if style == "json":
        _print_json(reports, notes, begun)
    else:
        console.summary(reports, place.output, time.monotonic() - begun)
    return 0 if all(r.is_built for r in reports) and not any(p.is_error for p in notes) else 1


def _print_json(reports: list[Report], notes: Sequence[Problem], begun: float) -> None:
    click.echo(json.dumps(as_json(reports, notes, time.monotonic() - begun), ensure_ascii=False, indent=1))


def _list_sites(place: Workplace, settings: Settings) -> Sequence[Problem]:
    if not place.index or not place.output.is_dir():
        return ()
    try:
        return write_site_list(place.output, settings.theme, settings.renderer)
    except AdgenError as error:
        return error.problems


def _build(job: _Job, settings: Settings, workers: Workers, cache: Cache, console: Console) -> Report:
    folder, target = job.folder, job.target
    if job.clashes:
        report = Report(target.name, folder.as_posix(), target.as_posix(), 0, 0, 0, 0.0, job.clashes, False)
        console.site(report)
        return report
    with console.progress(target.name) as progress:
        report = build_site(folder, target, settings, workers, cache, progress)
    console.site(report)
    return report


def _targets(place: Workplace, folders: list[Path]) -> list[_Job]:
    """Each folder with its output folder; those that would write the same one with that mistake."""
    slugs = [site_slug(folder) for folder in folders]
    jobs = []
    for folder, slug in zip(folders, slugs, strict=True):
        rivals = [
            other.as_posix() for other, its in zip(folders, slugs, strict=True) if its == slug and other != folder
        ]
        address = f"{place.output.as_posix()}/{slug}"
        where = Place((folder / "site.yaml").as_posix())
        clash = problem("E138", where, address=address, others="、".join(rivals))
        jobs.append(_Job(folder, place.output / slug, (clash,) if rivals else ()))
    return jobs
