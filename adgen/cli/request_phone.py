"""The memo of a request by telephone: its options, and the questions on a terminal."""

import sys
from collections.abc import Callable
from datetime import datetime

import click

from adgen.cli.language import say
from adgen.cli.options import option
from adgen.cli.request_place import F
from adgen.problems import AdgenError, Place, problem

# What it asks: option, prompt in both languages.
_FORM = (
    ("title", "ご用件（例: 壁紙張替え）", "work (such as 壁紙張替え)"),
    ("name", "お名前", "name"),
    ("tel", "電話番号", "telephone"),
    ("place", "市区町村", "town"),
    ("building", "建物（例: 戸建て）", "building"),
    ("size", "広さ・数（例: 6畳）", "size (such as 6畳)"),
    ("when", "希望の時期", "when"),
    ("budget", "ご予算", "budget"),
    ("memo", "お話の内容", "what was said"),
)


def form() -> Callable[[F], F]:
    """An option for each line of the memo."""

    def added(command: F) -> F:
        for key, ja, en in reversed(_FORM):
            command = option(f"--{key}", ja=f"電話のメモ: {ja}", en=f"telephone memo: {en}")(command)
        return command

    return added


def memo(given: dict[str, str | None], now: datetime) -> bytes:
    """The memo from the options; on a terminal what was not given is asked. Raises AdgenError E441 for an empty one."""
    from adgen.request.phone import as_text

    told = {key: value for key, value in given.items() if value}
    if not told and sys.stdin.isatty():
        click.echo(
            say("電話のメモです。わからない所は Enter で飛ばせます。", "Telephone memo; Enter skips a line."), err=True
        )
        told = {key: click.prompt(say(ja, en), default="", show_default=False, err=True) for key, ja, en in _FORM}
    if not any(told.values()):
        detail = say(
            "メモが空です。--title と --memo などを書いてください", "the memo is empty: give --title and --memo"
        )
        raise AdgenError([problem("E441", Place("--phone"), detail=detail)])
    return as_text({key: value or "" for key, value in told.items()}, now)
