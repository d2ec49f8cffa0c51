"""Scores from several measures at once: a weighted sum, with the weights of learnt.json (benchmarks/train_photo_eye.py).

Each measure is put on a common scale (its mean and spread over the training photos) and held between -4 and 4, so that no
single measure of an odd photo decides. The sum is 0 where the check begins to warn, and the score then is 0.5.
"""

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FARTHEST = 4.0
BENDS = (-0.7, 0.0, 0.7)
"""In spreads from the mean. A term may have one weight only; then it is a straight line."""
_INSTEAD: "ContextVar[Mapping[str, Sum] | None]" = ContextVar("instead", default=None)


@dataclass(frozen=True)
class Term:
    """One measure of a weighted sum: its name, mean and spread in training, its weight, and by how much that changes at BENDS."""

    measure: str
    mean: float
    spread: float
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Sum:
    """The weighted sum of one check; below 0 it is stretched by `below`, so that usual good photos score about 0.2."""

    terms: tuple[Term, ...]
    bias: float
    below: float = 1.0

    def score(self, measures: Mapping[str, float]) -> float:
        """0 good, 1 bad, 0.5 where the check begins to warn; a measure that could not be taken counts as usual.

        The curve is flatter than the logistic one, so that two digits still tell photos far from the point of warning apart.
        """
        value = self.value(measures)
        value *= self.below if value < 0 else 1.0
        return 0.5 + 0.5 * value / (1 + abs(value))

    def value(self, measures: Mapping[str, float]) -> float:
        """The sum itself."""
        return self.bias + sum(_part(measures.get(term.measure), term) for term in self.terms)


def bent(scaled: float) -> tuple[float, ...]:
    """What the weights of a term multiply: the scaled measure, and how far it lies beyond each bend."""
    return scaled, *(max(scaled - bend, 0.0) for bend in BENDS)


def _part(value: float | None, term: Term) -> float:
    if value is None or math.isnan(value):
        value = term.mean
    scaled = min(max((value - term.mean) / term.spread, -FARTHEST), FARTHEST)
    return sum(weight * part for weight, part in zip(term.weights, bent(scaled), strict=False))


def sums() -> Mapping[str, Sum]:
    """The weighted sum of every check that has one."""
    return _INSTEAD.get() or _shipped()


@contextmanager
def instead(others: Mapping[str, Sum]) -> Iterator[None]:
    """Score with other sums: those of a cross-validation, which have not seen the photo."""
    token = _INSTEAD.set(others)
    try:
        yield
    finally:
        _INSTEAD.reset(token)


@cache
def _shipped() -> dict[str, Sum]:
    stored = json.loads((files("adgen.photos.checks") / "learnt.json").read_text("utf-8"))
    return {
        name: Sum(
            tuple(Term(term[0], term[1], term[2], tuple(term[3:])) for term in one["terms"]), one["bias"], one["below"]
        )
        for name, one in stored["sums"].items()
    }
