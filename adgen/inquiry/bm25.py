"""BM25 over a few hundred short texts."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

# Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
_K1, _B = 1.2, 0.6


@dataclass(frozen=True)
class Collection:
    """Texts as lists of terms, scored against a query."""

    texts: tuple[tuple[str, ...], ...]

    @cached_property
    def _counts(self) -> tuple[Counter[str], ...]:
        return tuple(Counter(text) for text in self.texts)

    @cached_property
    def _documents(self) -> Counter[str]:
        return Counter(term for text in self.texts for term in set(text))

    @cached_property
    def _mean(self) -> float:
        return sum(map(len, self.texts)) / max(1, len(self.texts)) or 1.0

    def weight(self, term: str) -> float:
        """How rare a term is."""
        n = self._documents[term]
        return math.log(1 + (len(self.texts) - n + 0.5) / (n + 0.5))

    def parts(self, query: Sequence[str], number: int) -> dict[str, float]:
        """What each term of the query gives to text `number`; their sum is its score."""
        counts, length = self._counts[number], len(self.texts[number])
        norm = _K1 * (1 - _B + _B * length / self._mean)
        return {
            t: self.weight(t) * counts[t] * (_K1 + 1) / (counts[t] + norm) for t in dict.fromkeys(query) if counts[t]
        }
