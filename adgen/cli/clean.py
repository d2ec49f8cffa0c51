"""adgen clean"""

from pathlib import Path

import click

from adgen.cli.language import say
from adgen.cli.options import CACHE, FOLDER, INDEX, flag, language, option
from adgen.cli.output import Console
from adgen.cli.places import open_workplace
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import remove_index
from adgen.plumbing.tree import remove_tree
from adgen.problems import AdgenError
from adgen.site_list import remove_site_list


@click.command(
    "clean",
    help=say(
        "adgen が作ったページを消します。ほかのファイルは残します。", "Remove what adgen built; other files stay."
    ),
)
@option(
    "-o", "--output-dir", type=FOLDER, metavar="DIR", ja="出力先（既定: build）", en="output folder (default: build)"
)
@option(
    "--cache-dir", type=FOLDER, metavar="DIR", ja="写真の控え（既定: .adgen/cache）", en="cache (default: .adgen/cache)"
)
@flag("--cache", ja="写真の控えも消します", en="the cache of photos too")
@language()
def command(output_dir: Path | None, cache_dir: Path | None, cache: bool) -> int:
    """Remove trees that adgen wrote and, when asked, the cache."""
    try:
        output = open_workplace(Path(), None, output_dir, None, strict=False, no_index=True).output
        for folder in sorted(output.iterdir()) if output.is_dir() else ():
            if folder.is_dir() and not folder.is_symlink():
                remove_tree(folder)
        remove_site_list(output)
    except AdgenError as error:
        Console(quiet=False, verbose=False, to_stderr=False).problems(error.problems)
        return 1
    if cache:
        memory = cache_dir or CACHE
        remove_index(memory / INDEX)
        Cache(memory).clear()
    click.echo(say(f"{output} から、adgen が作ったものを消しました。", f"Removed what adgen made in {output}."))
    return 0
