"""Answers to what the customer asks, from the contractor's own words only; what they do not cover is left for him to write."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adgen.inquiry.draft.phrases import first_sentence
from adgen.inquiry.script import canon
from adgen.inquiry.words import terms
from adgen.model.site import ServiceEntry, Site
from adgen.model.work import Question

_MONEY = re.compile(r"いくら|費用|金額|見積|概算|料金|値段|価格|予算|円")
_DAYS = re.compile(r"何日|日数|期間|工期|どの(?:くらい|ぐらい).{0,6}(?:日|かか|時間)|何時間")
_WHEN = re.compile(r"いつ(?:頃|ごろ|から)?|間に合|年内|月中|急ぎ|日程|予定")
_VISIT = re.compile(r"来て|見に|下見|現地|伺")
_POSSIBLE = re.compile(r"でき(?:ます|る)|出来(?:ます|る)|可能|対応|お願い(?:でき|出来)|やって(?:もら|いただ)|大丈夫")
# Asked of the work as such, which the reply takes on; 「猫がいても大丈夫ですか」 is another question.
_THE_WORK = re.compile(
    r"張替|張り?替え|貼り?替え|交換|修理|工事|塗装|補修|取付|取り?付け|見積|お願い(?:でき|出来)|対応(?:でき|出来|可)"
)
_FREE = re.compile(r"無料|ただで|お金(?:は|が)かか")
_NO_FEE = re.compile(r"かかりません|無料")
_PARKING = re.compile(r"駐車|車を(?:止|停)")
_VAN = re.compile(r"車は|車を|駐車")
_LIVING = re.compile(r"住みながら|住んだまま|在宅|住んでいても")
_LIVED_IN = re.compile(r"住まい|住み|在宅")
_CLOSE = 0.45
_FEWEST_SHARED = 2
_MOST = 3


@dataclass(frozen=True)
class Known:
    """What answers may rest on: the site, the services of the request's trades, whether an amount and days for a visit are told."""

    site: Site
    services: Sequence[ServiceEntry]
    has_amount: bool
    has_visit: bool
    is_for_us: bool


def answers(questions: Sequence[str], known: Known) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(sentences, questions without an answer): each answer once, in the order of the questions."""
    said: list[str] = []
    left: list[str] = []
    for question in questions:
        found = _from_faq(question, known) or next(filter(None, _from_profile(question, known)), None)
        found = found if found is not None else next(_from_facts(question, known), None)
        if found is None:
            left.append(question)
        elif found and found not in said:
            said.append(found)
    return tuple(said[:_MOST]), tuple(left)


def _from_faq(question: str, known: Known) -> str | None:
    """The first sentence of the contractor's own answer to nearly the same question."""
    asked = set(terms(canon(question)))
    best = max(_questions(known), key=lambda q: _alike(asked, q), default=None)
    return first_sentence(best.a) + _second(best.a) if best and _alike(asked, best) >= _CLOSE else None


def _second(text: str) -> str:
    """The sentence behind a lone はい or いいえ."""
    sentences = [s.strip() for s in text.strip().split("\n")[0].split("。") if s.strip()]
    return f"{sentences[1]}。" if len(sentences) > 1 and len(sentences[0]) <= 4 else ""


def _questions(known: Known) -> Iterator[Question]:
    for entry in known.services:
        yield from entry.record.faq
    yield from (entry.record for entry in known.site.faq)


def _alike(asked: set[str], question: Question) -> float:
    own = set(terms(canon(question.q)))
    shared = asked & own
    return len(shared) / len(own | asked) if len(shared) >= _FEWEST_SHARED else 0.0


def _from_profile(question: str, known: Known) -> Iterator[str]:
    """What the profile says on the very thing that is asked about; "" where it says nothing."""
    profile = known.site.profile
    if "保証" in question:
        yield first_sentence(profile.warranty or "")
    if re.search("支払|振込|カード|分割", question) and profile.payment_methods:
        yield f"お支払いは、{'、'.join(profile.payment_methods)}です。"
    if re.search("追加(?:料金|費用|の費用|に|で)", question):
        yield first_sentence(profile.extra_cost or "")
    if re.search("管理組合|管理規約", question):
        yield first_sentence(profile.condominium or "")
    if re.search("土日|日曜|祝日|休日|定休", question) and profile.holidays:
        yield f"定休日は、{'、'.join(day.value for day in profile.holidays)}です。"
    if re.search("石綿|アスベスト", question) and any("石綿" in held.kind for held in profile.licences):
        yield "石綿（アスベスト）は、資格を持つ者が工事の前に調べます。"
    for topic, told in ((_PARKING, _VAN), (_LIVING, _LIVED_IN)):
        if topic.search(question):
            yield _sentence_on(told, profile.neighbours or "")


def _sentence_on(told: re.Pattern[str], text: str) -> str:
    return next((f"{s.strip()}。" for s in re.findall(r"[^。\n]+", text) if told.search(s)), "")


def _free(known: Known) -> str:
    """Whether a visit and an estimate cost nothing, as the contractor's own steps say."""
    steps = [s for s in known.site.profile.steps if s.pay and _NO_FEE.match(s.pay)]
    free = [word for word in ("下見", "見積") if any(word in s.title for s in steps)]
    return f"{'と'.join(free).replace('見積', '見積もり')}に、費用はかかりません。" if free else ""


def _from_facts(question: str, known: Known) -> Iterator[str]:
    """Answers that stand elsewhere in the reply are "": nothing more has to be said."""
    if _FREE.search(question):
        free = _free(known)
        if free:
            yield free
        return
    if _DAYS.search(question):
        duration = next((s.record.duration for s in known.services if s.record.duration), None)
        if duration:
            yield f"工期の目安は、{duration}です。"
    if _MONEY.search(question) and known.has_amount:
        yield "費用は、概算を下に書きました。"
    if _MONEY.search(question):
        yield "費用は、下の点がわかれば概算をお出しできます。"
    if (_WHEN.search(question) or _VISIT.search(question)) and known.has_visit:
        yield "日取りは、下の候補日に見せていただいたうえでお答えします。"
    if _POSSIBLE.search(question) and _THE_WORK.search(question) and known.is_for_us:
        yield ""
