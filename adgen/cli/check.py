"""adgen check"""

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adgen.cli.check_tell import Found, tell
from adgen.cli.language import chosen, say
from adgen.cli.one_site import write_page
from adgen.cli.options import (
    CACHE,
    FOLDER,
    INDEX,
    TOKYO,
    Day,
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
from adgen.cli.places import Workplace, find_sites, open_workplace
from adgen.cli.run_json import problem_json
from adgen.problems import AdgenError
from adgen.problems.catalogue import json_of

if TYPE_CHECKING:
    from adgen.build import Settings
    from adgen.build.fleet import Crew


@click.command(
    "check",
    help=say(
        "SITE のページに足りないものと、次にやること3つを知らせます。まちがい、リンク、公開先の上限、git に入れてはいけないものも見ます。ページは作りません。",
        "Tell what the pages of SITE lack and the next three things to do; also mistakes, links, limits of hosts, and what git should not take. Builds nothing.",
    ),
)
@site_arguments()
@sites_folder()
@output_folder()
@public_address()
@option("--now", type=Day(), ja="この日として調べます（日本時間）", en="check as on this day (Japan time)")
@theme_option()
@flag("--strict", ja="重い注意も失敗にします", en="serious warnings fail")
@flag("--untrusted", ja="人のフォルダとして扱います", en="for folders of people you do not know")
@option(
    "--html",
    "html_file",
    type=FOLDER,
    metavar="FILE",
    ja="結果のページを書き出す先",
    en="file for the result as a page",
)
@report_form("github")
@workers()
@cache_folder()
@flag("-v", "--verbose", ja="満たしている項目とお知らせも出します", en="what is fine, and notes too")
@language()
def command(
    sites: tuple[str, ...],
    sites_dir: Path | None,
    output_dir: Path | None,
    base_url: str | None,
    now: date | None,
    theme_dir: Path | None,
    strict: bool,
    untrusted: bool,
    html_file: Path | None,
    style: str,
    jobs: int,
    memory: int | None,
    cluster: str | None,
    cache_dir: Path | None,
    verbose: bool,
) -> int:
    """Look at every site and tell about it; mistakes fail, and with --strict serious warnings do."""
    from adgen.build import Settings
    from adgen.build.fleet import Crew
    from adgen.pages.shelf import theme_folder

    today = now or datetime.now(TOKYO).date()
    console = Console(quiet=False, verbose=verbose, to_stderr=style == "json", on_github=style == "github")
    try:
        place = open_workplace(Path(), sites_dir, output_dir, base_url, strict=strict, no_index=True)
        settings = Settings(
            today, theme_dir or theme_folder(), base_url=place.base_url, strict=place.strict, untrusted=untrusted
        )
        crew = Crew(jobs or os.cpu_count() or 1, memory, cluster)
        found = _look(find_sites(place, sites), place, settings, crew, cache_dir or CACHE, sites_dir)
        if html_file:
            from adgen.check.page import report_page

            write_page(html_file, report_page(found.sites, found.around, found.size, today))
    except AdgenError as error:
        console.problems(error.problems)
        if style == "json":
            click.echo(json_of(_json(Found((), error.problems, None, Path(), strict), today)))
        return 1
    if style == "json":
        click.echo(json_of(_json(found, today)))
    else:
        tell(found, console, html_file)
    return 1 if found.is_failure else 0


def _look(
    folders: Sequence[Path], place: Workplace, settings: "Settings", crew: "Crew", cache: Path, sites_dir: Path | None
) -> Found:
    from adgen.build.fleet import Memory, open_tools, site_jobs
    from adgen.check import check_site
    from adgen.check.hosting import check_hosting, size_of
    from adgen.check.report import site_values
    from adgen.check.repository import check_workspace

    _ = settings.theme
    memory = Memory(cache, cache / INDEX)
    with open_tools(memory, crew) as tools:
        jobs = site_jobs(folders, place.output, settings, memory)
        checked = [check_site(job.folder, job.target, settings, tools, job.clashes) for job in jobs]
    size = size_of(place.output)
    around = [*check_workspace(Path()), *(check_hosting(size, place.output) if size else ())]
    named = [(c, site_values(c, _argument(f, place, sites_dir))) for c, f in zip(checked, folders, strict=True)]
    return Found(named, around, size, place.output, place.strict)


def _argument(folder: Path, place: Workplace, sites_dir: Path | None) -> str:
    """The site as commands take it: by its name where that is enough, and quoted where it has a space."""
    name = folder.name if folder == place.sites / folder.name else folder.as_posix()
    return f"{_quoted(name)} --sites {_quoted(sites_dir.as_posix())}" if sites_dir else _quoted(name)


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _json(found: Found, today: date) -> dict[str, object]:
    from adgen.check.report import as_json, output_json

    told = [{**as_json(c, v, chosen()), "problems": [problem_json(p) for p in c.problems]} for c, v in found.sites]
    return {
        "today": today.isoformat(),
        "sites": told,
        "problems": [problem_json(p) for p in found.around],
        **output_json(found.size, chosen()),
    }
