"""adgen doctor"""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adgen.cli.language import Speech, say
from adgen.cli.options import CACHE, TOKYO, cache_folder, language, option, report_form, sites_folder
from adgen.cli.places import find_sites, open_workplace, workspace_of
from adgen.problems import AdgenError
from adgen.problems.catalogue import json_of

if TYPE_CHECKING:
    from adgen.doctor import Finding

_SIGNS = {"good": "✓", "note": "・", "warning": "!", "bad": "✗"}
_HEADINGS = {
    "python": Speech("adgen と Python", "adgen and Python"),
    "codecs": Speech("写真", "Photos"),
    "rights": Speech("フォルダ", "Folders"),
    "console": Speech("このパソコン", "This machine"),
    "settings": Speech("設定", "Settings"),
    "site": Speech("サイト", "The site"),
    "address": Speech("紹介メールの届く先", "Where referrals go"),
    "senders": Speech("紹介メールの送信元", "Who sends referrals"),
    "matching": Speech("届く依頼", "Requests that would match"),
}


@click.command(
    "doctor",
    help=say(
        "adgen が動くかを調べます。--site を付けると、紹介メールが届かないわけも調べます。何も変えません。",
        "Check the installation, and with --site why referrals may not arrive. Changes nothing.",
    ),
)
@option("--site", metavar="SITE", ja="紹介メールが届くかを調べるサイト", en="see whether referrals reach this site")
@sites_folder()
@cache_folder()
@report_form()
@language()
def command(site: str | None, sites_dir: Path | None, cache_dir: Path | None, style: str) -> int:
    """Look at everything and tell; exit code 1 when something does not work."""
    found, extra = _examined(site, sites_dir, cache_dir or CACHE)
    if style == "json":
        click.echo(json_of({"findings": list(map(_as_json, found)), **extra}))
    else:
        click.echo("\n".join(_lines(found)))
    return int(any(finding.grade == "bad" for finding in found))


def _examined(site: str | None, sites_dir: Path | None, cache: Path) -> "tuple[list[Finding], dict[str, Any]]":
    """Every finding, and what machines are told besides. A mistake in the settings keeps nothing else from being looked at."""
    from adgen.doctor import of_problem

    try:
        place = open_workplace(Path(), sites_dir, None, None, strict=False, no_index=True)
    except AdgenError as error:
        return [*_of_machine((Path(), cache)), *(of_problem("settings", p) for p in error.problems)], {}
    machine = list(_of_machine((Path(), place.sites, place.output, cache)))
    if not site:
        return machine, {}
    try:
        (folder,) = find_sites(place, (site,))
    except AdgenError as error:
        return [*machine, *(of_problem("site", p) for p in error.problems)], {}
    of_site, extra = _of_site(folder)
    return machine + of_site, extra


def _of_machine(folders: tuple[Path, ...]) -> "Iterator[Finding]":
    """Everything that has nothing to do with one site."""
    from adgen.doctor import folders as rooms
    from adgen.doctor import machine
    from adgen.doctor.versions import check_versions, libraries

    yield from check_versions(libraries())
    yield from machine.check_codecs()
    yield from rooms.check_rights(folders)
    yield rooms.check_room(Path())
    yield rooms.check_cache(folders[-1])
    is_windows = sys.platform == "win32"
    long_paths = rooms.windows_has_long_paths()
    yield from rooms.check_path(Path.cwd(), is_windows=is_windows, has_long_paths=long_paths)
    yield machine.check_console(sys.stdout.encoding)
    yield machine.check_fonts()
    yield machine.check_clock(datetime.now(TOKYO))
    yield machine.check_git()


def _of_site(folder: Path) -> "tuple[list[Finding], dict[str, Any]]":
    """Why a referral may not arrive, and for machines every pair of a trade and a town."""
    from adgen.content.load import load_site
    from adgen.doctor import mail, matching

    site, problems = load_site(folder)
    settings = workspace_of(Path())
    trusted = (*settings.trusted_senders, *(d for portal in settings.portals for d in portal.domains))
    trades, towns = matching.trade_answers(site), matching.town_answers(site)
    found = [
        *mail.check_addresses(site.profile, problems),
        *mail.check_senders(trusted, mail.senders_of(folder)),
        *matching.check_matching(site, trades, towns),
    ]
    return found, {"site": site.slug, "pairs": list(matching.pairs(trades, towns))}


def _as_json(finding: "Finding") -> dict[str, str]:
    return {
        "topic": finding.topic,
        "grade": finding.grade.value,
        "message": say(finding.says.ja, finding.says.en),
        "cure": say(finding.cure.ja, finding.cure.en),
    }


def _lines(found: "list[Finding]") -> Iterator[str]:
    """The report, for reading."""
    for finding in found:
        if finding.topic in _HEADINGS and finding is next(f for f in found if f.topic == finding.topic):
            yield str(_HEADINGS[finding.topic])
        yield f"  {_SIGNS[finding.grade]} {say(finding.says.ja, finding.says.en)}"
        if finding.cure.ja:
            yield f"      → {say(finding.cure.ja, finding.cure.en)}"
    bad, doubtful = (sum(f.grade == grade for f in found) for grade in ("bad", "warning"))
    yield say(
        f"直すところ {bad}件、気をつけるところ {doubtful}件",
        f"{bad} to be mended, {doubtful} to be careful about",
    )
