"""adgen index"""

from pathlib import Path

import click

from adgen.cli.language import say
from adgen.cli.options import language, output_folder, public_address
from adgen.cli.output import Console
from adgen.cli.places import open_workplace
from adgen.pages.render import Renderer
from adgen.pages.theme import load_theme, theme_folder
from adgen.problems import AdgenError, Place, problem, raise_if_fatal
from adgen.site_list import standing, write_host_files, write_site_list


@click.command(
    "index",
    help=say(
        "出力先にあるサイトの一覧 index.html を作り直します。組に分けて作ったあとに使います。",
        "Write index.html, the list of the sites that stand in the output folder: after --shard.",
    ),
)
@output_folder()
@public_address()
@language()
def command(output_dir: Path | None, base_url: str | None) -> int:
    """Write the list of what stands, without building anything."""
    console = Console(quiet=False, verbose=True, to_stderr=False)
    try:
        place = open_workplace(Path(), None, output_dir, base_url, strict=False, no_index=False)
        output = place.output
        if not output.is_dir():
            raise_if_fatal([problem("E506", Place(output.as_posix()))])
        theme = load_theme(theme_folder())
        notes = write_host_files(output, place.base_url)
        notes += write_site_list(output, theme, Renderer(theme.folder))
    except AdgenError as error:
        console.problems(error.problems)
        return 1
    console.problems(notes)
    if not notes:
        number = len(standing(output))
        click.echo(
            say(f"{output}/index.html に{number}サイトを載せました。", f"{output}/index.html lists {number} sites.")
        )
    return 0
