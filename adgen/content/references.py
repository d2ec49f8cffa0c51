"""Joins the records of a site: trades to the taxonomy, cases to services, people and voices."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from adgen import trades
from adgen.model.declare import Record
from adgen.model.request import RequestEntry
from adgen.model.site import CaseEntry, ServiceEntry, Site
from adgen.problems import Place, Places, Problem, problem

R = TypeVar("R", bound=Record)

_SOME = 6


def resolve(site: Site) -> tuple[Site, list[Problem]]:
    """The site with trade ids in place of words, and every name that leads nowhere or twice to one address."""
    joiner = _Joiner(site)
    profile = joiner.trades(site.profile, "trades", site.places)
    for n, strength in enumerate(profile.strengths):
        joiner.known("E154", strength.case, joiner.case_slugs, site.places("strengths", n, "case"))
    joiner.twice(site.cases, "cases")
    joiner.twice(site.services, "services")
    joined = replace(
        site,
        profile=profile,
        services=tuple(joiner.service(entry) for entry in site.services),
        cases=tuple(joiner.case(entry) for entry in site.cases),
        voices=tuple(replace(v, record=joiner.trades(v.record, "trade", v.places)) for v in site.voices),
        faq=tuple(replace(q, record=joiner.trades(q.record, "trade", q.places)) for q in site.faq),
        requests=tuple(joiner.request(entry) for entry in site.requests),
    )
    return joined, joiner.problems


class _Joiner:
    def __init__(self, site: Site) -> None:
        self.problems: list[Problem] = []
        self.case_slugs = tuple(c.slug for c in site.cases)
        self.service_slugs = tuple(s.slug for s in site.services)
        self.staff = tuple(s.record.name for s in site.staff)
        self.voices = tuple(v.record.id for v in site.voices if v.record.id)

    def service(self, entry: ServiceEntry) -> ServiceEntry:
        for n, item in enumerate(entry.record.prices):
            for m, slug in enumerate(item.cases):
                self.known("E154", slug, self.case_slugs, entry.places("prices", n, "cases", m))
        return replace(entry, record=self.trades(entry.record, "trade", entry.places))

    def case(self, entry: CaseEntry) -> CaseEntry:
        places, record = entry.places, entry.record
        self.known("E151", record.service, self.service_slugs, places("service"))
        self.known("E152", record.staff, self.staff, places("staff"))
        self.known("E153", record.voice, self.voices, places("voice"))
        record = self.trades(record, "trade", places)
        return replace(entry, record=self.trades(record, "also_trades", places))

    def request(self, entry: RequestEntry) -> RequestEntry:
        places, record = entry.places, self.trades(entry.record, "trades", entry.places)
        lists = [
            (record.cases, places),
            *((e.cases, places.below("estimates", n)) for n, e in enumerate(record.estimates)),
        ]
        for slugs, below in lists:
            for n, slug in enumerate(slugs):
                self.known("E154", slug, self.case_slugs, below("cases", n))
        estimates = (self.trades(e, "trade", places.below("estimates", n)) for n, e in enumerate(record.estimates))
        return replace(entry, record=record.model_copy(update={"estimates": tuple(estimates)}))

    def known(self, code: str, name: str | None, names: tuple[str, ...], place: Place) -> None:
        if name and name not in names:
            self.problems.append(problem(code, place, name=name, names="、".join(names) or "（まだありません）"))

    def trades(self, record: R, key: str, places: Places, *path: str | int) -> R:
        """The record with the ids of the trades that its field `key` names."""
        value = getattr(record, key)
        if isinstance(value, tuple):
            return record.model_copy(
                update={key: tuple(self._trade(v, places(*path, key, n)) for n, v in enumerate(value))}
            )
        return record.model_copy(update={key: self._trade(value, places(*path, key))}) if value else record

    def twice(self, entries: Iterable[CaseEntry | ServiceEntry], kind: str) -> None:
        entries = list(entries)
        counts = Counter(e.slug for e in entries)
        for entry in entries:
            if counts[entry.slug] > 1:
                others = "、".join(e.places().file for e in entries if e.slug == entry.slug and e is not entry)
                self.problems.append(
                    problem("E135", entry.places(), address=f"{kind}/{entry.slug}.html", others=others)
                )

    def _trade(self, word: str, place: Place) -> str:
        trade = trades.find(word)
        if trade is None:
            near = trades.nearest(word) or "、".join(t.label for t in list(trades.trades().values())[:_SOME])
            self.problems.append(problem("E150", place, name=word, near=near))
            return word
        return trade.id
