"""adgen request show, draft, edit, card, feature, unfeature, expire, withdraw"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adgen.cli import request_tell as tell
from adgen.cli.language import say
from adgen.cli.options import flag, option, public_address, report_form
from adgen.cli.output import Console
from adgen.cli.request_new import paste
from adgen.cli.request_place import Office, building, failed, find, open_office, rebuild, where
from adgen.problems import AdgenError, Place, problem
from adgen.problems.catalogue import json_of

if TYPE_CHECKING:
    from adgen.inquiry.ledger.record import Record

Change = Callable[[Path, str, Office], None]


@click.command(
    "show", help=say("TOKEN の依頼について、わかっていることを全部出します。", "Tell everything about a request.")
)
@click.argument("token")
@report_form()
@where()
def show(token: str, style: str, site: str | None, sites_dir: Path | None, now: datetime | None) -> int:
    """Show one request."""
    from adgen.inquiry.ledger import inbox
    from adgen.inquiry.ledger.record import to_json
    from adgen.request.again import arrival_of
    from adgen.request.bid import bid

    try:
        office = open_office(site, sites_dir, now)
        folder, whole = find(office, token)
        record = inbox.load(folder, whole)
        came = arrival_of(folder, record)
        made = bid(folder, came, office.now)
    except AdgenError as error:
        return failed(error)
    if style == "json":
        click.echo(json_of({**to_json(record), "understood": tell.as_json(came, made, None, office.now)}))
        return 0
    lines = [
        *tell.understood(came, office.now),
        *tell.fitting(made),
        *tell.matched(made),
        *tell.estimated(made.estimates),
    ]
    click.echo("\n".join([*lines, *_history(record, folder)]))
    return 0


def _history(record: "Record", site: Path) -> Iterator[str]:
    from adgen.inquiry.ledger import inbox
    from adgen.request import public

    yield say(f"番号: {record.token}", f"Token: {record.token}")
    for step in record.steps:
        beside = "、".join(filter(None, (step.note, step.by)))
        yield f"  {step.at:%Y-%m-%d %H:%M} {say(step.stage.value, step.stage.name)}{f'（{beside}）' if beside else ''}"
    if record.next.ja:
        yield say(
            f"次にすること: {record.next.ja}（{record.due or '期日なし'}）",
            f"Next: {record.next.en} ({record.due or 'no date'})",
        )
    page = public.path_of(site, record.token)
    yield say(
        f"ページの内容: {page if page.exists() else 'ありません'}",
        f"Content of its page: {page if page.exists() else 'none'}",
    )
    yield say(
        f"非公開のファイル: {inbox.folder_of(site, record.token)}",
        f"Private files: {inbox.folder_of(site, record.token)}",
    )


@click.command("draft", help=say("TOKEN の返信の下書きを書き直します。", "Write the reply draft of a request anew."))
@click.argument("token")
@option(
    "--mode",
    type=click.Choice(["quote", "advice", "decline"]),
    ja="返信の種類: quote 見積対応、advice 助言のみ、decline 助言付きお断り（既定: 前と同じ）",
    en="kind of reply: quote, advice or decline (default: as before)",
)
@flag("--online", ja="ページを公開したので、【ページ未公開】を外します", en="the page is online: take the mark away")
@flag(
    "--online-check",
    ja="公開したページを開いて確かめてから、【ページ未公開】を外します",
    en="fetch the page, and take the mark away when it is the one that was built",
)
@flag("--copy", ja="下書きをクリップボードに入れます", en="put the draft on the clipboard")
@public_address()
@where()
def draft(
    token: str,
    mode: str | None,
    online: bool,
    online_check: bool,
    copy: bool,
    base_url: str | None,
    site: str | None,
    sites_dir: Path | None,
    now: datetime | None,
) -> int:
    """Write the draft of one request anew."""
    from adgen.request.again import redraft

    try:
        office = open_office(site, sites_dir, now, None, base_url)
        folder, whole = find(office, token)
        if online_check:
            _check_online(folder, whole, office)
        path, made = redraft(
            folder,
            whole,
            mode,
            office.place.base_url,
            office.rules.portals,
            office.now,
            is_online=online or online_check,
        )
    except AdgenError as error:
        return failed(error)
    console = Console(quiet=False, verbose=True, to_stderr=True)
    console.problems(problem(f.code, Place(path.as_posix()), **{"token": whole[:8], **f.values}) for f in made.found)
    click.echo(say(f"下書き: {path.as_posix()}", f"Draft: {path.as_posix()}"))
    if copy:
        paste(made.pasted)
    return 0


def _check_online(site: Path, token: str, office: Office) -> None:
    """Raises AdgenError E722 to E724 unless the page is online as it was built."""
    from adgen.content.load import site_slug
    from adgen.model.request import page_path
    from adgen.publish.online import check_online
    from adgen.request.again import page_of

    built = office.place.output / site_slug(site) / page_path(token)
    check_online(page_of(site, token, office.place.base_url), built, token)


@click.command(
    "edit",
    help=say(
        "TOKEN の依頼のページの内容をエディタで開き、作り直します。",
        "Open the content of a request page in an editor and build.",
    ),
)
@click.argument("token")
@building()
@where()
def edit(token: str, **options: Any) -> int:
    """Edit one request page."""
    from adgen.request import public

    def opened(site: Path, whole: str, office: Office) -> None:
        path = public.path_of(site, whole)
        if not path.is_file():
            raise AdgenError([problem("E444", Place(path.as_posix()), token=whole)])
        click.echo(path.as_posix())
        click.edit(filename=path.as_posix())

    return _change(token, options, opened)


@click.command(
    "card",
    help=say(
        "TOKEN の依頼カード（公開できる要約）と、伏せた所を出します。",
        "Print the publishable card of a request, and what was hidden.",
    ),
)
@click.argument("token")
@flag(
    "--quote",
    ja="お客さまの文も、伏せ字にして出します（目で確かめてから使ってください）",
    en="the customer's words too, masked: look before you use them",
)
@where()
def card(token: str, quote: bool, site: str | None, sites_dir: Path | None, now: datetime | None) -> int:
    """Print the card of one request."""
    from adgen.inquiry.ledger import inbox
    from adgen.inquiry.words import INSTALL, analyser
    from adgen.request.again import arrival_of
    from adgen.request.card import card as card_of

    try:
        office = open_office(site, sites_dir, now)
        folder, whole = find(office, token)
        made = card_of(arrival_of(folder, inbox.load(folder, whole)))
    except AdgenError as error:
        return failed(error)
    click.echo(made.text)
    if quote:
        click.echo(f"\n{made.quote}")
        for mask in made.masks:
            click.echo(
                say(f"伏せました: {mask.words} … {mask.reason}", f"hidden: {mask.words} ({mask.kind})"), err=True
            )
        click.echo(
            say(
                "伏せ残しがないか、目で読んでから使ってください。", "Read it before you use it: something may be left."
            ),
            err=True,
        )
        if analyser() is None:
            click.echo(
                say(f"{INSTALL} を入れると、お名前をよりよく見つけます。", f"{INSTALL} finds more names."), err=True
            )
    return 0


def _page_command(name: str, ja: str, en: str, change: Change) -> click.Command:
    """A command that changes one field of a request page and builds."""

    @click.command(name, help=say(f"TOKEN の{ja}。", f"{en}."))
    @click.argument("token")
    @building()
    @where()
    def run(token: str, **options: Any) -> int:
        return _change(token, options, change)

    return run


def _change(token: str, options: dict[str, Any], change: Change) -> int:
    try:
        office = open_office(
            options["site"], options["sites_dir"], options["now"], options["output_dir"], options["base_url"]
        )
        site, whole = find(office, token)
        change(site, whole, office)
    except AdgenError as error:
        return failed(error)
    click.echo(say(f"{whole[:8]}: 書きかえました", f"{whole[:8]}: changed"))
    return 0 if options["no_build"] else rebuild(site, office)


def _feature(site: Path, token: str, office: Office) -> None:
    from adgen.request import step

    step.feature(site, token, office.today)


def _unfeature(site: Path, token: str, office: Office) -> None:
    from adgen.request import step

    step.unfeature(site, token)


def _expire(site: Path, token: str, office: Office) -> None:
    from adgen.request import step

    step.expire(site, token)


def _withdraw(site: Path, token: str, office: Office) -> None:
    from adgen.request import step

    step.withdraw(site, token)


feature = _page_command(
    "feature", "工事で、今日から14日間トップページを始めます", "Let its trade lead the home page for 14 days", _feature
)
unfeature = _page_command("unfeature", "工事を、トップページの先頭から外します", "The home page as before", _unfeature)
expire = _page_command(
    "expire", "ページを終了し、業務内容への案内に替えます", "Close its page: it leads to the service", _expire
)
withdraw = _page_command(
    "withdraw", "ページを取り下げます。次から出力に入りません", "Withdraw its page: it goes from the output", _withdraw
)
