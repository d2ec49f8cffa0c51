"""adgen photos"""

import re
import time
from pathlib import Path

import click

from adgen.batch import Batch, develop_folder
from adgen.cli.check_photos import check
from adgen.cli.completion import site_names
from adgen.cli.fix import fix
from adgen.cli.language import say
from adgen.cli.one_site import one_site, write_page
from adgen.cli.options import FOLDER, language, option, sites_folder, workers
from adgen.cli.output import Console
from adgen.model.picture import Encoding
from adgen.plumbing.workers import open_workers
from adgen.problems import AdgenError, Problem, unwritable

# What the encoders take: quality up to 100, AVIF's speed, WebP's method.
_BEST = 100
_SPEEDS = {"avif": range(11), "jpeg": (None,), "webp": range(7)}
_QUALITIES = {"avif": Encoding(63, 9), "jpeg": Encoding(78), "webp": Encoding(75, 4)}


@click.group("photos", help=say("写真を調べたり、大きさをそろえたりします。", "Look at photos and make their sizes."))
def command() -> None:
    """The group of commands on photos alone."""


@command.command(
    "develop",
    help=say(
        "SOURCE の写真から、指定した幅の写真を TARGET に作ります。", "Make the given widths of every photo in SOURCE."
    ),
)
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("target", type=click.Path(path_type=Path, file_okay=False))
@option("--widths", default="320,640,960,1280,1920", ja="幅（コンマ区切り）", en="widths, separated by commas")
@option(
    "--formats",
    default="avif,jpeg",
    ja="形式: avif,jpeg,webp（画質と速さも付けられます。例: webp:80:4）",
    en="formats: avif,jpeg,webp, also with quality and speed: webp:80:4",
)
@workers()
@language()
def develop(
    source: Path, target: Path, widths: str, formats: str, jobs: int, memory: int | None, cluster: str | None
) -> int:
    """Develop a folder of photos."""
    begun = time.monotonic()
    batch = Batch(_widths(widths), _formats(formats))
    console = Console(quiet=False, verbose=False, to_stderr=False)
    try:
        with open_workers(jobs or None, memory, cluster) as crew:
            made = develop_folder(source, target, batch, crew)
    except AdgenError as error:
        console.problems(error.problems)
        return 1
    except OSError as error:
        console.problems([unwritable(target.as_posix(), error)])
        return 1
    problems = [found for _, found in made if isinstance(found, Problem)]
    console.problems(problems)
    files = sum(found for _, found in made if isinstance(found, int))
    photos, seconds = len(made) - len(problems), time.monotonic() - begun
    click.echo(
        say(f"写真{photos}枚から{files}ファイル、{seconds:.1f}秒", f"{files} files of {photos} photos, {seconds:.1f} s")
    )
    return 1 if problems else 0


@command.command(
    "sheet",
    help=say(
        "SITE の写真と切り抜きを1枚の HTML で見せます。", "Show the photos of SITE with every crop, as one HTML page."
    ),
)
@click.argument("site", shell_complete=site_names)
@sites_folder()
@option("-o", "--output", type=FOLDER, metavar="FILE", ja="書き出す先", en="file to write")
@language()
def sheet(site: str, sites_dir: Path | None, output: Path | None) -> int:
    """Write the contact sheet of a site."""
    from adgen.sheet import contact_sheet

    console = Console(quiet=False, verbose=False, to_stderr=False)
    try:
        with one_site(site, sites_dir) as found:
            page = contact_sheet(found.folder, found.reading, found.settings.theme.recipes, found.workers)
        target = output or Path(".adgen") / f"{found.reading.site.slug}-photos.html"
        write_page(target, page)
    except AdgenError as error:
        console.problems(error.problems)
        return 1
    click.echo(say(f"{target} を開いてください。", f"Open {target}."))
    return 0


command.add_command(check)
command.add_command(fix)


def _widths(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    if not all(part.isdecimal() and 0 < int(part) <= 8_000 for part in parts):
        raise click.BadParameter(text, param_hint="--widths")
    return tuple(sorted({int(part) for part in parts}))


def _formats(text: str) -> dict[str, Encoding]:
    encodings = {}
    for part in text.split(","):
        found = re.fullmatch(r"(avif|jpeg|webp)(?::(\d{1,3}))?(?::(\d{1,2}))?", part, re.ASCII)
        if not found:
            raise click.BadParameter(part, param_hint="--formats")
        kind, quality, speed = found.groups()
        usual = _QUALITIES[kind]
        wanted = Encoding(int(quality or usual.quality), int(speed) if speed else usual.speed)
        if wanted.quality > _BEST or wanted.speed not in _SPEEDS[kind]:
            raise click.BadParameter(part, param_hint="--formats")
        encodings[kind] = wanted
    return encodings
