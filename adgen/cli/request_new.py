"""adgen request new"""

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adgen.cli import request_tell as tell
from adgen.cli.language import chosen, say
from adgen.cli.options import flag, option, report_form
from adgen.cli.output import Console
from adgen.cli.request_phone import form, memo
from adgen.cli.request_place import Office, building, failed, open_office, rebuild, where
from adgen.problems import AdgenError, Place, Problem, problem
from adgen.problems.catalogue import json_of

if TYPE_CHECKING:
    from adgen.inquiry.draft.values import Mode
    from adgen.inquiry.mail.letter import Letter
    from adgen.request.bid import Arrival, Bid
    from adgen.request.new import Made

_LARGEST = 26_000_000
_KINDS = {
    "sales": "売り込み", "newsletter": "お知らせ", "bounce": "不達の通知", "auto_reply": "自動返信", "work": "仕事の連絡",
    "thanks": "お礼", "other": "そのほか", "reply": "やりとりの続き", "empty": "本文なし", "garbled": "文字化けして読めません",
}  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """How the command was called."""

    is_dry: bool
    is_json: bool
    is_featured: bool | None
    is_copied: bool
    is_built: bool
    may_ask: bool
    mode: "Mode | None"
    publishes_to: str | None


@click.command(
    "new",
    help=say(
        "MAIL（保存したメール。- は貼り付け）を読み、ページと返信の下書きを作ります。",
        "Read MAIL (a saved mail, or - for pasted text), make pages and a reply draft.",
    ),
)
@click.argument("mail", required=False, type=click.Path(path_type=Path, allow_dash=True))
@flag("--phone", ja="電話で受けた依頼をメモから作ります", en="a request by telephone, from a memo")
@form()
@option(
    "--mode",
    type=click.Choice(["quote", "advice", "decline"]),
    ja="返信の種類: quote 見積対応、advice 助言のみ、decline 助言付きお断り（既定: 合うかどうかで決めます）",
    en="kind of reply: quote, advice or decline (default: by fit)",
)
@option(
    "--feature/--no-feature",
    default=None,
    ja="トップページを、14日間この業種で始めます（既定: する）",
    en="let the trade lead the home page for 14 days (default: yes)",
)
@flag(
    "--dry-run",
    ja="読み取った内容と下書きを見せるだけで、何も書き込みません",
    en="show what would be made, write nothing",
)
@flag(
    "--publish",
    ja="サイトを公開し、ページが出たことを確かめて、返信できる下書きにします",
    en="publish, see that the page is online, and make the draft ready",
)
@option(
    "--to",
    metavar="TARGET",
    ja="公開先（既定: site.yaml の公開先）",
    en="where to publish (default: publish_to of site.yaml)",
)
@flag("--copy", ja="下書きをクリップボードに入れます", en="put the draft on the clipboard")
@report_form()
@building()
@where()
def new(
    mail: Path | None,
    phone: bool,
    mode: "Mode | None",
    feature: bool | None,
    dry_run: bool,
    publish: bool,
    to: str | None,
    copy: bool,
    style: str,
    output_dir: Path | None,
    base_url: str | None,
    no_build: bool,
    site: str | None,
    sites_dir: Path | None,
    now: datetime | None,
    **told: str | None,
) -> int:
    """Take a request in."""
    if phone == (mail is not None):
        raise click.UsageError(say("MAIL か --phone のどちらかを書いてください", "give MAIL or --phone, one of them"))
    if publish and (no_build or dry_run):
        raise click.UsageError(
            say("--publish は --no-build、--dry-run と一緒に使えません", "--publish excludes --no-build and --dry-run")
        )
    asks, is_built = _may_ask(mail, dry_run, style), not (no_build or dry_run)
    target = (to or "") if publish else None
    choices = Choices(dry_run, style == "json", feature, copy, is_built, asks, mode, target)
    try:
        office = open_office(site, sites_dir, now, output_dir, base_url)
        data = memo(told, office.now) if phone else _read(mail or Path("-"))
        done = list(_take_in(data, office, choices, "phone" if phone else "mail"))
    except AdgenError as error:
        return failed(error)
    if choices.is_json:
        click.echo(json_of({"requests": [entry for entry, _ in done]}))
    return max((code for _, code in done), default=0)


def _may_ask(mail: Path | None, is_dry: bool, style: str) -> bool:
    """Whether somebody sits at a terminal whose input is not the mail itself."""
    return sys.stdin.isatty() and str(mail) != "-" and not is_dry and style != "json"


def _read(path: Path) -> bytes:
    """The bytes of a mail. Raises AdgenError E441."""
    try:
        with click.open_file(str(path), "rb") as file:
            data: bytes = file.read(_LARGEST)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        detail = say("そのファイルはありません", "no such file") if missing else error.strerror or str(error)
        raise AdgenError([problem("E441", Place(path.as_posix()), detail=detail)]) from None
    if not data.strip():
        raise AdgenError([problem("E441", Place(str(path)), detail=say("空です", "it is empty"))])
    return data


def _take_in(data: bytes, office: Office, choices: Choices, channel: str) -> Iterator[tuple[dict[str, Any], int]]:
    """(what is told as JSON, exit code) of each letter in the bytes."""
    from adgen.inquiry.mail.read import mails_of, read_letter
    from adgen.request.bid import arrival

    # A mailbox holds the mails of many customers: each private folder gets its own alone.
    for own in mails_of(data):
        letter = read_letter(own, office.rules.trusted_senders)
        _warn(letter, office)
        if not letter.is_request:
            yield {"title": letter.title, "kind": letter.kind}, 0
            continue
        came = arrival(letter, own, office.now, channel)
        if not choices.is_json:
            click.echo("\n".join(tell.understood(came, office.now)))
        try:
            yield _answer(came, _choose(came, office, choices), office, choices)
        except AdgenError as error:
            # The next mail of a mailbox is another customer's.
            yield {"title": letter.title, "problems": [found.code for found in error.problems]}, failed(error)


def _warn(letter: "Letter", office: Office) -> None:
    place = Place(letter.sender.address or say("メール", "mail"))
    found = []
    if not letter.is_request:
        kind = _KINDS.get(letter.kind, letter.kind)
        found.append(problem("W443", place, name=letter.title or letter.subject, kind=kind, kind_en=letter.kind))
    if letter.sender.imitates:
        found.append(problem("W441", place, imitates=letter.sender.imitates, address=letter.sender.address))
    elif letter.is_request and office.rules.trusted_senders and letter.sender.address and not letter.sender.is_trusted:
        found.append(problem("W442", place, address=letter.sender.address))
    _console().problems(found)


def _console() -> Console:
    return Console(quiet=False, verbose=True, to_stderr=True)


def _choose(came: "Arrival", office: Office, choices: Choices) -> "Bid":
    """The contractor who answers: the one that was named, else the one that fits. Raises AdgenError E442 and E443."""
    from adgen.request.bid import best, bid

    if len(office.folders) == 1:
        return bid(office.folders[0], came, office.now)
    bids = []
    for folder in office.folders:
        # What is wrong with one contractor's folder keeps no other from answering.
        with suppress(AdgenError):
            bids.append(bid(folder, came, office.now))
    found = best(bids)
    sure = [b for b in found if b.deserves and b.fit.in_area]
    if len(sure or found) == 1:
        return (sure or found)[0]
    place = Place(office.place.sites.as_posix())
    if not found:
        reasons = "。".join(f"{b.folder.name}: {'、'.join(r.say(chosen()) for r in b.fit.reasons)}" for b in bids)
        raise AdgenError([problem("E443", place, reasons=reasons)])
    for offered in bids:
        click.echo("\n".join(tell.fitting(offered)), err=True)
    if choices.may_ask:
        names = [b.folder.name for b in found]
        chosen_name = click.prompt(say("どの会社で返信しますか", "Who answers?"), type=click.Choice(names), err=True)
        return next(b for b in found if b.folder.name == chosen_name)
    names_told = "、".join(b.folder.name for b in found)
    raise AdgenError([problem("E442", place, count=len(found), names=names_told, first=found[0].folder.name)])


def _answer(came: "Arrival", bid: "Bid", office: Office, choices: Choices) -> tuple[dict[str, Any], int]:
    """Plan, write, build, tell."""
    from adgen.request.new import Wanted, carry_out, plan

    if not choices.is_json:
        click.echo("\n".join([*tell.fitting(bid), *tell.matched(bid), *tell.estimated(bid.estimates)]))
    wanted = Wanted(choices.mode, _featured(choices, bid), office.place.base_url, office.rules.portals, office.now)
    made = plan(came, bid, wanted)
    code = 0
    is_ready = False
    if not choices.is_dry:
        made = carry_out(came, bid, made, wanted)
        if choices.is_built:
            code = rebuild(bid.folder, office, is_quiet=choices.is_json)
            _keep_copy(bid, made, office)
        if choices.publishes_to is not None and not code:
            made, code = _online(made, bid, office, choices.publishes_to)
            is_ready = not code and made.reply.draft is not None
    _console().problems([*made.problems, *_findings(came, bid, made)])
    if not choices.is_json:
        click.echo("\n".join(tell.made_of(made)))
        if is_ready:
            click.echo(tell.ready(came, office.now))
        if choices.is_dry and made.reply.draft:
            click.echo(f"\n{made.reply.pasted}")
    if choices.is_copied:
        paste(made.reply.pasted)
    return {**tell.as_json(came, bid, made, office.now), "ready": is_ready}, code


def _online(made: "Made", bid: "Bid", office: Office, to: str) -> "tuple[Made, int]":
    """The request once its page is online, and the exit code; as it was, when that could not be seen."""
    from adgen.cli.request_publish import put_online

    try:
        return put_online(made, bid.folder, office, to, _console()), 0
    except AdgenError as error:
        return made, failed(error)


def _featured(choices: Choices, bid: "Bid") -> bool:
    """Whether the home page is led by the trade: asked first on a terminal, yes where nobody can be asked."""
    if choices.is_featured is not None or not bid.deserves:
        return bool(choices.is_featured and bid.fit.own_trades)
    if choices.may_ask:
        question = say(
            "トップページも、14日間この工事で始めますか", "Let the home page lead with this work for 14 days?"
        )
        return click.confirm(question, default=True, err=True)
    return True


def _findings(came: "Arrival", bid: "Bid", made: "Made") -> list[Problem]:
    place = Place((made.folder / "reply.txt").as_posix())
    found = [problem(f.code, place, **{"token": made.token[:8], **f.values}) for f in made.reply.found]
    if not came.inquiry.jobs:
        found.append(problem("W446", Place(came.letter.sender.address or say("メール", "mail"))))
    return found


def _keep_copy(bid: "Bid", made: "Made", office: Office) -> None:
    from adgen.request.shown import keep_copy

    keep_copy(bid.folder, office.place.output / bid.site.slug, made.token, office.today)


def paste(text: str) -> None:
    """Put a draft on the clipboard, or say that it could not be done."""
    from adgen.request.clipboard import copy, tools

    if not text:
        return
    if copy(text):
        click.echo(say("下書きをクリップボードに入れました。", "The draft is on the clipboard."), err=True)
    else:
        _console().problems([problem("W449", Place(say("クリップボード", "clipboard")), tools="、".join(tools()))])
