"""A letter, or a title and a text, into everything that is known about the request."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from adgen.inquiry.mail.letter import Letter
from adgen.inquiry.match import Wish
from adgen.inquiry.redact.find import personal
from adgen.inquiry.redact.span import masked
from adgen.inquiry.script import plain
from adgen.inquiry.understand.amounts import Budget, read_age, read_budget, read_quantities
from adgen.inquiry.understand.jobs import Job, read_jobs
from adgen.inquiry.understand.mood import Mood, read_building, read_mood, read_questions
from adgen.inquiry.understand.place import Where, read_where
from adgen.inquiry.understand.timing import read_timing
from adgen.text import japanese
from adgen.text.japanese import Quantity

# What a customer asks for stands at the beginning; hostile text without any gap costs the square of its length.
_LONGEST, _LONGEST_LABEL, _LONGEST_TITLE = 5_000, 1_000, 200


@dataclass(frozen=True)
class Inquiry:
    """What a customer asks for. Nothing of it is published but trade, quantity and building type (redact.public)."""

    title: str
    text: str
    jobs: tuple[Job, ...]
    where: Where
    timing: str
    budget: Budget | None
    quantities: tuple[str, ...]
    building: str
    age: int | None
    questions: tuple[str, ...]
    mood: Mood
    received: datetime | None = None

    @property
    def trades(self) -> tuple[str, ...]:
        return tuple(job.trade for job in self.jobs)

    @property
    def sizes(self) -> tuple[Quantity, ...]:
        """The quantities that have a unit of the trade."""
        return read_sizes(self.quantities)

    @property
    def wish(self) -> Wish:
        return Wish(self.title, self.text, self.jobs, self.where, self.sizes)


def understand(letter: Letter) -> Inquiry:
    """The facts of a letter; one that is no request has no jobs."""
    return read_inquiry(letter.title, letter.prose, letter.labels, letter.body, letter.sent, letter.is_request)


def read_inquiry(
    title: str,
    prose: str,
    labels: Mapping[str, str] | None = None,
    body: str = "",
    received: datetime | None = None,
    is_request: bool = True,
) -> Inquiry:
    """Labels first, then the customer's own words; `body` is all that stood between the labels."""
    told = {kind: plain(value[:_LONGEST_LABEL]) for kind, value in (labels or {}).items()}
    prose, title = prose[:_LONGEST], title[:_LONGEST_TITLE]
    folded, whole = plain(prose), plain((body or prose)[:_LONGEST])
    about = " ".join(filter(None, (told.get("trade"), title)))
    size = "\n".join(filter(None, (plain(title), told.get("quantity"), folded)))
    return Inquiry(
        title,
        prose,
        read_jobs(about, plain(masked(prose, personal(prose)))) if is_request else (),
        read_where(whole, told.get("area", "")),
        read_timing(folded, told.get("when", "")) if is_request else "",
        read_budget(folded, told.get("budget", "")) if is_request else None,
        tuple(dict.fromkeys(read_quantities(size))) if is_request else (),
        read_building("\n".join(filter(None, (told.get("building"), folded)))),
        read_age(folded, told.get("age", "") or _age_part(told.get("building", ""))),
        read_questions(folded),
        read_mood(title, folded),
        received,
    )


def _age_part(building: str) -> str:
    match = re.search(r"築\D{0,4}\d{1,3}年", building)
    return match[0] if match else ""


def read_sizes(quantities: tuple[str, ...]) -> tuple[Quantity, ...]:
    """Quantities as numbers with units; what has no unit of a trade is left out."""
    found = []
    for text in quantities:
        try:
            found.append(japanese.read_quantity(text))
        except japanese.Unreadable:
            continue
    return tuple(found)
