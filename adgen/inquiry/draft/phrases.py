"""Pieces of a reply in Japanese: amounts, sizes, jobs, first sentences."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from adgen.inquiry.documents import CaseDocument
from adgen.inquiry.tables import table
from adgen.model.parts import Licence
from adgen.text.japanese import Quantity, When, Yen
from adgen.trades import trades as all_trades

_SENTENCE_END = re.compile(r"(?:ます|です|ません|ました|でした|ください)。?$")
_VERB_END = re.compile(r"[うくすつぬむるぐぶ]$")
_LONGEST_BASIS = 60
# Between a size and its work: 6畳の, 3か所の, 4枚分の.
_BETWEEN = {"畳": "畳の", "㎡": "㎡の", "室": "室の", "箇所": "か所の", "枚": "枚分の", "台": "台分の", "m": "m分の"}
# Rooms are told in mats by those who live in them, though the work is priced by the square metre.
_IN_MATS = frozenset({"cross", "plaster", "paint_in", "ceiling", "floor_wood", "floor_cf", "tatami", "floor_heating"})
_BUILDINGS = {"アパート・賃貸": "賃貸のお部屋", "店舗・事務所": "店舗", "その他": "建物"}


def about(trade: str) -> Mapping[str, Any]:
    """The row of replies.toml: job, worry, named, advice."""
    row: Mapping[str, Any] = table("replies.toml")[trade]
    return row


def yen(price: Yen) -> str:
    """86,000円, 58,000〜82,000円, 1,320円〜; "" when nothing is disclosed."""
    low, high = price.low, price.high
    if low is None and high is None:
        return ""
    if low is None:
        return f"{high:,}円まで"
    if high is None:
        return f"{low:,}円〜"
    return f"{low:,}円" if low == high else f"{low:,}〜{high:,}円"


def month(when: When | None) -> str:
    """2026年4月; "" without a date."""
    if when is None:
        return ""
    return f"{when.year}年{when.month}月" if when.month else f"{when.year}年"


def size(quantity: Quantity) -> str:
    """6畳, 62㎡: written anew from number and unit."""
    return f"{quantity.value:g}{quantity.unit}"


def jobs(trades: Sequence[str], sizes: Sequence[Quantity]) -> str:
    """6畳の壁紙の張替え; a size only where it is surely that of this one job (30坪 is not the size of a wall)."""
    names = [str(about(trade)["job"]) for trade in trades]
    if len(names) == 1 and len(sizes) == 1 and _is_of(sizes[0], trades[0]):
        return f"{sizes[0].value:g}{_BETWEEN[sizes[0].unit]}{names[0]}"
    return "と、".join(names)


def _is_of(quantity: Quantity, trade: str) -> bool:
    is_told = quantity.unit in _BETWEEN and quantity.value > 1
    return is_told and (
        quantity.unit == all_trades()[trade].price_unit or (quantity.unit == "畳" and trade in _IN_MATS)
    )


def building(name: str) -> str:
    """A kind of building as it is said."""
    return _BUILDINGS.get(name, name)


def first_sentence(text: str) -> str:
    """The first sentence of a text, with its 。"""
    head = text.strip().split("\n")[0].split("。")[0].strip()
    return f"{head}。" if head else ""


def is_sentence(text: str) -> bool:
    """Whether it ends as a polite sentence does."""
    return bool(_SENTENCE_END.search(text.strip()))


def strength(title: str, basis: str) -> str:
    """What a contractor takes care of, with what proves it: as a sentence where it is one, else in brackets."""
    title, basis = title.strip().rstrip("。"), basis.strip().split("。")[0]
    said = (
        title if is_sentence(title) else f"大切にしているのは「{title}」{'こと' if _VERB_END.search(title) else ''}です"
    )
    if is_sentence(basis):
        return f"{said}。{basis}。"
    flat = re.sub(r"[（(]([^）)]*)[）)]", r"、\1", basis).rstrip("、")
    return f"{said}（{flat}）。" if flat and len(flat) <= _LONGEST_BASIS else f"{said}。"


def licence(licences: Sequence[Licence]) -> str:
    """建設業許可 愛知県知事（般）第000000号: the first that has a number, else the first."""
    best = next((held for held in licences if held.number), next(iter(licences), None))
    if best is None:
        return ""
    permit = f"（{best.permit.value}）" if best.permit else ""
    issuer = f" {best.authority}{permit}" if best.number and best.authority else ""
    return f"{best.kind}{issuer}{best.number or ''}"


def case_in_words(case: CaseDocument) -> Mapping[str, str]:
    """What a reply says of a case."""
    return {
        "title": case.title,
        "area": case.area,
        "building": building(case.building),
        "size": size(case.sizes[0]) if case.sizes and case.sizes[0].value > 1 else "",
        "price": yen(case.price) if case.price else "",
        "period": case.duration,
        "when": month(case.done),
    }
