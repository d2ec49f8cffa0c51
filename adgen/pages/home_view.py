"""The values of home.html."""

from dataclasses import dataclass

from adgen.model.parts import Campaign, Fact, Step, Strength
from adgen.model.work import Question
from adgen.pages.view import CaseCard, Link, Picture, ServiceView, StaffView, VoiceView


@dataclass(frozen=True)
class Lead:
    """The trade that leads the home page while a request of it is fresh. Nothing here tells of the request itself.

    `cases` are own cases of the trade, () when there is none; `others` are services that were asked for as well.
    """

    heading: str
    trade: str
    cases: tuple[CaseCard, ...]
    service: ServiceView | None
    questions: tuple[str, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True)
class HomePage:
    """home.html. `sections` are the ids of the parts in the contractor's order: strengths, cases, services, voices, staff,
    trust, flow, faq, area, company; empty parts are left out. `no_reward_note` is one sentence for all voices or "".
    `lead` comes before all of them; `hero` is then a photo of its trade.
    """

    sections: tuple[str, ...]
    hero: Picture | None
    lead: Lead | None
    facts: tuple[Fact, ...]
    strengths: tuple[tuple[Strength, Link | None], ...]
    evidence: tuple[tuple[str, str], ...]
    campaigns: tuple[tuple[Campaign, str, str], ...]
    cases: tuple[CaseCard, ...]
    case_count: int
    services: tuple[ServiceView, ...]
    voices: tuple[VoiceView, ...]
    no_reward_note: str
    staff: tuple[StaffView, ...]
    steps: tuple[Step, ...]
    cooling_off: str
    faq: tuple[Question, ...]
