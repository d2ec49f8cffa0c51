"""The values of request.html: a page that is made for one request, and shows nothing of who asked."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from adgen.model.parts import Step
from adgen.pages.view import CaseCard, CaseView, Picture, ServiceView, StaffView


@dataclass(frozen=True)
class UsedCase:
    """A case on which a rough price rests: its price as it was, its year, and whether that is more than two years ago."""

    title: str
    href: str
    price: str
    year: str
    is_old: bool


@dataclass(frozen=True)
class EstimateView:
    """A rough price. `kind` is range, reference (the amount of one case, no range) or nothing (`price` is "").

    `day` is 「11月22日時点の概算・税込」, to be printed with the price; `basis` says in a sentence what it rests on, and `drivers` what
    may change it. `cases` are those it rests on, or with `by_cases` False others of the same work, to compare.
    """

    kind: Literal["range", "reference", "nothing"]
    price: str
    day: str
    basis: str
    drivers: tuple[str, ...]
    cases: tuple[UsedCase, ...]
    by_cases: bool


@dataclass(frozen=True)
class JobView:
    """One job of a request: own cases of its trade in full and further ones as cards, both () when there is none."""

    trade: str
    service: ServiceView | None
    cases: tuple[CaseView, ...]
    more: tuple[CaseCard, ...]
    estimate: EstimateView | None
    questions: tuple[str, ...]


@dataclass(frozen=True)
class RequestPage:
    """request.html. `asked` are (label, value): trade, quantity, building; `others` are cards of cases of other trades.

    `note` is HTML of the contractor's own words, or "".
    """

    heading: str
    lead: str
    hero: Picture | None
    asked: tuple[tuple[str, str], ...]
    note: Markup
    jobs: tuple[JobView, ...]
    others: tuple[CaseCard, ...]
    questions: tuple[str, ...]
    staff: tuple[StaffView, ...]
    steps: tuple[Step, ...]
    cooling_off: str
