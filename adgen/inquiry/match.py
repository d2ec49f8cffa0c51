"""The contractor's own cases that fit a request, best first, with the reasons; none is a common and honest answer."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from adgen.inquiry.bm25 import Collection
from adgen.inquiry.documents import CaseDocument, Contractor
from adgen.inquiry.reasons import Reason, because
from adgen.inquiry.script import canon
from adgen.inquiry.tables import table
from adgen.inquiry.understand.jobs import Job
from adgen.inquiry.understand.place import Where, read_where
from adgen.inquiry.words import terms
from adgen.text.japanese import Quantity, When
from adgen.trades import trades

# Fixed on the development requests, one trade left out at a time (benchmarks/requests.py).
SAME_TRADE, ALSO_TRADE, HELPS = 3.0, 2.5, 0.9
LIKENESS, WORDS, SIZE, NEAR, RECENT = 0.45, 0.55, 0.5, 0.12, 0.06
_WITHOUT_TRADE = 7.0
_NEW_YEARS = 10
_ALIKE = 0.7


@dataclass(frozen=True)
class Wish:
    """What a request asks for, as far as cases are compared with it."""

    title: str
    text: str
    jobs: tuple[Job, ...]
    where: Where
    sizes: tuple[Quantity, ...]


@dataclass(frozen=True)
class Match:
    """A case, its score, how much of that is likeness besides the trade, the trade that it answers, and the reasons."""

    case: CaseDocument
    score: float
    likeness: float
    trade: str
    is_same_trade: bool
    reasons: tuple[Reason, ...]


def match(wish: Wish, contractor: Contractor, most: int = 20) -> tuple[Match, ...]:
    """Own cases for every job of the request, the best of each job in turn; () when no own case fits."""
    ranked = [_ranked(job, wish, contractor.cases) for job in wish.jobs]
    if not wish.jobs:
        ranked = [_by_words(wish, contractor.cases)]
    kept = [r for r in ranked if r]
    own = [r for r in kept if r[0].is_same_trade]
    return _interleaved(own or kept)[:most]


def ranking(wish: Wish, contractor: Contractor, most: int = 20) -> tuple[str, ...]:
    """Ids of all cases, the fitting ones first, then the others by their words: for measuring, not for showing."""
    first = [m.case.id for m in match(wish, contractor, most)]
    rest = sorted(_similar(wish, contractor.cases), key=lambda found: -found[0])
    return tuple(dict.fromkeys([*first, *(case.id for _, case, _ in rest)]))[:most]


def _ranked(job: Job, wish: Wish, cases: Sequence[CaseDocument]) -> list[Match]:
    found = []
    for likeness, case, reasons in _similar(wish, cases):
        share, same = _trade_share(job.trade, case)
        if share:
            label = trades()[job.trade].label
            why = (because("same_trade" if same else "near_trade", trade=label), *reasons)
            found.append(Match(case, share + likeness, likeness, job.trade, same, why))
    return sorted(found, key=lambda m: -m.score)


def _trade_share(trade: str, case: CaseDocument) -> tuple[float, bool]:
    done = [job.trade for job in case.jobs]
    if trade in done[:1]:
        return SAME_TRADE, True
    if trade in done:
        return ALSO_TRADE, True
    return (HELPS, False) if set(done[:1]) & set(table("jobs.toml")[trade]["helps"]) else (0.0, False)


def _by_words(wish: Wish, cases: Sequence[CaseDocument]) -> list[Match]:
    found = sorted(_similar(wish, cases), key=lambda s: -s[0])
    return [Match(case, score, score, "", False, reasons) for score, case, reasons in found if score >= _WITHOUT_TRADE]


def _similar(wish: Wish, cases: Sequence[CaseDocument]) -> list[tuple[float, CaseDocument, tuple[Reason, ...]]]:
    """Each case with what it shares with the request besides the trade."""
    collection = _collection(tuple(cases))
    asked, query = _like(f"{wish.title}\n{wish.text}"), terms(f"{wish.title}\n{wish.text}")
    newest = max((c.done.first_day().toordinal() for c in cases if c.done), default=0)
    rare = _rarity(tuple(cases))
    found = []
    for number, case in enumerate(cases):
        shared = sorted(asked & _like_case(case), key=lambda name: -rare[name])
        parts = collection.parts(query, number)
        size = _size_likeness(wish.sizes, case.sizes)
        near = _nearness(wish.where, case.area)
        score = (
            LIKENESS * sum(rare[name] for name in shared)
            + WORDS * math.log1p(sum(parts.values()))
            + SIZE * size
            + NEAR * near
        )
        score += RECENT * _freshness(case.done, newest)
        words = sorted(parts, key=lambda t: -parts[t])[:3]
        told = (*(because("shared", what=w) for w in shared[:3]), *(because("word", word=w) for w in words))
        found.append((score, case, (*told, *_told(size, near, case))))
    return found


def _told(size: float, near: float, case: CaseDocument) -> tuple[Reason, ...]:
    sizes = "・".join(s.typed for s in case.sizes)
    return (
        *([because("size", size=sizes)] if size >= _ALIKE else []),
        *([because("near", area=case.area)] if near >= _ALIKE else []),
    )


@cache
def _collection(cases: tuple[CaseDocument, ...]) -> Collection:
    return Collection(tuple(terms(f"{c.title}\n{c.title}\n{c.text}\n{c.trade_word}") for c in cases))


@cache
def _rarity(cases: tuple[CaseDocument, ...]) -> dict[str, float]:
    """What a shared line of likeness.toml is worth: the less common among the cases, the more."""
    counts = {name: sum(name in _like_case(case) for case in cases) for name, _ in table("likeness.toml")["same"]}
    return {name: math.log(1 + (len(cases) + 1) / (n + 1)) / math.log(2 + len(cases)) * 2 for name, n in counts.items()}


@cache
def _expressions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(expression)) for name, expression in table("likeness.toml")["same"])


@cache
def _like(text: str) -> frozenset[str]:
    folded = canon(text)
    return frozenset(name for name, expression in _expressions() if expression.search(folded))


def _like_case(case: CaseDocument) -> frozenset[str]:
    return _like(f"{case.title}\n{case.text}\n{case.building}")


def _size_likeness(asked: Sequence[Quantity], done: Sequence[Quantity]) -> float:
    """1 for the same size, 0.5 for half or double, of amounts in one unit; 0 without any."""
    pairs = [(a.value, d.value) for a in asked for d in done if a.unit == d.unit and a.value and d.value]
    return max((1 / (1 + abs(math.log2(a / d))) for a, d in pairs), default=0.0)


def _nearness(where: Where, area: str) -> float:
    """1 for the same town, 0.7 for the same city, 0.4 for the same prefecture."""
    if not where.city or not area:
        return 0.0
    there = read_where(area)
    if there.city == where.city:
        return 1.0
    if there.city.split("市")[0] == where.city.split("市")[0] and "市" in where.city:
        return 0.7
    return 0.4 if there.prefecture and there.prefecture == where.prefecture else 0.0


def _freshness(done: When | None, newest: int) -> float:
    return max(0.0, 1 - (newest - done.first_day().toordinal()) / 365 / _NEW_YEARS) if done else 0.0


def _interleaved(ranked: list[list[Match]]) -> tuple[Match, ...]:
    """The best of each job, then the second best of each, every case once."""
    found: dict[str, Match] = {}
    for row in range(max(map(len, ranked), default=0)):
        for matches in ranked:
            if row < len(matches):
                found.setdefault(matches[row].case.id, matches[row])
    return tuple(found.values())
