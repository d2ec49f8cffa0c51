"""How full a page is, part by part, and what to do next: what is worth most for the least effort comes first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from adgen.check.criteria import Criterion, Section, Seen, Tally
from adgen.check.table import CRITERIA
from adgen.problems.catalogue import Language

# One missing of many is worth a step all the same.
_LEAST_SHARE = 1 / 3


@dataclass(frozen=True)
class Judged:
    """What one criterion found."""

    criterion: Criterion
    tally: Tally

    @property
    def worth(self) -> float:
        """Weight times the share that is lacking, over the effort of a step; 0 when nothing is."""
        found = self.tally
        share = max(_LEAST_SHARE, len(found.gaps) / found.of) if found.gaps else 0
        return self.criterion.weight * share / float(self.criterion.effort.value)

    def sentences(self, language: Language, site: Mapping[str, str]) -> Iterator[str]:
        """What to do for each gap; equal ones once. `site` names {site} and {folder}."""
        return iter(dict.fromkeys(self.criterion.todo.say(language, {**site, **gap}) for gap in self.tally.gaps))


def judge(seen: Seen) -> tuple[Judged, ...]:
    """Every criterion that is asked of this site, in the order of the table."""
    found = (Judged(criterion, criterion.look(seen)) for criterion in CRITERIA)
    return tuple(judged for judged in found if judged.tally.of)


def in_section(judged: Iterable[Judged], section: Section) -> tuple[Judged, ...]:
    """The criteria of one part."""
    return tuple(j for j in judged if j.criterion.section is section)


def fulfilled(judged: Iterable[Judged]) -> int:
    """How many criteria lack nothing."""
    return sum(not j.tally.gaps for j in judged)


def score(judged: Iterable[Judged]) -> int:
    """From 0 to 100: the weights, each by the share that is there."""
    judged = tuple(judged)
    have = sum(j.criterion.weight * j.tally.have / j.tally.of for j in judged)
    return int(100 * have / sum(j.criterion.weight for j in judged)) if judged else 0


def ranked(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """What is lacking, the best next step first; of equal worth in the order of the table."""
    return tuple(sorted((j for j in judged if j.tally.gaps), key=lambda j: -j.worth))
