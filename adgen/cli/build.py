"""adgen build"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import click

from adgen.build import Report, Settings, Tools, build_site, failed
from adgen.cli.language import say
from adgen.cli.options import CACHE, FOLDER, INDEX, TOKYO, Address, Day, Jobs, flag, language, option
from adgen.cli.output import Console, as_json
from adgen.cli.places import Workplace, find_sites, open_workplace
from adgen.content.load import site_slug
from adgen.pages.render import Renderer
from adgen.pages.theme import load_theme, theme_folder
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import open_index
from adgen.plumbing.workers import open_workers
from adgen.problems import AdgenError, Place, Problem, problem
from adgen.site_list import write_site_list

# Five gigabytes hold the renditions of about 5,000 photos.
_CACHE_LIMIT = 5 * 1024**3


@click.command(
    "build",
    help=say(
        "SITE（名前かフォルダ）を作ります。書かなければ全部のサイトです。",
        "Build each SITE (a name or a folder), or all sites.",
    ),
)
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@option(
    "--sites",
    "sites_dir",
    type=FOLDER,
    metavar="DIR",
    ja="サイトのフォルダ（既定: sites）",
    en="folder of sites (default: sites)",
)
@option(
    "-o", "--output-dir", type=FOLDER, metavar="DIR", ja="出力先（既定: build）", en="output folder (default: build)"
)
@option("-u", "--base-url", type=Address(), ja="出力先を公開するアドレス", en="address of the output folder")
@option("--now", type=Day(), ja="この日として作ります（日本時間）", en="build as on this day (Japan time)")
@option(
    "--theme",
    "theme_dir",
    type=FOLDER,
    metavar="DIR",
    ja="テーマのフォルダ（既定: allinone）",
    en="folder of a theme (default: allinone)",
)
@flag("--strict", ja="重い注意も失敗にします", en="serious warnings fail")
@flag("--keep-going", ja="読めない写真を外して作ります", en="leave unreadable photos out")
@flag(
    "--untrusted", ja="人のフォルダとして扱い、サイトごとのひな形を断ります", en="refuse templates that lie in a site"
)
@flag("--drafts", ja="下書きも出します", en="show drafts")
@flag("--future", ja="先の日付のものも出します", en="show what lies in the future")
@flag("--no-index", ja="一覧の index.html を作りません", en="no list of all sites")
@flag("--force", ja="変わりのないサイトも作り直します", en="build unchanged sites too")
@option("-j", "--jobs", type=Jobs(), default="auto", ja="同時に動かす数（既定: auto）", en="processes (default: auto)")
@option(
    "--cache-dir",
    type=FOLDER,
    metavar="DIR",
    ja="写真の控え（既定: .adgen/cache）",
    en="cache (default: .adgen/cache)",
)
@flag("--no-cache", ja="控えを使いません", en="use no cache")
@option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", ja="結果の形", en="form of the report"
)
@flag("-q", "--quiet", ja="まちがいだけを出します", en="mistakes only")
@flag("-v", "--verbose", ja="細かいお知らせも出します", en="notes too")
@language()
def command(
    sites: tuple[str, ...],
    sites_dir: Path | None,
    output_dir: Path | None,
    base_url: str | None,
    now: date | None,
    theme_dir: Path | None,
    strict: bool,
    keep_going: bool,
    untrusted: bool,
    drafts: bool,
    future: bool,
    no_index: bool,
    force: bool,
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
        theme = load_theme(theme_dir or theme_folder())
        settings = Settings(
            today=now or datetime.now(TOKYO).date(),
            theme=theme,
            renderer=Renderer(theme.folder),
            base_url=place.base_url,
            drafts=drafts,
            future=future,
            keep_going=keep_going,
            untrusted=untrusted,
            strict=place.strict,
            force=force or no_cache,
        )
        targets = _targets(place, find_sites(place, sites))
    except AdgenError as error:
        console.problems(error.problems)
        if style == "json":
            _print_json([], error.problems, begun)
        return 1
    memory = None if no_cache else cache_dir or CACHE
    with open_workers(jobs or None) as workers, open_index(memory / INDEX if memory else None) as index:
        tools = Tools(workers, Cache(memory), index)
        reports = [_build(target, settings, tools, console) for target in targets]
        if any(report.encoded for report in reports):
            tools.cache.prune(_CACHE_LIMIT)
    notes = _list_sites(place, settings)
    console.problems(notes)
    if style == "json":
        _print_json(reports, notes, begun)
    else:
        console.summary(reports, place.output, time.monotonic() - begun)
    return 0 if all(r.is_built for r in reports) and not any(p.is_error for p in notes) else 1


@dataclass(frozen=True)
class _Job:
    """A site to build, unless it `clashes` with another."""

    folder: Path
    target: Path
    clashes: tuple[Problem, ...]


def _print_json(reports: list[Report], notes: Sequence[Problem], begun: float) -> None:
    click.echo(json.dumps(as_json(reports, notes, time.monotonic() - begun), ensure_ascii=False, indent=1))


def _list_sites(place: Workplace, settings: Settings) -> Sequence[Problem]:
    if not place.index or not place.output.is_dir():
        return ()
    try:
        return write_site_list(place.output, settings.theme, settings.renderer)
    except AdgenError as error:
        return error.problems


def _build(job: _Job, settings: Settings, tools: Tools, console: Console) -> Report:
    if job.clashes:
        report = failed(job.folder, job.target, job.clashes)
        console.site(report)
        return report
    with console.progress(job.target.name) as progress:
        report = build_site(job.folder, job.target, settings, replace(tools, progress=progress))
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
