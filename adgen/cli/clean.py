"""adgen clean"""

from contextlib import suppress
from pathlib import Path

import click

from adgen.build.fleet import APART
from adgen.cli.language import say
from adgen.cli.options import CACHE, INDEX, cache_folder, flag, language, output_folder
from adgen.cli.output import Console
from adgen.cli.places import open_workplace
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import remove_index
from adgen.plumbing.tree import remove_tree
from adgen.problems import AdgenError, Problem, raise_if_fatal
from adgen.site_list import remove_site_list


@click.command(
    "clean",
    help=say(
        "adgen が作ったページを消します。ほかのファイルは残します。", "Remove what adgen built; other files stay."
    ),
)
@output_folder()
@cache_folder()
@flag("--cache", ja="写真の控えも消します", en="the cache of photos too")
@language()
def command(output_dir: Path | None, cache_dir: Path | None, cache: bool) -> int:
    """Remove trees that adgen wrote and, when asked, the cache."""
    console = Console(quiet=False, verbose=False, to_stderr=False)
    try:
        output = open_workplace(Path(), None, output_dir, None, strict=False, no_index=True).output
        _remove_all(output)
    except AdgenError as error:
        console.problems(error.problems)
        return 1
    if cache:
        memory = cache_dir or CACHE
        for own in (memory / APART).glob("*"):
            _forget(own)
        with suppress(OSError):
            (memory / APART).rmdir()
        _forget(memory)
    click.echo(say(f"{output} から、adgen が作ったものを消しました。", f"Removed what adgen made in {output}."))
    return 0


def _remove_all(output: Path) -> None:
    """Every tree and the list of them. Raises AdgenError with those that could not be removed."""
    problems: list[Problem] = []
    for folder in sorted(output.iterdir()) if output.is_dir() else ():
        try:
            if folder.is_dir() and not folder.is_symlink():
                remove_tree(folder)
        except AdgenError as error:
            problems += error.problems
    raise_if_fatal(problems)
    remove_site_list(output)


def _forget(memory: Path) -> None:
    remove_index(memory / INDEX)
    Cache(memory).clear()
