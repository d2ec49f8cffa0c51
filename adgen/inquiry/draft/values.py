"""Everything a reply may say, as the plain values that its templates see."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from adgen.inquiry.draft import phrases
from adgen.inquiry.draft.answers import Known, answers
from adgen.inquiry.draft.days import day_in_words, opening_of, visit_days
from adgen.inquiry.estimate import Estimate
from adgen.inquiry.match import Match
from adgen.inquiry.redact.find import personal
from adgen.inquiry.redact.span import masked
from adgen.inquiry.script import canon, plain
from adgen.inquiry.understand.fit import Fit
from adgen.inquiry.understand.inquiry import Inquiry
from adgen.inquiry.understand.place import read_where
from adgen.model.parts import Strength
from adgen.model.site import ServiceEntry, Site
from adgen.text.japanese import Yen
from adgen.trades import trades

Mode = Literal["quote", "advice", "decline"]
_MOST_QUESTIONS = 3
_MOST_ADVICE = 2
# Beyond this ratio a range says little by itself.
_WIDE = 2.5
_LONGEST_PAY = 50
_VISIT = re.compile("下見|現地|訪問|お伺い|伺い")
_FREE = re.compile(r"(?:費用は)?かかりません|無料")
# A question of the trade is not asked again when the mail has answered it: what it asks for, and what answers it.
_SIZE_WORDS = re.compile("広さ|何畳|枚数|何枚|台数|何台|面積|㎡|長さ|数量|何か所|何箇所|坪")
_BESIDES = re.compile("天井|片面|両面|高さ")
_AGE_WORDS = re.compile("築年|築何年|建てた年|年数")
_BUILDING_WORDS = re.compile("戸建てか|マンションか|建物の種類")
_WHEN_WORDS = re.compile("時期|いつ頃|いつまで|いつごろ")


@dataclass(frozen=True)
class Situation:
    """A request as it was understood, and the site that answers it; `link` is the address of its page."""

    site: Site
    inquiry: Inquiry
    fit: Fit
    matches: Sequence[Match]
    estimates: Sequence[Estimate]
    name: str
    link: str
    is_online: bool
    now: datetime

    @property
    def trades(self) -> tuple[str, ...]:
        """The jobs that this contractor would do; all of them when none is his."""
        return self.fit.own_trades or self.inquiry.trades

    @property
    def services(self) -> tuple[ServiceEntry, ...]:
        return tuple(s for trade in self.trades for s in self.site.services if s.record.trade == trade)


def fitting_mode(fit: Fit) -> Mode:
    """An offer where area and trade allow one, else a refusal with advice."""
    return "quote" if fit.is_for_us else "decline"


def values_of(here: Situation) -> Mapping[str, Any]:
    """What templates see; every value is text, a list of texts, or such a mapping, "" or () where there is nothing."""
    profile = here.site.profile
    same = [m for m in here.matches if m.is_same_trade]
    visit = _visit(here)
    amounts = [_estimate(e, here, same) for e in here.estimates if e.trade in here.trades]
    known = Known(
        here.site, here.services, any(a["basis"] != "nothing" for a in amounts), bool(visit["days"]), here.fit.is_for_us
    )
    said, open_questions = answers(here.inquiry.questions, known)
    lead = here.trades[0] if here.trades else ""
    return {
        "name": here.name,
        "company": profile.name,
        "representative": re.sub(r"^代表(?:取締役)?\s*", "", profile.representative),
        "town": read_where(plain(profile.address or "")).city,
        "introduction": phrases.first_sentence(profile.lead or profile.tagline or profile.intro or ""),
        "job": phrases.jobs(here.trades, here.inquiry.sizes if len(here.inquiry.trades) == 1 else ()),
        "other_jobs": phrases.jobs([t for t in here.inquiry.trades if t not in here.trades], ()),
        "answers": [a for a in said if a],
        "open_questions": [masked(q, personal(q)) for q in open_questions],
        "strength": _strength(here, lead),
        "case": phrases.case_in_words(same[0].case) if same else {},
        "service": here.services[0].record.title if here.services else "",
        "estimates": amounts,
        "worry": _worry(lead, here.inquiry.text),
        "advice": _advice(here, lead),
        "is_urgent": here.inquiry.mood.is_urgent,
        "is_angry": here.inquiry.mood.feeling == "怒り",
        "questions": questions(here),
        "visit": visit,
        "reply_within": profile.reply_within or "",
        "phone": profile.tel or "",
        "hours": re.split(r"[（(]", profile.hours or "")[0].strip(),
        "licence": phrases.licence(profile.licences),
        "link": here.link,
        "is_online": here.is_online,
        "reason": _reason(here),
    }


def questions(here: Situation) -> tuple[str, ...]:
    """At most three: the town where it is missing, then those of the work."""
    asked = []
    if here.fit.in_area is None:
        choices = here.inquiry.where.choices
        asked.append(
            f"{'・'.join(choices[:3])}のどちらですか。" if len(choices) > 1 else "工事をする市区町村はどちらですか。"
        )
    return (*asked, *work_questions(here))[:_MOST_QUESTIONS]


def work_questions(here: Situation) -> tuple[str, ...]:
    """What the mail leaves open of the contractor's own questions, else of the trade's; nothing of it comes from the mail."""
    own = [q for s in here.services for q in s.record.hearing]
    listed = own or [q for e in here.estimates if e.trade in here.trades for q in e.questions]
    return tuple(dict.fromkeys(q for q in listed if not _is_answered(q, here.inquiry)))[:_MOST_QUESTIONS]


def _is_answered(question: str, inquiry: Inquiry) -> bool:
    # One that asks for more than the size stays (「何畳か、天井も含むか」), unless the mail speaks of that too.
    size = _SIZE_WORDS.search(question) and all(word in inquiry.text for word in _BESIDES.findall(question))
    return bool(
        (size and inquiry.quantities)
        or (_AGE_WORDS.search(question) and inquiry.age is not None)
        or (_BUILDING_WORDS.search(question) and inquiry.building)
        or (_WHEN_WORDS.search(question) and inquiry.timing)
    )


def _strength(here: Situation, lead: str) -> str:
    """The strength that has most to do with the work: shown by a case of it, naming it, with a proof."""
    words = [canon(w) for w in (trades()[lead].synonyms if lead else ())]
    own = {entry.slug for entry in here.site.cases if lead and entry.record.trade == lead}

    def fits(strength: Strength) -> int:
        text = canon(f"{strength.title}\n{strength.text}")
        return 3 * (strength.case in own) + 2 * any(w in text for w in words) + bool(strength.basis)

    best = max(here.site.profile.strengths, key=fits, default=None)
    return phrases.strength(best.title, best.basis or "") if best else ""


def _estimate(found: Estimate, here: Situation, same: Sequence[Match]) -> Mapping[str, Any]:
    years = sorted({case.year for case in found.cases if case.year})
    drivers = [
        d
        for item in found.items
        for s in here.services
        for p in s.record.prices
        if p.label == item.label
        for d in p.drivers
    ]
    return {
        "job": phrases.about(found.trade)["job"],
        "basis": found.basis,
        "amount": phrases.yen(Yen(found.low, found.high)),
        "is_wide": bool(found.low and found.high and found.high > _WIDE * found.low),
        "is_told": bool(same) and [c.id for c in found.cases] == [same[0].case.id],
        "day": f"{found.day.month}月{found.day.day}日",
        "count": len(found.cases),
        "years": f"{years[0]}年" if len(years) == 1 else f"{years[0]}〜{years[-1]}年" if years else "",
        "has_old": any(case.is_old for case in found.cases),
        "size": phrases.size(found.scaled_to) if found.scaled_to else "",
        "items": [re.split(r"[（(]", item.label)[0].strip() for item in found.items][:2],
        "drivers": list(dict.fromkeys(drivers))[:2],
    }


def _worry(lead: str, text: str) -> str:
    """What the trade should think of and the customer has not named."""
    row = phrases.about(lead) if lead else {}
    return "" if not row or re.search(row["named"], plain(text)) else str(row["worry"])


def _advice(here: Situation, lead: str) -> tuple[str, ...]:
    """The contractor's own tips for this work first, then what helps whoever does it."""
    tips = [phrases.first_sentence(t) for s in here.services for t in s.record.tips]
    general = [str(phrases.about(lead)["advice"])] if lead else []
    return tuple(dict.fromkeys([*general, *tips]))[:_MOST_ADVICE]


def _visit(here: Situation) -> Mapping[str, Any]:
    """Two days, and what the visit is called and costs, from the contractor's own steps."""
    opening = opening_of(here.site.profile)
    first = 1 if here.inquiry.mood.is_urgent else 2
    days = visit_days(here.now.date(), opening, first)
    step = next((s for s in here.site.profile.steps if _VISIT.search(s.title)), None)
    pay = (step.pay or "") if step else ""
    told = f"下見の費用: {pay}。" if 0 < len(pay) <= _LONGEST_PAY else ""
    return {
        "days": [day_in_words(d) for d in days],
        "what": "下見" if not step or "下見" in step.title else "現地の確認",
        "pay": "費用はかかりません。" if _FREE.match(pay) else told,
    }


def _reason(here: Situation) -> str:
    """Why it cannot be taken: the place or the work."""
    if here.fit.in_area is False:
        return "area"
    return "trade" if here.fit.in_trade is False else "schedule"
