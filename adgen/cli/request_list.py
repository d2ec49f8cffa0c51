"""adgen request list, report, purge"""

import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adgen.cli.language import chosen, say
from adgen.cli.one_site import write_page
from adgen.cli.options import FOLDER, flag, option, report_form
from adgen.cli.output import Console
from adgen.cli.request_place import Office, failed, open_office, where
from adgen.cli.request_tell import age
from adgen.problems import AdgenError
from adgen.problems.catalogue import json_of

if TYPE_CHECKING:
    from adgen.inquiry.ledger.record import Record

Row = tuple[Path, "Record"]


class Days(click.ParamType[int]):
    """A number of days: 180d, 6m (months of 30 days), 1y."""

    name = "DAYS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,4})([dmy日]?)", str(value).strip().lower(), re.ASCII)
        days = int(found[1]) * {"m": 30, "y": 365}.get(found[2], 1) if found else 0
        if not days:
            self.fail(say(f"180d や 1y のように書いてください: {value}", f"write 180d or 1y: {value}"), param, ctx)
        return days


def _records(office: Office) -> list[Row]:
    """Every record of every site; those that cannot be read are told."""
    from adgen.inquiry.ledger import inbox

    console = Console(quiet=False, verbose=False, to_stderr=True)
    rows: list[Row] = []
    for folder in office.folders:
        found, problems = inbox.records(folder)
        console.problems(problems)
        rows += [(folder, record) for record in found]
    return rows


@click.command(
    "list", help=say("返信待ちと、次にすることの一覧を出します。", "List what waits for an answer and what is due.")
)
@flag("--all", "everything", ja="終わった依頼も出します", en="finished ones too")
@report_form()
@where()
def list_requests(everything: bool, style: str, site: str | None, sites_dir: Path | None, now: datetime | None) -> int:
    """List requests: unanswered ones first, the oldest on top, then by the day on which something is due."""
    from adgen.inquiry.ledger.stages import OVER

    try:
        office = open_office(site, sites_dir, now)
    except AdgenError as error:
        return failed(error)
    rows = [r for r in _records(office) if everything or r[1].stage not in OVER or _care_is_due(r[1], office)]
    rows.sort(key=lambda r: (not r[1].is_waiting, str(r[1].received if r[1].is_waiting else _due(r[1])), r[1].token))
    if style == "json":
        click.echo(json_of([_json(row, office) for row in rows]))
        return 0
    for row in rows:
        click.echo("\n".join(_lines(row, office)))
    if not rows:
        click.echo(say("動いている依頼はありません。", "No request is open."))
    return 0


def _care_is_due(record: "Record", office: Office) -> bool:
    return any(care.day <= office.today for care in record.cares())


def _due(record: "Record") -> str:
    cares = [care.day.isoformat() for care in record.cares()]
    return min([*([record.due.isoformat()] if record.due else []), *cares], default="9999")


def _grade(record: "Record", office: Office) -> str:
    """How late an answer is: told, late, overdue."""
    from adgen.inquiry.ledger.report import grade

    words = ("", say("注意", "soon"), say("遅れ", "late"), say("期限切れ", "overdue"))
    return words[min(grade(record, office.now, office.rules.reply_targets), 3)]


def _lines(row: Row, office: Office) -> Iterator[str]:
    from adgen.trades import trades

    folder, record = row
    work = trades()[record.trades[0]].label if record.trades and record.trades[0] in trades() else record.title
    grade = _grade(record, office)
    mark = f"【{grade}】" if grade else ""
    arrived = say(f"届いて{age(record.received, office.now)}", f"{age(record.received, office.now)} ago")
    yield f"{record.token[:8]} {folder.name} {work} {say(record.stage.value, record.stage.name)} {arrived}{mark}"
    if record.next.ja:
        is_late = record.due is not None and record.due <= office.today
        due = (
            say(f"（{record.due}{'、期日です' if is_late else ''}）", f" ({record.due}{', due' if is_late else ''})")
            if record.due
            else ""
        )
        yield f"         → {say(record.next.ja, record.next.en)}{due}"
    for care in record.cares()[:1]:
        yield f"         → {care.ja if chosen() == 'ja' else care.en}（{care.day}）"


def _json(row: Row, office: Office) -> dict[str, Any]:
    folder, record = row
    return {
        "token": record.token,
        "site": folder.name,
        "trades": list(record.trades),
        "stage": record.stage.name,
        "received": record.received.isoformat(),
        "grade": _grade(record, office),
        "next": record.next.ja,
        "due": record.due.isoformat() if record.due else None,
        "care": [{"what": care.ja, "day": care.day.isoformat()} for care in record.cares()],
    }


@click.command("report", help=say("返信の早さと契約の数をまとめます。", "Sum up reply times and contracts."))
@option(
    "-o",
    "--output",
    type=FOLDER,
    metavar="FILE",
    ja="書き出す HTML（既定: .adgen/requests.html）",
    en="HTML to write (default: .adgen/requests.html)",
)
@where()
def report(output: Path | None, site: str | None, sites_dir: Path | None, now: datetime | None) -> int:
    """Report on all requests, in the terminal and as a page."""
    from adgen.inquiry.ledger.report import summary
    from adgen.request.report_page import numbers, report_page

    target = output or Path(".adgen") / "requests.html"
    try:
        office = open_office(site, sites_dir, now)
        found = summary([record for _, record in _records(office)], office.now, office.rules.reply_targets)
        write_page(target, report_page(say("依頼のまとめ", "Requests"), found, office.today, chosen()))
    except AdgenError as error:
        return failed(error)
    for label, value in numbers(found, chosen()):
        click.echo(f"{label}: {value}")
    for head, shares in (
        (say("契約÷返信済（業種）", "contracts of answered, by trade"), found.by_trade),
        (say("契約÷返信済（返信までの時間）", "contracts of answered, by hours to the reply"), found.by_time),
    ):
        click.echo(f"{head}: " + say("、", ", ").join(f"{s.label} {s.won}/{s.of}" for s in shares if s.of))
    for token, care in found.care:
        click.echo(f"{token[:8]}: {care.ja if chosen() == 'ja' else care.en}（{care.day}）")
    click.echo(say(f"{target} を開くと、図で見られます。", f"Open {target} for the plots."))
    return 0


@click.command(
    "purge",
    help=say(
        "動きがなくなって長い依頼の記録とページを消します。", "Remove the records and pages of requests without news."
    ),
)
@option(
    "--older", type=Days(), ja="何日動きがないものを消すか（既定: 180d）", en="without news for so long (default: 180d)"
)
@flag("--dry-run", ja="消さずに、消えるものを見せます", en="show what would go, remove nothing")
@flag("--yes", ja="確かめずに消します", en="do not ask")
@where()
def purge(
    older: int | None, dry_run: bool, yes: bool, site: str | None, sites_dir: Path | None, now: datetime | None
) -> int:
    """Remove old requests: the private folder and the page's file."""
    from adgen.inquiry.ledger.report import is_old
    from adgen.request import private, public

    try:
        office = open_office(site, sites_dir, now)
    except AdgenError as error:
        return failed(error)
    days = older or office.rules.keep_days
    old = [(f, r) for f, r in _records(office) if is_old(r, office.today, days)]
    for folder, record in old:
        click.echo(
            f"{record.token[:8]} {folder.name} {say(record.stage.value, record.stage.name)} {record.received:%Y-%m-%d}"
        )
    if not old:
        click.echo(say(f"{days}日動きのない依頼はありません。", f"No request has been without news for {days} days."))
    if not old or dry_run or not (yes or _agrees(len(old))):
        return 0
    for folder, record in old:
        private.remove(folder, record.token)
        public.path_of(folder, record.token).unlink(missing_ok=True)
    click.echo(
        say(
            f"{len(old)}件を消しました。ページは次の adgen build で出力から消えます。",
            f"{len(old)} removed; their pages go with the next adgen build.",
        )
    )
    return 0


def _agrees(count: int) -> bool:
    """Ask on a terminal; where nobody can be asked nothing is removed."""
    if not sys.stdin.isatty():
        click.echo(say("消すときは --yes を付けてください。", "Give --yes to remove them."), err=True)
        return False
    return click.confirm(
        say(f"{count}件の記録を消しますか。元に戻せません", f"Remove {count} records for good?"), err=True
    )
