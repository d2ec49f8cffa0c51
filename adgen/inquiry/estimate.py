"""A rough price from the contractor's own prices and own cases of the same work, and from nothing else."""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from adgen.inquiry.documents import CaseDocument, Contractor, PriceDocument
from adgen.inquiry.match import Match
from adgen.inquiry.pricing import priced
from adgen.inquiry.understand.inquiry import Inquiry
from adgen.text.japanese import Quantity
from adgen.trades import trades

# Small jobs cost more a unit: this share of a price does not grow with the quantity.
_FIXED = 0.25
# A case of less than a quarter or more than four times the size says nothing about the price.
_LARGEST_RATIO = 4.0
_FEW = (0.85, 1.15)
_MANY = 4
# Same work: a case that is at least half as like the request as the likest one.
_SAME_WORK = 0.5
_OLD_YEARS = 2
_MOST_QUESTIONS = 3

Basis = Literal["prices", "cases", "reference", "nothing"]


@dataclass(frozen=True)
class UsedCase:
    """A case on which an estimate rests: its price as it was, the year it was done, and whether that is over two years ago."""

    id: str
    title: str
    price: int
    year: int | None
    is_old: bool


@dataclass(frozen=True)
class Estimate:
    """For one job: yen, tax included, on a day.

    `basis` is "prices" (own price items times the quantity), "cases" (two cases or more), "reference" (one case: its own
    amount, no range) or "nothing" (no amount; `questions` say what to ask).
    """

    trade: str
    basis: Basis
    low: int | None
    high: int | None
    day: date
    items: tuple[PriceDocument, ...]
    cases: tuple[UsedCase, ...]
    scaled_to: Quantity | None
    questions: tuple[str, ...]


def estimate(inquiry: Inquiry, contractor: Contractor, matches: Sequence[Match], today: date) -> tuple[Estimate, ...]:
    """One estimate for each job of the request."""
    return tuple(_job(trade, inquiry, contractor, matches, today) for trade in inquiry.trades)


def _job(trade: str, inquiry: Inquiry, contractor: Contractor, matches: Sequence[Match], today: date) -> Estimate:
    size = _size(inquiry.sizes, trades()[trade].price_unit)
    own = [p for p in contractor.prices if p.trade == trade]
    listed = priced(own, f"{inquiry.title}\n{inquiry.text}", size)
    used = [m.case for m in _same_work(trade, matches)]
    by_cases = [
        (case, amount, scaled)
        for case in used
        if (amount := _amount(case))
        for scaled in [_scaled(case, amount, size)]
        if scaled
    ]
    told = tuple(_used(case, amount, today) for case, amount, _ in by_cases)
    questions = _questions(trade, inquiry)
    if listed:
        low, high = round(listed.low), round(listed.high)
        if not listed.is_whole:
            low, high = _rounded(low, math.floor), _rounded(high, math.ceil)
        return Estimate(
            trade, "prices", low, high, today, listed.items, told, None if listed.is_whole else size, questions
        )
    if len(by_cases) == 1:
        amount = by_cases[0][1]
        return Estimate(trade, "reference", amount, amount, today, (), told, None, questions)
    if by_cases:
        low, high = _range([scaled for *_, scaled in by_cases])
        is_scaled = any(scaled != amount for _, amount, scaled in by_cases)
        return Estimate(trade, "cases", low, high, today, (), told, size if is_scaled else None, questions)
    return Estimate(trade, "nothing", None, None, today, (), (), None, questions)


def _size(sizes: Sequence[Quantity], unit: str) -> Quantity | None:
    """The quantity in the unit of the trade, else the only one there is."""
    fitting = [s for s in sizes if s.unit == unit]
    return fitting[0] if fitting else sizes[0] if len(sizes) == 1 else None


def _same_work(trade: str, matches: Sequence[Match]) -> list[Match]:
    own = [m for m in matches if m.trade == trade and m.is_same_trade]
    best = max((m.likeness for m in own), default=0.0)
    return [m for m in own if m.likeness >= _SAME_WORK * best]


def _amount(case: CaseDocument) -> int | None:
    """The price of a case; the middle of a band, None when it is not told."""
    if not case.price or case.price.low is None:
        return case.price.high if case.price else None
    return round((case.price.low + (case.price.high or case.price.low)) / 2)


def _scaled(case: CaseDocument, amount: int, size: Quantity | None) -> float | None:
    """The amount for the size that was asked; None when the sizes are too far apart to tell."""
    there = next((s for s in case.sizes if size and s.unit == size.unit and s.value), None)
    if size is None or there is None:
        return float(amount)
    ratio = size.value / there.value
    if not 1 / _LARGEST_RATIO <= ratio <= _LARGEST_RATIO:
        return None
    return amount * (_FIXED + (1 - _FIXED) * ratio)


def _range(amounts: list[float]) -> tuple[int, int]:
    if len(amounts) >= _MANY:
        low, _, high = statistics.quantiles(amounts, n=4)
    else:
        low, high = min(amounts) * _FEW[0], max(amounts) * _FEW[1]
    return _rounded(low, math.floor), _rounded(high, math.ceil)


def _rounded(amount: float, towards: Callable[[float], int]) -> int:
    """Two significant digits, outward."""
    if amount <= 0:
        return 0
    step: int = 10 ** max(0, math.floor(math.log10(amount)) - 1)
    return int(towards(amount / step) * step)


def _used(case: CaseDocument, amount: int, today: date) -> UsedCase:
    year = case.done.year if case.done else None
    is_old = bool(case.done and (today - case.done.last_day()).days > _OLD_YEARS * 365)
    return UsedCase(case.id, case.title, amount, year, is_old)


def _questions(trade: str, inquiry: Inquiry) -> tuple[str, ...]:
    """The hearing questions of the trade; when the quantity is missing that one first."""
    asked = list(trades()[trade].questions)
    if not inquiry.quantities:
        asked.sort(key=lambda q: not any(w in q for w in ("広さ", "枚数", "台数", "数", "寸法", "長さ", "面積", "量")))
    return tuple(asked[:_MOST_QUESTIONS])
