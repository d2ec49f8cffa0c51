"""What `adgen new` can make, as data: which record goes into which file, and what is asked for it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adgen import trades
from adgen.content.declared import Field, fields_of
from adgen.content.fields import read
from adgen.model.declare import Record
from adgen.model.people import Staff, StaffFile, Voice, VoicesFile
from adgen.model.profile import Profile
from adgen.model.work import Case, Service
from adgen.problems import Place, Problem, problem
from adgen.text import nodes

# Key of a field -> what was typed; the key of a field in a record of a list is "areas.cities".
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Kind:
    """One thing to make: its `file` inside the site, what is `asked`, and the key of the title that names it.

    With `below` the record is an item of that list in its file, which may be there already.
    """

    record: type[Record]
    file: str
    asked: tuple[str, ...]
    title: str = ""
    holder: type[Record] | None = None
    below: str = ""


KINDS = {
    "site": Kind(
        Profile,
        "site.yaml",
        (
            *("name", "representative", "email", "tel", "hours", "trades", "areas.prefecture", "areas.cities"),
            *("tagline", "intro", "strengths.title", "strengths.text", "strengths.basis"),
        ),
        title="name",
    ),
    "case": Kind(
        Case,
        "cases/{slug}/case.md",
        (
            *("title", "trade", "service", "area", "building", "size", "done", "period", "price", "price_scope"),
            *("request", "work", "own_work", "consent"),
        ),
        title="title",
    ),
    "service": Kind(
        Service,
        "services/{slug}.md",
        ("title", "trade", "summary", "prices.label", "prices.unit", "prices.price", "duration"),
        title="title",
    ),
    "staff": Kind(
        Staff,
        "staff.yaml",
        ("name", "role", "career", "licences", "message", "consent"),
        holder=StaffFile,
        below="staff",
    ),
    "voice": Kind(
        Voice,
        "voices.yaml",
        ("text", "date", "incentive", "consent", "display_name", "area", "trade"),
        holder=VoicesFile,
        below="voices",
    ),
}


def field_of(kind: Kind, key: str) -> Field:
    """The declaration of a field that is asked for."""
    first, _, second = key.partition(".")
    field = fields_of(kind.record)[first]
    return fields_of(field.record)[second] if second and field.record else field


def lacking(kind: Kind, answers: Answers) -> list[Field]:
    """The fields without an answer that a published record must have, those in the records of its lists included."""
    begun = {key.partition(".")[0] for key in answers} | {"updated"}
    inner = [field_of(kind, k) for k in kind.asked if "." in k and k.partition(".")[0] in begun and k not in answers]
    whole = [f for f in fields_of(kind.record).values() if f.key not in begun]
    return [f for f in (*whole, *inner) if f.required or f.says.to_publish]


def unanswered(kind: Kind, answers: Answers) -> list[str]:
    """The questions that cannot be left out: what a record needs, and in a list that was begun what its records need."""
    begun = {key.partition(".")[0] for key in answers}
    wanted = (key for key in kind.asked if "." not in key or key.partition(".")[0] in begun)
    return [key for key in wanted if field_of(kind, key).required and key not in answers]


def clean(typed: str) -> str:
    """An answer without what no text may hold: control characters, and bytes of another encoding."""
    return "".join(c for c in typed if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs")).strip()


def label_of(kind: Kind, key: str) -> str:
    """The name of a field as a question has it."""
    first, _, second = key.partition(".")
    above = fields_of(kind.record)[first].says.ja
    return f"{above}の{field_of(kind, key).says.ja}" if second else above


def explained(field: Field) -> tuple[str, str]:
    """What a field is for and an example, as a contractor is told."""
    return field.says.help, field.says.example


def mistakes(kind: Kind, key: str, typed: str) -> list[Problem]:
    """What is wrong with one answer; its place is the name of its option."""
    field, place = field_of(kind, key), Place(option_of(key), 0, 0, "")
    first, _, second = key.partition(".")
    record = fields_of(kind.record)[first].record if second else kind.record
    tree = nodes.Mapping(((nodes.Scalar(field.says.ja, place), nodes.Scalar(typed, place)),), place)
    found = read(record or kind.record, tree)[2]
    return [p for p in found if p.code != "E130"] or list(_unknown_trades(key, typed, place))


def option_of(key: str) -> str:
    """The option that answers for a field."""
    return "--" + re.sub("[._]", "-", key)


def _unknown_trades(key: str, typed: str, place: Place) -> Iterator[Problem]:
    if key not in ("trade", "trades"):
        return
    words = re.split("[、,，]", typed) if key == "trades" else [typed]
    for word in filter(None, map(str.strip, words)):
        if trades.find(word) is None:
            some = "、".join(t.label for t in list(trades.trades().values())[:5])
            yield problem("E150", place, name=word, near=trades.nearest(word) or some)
