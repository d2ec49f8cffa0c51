"""adgen new"""

import sys
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from adgen.cli.language import Speech, chosen, say
from adgen.cli.options import TOKYO, Day, flag, language, option, sites_folder
from adgen.cli.output import Console
from adgen.cli.places import Workplace, find_sites, open_workplace
from adgen.inquiry.slugs import slug_of
from adgen.model.declare import slug as read_slug
from adgen.problems import AdgenError, Place, Problem, problem
from adgen.problems.catalogue import cure, message
from adgen.scaffold.kinds import (
    KINDS,
    Kind,
    clean,
    explained,
    field_of,
    label_of,
    lacking,
    mistakes,
    option_of,
    unanswered,
)
from adgen.scaffold.place import New, plan, problems_of, write
from adgen.scaffold.workspace import editor_line
from adgen.text.japanese import Unreadable

_HELP = {
    "site": Speech("会社のフォルダと site.yaml を作ります。", "Make a contractor's folder with site.yaml."),
    "case": Speech("施工事例のフォルダと case.md を作ります。", "Make a folder for a case with case.md."),
    "service": Speech("業務内容のファイルを作ります。", "Make the file of a service."),
    "staff": Speech("staff.yaml に担当者を1人足します。", "Add a person to staff.yaml."),
    "voice": Speech("voices.yaml にお客様の声を1件足します。", "Add a customer's voice to voices.yaml."),
}
_NEXT = {
    "site": Speech(
        "次は adgen new service で業務内容を、adgen new case で施工事例を作ります。",
        "Next: adgen new service and adgen new case.",
    ),
    "case": Speech(
        "写真を同じフォルダに入れてください。名前は 施工前1.jpg、施工後1.jpg のようにします。載せるときは、公開 を「はい」にします。",
        "Put photos beside it, named 施工前1.jpg and 施工後1.jpg, and set 公開 to はい to publish it.",
    ),
}


@dataclass(frozen=True)
class Call:
    """How the command was called."""

    kind: Kind
    name: str
    slug: str | None
    site: str | None
    sites_dir: Path | None
    today: date
    asks: bool


@click.group(
    "new",
    help=say(
        "新しいファイルを作ります。ひとつずつ聞くので、わからない所は Enter で飛ばせます。",
        "Make new files. Questions come one by one; Enter leaves one out.",
    ),
)
def command() -> None:
    """The group of things that can be made."""


def _command(name: str, kind: Kind) -> click.Command:
    """The command that makes one kind, with an option for each question."""

    def run(
        yes: bool,
        sites_dir: Path | None,
        now: date | None,
        slug: str | None = None,
        site: str | None = None,
        **typed: Any,
    ) -> int:
        today = now or datetime.now(TOKYO).date()
        call = Call(kind, name, slug, site, sites_dir, today, asks=not yes and sys.stdin.isatty())
        answers = {key: value for key in kind.asked if (value := clean(typed[_variable(key)] or ""))}
        try:
            return _make(call, answers)
        except AdgenError as error:
            Console(quiet=False, verbose=True, to_stderr=True).problems(error.problems)
            return 1

    made: Callable[..., Any] = run
    for add in (language(), *_where(kind), *(_option(kind, key) for key in reversed(kind.asked))):
        made = add(made)
    return click.command(name, help=str(_HELP[name]))(made)


def _option(kind: Kind, key: str) -> Callable[[Any], Any]:
    field = field_of(kind, key)
    purpose, _ = explained(field)
    return option(option_of(key), _variable(key), ja=f"{label_of(kind, key)}: {purpose}", en=field.says.en)


def _variable(key: str) -> str:
    return key.replace(".", "_")


def _where(kind: Kind) -> tuple[Callable[[Any], Any], ...]:
    """What belongs to every kind: which site, on which day, and whether anything is asked."""
    sites = sites_folder()
    now = option("--now", type=Day(), ja="この日に作ったことにします（日本時間）", en="as on this day (Japan time)")
    yes = flag("--yes", ja="何も聞かずに作ります", en="ask nothing")
    slug = option("--slug", ja="アドレスに使う名前（英数字）", en="name in the address")
    site = option("--site", ja="会社のフォルダの名前", en="the contractor's folder")
    return (yes, now, sites, *((slug,) if kind.title else ()), *((site,) if kind.file != "site.yaml" else ()))


def _make(call: Call, answers: dict[str, str]) -> int:
    """Ask, try the record in a copy of the site, and write it when it is good. Raises AdgenError."""
    place = open_workplace(Path(), call.sites_dir, None, None, strict=False, no_index=True)
    above = place.sites if call.name == "site" else _site(call, place)
    wrong = [p for key, typed in answers.items() for p in mistakes(call.kind, key, typed)]
    if wrong:
        raise AdgenError(wrong)
    left: Container[str] = call.kind.asked
    slug = ""
    while True:
        if call.asks:
            _ask(call.kind, left, answers)
        _raise_for_missing(call.kind, answers)
        slug = slug or _slug(call, answers, above)
        new = _planned(call, answers, above, slug)
        wrong = problems_of(new, call.today)
        if not wrong:
            break
        lines = {p.place.line - new.first_line + 1 for p in wrong}
        left = {new.draft.key_at(line) for line in lines} & set(call.kind.asked)
        if not (call.asks and left):
            raise AdgenError(wrong)
        Console(quiet=False, verbose=True, to_stderr=True).problems(wrong)
        for key in left:
            answers.pop(key, None)
    _tell(call, answers, write(new))
    return 0


def _site(call: Call, place: Workplace) -> Path:
    """The folder of the site that is meant: the only one, else it is asked for. Raises AdgenError."""
    if call.site:
        return find_sites(place, (call.site,))[0]
    folders = find_sites(place, ())
    names = [folder.name for folder in folders]
    if len(folders) > 1 and not call.asks:
        known = "、".join(names)
        raise click.UsageError(
            say(f"--site で会社を選んでください: {known}", f"choose with --site: {', '.join(names)}")
        )
    if len(folders) == 1:
        return folders[0]
    name = click.prompt(say("どの会社ですか", "Which contractor?"), type=click.Choice(names), err=True)
    return folders[names.index(name)]


def _planned(call: Call, answers: dict[str, str], above: Path, slug: str) -> New:
    """The record in its place: a new site is a folder of its own."""
    folder = above / slug if call.name == "site" else above
    file = call.kind.file.rpartition("/")[2]
    head = editor_line(Path(), folder, file) if file.endswith(".yaml") else ""
    return plan(call.kind, answers, folder, slug, call.today, head)


def _slug(call: Call, answers: dict[str, str], above: Path) -> str:
    """The name in the address: given, or made of the title and on a terminal offered for a change; "" where none is needed."""
    if call.slug or not call.kind.title:
        return _plain(call.slug) if call.slug else ""
    folder = (above / call.kind.file.partition("{")[0]) if "{" in call.kind.file else above
    taken = {path.name.removesuffix(".md") for path in folder.iterdir()} if folder.is_dir() else set()
    made = slug_of(answers[call.kind.title], call.today, taken)
    if not call.asks:
        return made
    while True:
        typed = click.prompt(say("アドレスに使う名前（英数字）", "Name in the address"), default=made, err=True)
        try:
            return read_slug(typed)
        except Unreadable as error:
            _say_wrong([problem(error.code, Place("--slug"), label="公開名", key="slug", value=typed, example=made)])


def _plain(slug: str) -> str:
    """A name that was given. Raises AdgenError E127."""
    try:
        return read_slug(slug)
    except Unreadable as error:
        values = {"label": "公開名", "key": "slug", "value": slug, "example": "aozora"}
        raise AdgenError([problem(error.code, Place("--slug"), **values)]) from None


def _ask(kind: Kind, left: Container[str], answers: dict[str, str]) -> None:
    """One question at a time for those `left` that have no answer; Enter leaves out what is not needed."""
    for key in kind.asked:
        group, _, inner = key.partition(".")
        begun = any(other.startswith(f"{group}.") for other in answers)
        is_first = next(k for k in kind.asked if k.partition(".")[0] == group) == key
        if key in left and key not in answers and (not inner or is_first or begun):
            typed = _answer(kind, key, is_needed=field_of(kind, key).required and (not inner or begun))
            if typed:
                answers[key] = typed


def _answer(kind: Kind, key: str, *, is_needed: bool) -> str:
    field = field_of(kind, key)
    purpose, sample = explained(field)
    example = f"。例: {sample.rstrip('。')}" if sample else ""
    question = say(
        f"{label_of(kind, key)}（{purpose}{example}{'' if is_needed else '。Enter で次へ'}）",
        f"{key} ({field.says.en}{'' if is_needed else '; Enter leaves it out'})",
    )
    while True:
        typed = clean(click.prompt(question, default="", show_default=False, err=True))
        wrong = mistakes(kind, key, typed) if typed else []
        _say_wrong(wrong)
        if not wrong and (typed or not is_needed):
            return typed


def _say_wrong(problems: list[Problem]) -> None:
    for found in problems:
        click.echo(f"  {message(found, chosen())}\n  → {cure(found, chosen())}", err=True)


def _raise_for_missing(kind: Kind, answers: dict[str, str]) -> None:
    missing = unanswered(kind, answers)
    if missing:
        raise AdgenError([_lack(kind, key) for key in missing])


def _lack(kind: Kind, key: str) -> Problem:
    field, name = field_of(kind, key), option_of(key)
    return problem("E540", Place(name), label=field.says.ja, key=key, option=name, example=explained(field)[1])


def _tell(call: Call, answers: dict[str, str], target: Path) -> None:
    click.echo(say(f"書きました: {target.as_posix()}", f"written: {target.as_posix()}"))
    left = lacking(call.kind, answers)
    if left:
        click.echo(
            say(
                f"公開までに書く項目: {'、'.join(f.says.ja for f in left)}",
                f"still to write before it is published: {', '.join(f.key for f in left)}",
            )
        )
    if call.name in _NEXT:
        click.echo(str(_NEXT[call.name]))


for _name, _kind in KINDS.items():
    command.add_command(_command(_name, _kind))
