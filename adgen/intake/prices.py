"""What a price list would change in the services of a site: items that come in, and amounts that are others now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adgen import trades
from adgen.intake.price_rows import Priced, Refused
from adgen.model.site import ServiceEntry
from adgen.model.work import PriceItem
from adgen.pages.words import yen
from adgen.problems import Place
from adgen.text.japanese import same


@dataclass(frozen=True)
class Change:
    """An item that stands in the service at `place`, with the amount it has and the one of the list."""

    label: str
    old: str
    new: str
    place: Place


@dataclass(frozen=True)
class ServicePrices:
    """What comes into one service; `same` items stand there already with this amount."""

    service: ServiceEntry
    added: tuple[Priced, ...]
    changed: tuple[Change, ...]
    same: int


def place_prices(
    rows: Sequence[Priced], services: Sequence[ServiceEntry], usual: str
) -> tuple[list[ServicePrices], list[Refused]]:
    """The rows in their services, and those that belong to none.

    `usual` is the service of rows that name no trade, and of those whose trade has several; a site with one service needs none.
    """
    found: dict[str, list[Priced]] = {}
    refused = []
    for row in rows:
        fitting = _services(row.trade, services)
        if not fitting and not trades.find(row.trade):
            fitting = list(services)
        if len(fitting) > 1:
            fitting = [s for s in fitting if s.slug == usual] or fitting
        if len(fitting) == 1:
            found.setdefault(fitting[0].slug, []).append(row)
        else:
            refused.append(_homeless(row, fitting))
    placed = []
    for service in services:
        if service.slug in found:
            unique, twice = _once(found[service.slug])
            placed.append(_compared(service, unique))
            refused += twice
    return placed, refused


def _services(word: str, services: Sequence[ServiceEntry]) -> list[ServiceEntry]:
    """The services that a word names: by title or address, else by trade."""
    named = [s for s in services if same(word) in (same(s.record.title), s.slug)]
    trade = trades.find(word)
    return named or [s for s in services if trade and s.record.trade == trade.id]


def _homeless(row: Priced, fitting: Sequence[ServiceEntry]) -> Refused:
    """Why a row belongs to none: its trade has no service, or there are several."""
    if not fitting:
        return Refused(
            row.where,
            f"「{row.trade}」の業務がありません。adgen new service で作れます",
            f"no service for {row.trade}; adgen new service makes one",
        )
    names = "、".join(s.slug for s in fitting)
    return Refused(
        row.where,
        f"どの業務の料金かがわかりません。--service で選べます（{names}）",
        f"no telling which service is meant; choose one with --service: {names}",
    )


def _once(rows: list[Priced]) -> tuple[list[Priced], list[Refused]]:
    """The first row of each item, and those that name it again."""
    first: dict[tuple[str, str], Priced] = {}
    twice = []
    for row in rows:
        known = first.setdefault(_item(row.values["label"], row.values["unit"]), row)
        if known is not row:
            number = known.where.row.number
            twice.append(Refused(row.where, f"{number}行目と同じ項目です", f"the same item as in row {number}"))
    return list(first.values()), twice


def _compared(service: ServiceEntry, rows: list[Priced]) -> ServicePrices:
    standing = {_item(item.label, item.unit): (n, item) for n, item in enumerate(service.record.prices)}
    added = tuple(row for row in rows if _item(row.values["label"], row.values["unit"]) not in standing)
    changed = tuple(_changes(service, rows, standing))
    return ServicePrices(service, added, changed, len(rows) - len(added) - len(changed))


def _changes(
    service: ServiceEntry, rows: list[Priced], standing: dict[tuple[str, str], tuple[int, PriceItem]]
) -> Iterator[Change]:
    for row in rows:
        number, item = standing.get(_item(row.values["label"], row.values["unit"]), (0, None))
        if item and item.price != row.price:
            place = service.places("prices", number, "price")
            yield Change(item.label, yen(item.price), row.values["price"], place)


def _item(label: str, unit: str) -> tuple[str, str]:
    """What tells items apart; the unit as it is folded: ㎡ and m2 are one."""
    return same(label), same(unit)
