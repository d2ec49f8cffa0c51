"""The taxonomy of trades. Its ids are final: they become addresses."""

import difflib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from adgen.text import japanese

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# Outside walls, roofs, and whatever is taken down: 大気汚染防止法18条の15, 石綿障害予防規則3条.
SURVEYED_FOR_ASBESTOS = frozenset(
    {"ext_paint", "ext_wall", "roof", "roof_paint", "demolition", "full_reno", "extension"}
)


@dataclass(frozen=True)
class Trade:
    """One trade: words that homeowners use for it, and what is asked before a quote."""

    id: str
    label: str
    synonyms: tuple[str, ...]
    symptoms: tuple[str, ...]
    related: tuple[str, ...]
    price_unit: str
    questions: tuple[str, ...]


@cache
def trades() -> dict[str, Trade]:
    """Every trade by id, in the order of trades.yaml."""
    # Ours and always the same, so that it needs no places: the quick way, where every value is a text.
    items = yaml.load((files("adgen.trades") / "trades.yaml").read_text("utf-8"), Loader=_Loader)["trades"]  # noqa: S506
    return {item["id"]: _trade(item) for item in items}


@lru_cache(500)
def find(text: str) -> Trade | None:
    """The trade a contractor names by id, label or one of its words; None when no trade or more than one fits."""
    wanted = japanese.same(text)
    if wanted in trades():
        return trades()[wanted]
    exact = [t for t in trades().values() if wanted in _words(t)]
    return exact[0] if len(exact) == 1 else None


def nearest(text: str) -> str:
    """The label of the trade whose words look most like `text`, or ""."""
    words = {word: t for t in trades().values() for word in _words(t)}
    near = difflib.get_close_matches(japanese.same(text), list(words), n=1, cutoff=0.5)
    return words[near[0]].label if near else ""


@cache
def _words(trade: Trade) -> frozenset[str]:
    return frozenset(japanese.same(word) for word in (trade.id, trade.label, *trade.synonyms))


def _trade(item: dict[str, Any]) -> Trade:
    lists = {key: tuple(item.get(key, ())) for key in ("synonyms", "symptoms", "related", "questions")}
    return Trade(id=item["id"], label=item["label"], price_unit=item["price_unit"], **lists)
