"""adgen photos fix"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adgen.cli.completion import site_names
from adgen.cli.language import chosen, say
from adgen.cli.one_site import one_site, write_page
from adgen.cli.options import FOLDER, flag, language, option, sites_folder
from adgen.cli.output import Console
from adgen.problems import AdgenError, Problem, unwritable

if TYPE_CHECKING:
    from adgen.fix import Proposal


@click.command(
    "fix",
    help=say(
        "SITE の写真の傾きと明るさを直す案を、HTML で見せます。写真のファイルは変わりません。",
        "Propose edits for photos of SITE that lean or lack a little light, as one HTML page.",
    ),
)
@click.argument("site", shell_complete=site_names)
@flag("--write", ja="案を事例などのファイルに書き足す", en="write the proposals into the files of the content")
@sites_folder()
@option("-o", "--output", type=FOLDER, metavar="FILE", ja="書き出す先", en="file to write")
@language()
def fix(site: str, write: bool, sites_dir: Path | None, output: Path | None) -> int:
    """Propose edits for the photos of a site."""
    from adgen.fix import propose
    from adgen.fix.page import fix_page
    from adgen.fix.write import write as write_proposals

    console = Console(quiet=False, verbose=False, to_stderr=False)
    refused: list[Problem] = []
    try:
        with one_site(site, sites_dir) as found:
            proposals = list(propose(found.folder, found.reading, found.workers))
        shown = found.reading.site
        target = output or Path(".adgen") / f"{shown.slug}-fix.html"
        write_page(target, fix_page(shown.profile.name, proposals))
        refused = list(write_proposals(found.folder, proposals)) if write else []
    except AdgenError as error:
        console.problems(error.problems)
        return 1
    except OSError as error:
        console.problems([unwritable(str(error.filename or site), error)])
        return 1
    console.problems(refused)
    _tell(proposals, target, written=len(proposals) - len(refused) if write else None)
    return 1 if refused else 0


def _tell(proposals: "Sequence[Proposal]", target: Path, written: int | None) -> None:
    """The proposals as lines of YAML, and what to do next. `written` is None when nothing was to be written."""
    from adgen.fix.write import lines

    for proposal in proposals:
        click.echo(f"{proposal.photo.path}\n{lines(proposal, is_english=chosen() == 'en')}")
    if not proposals:
        click.echo(say("直したほうがよい写真はありませんでした。", "Nothing to propose."))
    elif written is None:
        click.echo(
            say(
                f"{len(proposals)}枚の案です。{target} を開いて見比べ、よければ --write を付けて動かしてください。",
                f"{len(proposals)} proposals. Open {target} to compare; --write writes them.",
            )
        )
    else:
        click.echo(say(f"{written}枚の補正を書き足しました。", f"{written} proposals were written."))
