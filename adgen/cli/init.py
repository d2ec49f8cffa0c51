"""adgen init"""

from pathlib import Path

import click

from adgen.cli.language import say
from adgen.cli.options import FOLDER, flag, language, option
from adgen.cli.output import Console
from adgen.problems import AdgenError
from adgen.scaffold.workspace import RECIPES, make_workspace


@click.command(
    "init",
    help=say(
        "DIR（既定: いまのフォルダ）を、サイトを置くフォルダにします。もうあるファイルは書きかえません。",
        "Make DIR (default: this folder) ready for sites. Files that are there are not overwritten.",
    ),
)
@click.argument("folder", metavar="[DIR]", type=FOLDER, default=Path())
@flag(
    "--vscode",
    ja="VS Code の設定も書きます。項目の名前と説明が、書きながら出ます",
    en="settings for VS Code too: names and descriptions of fields while you type",
)
@option(
    "--ci",
    type=click.Choice([*RECIPES]),
    ja="毎晩作り直す設定も書きます（github: GitHub Actions）",
    en="a recipe that builds every night too (github: GitHub Actions)",
)
@language()
def command(folder: Path, vscode: bool, ci: str | None) -> int:
    """Make the workspace and tell what was written."""
    try:
        made = make_workspace(folder, vscode=vscode, ci=ci or "")
    except AdgenError as error:
        Console(quiet=False, verbose=True, to_stderr=True).problems(error.problems)
        return 1
    for path in made.written:
        click.echo(say(f"書きました: {folder / path}", f"written: {folder / path}"))
    for path in made.kept:
        click.echo(
            say(f"もうあるので、そのままです: {folder / path}", f"there already, left as it is: {folder / path}")
        )
    if not ci and not any((folder / path).exists() for path in RECIPES["github"]):
        click.echo(
            say(
                "GitHub に置いて毎晩作り直すときは、adgen init --ci github で設定を書けます。",
                "To build every night on GitHub: adgen init --ci github writes the workflows.",
            )
        )
    click.echo(
        say(
            "次は adgen new site で、会社のファイルを作ります。", "Next: adgen new site makes the file of a contractor."
        )
    )
    return 0
