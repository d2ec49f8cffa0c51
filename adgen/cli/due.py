"""adgen due"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from adgen import trades
from adgen.cli.language import Speech, say
from adgen.cli.options import TOKYO, Day, language, option, report_form, site_arguments, sites_folder
from adgen.cli.output import Console
from adgen.cli.places import find_sites, open_workplace
from adgen.content.due import Change, Kind, changes
from adgen.content.load import load_site
from adgen.problems import AdgenError
from adgen.problems.catalogue import json_of

_SAYS = {
    Kind.campaign_begins: Speech("「{what}」がページに出ます", "'{what}' comes onto the page"),
    Kind.campaign_over: Speech("「{what}」が終わり、ページから消えます", "'{what}' is over and leaves the page"),
    Kind.licence_over: Speech(
        "「{what}」の期限が切れ、ページから消えます。更新したら、新しい期限を書いてください",
        "'{what}' expires and leaves the page; write its new last day when it is renewed",
    ),
    Kind.permit_lapses: Speech(
        "「{what}」は許可の日から5年です。更新したら、新しい許可年月日を書いてください",
        "'{what}' is five years old; write its new day when it is renewed",
    ),
    Kind.case_appears: Speech("施工事例「{what}」がページに出ます", "the case '{what}' comes onto the page"),
    Kind.photo_over: Speech(
        "「{what}」の写真は承諾の期限が切れ、ページから消えます", "consent for photos of '{what}' ends; they leave the page"
    ),
    Kind.voice_over: Speech(
        "「{what}」のお客様の声は承諾の期限が切れ、ページから消えます", "consent for the voice '{what}' ends; it leaves the page"
    ),
    Kind.request_over: Speech("「{what}」の依頼のページが閉じます", "the page for a request ({what}) closes"),
    Kind.feature_over: Speech(
        "トップページの先頭が、「{what}」からふだんの並びに戻ります", "{what} no longer leads the home page"
    ),
}  # fmt: skip


@click.command(
    "due",
    help=say(
        "次にいつサイトを作り直せばよいかを、わけと一緒に知らせます。何も書き込みません。",
        "Tell when each site must be built next, and why. Writes nothing.",
    ),
)
@site_arguments()
@sites_folder()
@option(
    "--within",
    type=click.IntRange(0, 36_500),
    metavar="DAYS",
    ja="この日数のうちの変わり目だけ（0 はきょう）",
    en="only what changes within so many days (0: today)",
)
@option("--now", type=Day(), ja="この日から数えます（日本時間）", en="count from this day (Japan time)")
@report_form()
@language()
def command(sites: tuple[str, ...], sites_dir: Path | None, within: int | None, now: date | None, style: str) -> int:
    """Tell the days from today on; the exit code says only whether the sites were found."""
    today = now or datetime.now(TOKYO).date()
    try:
        place = open_workplace(Path(), sites_dir, None, None, strict=False, no_index=True)
        found = [_of_site(folder, today, within) for folder in find_sites(place, sites)]
    except AdgenError as error:
        Console(quiet=False, verbose=True, to_stderr=True).problems(error.problems)
        return 1
    if style == "json":
        click.echo(json_of({"today": today.isoformat(), "sites": found}))
    else:
        click.echo("\n".join(line for site in found for line in _lines(site)))
    return 0


def _of_site(folder: Path, today: date, within: int | None) -> dict[str, Any]:
    """One site as JSON has it: with mistakes in its files nothing is said of days, for they may be read wrongly."""
    site, problems = load_site(folder)
    if any(p.is_error for p in problems):
        return {"site": site.slug, "folder": site.folder, "readable": False, "next": None, "changes": []}
    ahead = [_as_json(c, today) for c in changes(site) if c.day >= today]
    near = [c for c in ahead if within is None or c["days"] <= within]
    following = near[0]["date"] if near else None
    return {"site": site.slug, "folder": site.folder, "readable": True, "next": following, "changes": near}


def _as_json(change: Change, today: date) -> dict[str, Any]:
    of_request = change.kind in (Kind.request_over, Kind.feature_over)
    what = _trades(change.what.split("、")) if of_request else change.what
    return {
        "date": change.day.isoformat(),
        "days": (change.day - today).days,
        "kind": change.kind.name,
        "what": what,
        "message": str(_SAYS[change.kind]).format(what=what),
        # The name of a request's file is its secret address, and this is printed by nightly jobs whose logs others read.
        "file": change.place.file.rpartition("/")[0] if of_request else change.place.file,
        "line": None if of_request else change.place.line or None,
    }


def _trades(ids: Iterable[str]) -> str:
    return "、".join(trades.trades()[one].label if one in trades.trades() else one for one in ids)


def _lines(site: dict[str, Any]) -> list[str]:
    name = site["site"]
    if not site["readable"]:
        return [
            say(
                f"{name}: まちがいがあるので、わかりません。adgen build {name} で確かめてください",
                f"{name}: unknown, for it has mistakes; see adgen build {name}",
            )
        ]
    if not site["changes"]:
        return [say(f"{name}: 日付で変わる所はありません", f"{name}: nothing changes by itself")]
    first = site["changes"][0]
    head = say(f"{name}: 次は{_day(first)}に作り直してください", f"{name}: build it on {first['date']} ({_far(first)})")
    return [head, *(f"  {_day(c)}  {c['message']} [{_where(c)}]" for c in site["changes"])]


def _day(change: dict[str, Any]) -> str:
    day = date.fromisoformat(change["date"])
    return say(f"{day.year}年{day.month}月{day.day}日（{_far(change)}）", f"{day} ({_far(change)})")


def _far(change: dict[str, Any]) -> str:
    days = change["days"]
    return say(f"{days}日後" if days else "きょう", f"in {days} days" if days else "today")


def _where(change: dict[str, Any]) -> str:
    return f"{change['file']}:{change['line']}" if change["line"] else str(change["file"])
