"""How an option is declared: its words in both languages, and an environment variable of its own."""

import functools
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

import click

from adgen.cli.completion import NAMES, site_names
from adgen.cli.language import chosen, say

# Japan has one time zone and no summer time, so that a fixed offset needs no time zone data.
TOKYO = timezone(timedelta(hours=9))
# Where photos once developed are kept, unless --cache-dir says otherwise.
CACHE = Path(".adgen/cache")
# What is known of them, inside that folder.
INDEX = "index.sqlite"
FOLDER = click.Path(path_type=Path)
_MOST_JOBS = 64
# No contractor's page is older; what lies before is a slip of the finger.
_FIRST_YEAR = 2000

F = TypeVar("F", bound=Callable[..., Any])


def option(*names: str, ja: str, en: str, **settings: Any) -> Callable[[F], F]:
    """A click option; `--cache-dir` can also be set by ADGEN_CACHE_DIR, and `--feature/--no-feature` by ADGEN_FEATURE."""
    long = next(name for name in names if name.startswith("--")).partition("/")[0]
    variable = "ADGEN_" + long.removeprefix("--").upper().replace("-", "_")
    return click.option(*names, envvar=variable, help=say(ja, en), shell_complete=NAMES.get(long), **settings)


def flag(*names: str, ja: str, en: str) -> Callable[[F], F]:
    """An option that is there or not."""
    return option(*names, ja=ja, en=en, is_flag=True)


def site_arguments() -> Callable[[F], F]:
    """[SITE]..., of every command that works on the sites that are named, or on all."""
    return click.argument("sites", nargs=-1, metavar="[SITE]...", shell_complete=site_names)


def sites_folder() -> Callable[[F], F]:
    """--sites, of every command that looks for a site by its name."""
    words = {"ja": "サイトのフォルダ（既定: sites）", "en": "folder of sites (default: sites)"}
    return option("--sites", "sites_dir", type=FOLDER, metavar="DIR", **words)


def output_folder() -> Callable[[F], F]:
    """-o, of every command that knows where the pages go."""
    words = {"ja": "出力先（既定: build）", "en": "output folder (default: build)"}
    return option("-o", "--output-dir", type=FOLDER, metavar="DIR", **words)


def theme_option() -> Callable[[F], F]:
    """--theme, of every command that lays pages out."""
    words = {"ja": "テーマのフォルダ（既定: allinone）", "en": "folder of a theme (default: allinone)"}
    return option("--theme", "theme_dir", type=FOLDER, metavar="DIR", **words)


def cache_folder() -> Callable[[F], F]:
    """--cache-dir, of every command that works on photos, or on what is known of them."""
    words = {"ja": "写真の控え（既定: .adgen/cache）", "en": "cache (default: .adgen/cache)"}
    return option("--cache-dir", type=FOLDER, metavar="DIR", **words)


def public_address() -> Callable[[F], F]:
    """--base-url, of every command that writes pages."""
    words = {"ja": "出力先を公開するアドレス", "en": "address of the output folder"}
    return option("-u", "--base-url", type=Address(), **words)


def workers() -> Callable[[F], F]:
    """-j, --memory and --workers, of every command that works on photos."""
    options = (
        option(
            "-j",
            "--jobs",
            type=Jobs(),
            default="auto",
            ja="同時に動かす数（既定: auto）",
            en="processes (default: auto)",
        ),
        option(
            "--memory",
            type=Memory(),
            ja="使ってよいメモリー（既定: 全体の半分）",
            en="memory to use (default: half of all)",
        ),
        option(
            "--workers",
            "cluster",
            type=Cluster(),
            ja="写真を任せる Dask のアドレス",
            en="address of a Dask cluster for the photos",
        ),
    )
    return lambda command: functools.reduce(lambda made, add: add(made), reversed(options), command)


class _Format(click.Option):
    """A form of the report, whose variable may be set for a whole job: a command without `github` tells that job in text."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        wanted = super().resolve_envvar_value(ctx)
        known = self.type.choices if isinstance(self.type, click.Choice) else ()
        return None if wanted == "github" and wanted not in known else wanted


def report_form(*more: str) -> Callable[[F], F]:
    """--format, of every command that also tells machines; `more` than text and json."""
    kinds = click.Choice(["text", "json", *more])
    words = {"ja": "結果の形", "en": "form of the report"}
    return option("--format", "style", type=kinds, default="text", cls=_Format, **words)


def language() -> Callable[[F], F]:
    """--lang, which is read before click runs: here it is only allowed for."""
    return option("--lang", ja="言葉", en="language", type=click.Choice(["ja", "en"]), expose_value=False)


class Day(click.ParamType[date]):
    """A day in Japan; a time with an offset counts as the day it is there."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            moment = datetime.min
        if moment.year < _FIRST_YEAR:
            self.fail(say(f"日付として読めません: {value}", f"not a date: {value}"), param, ctx)
        return (moment.astimezone(TOKYO) if moment.tzinfo else moment).date()


class Address(click.ParamType[str]):
    """The http(s) address of a folder."""

    name = "URL"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from adgen.model.declare import root_address
        from adgen.problems import Place, problem
        from adgen.problems.catalogue import cure
        from adgen.text.japanese import Unreadable

        try:
            return root_address(str(value))
        except Unreadable as error:
            found = problem(error.code, Place(""), example="https://example.jp/reform/")
            self.fail(f"{value} → {cure(found, chosen())}", param, ctx)


class Jobs(click.ParamType[int]):
    """A number of processes; 0 is one for each core."""

    name = "N|auto"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if value in ("auto", 0):
            return 0
        if not str(value).isdecimal() or not 0 < int(str(value)) <= _MOST_JOBS:
            self.fail(say("1から64の数か auto を書いてください", "a number from 1 to 64, or auto"), param, ctx)
        return int(str(value))


class Shard(click.ParamType[tuple[int, int]]):
    """One of n parts, counted from 1."""

    name = "I/N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", str(value))
        part, parts = map(int, found.groups()) if found else (0, 0)
        if not 1 <= part <= parts:
            self.fail(
                say(
                    f"「{value}」という分け方はできません。3組に分けるなら 1/3、2/3、3/3 のどれかを書いてください",
                    f"'{value}' is no part of a whole; of three write 1/3, 2/3 or 3/3",
                ),
                param,
                ctx,
            )
        return part, parts


class Memory(click.ParamType[int]):
    """An amount of memory in bytes, written with its unit; K, M, G and T are powers of 1024."""

    name = "SIZE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)([KMGT])i?B?", str(value).strip(), re.IGNORECASE | re.ASCII)
        amount = int(float(found[1]) * 1024 ** ("KMGT".index(found[2].upper()) + 1)) if found else 0
        if not amount:
            self.fail(say(f"400M や 1G のように書いてください: {value}", f"write 400M or 1G: {value}"), param, ctx)
        return amount


class Cluster(click.ParamType[str]):
    """The address of a Dask scheduler."""

    name = "dask://HOST:PORT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch(r"dask://(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}", str(value), re.ASCII):
            wanted = "dask://192.0.2.10:8786"
            self.fail(say(f"{wanted} のように書いてください: {value}", f"write {wanted}: {value}"), param, ctx)
        return str(value)
