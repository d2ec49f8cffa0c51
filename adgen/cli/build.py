"""adgen build"""

import os
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adgen import site_list
from adgen.build import Report, Settings
from adgen.build.fleet import Crew, Memory, build_sites, prune, settled, silent, site_jobs
from adgen.build.unchanged import look
from adgen.cli.github import add_summary
from adgen.cli.language import chosen, say
from adgen.cli.options import (
    CACHE,
    INDEX,
    TOKYO,
    Day,
    Shard,
    cache_folder,
    flag,
    language,
    option,
    output_folder,
    public_address,
    report_form,
    site_arguments,
    sites_folder,
    theme_option,
    workers,
)
from adgen.cli.output import Console
from adgen.cli.places import Workplace, find_sites, in_shard, open_workplace, refuse_inside
from adgen.cli.run_json import as_json
from adgen.cli.telling import FEW, telling
from adgen.pages.shelf import theme_folder
from adgen.plumbing.index import open_index
from adgen.problems import AdgenError, Problem
from adgen.problems.catalogue import json_of

if TYPE_CHECKING:
    from adgen.build.fleet import Job

# What a site of a stranger may take, unless options say otherwise.
_STRANGERS_SECONDS, _STRANGERS_MEGABYTES = 60.0, 200.0


@click.command(
    "build",
    help=say(
        "SITE（名前かフォルダ）を作ります。書かなければ全部のサイトです。",
        "Build each SITE (a name or a folder), or all sites.",
    ),
)
@site_arguments()
@sites_folder()
@output_folder()
@public_address()
@option("--now", type=Day(), ja="この日として作ります（日本時間）", en="build as on this day (Japan time)")
@theme_option()
@flag("--strict", ja="重い注意も失敗にします", en="serious warnings fail")
@flag("--keep-going", ja="読めない写真を外して作ります", en="leave unreadable photos out")
@flag(
    "--untrusted",
    ja="人のフォルダとして扱い、ひな形を断って、サイトごとに分けて作ります",
    en="folders of strangers: no templates of theirs, each site apart",
)
@option(
    "--site-seconds",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    ja="1サイトにかけてよい秒数（--untrusted では60）",
    en="seconds that a site may take (with --untrusted: 60)",
)
@option(
    "--site-megabytes",
    type=click.FloatRange(min=0, min_open=True),
    metavar="MB",
    ja="1サイトの大きさの上限（--untrusted では200）",
    en="how large a site may become (with --untrusted: 200)",
)
@flag("--drafts", ja="下書きも出します", en="show drafts")
@flag("--future", ja="先の日付のものも出します", en="show what lies in the future")
@flag("--draft-photos", ja="写真を手早く作ります（確認用）", en="photos in a hurry, to look at")
@flag("--best", ja="写真を時間をかけて軽くします（公開用）", en="the lightest photos, slowly, to publish")
@flag("--no-index", ja="一覧の index.html を作りません", en="no list of all sites")
@option(
    "--shard",
    type=Shard(),
    ja="n 組に分けた i 番目のサイトだけを作ります（一覧は作りません）",
    en="only the i-th of n parts of the sites, and no list",
)
@flag("--force", ja="変わりのないサイトも作り直します", en="build unchanged sites too")
@flag("--explain", ja="作り直した理由を出します", en="say why sites, photos and pages were made anew")
@workers()
@cache_folder()
@flag("--no-cache", ja="控えを使いません", en="use no cache")
@report_form("github")
@flag("-q", "--quiet", ja="まちがいだけを出します", en="mistakes only")
@flag("-v", "--verbose", ja="細かいお知らせも出します", en="notes too")
@language()
def command(  # noqa: PLR0913, PLR0917 - click passes each option by its name
    sites: tuple[str, ...],
    sites_dir: Path | None,
    output_dir: Path | None,
    base_url: str | None,
    now: date | None,
    theme_dir: Path | None,
    strict: bool,
    keep_going: bool,
    untrusted: bool,
    site_seconds: float | None,
    site_megabytes: float | None,
    drafts: bool,
    future: bool,
    draft_photos: bool,
    best: bool,
    no_index: bool,
    shard: tuple[int, int] | None,
    force: bool,
    explain: bool,
    jobs: int,
    memory: int | None,
    cluster: str | None,
    cache_dir: Path | None,
    no_cache: bool,
    style: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build every site; each stands or falls on its own."""
    if draft_photos and best:
        raise click.UsageError(
            say("--draft-photos と --best は一緒に使えません", "--draft-photos and --best exclude each other")
        )
    if cluster and (untrusted or site_seconds):
        raise click.UsageError(
            say(
                "--workers は、--untrusted や --site-seconds と一緒に使えません",
                "--workers excludes --untrusted and --site-seconds",
            )
        )
    megabytes = site_megabytes or (_STRANGERS_MEGABYTES if untrusted else None)
    # A command that builds on its way says so by the codes that it has no use for.
    without = click.get_current_context().obj or frozenset()
    console = Console(quiet, verbose, to_stderr=style == "json", on_github=style == "github", without=without)
    begun = time.monotonic()
    cache = None if no_cache else cache_dir or CACHE
    kept = Memory(cache, cache / INDEX if cache else None)
    try:
        place = open_workplace(Path(), sites_dir, output_dir, base_url, strict=strict, no_index=no_index)
        settings = Settings(
            today=now or datetime.now(TOKYO).date(),
            theme_folder=theme_dir or theme_folder(),
            base_url=place.base_url,
            drafts=drafts,
            future=future,
            keep_going=keep_going,
            untrusted=untrusted,
            draft_photos=draft_photos,
            best=best,
            strict=place.strict,
            force=force or no_cache,
            explain=explain,
            site_seconds=site_seconds or (_STRANGERS_SECONDS if untrusted else None),
            site_bytes=int(megabytes * 1024**2) if megabytes else None,
        )
        folders = find_sites(place, sites)
        if untrusted:
            refuse_inside(folders)
        all_jobs = site_jobs(folders, place.output, settings, kept)
        crew = Crew(jobs or os.cpu_count() or 1, memory, cluster)
        reports = _build([job for job in all_jobs if in_shard(job.folder, shard)], settings, kept, crew, console)
    except AdgenError as error:
        console.problems(error.problems)
        _tell_machines(style, [], error.problems, begun, 1)
        return 1
    # A part of the sites is no list of all.
    notes = () if shard else _write_top(place, settings, kept)
    console.problems(notes)
    code = _exit_code(reports, notes)
    _tell_machines(style, reports, notes, begun, code)
    if style != "json":
        console.summary(reports, place.output, time.monotonic() - begun)
    console.bugs(reports)
    return code


def _build(jobs: "Sequence[Job]", settings: Settings, memory: Memory, crew: Crew, console: Console) -> list[Report]:
    """The reports of all sites in their order, each told as soon as those before it are. Raises AdgenError for the theme."""
    known = settled(jobs, settings, memory)
    left = [job for job in jobs if job.folder not in known]
    if left:
        # What is wrong with it is told once and not for every site.
        _ = settings.theme
    watch = console.progress if len(left) <= FEW else silent
    made = build_sites(left, settings, memory, crew, watch)
    reports = []
    with telling(console, len(jobs), len(left)) as tell:
        for job in jobs:
            reports.append(known.get(job.folder) or next(made))
            tell(reports[-1])
    if any(report.encoded for report in reports) and not settings.untrusted:
        prune(memory)
    return reports


def _exit_code(reports: Sequence[Report], notes: Sequence[Problem]) -> int:
    if any(r.bug for r in reports):
        return 3
    return 0 if all(r.is_built for r in reports) and not any(p.is_error for p in notes) else 1


def _tell_machines(style: str, reports: Sequence[Report], notes: Sequence[Problem], begun: float, code: int) -> None:
    if style == "json":
        # Names of files need not be valid text, JSON must.
        click.echo(json_of(as_json(reports, notes, time.monotonic() - begun, code)).encode("utf-8", "replace").decode())
    elif style == "github":
        add_summary(reports, notes, chosen())


def _write_top(place: Workplace, settings: Settings, memory: Memory) -> Sequence[Problem]:
    """Write the list of all sites and the files for their host, unless they stand as they would come out."""
    if not place.output.is_dir():
        return ()
    key = f"list {place.output.resolve()}"
    made_of = [look(settings), settings.base_url, place.index]
    with open_index(memory.index) as index:
        if not settings.force and index.fact(key) == [*made_of, site_list.state(place.output)]:
            return ()
        try:
            notes = site_list.write_host_files(place.output, settings.base_url)
            if place.index:
                notes += site_list.write_site_list(place.output, settings.theme, settings.renderer)
        except AdgenError as error:
            return error.problems
        if not notes:
            index.remember_fact(key, [*made_of, site_list.state(place.output)])
    return notes
