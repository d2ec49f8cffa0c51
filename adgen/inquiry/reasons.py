"""Why something was decided, as a value; the words in both languages are in data/reasons.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from adgen.inquiry.tables import table

Language = Literal["ja", "en"]


@dataclass(frozen=True)
class Reason:
    """A code of reasons.toml with the values that its sentence names."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def say(self, language: Language = "ja") -> str:
        """The reason in a contractor's words."""
        sentence: str = table("reasons.toml")[self.code][language]
        return sentence.format(**self.values)


def because(code: str, **values: str) -> Reason:
    """A Reason with its values."""
    return Reason(code, values)
