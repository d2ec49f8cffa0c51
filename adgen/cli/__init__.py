"""The command line: options in, exit code out. Commands are imported when they are called, so that --help is quick."""

import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import NoSuchCommand

from adgen import __version__
from adgen.cli.language import BUG, Speech, chosen, say
from adgen.cli.signs import show_anything
from adgen.cli.wording import speak

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# Before any command is declared: click names the types of values then.
speak()

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
    "import prices": (
        "adgen.cli.import_prices",
        Speech(
            "Excel や CSV の料金表を、業務内容の料金に取り込みます", "A price list in Excel or CSV into the services"
        ),
    ),
    "photos": (
        "adgen.cli.photos",
        Speech("写真を調べたり、大きさをそろえたりします", "Look at photos and make their sizes"),
    ),
    "request": (
        "adgen.cli.request",
        Speech("依頼のメールに合わせて、ページと返信の下書きを作ります", "Pages and reply drafts for a request"),
    ),
    "check": (
        "adgen.cli.check",
        Speech(
            "ページに足りないものと、次にやること3つを知らせます", "What pages lack, and the next three things to do"
        ),
    ),
    "publish": (
        "adgen.cli.publish",
        Speech("できているページを、サーバーやフォルダに公開します", "Bring built pages to a server or a folder"),
    ),
    "due": (
        "adgen.cli.due",
        Speech("次にいつサイトを作り直せばよいかを知らせます", "When each site must be built next"),
    ),
    "doctor": (
        "adgen.cli.doctor",
        Speech(
            "adgen が動くか、紹介メールが届くかを調べます", "Check the installation, and whether referrals can arrive"
        ),
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A command may have two words, the first of which is a command of its own: `import` and `import prices`."""
        name = " ".join(args[:2])
        if name in _COMMANDS:
            return name, self.get_command(ctx, name), args[2:]
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            # Click looks for similar names among the commands that are loaded, and none is.
            raise NoSuchCommand(error.command_name, possibilities=_COMMANDS, ctx=ctx) from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """The commands without importing any, which would take longer than a finger waits."""
        from click.shell_completion import CompletionItem

        found = ((name, speech) for name, (_, speech) in _COMMANDS.items() if name.startswith(incomplete))
        names = [CompletionItem(name, help=str(speech)) for name, speech in found if " " not in name]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("コマンド", "Commands")):
            formatter.write_dl([(name, str(speech)) for name, (_, speech) in _COMMANDS.items()])


def _show_version(ctx: click.Context, param: click.Parameter, is_asked: bool) -> None:
    """The version, and below it those of everything that a bug may come from."""
    if not is_asked or ctx.resilient_parsing:
        return
    from adgen.doctor.versions import libraries, lines

    click.echo("\n".join([f"adgen, version {__version__}", *lines(libraries())]))
    ctx.exit()


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "リフォーム会社の広告ホームページを、文章と写真のフォルダから作ります。",
        "Ad homepages for Japanese home-renovation contractors, from a folder of text and photos.",
    ),
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help=say(
        "バージョンを見せます。不具合を知らせるときに添えてください",
        "Show the versions; add them when you report a bug",
    ),
)
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
    show_anything()
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
