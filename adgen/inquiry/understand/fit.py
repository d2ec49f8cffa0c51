"""Whether a request is one for this contractor: area and trade against his own, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from adgen.inquiry.documents import Contractor
from adgen.inquiry.match import Match
from adgen.inquiry.reasons import Reason, because
from adgen.inquiry.understand.inquiry import Inquiry
from adgen.inquiry.understand.place import Where
from adgen.trades import trades

_MOST_AREAS = 4


@dataclass(frozen=True)
class Fit:
    """`in_area` and `in_trade` are None when the request does not say; `own_trades` are those of its trades that he does."""

    in_area: bool | None
    in_trade: bool | None
    own_trades: tuple[str, ...]
    reasons: tuple[Reason, ...]

    @property
    def is_for_us(self) -> bool:
        """Not refused by area or trade; what is not known is asked."""
        return self.in_area is not False and self.in_trade is not False


def judge(inquiry: Inquiry, contractor: Contractor) -> Fit:
    """The decision; a contractor without registered areas or trades refuses none."""
    in_area, area = _area(inquiry.where, contractor)
    in_trade, own, trade = _trade(inquiry, contractor)
    return Fit(in_area, in_trade, own, (*trade, area))


def worth(inquiry: Inquiry, fit: Fit, matches: Sequence[Match], now: datetime) -> tuple[Reason, ...]:
    """Why this request deserves the evening: fit and distance, own cases, haste, age."""
    own = sum(m.is_same_trade for m in matches)
    found = [*fit.reasons, because("own_cases", count=str(own)) if own else because("no_own_case")]
    if inquiry.mood.temperature in ("急ぎ", "指名"):
        code = "urgent" if inquiry.mood.is_urgent else "asked_us"
        found.append(because(code, cause=inquiry.mood.cause))
    if inquiry.received:
        found.append(because("fresh", age=_age(inquiry.received, now)))
    return tuple(found)


def _age(received: datetime, now: datetime) -> str:
    minutes = max(0, int((now - received).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes}分"
    return f"{minutes // 60}時間" if minutes < 48 * 60 else f"{minutes // 1440}日"


def _area(where: Where, contractor: Contractor) -> tuple[bool | None, Reason]:
    if not where.city and len(where.choices) > 1:
        return None, because("area_several", choices="・".join(where.choices[:3]))
    if not (where.city or where.prefecture):
        return None, because("area_unknown")
    town = where.prefecture + where.city
    if any(where.city.endswith(x) or where.city.startswith(x) for x in contractor.excluded if where.city):
        return False, because("area_excluded", town=town)
    if not contractor.areas or any(_serves(p, cities, where) for p, cities in contractor.areas):
        return True, because("area_inside", town=town)
    if not where.city and any(p == where.prefecture for p, _ in contractor.areas):
        return None, because("area_unknown")
    listed = [c for _, cities in contractor.areas for c in cities] or [p for p, _ in contractor.areas]
    return False, because("area_outside", town=town, areas="・".join(listed[:_MOST_AREAS]))


def _serves(prefecture: str, cities: tuple[str, ...], where: Where) -> bool:
    if prefecture and where.prefecture and prefecture != where.prefecture:
        return False
    return not cities or any(where.city.startswith(c) or (where.city and c.startswith(where.city)) for c in cities)


def _trade(inquiry: Inquiry, contractor: Contractor) -> tuple[bool | None, tuple[str, ...], list[Reason]]:
    if not inquiry.trades:
        return None, (), [because("trade_unknown")]
    own = tuple(t for t in inquiry.trades if t in contractor.trades or not contractor.trades)
    reasons = [
        because("trade_inside" if t in own else "trade_outside", trade=trades()[t].label) for t in inquiry.trades
    ]
    return bool(own), own, reasons
