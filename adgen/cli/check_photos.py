"""adgen photos check"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adgen.cli.completion import site_names
from adgen.cli.language import chosen, say
from adgen.cli.one_site import one_site, write_page
from adgen.cli.options import FOLDER, flag, language, option, sites_folder
from adgen.cli.output import Console
from adgen.problems import AdgenError

if TYPE_CHECKING:
    from adgen.photo_report import Report

_SLOTS = ("thumb", "case", "hero")
_SITE = "site.yaml"


@click.command(
    "check",
    help=say(
        "TARGET（サイトの名前、または写真のフォルダ）の写真の写りを調べ、撮り直したほうがよいものを知らせます。",
        "Tell which photos of TARGET (a site, or a folder of photos) should be taken again.",
    ),
)
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", shell_complete=site_names)
@option(
    "--json", "json_file", type=FOLDER, metavar="FILE", ja="結果を JSON で書き出す先", en="file for the result as JSON"
)
@option(
    "--html",
    "html_file",
    type=FOLDER,
    metavar="FILE",
    ja="写真つきの一覧を書き出す先",
    en="file for a page with the photos",
)
@option(
    "--slot",
    type=click.Choice(_SLOTS),
    default="thumb",
    ja="写真のフォルダを、どこに使うつもりで調べるか（thumb: 一覧、case: 事例、hero: トップ）",
    en="where the photos of a plain folder are meant to stand",
)
@flag("--strict", ja="重い注意があれば失敗にする", en="fail when there is a serious finding")
@sites_folder()
@language()
def check(
    targets: tuple[str, ...],
    json_file: Path | None,
    html_file: Path | None,
    slot: str,
    *,
    strict: bool,
    sites_dir: Path | None,
) -> int:
    """Check photos and tell about them."""
    from adgen.photo_report import bad, counts
    from adgen.photo_report.data import as_json, reminders
    from adgen.photo_report.page import report_page
    from adgen.photos.checks.declare import Grade
    from adgen.plumbing.workers import open_workers

    console = Console(quiet=False, verbose=False, to_stderr=False)
    try:
        reports = [_report(target, slot, sites_dir) for target in targets]
        if json_file:
            write_page(json_file, json.dumps(as_json(reports, chosen()), ensure_ascii=False, indent=1) + "\n")
        if html_file:
            with open_workers() as workers:
                write_page(html_file, report_page(reports, workers))
    except AdgenError as error:
        console.problems(error.problems)
        return 1
    for line in _table(reports):
        click.echo(line)
    told = counts(reports)
    serious, mild = told[Grade.serious], told[Grade.mild]
    click.echo(
        say(
            f"写真{sum(told.values())}枚: 差し替えたほうがよいもの{serious}枚、注意{mild}枚、問題のないもの{told[None]}枚",
            f"{sum(told.values())} photos: {serious} serious, {mild} mild, {told[None]} good",
        )
    )
    for text in reminders(chosen()):
        click.echo(text)
    if html_file:
        click.echo(say(f"{html_file} を開くと、写真と撮り直し方が見られます。", f"Open {html_file} to see them."))
    elif any(True for report in reports for _ in bad(report)):
        click.echo(say("--html FILE を付けると、写真と撮り直し方の一覧ができます。", "--html FILE shows them."))
    return 1 if strict and serious else 0


def _report(target: str, slot: str, sites_dir: Path | None) -> "Report":
    """The report of a site by its name or folder, or of a plain folder of photos. Raises AdgenError."""
    from adgen.photo_report import of_folder, of_site
    from adgen.photos.checks.slot import Slot
    from adgen.plumbing.workers import open_workers

    folder = Path(target)
    if folder.is_dir() and not (folder / _SITE).exists():
        with open_workers() as workers:
            return of_folder(folder, Slot[slot], workers)
    with one_site(target, sites_dir) as found:
        return of_site(found.folder, found.reading)


def _table(reports: "list[Report]") -> Iterator[str]:
    """One line for each finding that acts: grade, file, words."""
    from adgen.photo_report import bad
    from adgen.photo_report.data import words
    from adgen.photos.checks.declare import Grade
    from adgen.problems.catalogue import columns, message

    grades = {Grade.serious: say("差し替え", "serious"), Grade.mild: say("注意", "mild")}
    for report in reports:
        rows = [(grades[f.grade], photo.file, message(words(f, photo.file), chosen())) for photo, f in bad(report)]
        if len(reports) > 1 and rows:
            yield f"{report.name}:"
        wide = max(map(columns, grades.values()))
        width = max((columns(file) for _, file, _ in rows), default=0)
        yield from (
            f"{grade}{' ' * (wide - columns(grade))}  {file}{' ' * (width - columns(file))}  {text}"
            for grade, file, text in rows
        )
