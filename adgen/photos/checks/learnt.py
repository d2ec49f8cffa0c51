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

_FARTHEST = 4.0
_INSTEAD: "ContextVar[Mapping[str, Sum] | None]" = ContextVar("instead", default=None)


@dataclass(frozen=True)
class Term:
    """One measure of a weighted sum: its name, mean and spread in training, and its weight."""

    measure: str
    mean: float
    spread: float
    weight: float


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
        return self.bias + sum(t.weight * _scaled(measures.get(t.measure), t) for t in self.terms)


def _scaled(value: float | None, term: Term) -> float:
    if value is None or math.isnan(value):
        return 0.0
    return min(max((value - term.mean) / term.spread, -_FARTHEST), _FARTHEST)


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
    return {name: Sum(tuple(Term(*term) for term in one["terms"]), one["bias"], one["below"]) for name, one in stored["sums"].items()}
