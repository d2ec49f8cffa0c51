"""What matching and estimating need of a contractor, as plain frozen values, and how a site becomes one."""

import re
from dataclasses import dataclass
from functools import cached_property

from adgen.inquiry.script import plain
from adgen.inquiry.understand.jobs import Job, read_jobs
from adgen.model.site import CaseEntry, ServiceEntry, Site
from adgen.text import japanese
from adgen.text.japanese import Quantity, When, Yen

_KNOWN = 2.0


@dataclass(frozen=True)
class CaseDocument:
    """One case of the contractor's own work; `trades` are ids, () when only his own word for it (`trade_word`) is known."""

    id: str
    title: str
    text: str
    trades: tuple[str, ...] = ()
    trade_word: str = ""
    area: str = ""
    price: Yen | None = None
    sizes: tuple[Quantity, ...] = ()
    done: When | None = None
    duration: str = ""
    building: str = ""

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """What was done, the main thing first."""
        if self.trades:
            return tuple(Job(t, _KNOWN, _KNOWN, ()) for t in self.trades)
        return read_jobs(self.title, self.trade_word) or read_jobs(self.title, f"{self.trade_word}\n{self.text}")


@dataclass(frozen=True)
class PriceDocument:
    """One line of the contractor's price table, tax included."""

    trade: str
    label: str
    unit: str
    price: Yen
    least: int | None = None


@dataclass(frozen=True)
class Contractor:
    """Who answers: where he works (towns as he wrote them; a prefecture alone means all of it), what he does, what he has done."""

    id: str
    name: str
    areas: tuple[tuple[str, tuple[str, ...]], ...]
    trades: tuple[str, ...]
    cases: tuple[CaseDocument, ...]
    prices: tuple[PriceDocument, ...] = ()
    excluded: tuple[str, ...] = ()


def from_site(site: Site) -> Contractor:
    """The contractor of a site; cases that are drafts are none."""
    areas = tuple((plain(a.prefecture), tuple(map(_town, a.cities))) for a in site.profile.areas)
    excluded = tuple(_town(town) for a in site.profile.areas for town in a.exclude)
    trades = tuple(dict.fromkeys((*site.profile.trades, *(s.record.trade for s in site.services))))
    cases = tuple(_case(entry) for entry in site.cases if entry.record.published)
    prices = tuple(p for entry in site.services if entry.record.published for p in _prices(entry))
    return Contractor(site.slug, site.profile.name, areas, trades, cases, prices, excluded)


def _town(typed: str) -> str:
    """A town as requests are read: without its county (比企郡川島町), which customers leave out."""
    return re.sub(r"^[^市区町村]+郡(?=.+[町村]$)", "", plain(typed))


def _case(entry: CaseEntry) -> CaseDocument:
    record = entry.record
    told = (
        record.request,
        record.problem,
        record.proposal,
        record.work,
        record.price_scope,
        *(m.product for m in record.materials),
    )
    return CaseDocument(
        entry.slug,
        record.title,
        "\n".join(text for text in told if text),
        (record.trade, *record.also_trades),
        area=plain(record.area or ""),
        price=record.price,
        sizes=(record.size,) if record.size else (),
        done=record.done,
        duration=record.period.typed if record.period else "",
        building=record.building.value if record.building else "",
    )


def _unit(typed: str) -> str:
    """A unit as quantities name it (平米, m2 → ㎡); one that is no unit of a quantity stays as it was written."""
    try:
        return japanese.read_quantity(f"1{typed}").unit
    except japanese.Unreadable:
        return plain(typed)


def _prices(entry: ServiceEntry) -> tuple[PriceDocument, ...]:
    return tuple(
        PriceDocument(
            entry.record.trade,
            item.label,
            _unit(item.unit),
            item.price,
            item.min_charge.low if item.min_charge else None,
        )
        for item in entry.record.prices
    )
