"""adgen request replied, answered, survey, estimate, won, work, handed, care, lost, skip, hold: one step each."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adgen.cli.language import chosen, say
from adgen.cli.options import Day, flag, option
from adgen.cli.request_place import building, failed, find, open_office, rebuild, where
from adgen.problems import AdgenError, Place, problem

if TYPE_CHECKING:
    from adgen.inquiry.ledger.record import Record
    from adgen.inquiry.ledger.stages import Stage

# Command -> name of the stage, and what it says in both languages.
_STEPS = {
    "replied": ("replied", "返信したことを記録します（2回目は、返答がないときの連絡です）", "record that it was answered (twice: asked once more)"),
    "answered": ("answered", "お客さまから返答があったことを記録します", "record that the customer answered"),
    "survey": ("survey", "現地調査をしたことを記録します", "record the visit"),
    "estimate": ("estimate", "見積書を出したことを記録します", "record that the estimate was sent"),
    "won": ("won", "契約したことを記録します。トップページの先頭からは外れます", "record the contract; the home page is as before"),
    "work": ("work", "工事を始めたことを記録します", "record that work has begun"),
    "handed": ("handed", "引き渡したことを記録します。点検の日を知らせます", "record the handing over; after-care dates follow"),
    "care": ("care", "点検などのアフターを記録します", "record after-care"),
    "lost": ("lost", "契約にならなかったことを記録します。依頼のページは終了します", "record that it came to nothing; its page closes"),
    "skip": ("skipped", "返信しないと決めたことを記録します。依頼のページは終了します", "record that it is not answered; its page closes"),
    "hold": ("hold", "再開する日まで保留にします", "put it off until a day"),
}  # fmt: skip


def steps() -> Iterator[click.Command]:
    """A command for each step."""
    for name, (stage, ja, en) in _STEPS.items():
        yield _command(name, stage, ja, en)


def _command(name: str, stage: str, ja: str, en: str) -> click.Command:
    def run(token: str, **options: Any) -> int:
        return _step(stage, token, options)

    made = building()(where()(run))
    made = option("--due", type=Day(), ja="次にすることの期日", en="until when the next action is to be done")(made)
    made = option("--by", default="", ja="した人", en="who did it")(made)
    made = option("--note", default="", ja="メモ（公開されません）", en="a note, never published")(made)
    if name == "replied":
        made = option(
            "--mode",
            type=click.Choice(["quote", "advice", "decline"]),
            ja="返信の種類: quote 見積対応、advice 助言のみ、decline 助言付きお断り（既定: 下書きの種類）",
            en="kind of reply: quote, advice or decline (default: that of the draft)",
        )(made)
    if name == "lost":
        made = flag("--silent", ja="返答がないまま終わりました", en="no answer came")(made)
    return click.command(name, help=say(f"{ja}。", f"{en[0].upper()}{en[1:]}."))(click.argument("token")(made))


def _step(name: str, token: str, options: dict[str, Any]) -> int:
    from adgen.request.step import Told, record_step

    try:
        office = open_office(
            options["site"], options["sites_dir"], options["now"], options["output_dir"], options["base_url"]
        )
        site, whole = find(office, token)
        stage = _stage(name, site, whole, options)
        if stage.name == "hold" and options["due"] is None:
            raise AdgenError([problem("E454", Place(whole[:8]), option="--due")])
        told = Told(options["note"], options["by"], options["due"])
        record, has_changed = record_step(site, whole, stage, office.now, told)
        if stage.name == "replied":
            _keep_copy(site, whole, office.place.output, office.today)
    except AdgenError as error:
        return failed(error)
    click.echo("\n".join(_told(record, office.now)))
    return rebuild(site, office) if has_changed and not options["no_build"] else 0


def _stage(name: str, site: Path, token: str, options: dict[str, Any]) -> "Stage":
    """The stage that is meant: a reply is recorded by its kind, a loss without an answer as such."""
    from adgen.inquiry.ledger import inbox
    from adgen.inquiry.ledger.stages import Stage
    from adgen.request.step import STAGE_OF

    if name == "replied":
        mode = options["mode"] or inbox.load(site, token).mode or "quote"
        return STAGE_OF.get(mode, Stage.replied)
    return Stage.silent if options.get("silent") else Stage[name]


def _keep_copy(site: Path, token: str, output: Path, day: date) -> None:
    from adgen.content.load import site_slug
    from adgen.request.shown import keep_copy

    keep_copy(site, output / site_slug(site), token, day)


def _told(record: "Record", now: datetime) -> Iterator[str]:
    stage = say(record.stage.value, record.stage.name)
    yield f"{record.token[:8]}: {stage}"
    if record.stage.name == "replied" and record.hours is not None and len(record.steps) == 3:
        yield say(f"  届いてから返信まで: {record.hours:.1f}時間", f"  answered after {record.hours:.1f} h")
    action = record.next
    if action.ja:
        due = f"（{record.due}）" if record.due else ""
        yield say(f"  次にすること: {action.ja}{due}", f"  next: {action.en}{f' ({record.due})' if record.due else ''}")
    for care in record.cares():
        yield f"  {care.day}: {care.ja if chosen() == 'ja' else care.en}"
