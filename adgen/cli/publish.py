"""adgen publish"""

import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adgen.cli.language import say
from adgen.cli.options import (
    CACHE,
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
)
from adgen.cli.output import Console
from adgen.cli.places import Workplace, find_sites, open_workplace, workspace_of
from adgen.cli.publish_tell import in_json, lines
from adgen.cli.request_place import Office, rebuild
from adgen.problems import AdgenError, Place, Problem, problem, raise_if_fatal, unwritable
from adgen.problems.catalogue import json_of

if TYPE_CHECKING:
    from adgen.publish.address import Address as PublishAddress
    from adgen.publish.run import Outcome, Question, Wish

# What was published before, and what an attempt that broke off has sent.
_MEMORY = Path(".adgen/published")
_FEW = 3


@dataclass(frozen=True)
class Job:
    """One site on its way: its folder, where its pages stand here, and the place they go to."""

    folder: Path
    output: Path
    address: "PublishAddress"
    cache: Path


@click.command(
    "publish",
    help=say(
        "できているページを、サーバーやフォルダに公開します。変わったファイルだけを送ります。",
        "Bring built pages to a server or a folder: only what has changed is sent.",
    ),
)
@site_arguments()
@option(
    "--to",
    metavar="TARGET",
    ja="公開先: フォルダ、sftp:// ftps:// ftp:// s3:// のアドレス、adgen.yaml の公開先の名前（既定: site.yaml の公開先）",
    en="a folder, an address (sftp, ftps, ftp, s3) or a name from adgen.yaml (default: publish_to of site.yaml)",
)
@flag("--dry-run", ja="何が変わるかを見せるだけで、何も送りません", en="show what would change, send nothing")
@flag("--rollback", ja="1つ前に公開した版に戻します", en="bring the version before back")
@option(
    "--max-deletes",
    type=click.IntRange(0),
    metavar="N",
    ja="消えてよいページの数（既定: 50 か3割を超えたら聞きます）",
    en="how many pages may go (default: asks above 50 or 30 %)",
)
@flag(
    "--adopt",
    ja="公開先にある adgen のものではないページを置きかえます",
    en="replace a page there that is not of adgen",
)
@flag("--break-lock", ja="途中で止まった公開の印を外します", en="take the lock of a publication that was cut off")
@sites_folder()
@output_folder()
@public_address()
@option("--now", type=Day(), ja="この日として公開します（日本時間）", en="publish as on this day (Japan time)")
@cache_folder()
@report_form()
@flag("-q", "--quiet", ja="まちがいだけを出します", en="mistakes only")
@language()
def command(
    sites: tuple[str, ...],
    to: str | None,
    dry_run: bool,
    rollback: bool,
    max_deletes: int | None,
    adopt: bool,
    break_lock: bool,
    sites_dir: Path | None,
    output_dir: Path | None,
    base_url: str | None,
    now: date | None,
    cache_dir: Path | None,
    style: str,
    quiet: bool,
) -> int:
    """Publish every site; each stands or falls on its own."""
    from adgen.publish.run import Wish

    console = Console(quiet=quiet, verbose=True, to_stderr=style == "json")
    wish = Wish(_asker(style), dry_run, adopt, break_lock, max_deletes)
    today = now or datetime.now(TOKYO).date()
    done: list[Outcome] = []
    problems: list[Problem] = []
    try:
        place = open_workplace(Path(), sites_dir, output_dir, base_url, strict=False, no_index=False)
        jobs = jobs_of(place, sites, to or "", cache_dir or CACHE)
    except AdgenError as error:
        jobs, problems = [], [*error.problems]
    for job in jobs:
        try:
            if rollback:
                done.append(_back(job, today, wish, place, console))
            else:
                problems += warnings(job, today)
                done.append(send(job, today, wish, console))
                problems += done[-1].ahead
        except AdgenError as error:
            problems += error.problems
    console.problems(problems)
    if style == "json":
        click.echo(json_of(in_json(done, problems)))
    elif not quiet:
        click.echo("".join(f"{line}\n" for one in done for line in lines(one)), nl=False)
    return int(any(found.is_error for found in problems))


def jobs_of(place: Workplace, names: tuple[str, ...], to: str, cache: Path) -> list[Job]:
    """Each of the sites with its place. Raises AdgenError for sites and places that are not there, all of them at once."""
    from adgen.content.load import site_slug, site_target
    from adgen.publish.where import check_apart, place_of

    rules, jobs, problems = workspace_of(Path()), list[Job](), list[Problem]()
    for folder in find_sites(place, names):
        slug = site_slug(folder)
        try:
            address = place_of(to, site_target(folder), rules, folder, slug, is_shared=bool(place.base_url))
        except AdgenError as error:
            problems += error.problems
        else:
            jobs.append(Job(folder, place.output / slug, address, cache))
    raise_if_fatal(problems)
    check_apart({job.output.name: job.address for job in jobs})
    return jobs


def warnings(job: Job, today: date) -> Iterator[Problem]:
    """What should be known before: an open line, files that stay here, and edits that nobody built.

    Raises AdgenError where nothing can be published.
    """
    from adgen.build.unchanged import edited_since
    from adgen.plumbing.index import open_index
    from adgen.publish.standing import foreign, standing

    if job.address.kind == "ftp":
        yield problem("W701", Place(str(job.address)))
    if others := foreign(standing(job.output, today)):
        names = "、".join(others[:_FEW])
        yield problem("W702", Place(job.output.as_posix()), count=len(others), names=names)
    with open_index(job.cache / INDEX) as index:
        if edited := edited_since(job.folder, job.output, index):
            names = "、".join(edited[:_FEW])
            yield problem("W703", Place(job.folder.as_posix()), count=len(edited), names=names, site=job.output.name)


def send(job: Job, today: date, wish: "Wish", console: Console) -> "Outcome":
    """Publish one site as it stands. Raises AdgenError."""
    from adgen.publish.run import publish
    from adgen.publish.standing import standing
    from adgen.publish.versions import versions_of

    site = standing(job.output, today)
    store = versions_of(_MEMORY, job.address)
    with _on_the_way(wish), console.progress(job.output.name) as progress:
        purged = {} if wish.is_dry else store.purge(site.photos)
        done = publish(site, job.address, store, store.all(), replace(wish, progress=progress))
    _forget(job, purged, done.withdrawn)
    return done


def _back(job: Job, today: date, wish: "Wish", place: Workplace, console: Console) -> "Outcome":
    """The version before, after an ordinary build has said what may be shown today. Raises AdgenError."""
    from adgen.plumbing.index import open_index
    from adgen.publish.back import check_gate, check_rules, laid_out, version_before
    from adgen.publish.run import publish
    from adgen.publish.standing import standing
    from adgen.publish.versions import versions_of

    store = versions_of(_MEMORY, job.address)
    versions = store.all()
    version = version_before(versions, str(job.address))
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=TOKYO)
    if rebuild(
        job.folder, Office(place, workspace_of(Path()), (job.folder,), noon, True), is_quiet=True, cache=job.cache
    ):
        raise AdgenError([problem("E710", Place(job.output.as_posix()), site=job.output.name)])
    now = standing(job.output, today)
    check_rules(version, now, today)
    with (
        _on_the_way(wish),
        tempfile.TemporaryDirectory(dir=store.root) as folder,
        open_index(job.cache / INDEX) as index,
    ):
        site = laid_out(version, now, store, Path(folder))
        check_gate(site, job.folder, index)
        with console.progress(job.output.name) as progress:
            return publish(site, job.address, store, versions[:-2], replace(wish, progress=progress))


@contextlib.contextmanager
def _on_the_way(wish: "Wish") -> Iterator[None]:
    """Ctrl-C, and what goes wrong with what adgen keeps here. Raises AdgenError E503; what goes wrong at the target is told already."""
    try:
        yield
    except KeyboardInterrupt:
        # That the last site is untouched, as other commands say, would not be true.
        if wish.is_dry:
            raise
        click.echo(
            say(
                "公開を途中で止めました。もう一度公開すると、残りを送ります。",
                "Publishing was stopped on its way. Publish again to send the rest.",
            ),
            err=True,
        )
        raise click.exceptions.Exit(130) from None
    except OSError as error:
        raise AdgenError([unwritable(_MEMORY.as_posix(), error)]) from None


def _forget(job: Job, *withdrawn: Mapping[str, Iterable[str]]) -> None:
    """Photos that are shown no more leave the cache too."""
    if not any(withdrawn):
        return
    from adgen.build.pictures import forget
    from adgen.plumbing.cache import Cache

    for found in withdrawn:
        for photo, files in found.items():
            forget(photo, files, Cache(job.cache))


def _asker(style: str) -> "Callable[[Question, int], bool]":
    """Asks on a terminal; elsewhere the answer is no."""

    def ask(question: "Question", count: int) -> bool:
        if style == "json" or not sys.stdin.isatty():
            return False
        if question == "adopt":
            words = say(
                "公開先に、adgen のものではないページがあります。置きかえますか", "Replace the page that is there?"
            )
        else:
            words = say(f"{count}ページが消えます。続けますか", f"{count} pages will be deleted. Go on?")
        return click.confirm(words, default=False, err=True)

    return ask
