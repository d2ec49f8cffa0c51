"""adgen import"""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adgen.cli import completion
from adgen.cli.language import say
from adgen.cli.one_site import write_page
from adgen.cli.options import FOLDER, TOKYO, flag, language, option, sites_folder, workers
from adgen.cli.output import Console
from adgen.cli.places import find_sites, open_workplace
from adgen.problems import AdgenError, unwritable

if TYPE_CHECKING:
    from adgen.intake.proposal import Case, Import, Proposal
    from adgen.plumbing.team import Workers


@click.command(
    "import",
    help=say(
        "PHOTOS（写真のフォルダ、ZIP、写真）から、SITE の施工事例の下書きを作ります。元の写真は変わりません。",
        "Make drafts of cases of a site from PHOTOS: folders, zips or photos. The originals are only read.",
    ),
)
@click.argument(
    "photos", nargs=-1, type=click.Path(path_type=Path), metavar="PHOTOS...", shell_complete=completion.photos
)
@option("--site", metavar="SITE", ja="写真を入れるサイトの名前", en="the site that gets them")
@option("--case", metavar="NAME", ja="全部の写真を入れる事例の名前", en="one case for all the photos")
@flag("--again", ja="前に取り込んだ写真も、もう一度取り込む", en="photos that were imported before too")
@flag("--yes", ja="たずねずに取り込む", en="do not ask")
@flag("--dry-run", ja="取り込まずに、どうなるかだけを見せる", en="only show what would be done")
@option("--html", "html_file", type=FOLDER, metavar="FILE", ja="写真の一覧を書き出す先", en="file for a contact sheet")
@flag("--undo", ja="最後の取り込みを取り消す", en="take the last import back")
@sites_folder()
@workers()
@language()
def command(
    photos: tuple[Path, ...],
    site: str | None,
    case: str | None,
    *,
    again: bool,
    yes: bool,
    dry_run: bool,
    html_file: Path | None,
    undo: bool,
    sites_dir: Path | None,
    jobs: int,
    memory: int | None,
    cluster: str | None,
) -> int:
    """Import photos, or take the last import back."""
    from adgen.plumbing.workers import open_workers

    if not undo and not (photos and site):
        raise click.UsageError(
            say("写真のフォルダと --site を書いてください", "name a folder of photos, and a site with --site")
        )
    console = Console(quiet=False, verbose=True, to_stderr=False)
    try:
        if undo:
            return _undo(console)
        place = open_workplace(Path(), sites_dir, None, None, strict=False, no_index=True)
        (folder,) = find_sites(place, (site or "",))
        with open_workers(jobs or None, memory, cluster) as crew:
            proposal = _proposed(folder, photos, case or "", crew, console, again=again)
            if html_file:
                _show(proposal, html_file, crew)
            return _import(proposal, crew, console, asks=not yes, writes=not dry_run)
    except AdgenError as error:
        console.problems(error.problems)
    except OSError as error:
        console.problems([unwritable(str(error.filename or ""), error)])
    return 1


def _proposed(
    folder: Path, photos: tuple[Path, ...], case: str, crew: "Workers", console: Console, *, again: bool
) -> "Proposal":
    """The plan, told."""
    from adgen.intake.proposal import propose, told
    from adgen.intake.record import imported

    proposal = propose(folder, photos, case, crew, frozenset() if again else imported(folder))
    for line in _lines(proposal):
        click.echo(line)
    console.problems([*proposal.problems, *(said for photo in proposal.photos for said in told(photo))])
    return proposal


def _show(proposal: "Proposal", target: Path, crew: "Workers") -> None:
    from adgen.intake.page import sheet

    write_page(target, sheet(proposal, crew))
    click.echo(say(f"{target} を開くと、写真を見て確かめられます。", f"Open {target} to see the photos."))


def _import(proposal: "Proposal", crew: "Workers", console: Console, *, asks: bool, writes: bool) -> int:
    """Ask, and write."""
    from adgen.intake.record import new_record
    from adgen.intake.write import carry_out

    code = int(any(found.is_error for found in proposal.problems))
    if not proposal.cases or not writes or (asks and not _agreed()):
        click.echo(say("何も書いていません。", "Nothing was written."))
        return code
    count, problems = carry_out(proposal, crew, new_record(datetime.now(TOKYO)))
    console.problems(problems)
    click.echo(_done(count, proposal))
    return 1 if problems else code


def _agreed() -> bool:
    """Whether the contractor says yes; where nobody can be asked, how to say it."""
    if sys.stdin.isatty():
        return click.confirm(say("このとおりに取り込みますか", "Import them so?"), default=True)
    click.echo(say("取り込むには、--yes を付けて動かしてください。", "Run again with --yes to import them."))
    return False


def _lines(proposal: "Proposal") -> Iterator[str]:
    """The plan, for reading."""
    for case in proposal.cases:
        yield _heading(case)
        yield from (f"  {photo.file}  ←  {_origin(photo)}" for photo in case.photos)
    if proposal.copies:
        yield say("同じ写真なので、取り込みません:", "Left out as copies:")
        yield from (
            f"  {copy.original.name}{say('（', ' (like ')}{kept.original.name}{say(' と同じ）', ')')}"
            for copy, kept in proposal.copies
        )


def _heading(case: "Case") -> str:
    days = sorted({f"{photo.shot.at:%Y-%m-%d}" for photo in case.photos})
    span = days[0] if len(days) == 1 else f"{days[0]}〜{days[-1]}"
    if case.is_new:
        return say(
            f"cases/{case.name}: {len(case.photos)}枚（{span}）",
            f"cases/{case.name}: {len(case.photos)} photos, {span}",
        )
    return say(
        f"cases/{case.name}（いまある事例に足します）: {len(case.photos)}枚（{span}）",
        f"cases/{case.name} (added to it): {len(case.photos)} photos, {span}",
    )


def _origin(photo: "Import") -> str:
    turned = say("、向きを直します", ", turned upright") if photo.shot.seen.is_turned else ""
    separator = say("（", " (")
    return f"{photo.shot.original.name}{separator}{photo.shot.at:%Y-%m-%d %H:%M}{turned}{say('）', ')')}"


def _done(count: int, proposal: "Proposal") -> str:
    first = (proposal.site / "cases" / proposal.cases[0].name / "case.md").as_posix()
    return say(
        f"写真{count}枚を、{len(proposal.cases)}件の事例に取り込みました。次は {first} を開いて書いてください。"
        "取り消すときは adgen import --undo です。",
        f"{count} photos went into {len(proposal.cases)} cases. Next, fill in {first}. adgen import --undo takes it back.",
    )


def _undo(console: Console) -> int:
    from adgen.intake.record import latest
    from adgen.intake.write import undo

    removed, restored, problems = undo(latest())
    console.problems(problems)
    click.echo(
        say(f"取り込みを取り消し、{removed}ファイルを消しました。", f"The import is undone: {removed} files removed.")
        if removed or not restored
        else say(
            f"取り込みを取り消し、{restored}ファイルを元に戻しました。",
            f"The import is undone: {restored} files are as before.",
        )
    )
    return 0
