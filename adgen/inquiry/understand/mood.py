"""Temperature, haste and feeling of a request, its building, and what it asks; for the contractor, never for the customer."""

import re
from dataclasses import dataclass

from adgen.inquiry.tables import table

_MOST_QUESTIONS = 5


@dataclass(frozen=True)
class Mood:
    """`temperature`: 指名, 急ぎ, 比較, 情報収集 or 普通; `feeling`: 怒り, 不安 or ""; `cause` is the phrase."""

    temperature: str
    feeling: str
    cause: str

    @property
    def is_urgent(self) -> bool:
        return self.temperature == "急ぎ"


def read_mood(title: str, text: str) -> Mood:
    """What the wording tells; no diagnosis."""
    both = f"{title}\n{text}"
    temperature, cause = _first("temperature", both)
    feeling, why = _first("feeling", both)
    return Mood(temperature or "普通", feeling, cause or why)


def read_building(text: str) -> str:
    """店舗・事務所, マンション, アパート・賃貸, 戸建て, or "" when nothing says so."""
    return _first("building", text)[0]


def read_questions(text: str) -> tuple[str, ...]:
    """The sentences in which something is asked."""
    asks = re.compile(table("mood.toml")["questions"])
    pieces = (piece.strip() for piece in re.split(r"(?<=\?)|[。!\n]", text))
    return tuple(piece.rstrip("?") for piece in pieces if asks.search(piece))[:_MOST_QUESTIONS]


def _first(key: str, text: str) -> tuple[str, str]:
    for name, expression in table("mood.toml")[key]:
        match = re.search(expression, text)
        if match:
            return name, match[0]
    return "", ""
