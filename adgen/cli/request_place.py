"""What all commands on requests share: their options, which site and request is meant, and the ordinary build afterwards."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from adgen.cli.language import say
from adgen.cli.options import TOKYO, flag, language, option, output_folder, public_address, sites_folder
from adgen.cli.places import Workplace, find_sites, open_workplace, workspace_of
from adgen.problems import AdgenError, Place, problem

if TYPE_CHECKING:
    from adgen.model.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])
_NOON = timedelta(hours=12)


class Moment(click.ParamType[datetime]):
    """A moment in Japan; a day alone counts as its noon."""

    name = "YYYY-MM-DD[THH:MM]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        text = str(value)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.fail(say(f"日時として読めません: {value}", f"not a moment: {value}"), param, ctx)
        if len(text) <= len("2026-11-22"):
            moment += _NOON
        return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)


@dataclass(frozen=True)
class Office:
    """Where the sites of a run lie, what adgen.yaml says, and what time it is."""

    place: Workplace
    rules: "Workspace"
    folders: tuple[Path, ...]
    now: datetime
    is_named: bool

    @property
    def today(self) -> date:
        return self.now.astimezone(TOKYO).date()


def where() -> Callable[[F], F]:
    """--site, --sites, --now and --lang, of every command on requests."""
    return _all(
        option("--site", ja="会社のフォルダの名前（既定: 全部から探す）", en="the contractor's folder (default: all)"),
        sites_folder(),
        option("--now", type=Moment(), ja="この日時として動かします（日本時間）", en="as at this moment (Japan time)"),
        language(),
    )


def building() -> Callable[[F], F]:
    """-o, -u and --no-build, of every command that changes pages."""
    return _all(
        output_folder(),
        public_address(),
        flag("--no-build", ja="ページを作り直しません", en="build no pages"),
    )


def _all(*options: Callable[[F], F]) -> Callable[[F], F]:
    return lambda command: functools.reduce(lambda made, add: add(made), reversed(options), command)


def open_office(
    site: str | None,
    sites_dir: Path | None,
    now: datetime | None,
    output_dir: Path | None = None,
    base_url: str | None = None,
) -> Office:
    """The sites that are meant. Raises AdgenError for mistakes in adgen.yaml, and for sites that are not there."""
    place = open_workplace(Path(), sites_dir, output_dir, base_url, strict=False, no_index=False)
    folders = find_sites(place, (site,) if site else ())
    moment = (now or datetime.now(TOKYO)).astimezone(TOKYO)
    return Office(place, workspace_of(Path()), tuple(folders), moment, bool(site))


def find(office: Office, prefix: str) -> tuple[Path, str]:
    """(site, token) of the request whose token begins so. Raises AdgenError: E444 none, E445 several."""
    from adgen.inquiry.ledger import inbox
    from adgen.request import public

    wanted = prefix.strip().lower()
    found = [
        (folder, token)
        for folder in office.folders
        for token in dict.fromkeys((*inbox.tokens(folder), *public.tokens(folder)))
        if wanted and token.startswith(wanted)
    ]
    place = Place(office.place.sites.as_posix())
    if not found:
        raise AdgenError([problem("E444", place, token=prefix)])
    if len(found) > 1:
        names = "、".join(token[:12] for _, token in found)
        raise AdgenError([problem("E445", place, token=prefix, count=len(found), names=names)])
    return found[0]


def rebuild(folder: Path, office: Office, *, is_quiet: bool = False, cache: Path | None = None) -> int:
    """Run the ordinary build of one site, with the options of the environment and, when given, another cache; its exit code.

    What is found in its photos is left to the next build of theirs: no request can wait for a photo that is taken again.
    """
    from adgen.cli.build import command
    from adgen.photos.verdict import CODES

    words = [folder.as_posix(), "--sites", office.place.sites.as_posix(), "-o", office.place.output.as_posix()]
    words += ["--now", office.today.isoformat(), *(["--quiet"] if is_quiet else [])]
    words += ["--cache-dir", str(cache)] if cache else []
    words += ["-u", office.place.base_url] if office.place.base_url else []
    with command.make_context("build", words, parent=click.get_current_context(), obj=CODES) as context:
        code: int = command.invoke(context)
    return code


def failed(error: AdgenError) -> int:
    """Tell what went wrong; the exit code."""
    from adgen.cli.output import Console

    Console(quiet=False, verbose=False, to_stderr=True).problems(error.problems)
    return 1
