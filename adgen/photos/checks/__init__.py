"""The photo checks: one file each, a pure function of a photo's facts and of the slot it is meant for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from adgen.model.picture import PhotoFacts
from adgen.photos.checks import too_small
from adgen.photos.checks.slot import Slot

Score = Callable[[PhotoFacts, Slot], float]
Evidence = Callable[[PhotoFacts, Slot], dict[str, object]]


@dataclass(frozen=True)
class Check:
    """A check: its name, how it scores (0 good, 1 bad), and from which score on it is a mild or a serious finding.

    `codes` are the entries of the catalogue for mild and serious; `evidence` gives the values that their words name.
    """

    name: str
    score: Score
    mild: float
    serious: float
    codes: tuple[str, str]
    evidence: Evidence


@dataclass(frozen=True)
class Finding:
    """What a check found in one photo."""

    check: str
    score: float
    code: str
    values: dict[str, object]


CHECKS = (Check("too_small", too_small.score, 1e-6, 0.5, ("W220", "W221"), too_small.evidence),)


def findings(facts: PhotoFacts, slot: Slot) -> Iterator[Finding]:
    """Every finding of every check on a photo for that slot."""
    for check in CHECKS:
        score = check.score(facts, slot)
        if score >= check.mild:
            code = check.codes[score >= check.serious]
            yield Finding(check.name, score, code, check.evidence(facts, slot))
