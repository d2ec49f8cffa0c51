"""adgen photos fix"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adgen.cli.language import chosen, say
from adgen.cli.options import CACHE, FOLDER, INDEX, TOKYO, flag, language, option
from adgen.cli.output import Console
from adgen.problems import AdgenError, Place, Problem, problem

if TYPE_CHECKING:
    from adgen.build.reading import Reading
    from adgen.fix import Proposal


@click.command(
    "fix",
    help=say(
        "SITE の写真の傾きと明るさを直す案を、HTML で見せます。写真のファイルは変わりません。",
        "Propose edits for photos of SITE that lean or lack a little light, as one HTML page.",
    ),
)
@click.argument("site")
@flag("--write", ja="案を事例などのファイルに書き足す", en="write the proposals into the files of the content")
@option("--sites", "sites_dir", type=FOLDER, metavar="DIR", ja="サイトのフォルダ（既定: sites）", en="folder of sites")
@option("-o", "--output", type=FOLDER, metavar="FILE", ja="書き出す先", en="file to write")
@language()
def fix(site: str, write: bool, sites_dir: Path | None, output: Path | None) -> int:
    """Propose edits for the photos of a site."""
    from adgen.fix.page import fix_page
    from adgen.fix.write import write as write_proposals

    console = Console(quiet=False, verbose=False, to_stderr=False)
    refused: list[Problem] = []
    try:
        folder, reading, proposals = _proposals(site, sites_dir)
        target = output or Path(".adgen") / f"{reading.site.slug}-fix.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(fix_page(reading.site.profile.name, proposals), "utf-8")
        refused = list(write_proposals(folder, proposals)) if write else []
    except AdgenError as error:
        console.problems(error.problems)
        return 1
    except OSError as error:
        place = Place(str(error.filename or site))
        console.problems([problem("E503", place, detail=error.strerror or str(error))])
        return 1
    console.problems(refused)
    _tell(proposals, target, written=len(proposals) - len(refused) if write else None)
    return 1 if refused else 0


def _proposals(site: str, sites_dir: Path | None) -> "tuple[Path, Reading, list[Proposal]]":
    from adgen.build.reading import read_site
    from adgen.build.tools import Settings, Tools
    from adgen.cli.places import find_sites, open_workplace
    from adgen.fix import propose
    from adgen.pages.shelf import theme_folder
    from adgen.plumbing.cache import Cache
    from adgen.plumbing.index import open_index
    from adgen.plumbing.workers import open_workers

    place = open_workplace(Path(), sites_dir, None, None, strict=False, no_index=True)
    (folder,) = find_sites(place, (site,))
    settings = Settings(datetime.now(TOKYO).date(), theme_folder(), drafts=True, future=True, keep_going=True)
    with open_workers() as workers, open_index(CACHE / INDEX) as index:
        reading = read_site(folder, settings, Tools(workers, Cache(CACHE), index), {})
        return folder, reading, list(propose(folder, reading, workers))


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
