"""The command line: options in, exit code out. Commands are imported when they are called, so that --help is quick."""

import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import Any

import click

from adgen import __version__
from adgen.cli.language import BUG, Speech, chosen, say

# Command -> (module, what it does). One file per command.
_COMMANDS = {
    "init": ("adgen.cli.init", Speech("サイトを置くフォルダを用意します", "Make a folder for sites ready")),
    "new": (
        "adgen.cli.new",
        Speech(
            "会社・事例・業務・担当者・声のファイルを作ります", "Make a site, case, service, member of staff or voice"
        ),
    ),
    "build": (
        "adgen.cli.build",
        Speech("サイトのフォルダから広告ホームページを作ります", "Make ad homepages from folders"),
    ),
    "serve": (
        "adgen.cli.serve",
        Speech("書きながら、ブラウザーで見ます", "Look at the pages while you write"),
    ),
    "index": (
        "adgen.cli.index",
        Speech("できているサイトの一覧を作り直します", "Write the list of all sites that stand"),
    ),
    "import": (
        "adgen.cli.import_",
        Speech("スマートフォンの写真から、施工事例の下書きを作ります", "Photos from a telephone into drafts of cases"),
    ),
    "photos": (
        "adgen.cli.photos",
        Speech("写真を調べたり、大きさをそろえたりします", "Look at photos and make their sizes"),
    ),
    "request": (
        "adgen.cli.request",
        Speech("依頼のメールに合わせて、ページと返信の下書きを作ります", "Pages and reply drafts for a request"),
    ),
    "publish": (
        "adgen.cli.publish",
        Speech("できているページを、サーバーやフォルダに公開します", "Bring built pages to a server or a folder"),
    ),
    "due": (
        "adgen.cli.due",
        Speech("次にいつサイトを作り直せばよいかを知らせます", "When each site must be built next"),
    ),
    "clean": ("adgen.cli.clean", Speech("作ったページと写真の控えを消します", "Remove built pages and the cache")),
    "schema": (
        "adgen.cli.schema",
        Speech("エディタ用の JSON Schema を書き出します", "Print the JSON Schema for editors"),
    ),
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("コマンド", "Commands")):
            formatter.write_dl([(name, str(speech)) for name, (_, speech) in _COMMANDS.items()])


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "リフォーム会社の広告ホームページを、文章と写真のフォルダから作ります。",
        "Ad homepages for Japanese home-renovation contractors, from a folder of text and photos.",
    ),
)
@click.version_option(__version__, "--version", prog_name="adgen")
@click.option(
    "--lang",
    type=click.Choice(["ja", "en"]),
    envvar="ADGEN_LANG",
    default="ja",
    expose_value=False,
    help=say("言葉", "Language"),
)
def cli() -> None:
    """The group of all commands."""
    chosen()
    if os.environ.get("NO_COLOR"):
        click.get_current_context().color = False


def main() -> None:
    """Run the command line and leave with its exit code: 0, 1 a mistake in the input, 2 wrong options, 3 ours, 130 stopped."""
    signal.signal(signal.SIGTERM, _interrupt)
    # Looking for plugins of pydantic takes longer than reading a site: every installed package is asked.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        code: Any = cli.main(prog_name="adgen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("中断しました。前回のサイトはそのままです。", "Stopped. The last site is untouched."), err=True)
        code = 130
    except Exception:
        import traceback

        traceback.print_exc()
        click.echo(BUG, err=True)
        code = 3
    sys.exit(code if isinstance(code, int) else 0)


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
