"""Which trades a request is for, several jobs apart, each with the words that say so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from adgen.inquiry.script import plain
from adgen.inquiry.understand.cues import Cue, cues
from adgen.inquiry.understand.sentences import sentences

# Fixed on the development requests, one trade left out at a time (benchmarks/requests.py): the least score, and the
# least share of the best job's strongest word and of its score.
ALONE = 0.4
BESIDE = 0.7
IN_ALL = 0.6
_FURTHER = 0.3
_MOST = 2.4
_TITLE = 1.2
_LONGEST = 3_000
_MOST_JOBS = 4


@dataclass(frozen=True)
class Job:
    """One job of a request: its trade, how sure that is in all and by its best word (1 for a plain one), and the words that caused it."""

    trade: str
    score: float
    strength: float
    words: tuple[str, ...]


def read_jobs(title: str, text: str) -> tuple[Job, ...]:
    """The jobs, the surest first; () when nothing speaks for any trade."""
    scored = scores(title, text)
    best = max((job.strength for job in scored.values()), default=0.0)
    most = max((job.score for job in scored.values()), default=0.0)
    kept = [j for j in scored.values() if j.score >= max(ALONE, IN_ALL * most) and j.strength >= BESIDE * best]
    return tuple(sorted(kept, key=lambda job: -job.score)[:_MOST_JOBS])


def scores(title: str, text: str) -> Mapping[str, Job]:
    """Every trade that any word speaks for."""
    found: dict[str, list[Cue]] = {}
    for piece, factor in _pieces(title, text):
        for cue in cues(piece):
            found.setdefault(cue.trade, []).append(_times(cue, factor))
    return {trade: _job(trade, listed) for trade, listed in found.items()}


def _pieces(title: str, text: str) -> list[tuple[str, float]]:
    """The title, then every sentence once: a quoted history repeats itself."""
    body = [s.strip() for _, s in sentences(plain(text)[:_LONGEST])]
    return [(title, _TITLE), *((s, 1.0) for s in dict.fromkeys(body) if s and s != plain(title).strip())]


def _times(cue: Cue, factor: float) -> Cue:
    return Cue(cue.trade, cue.level, cue.word, cue.begin, cue.end, cue.weight * factor)


def _job(trade: str, found: list[Cue]) -> Job:
    """The strongest cue and a share of the others, each word once."""
    best: dict[str, Cue] = {}
    for cue in sorted(found, key=lambda c: -c.weight):
        best.setdefault(cue.word, cue)
    first, *others = best.values()
    score = min(_MOST, first.weight + _FURTHER * sum(c.weight for c in others))
    return Job(trade, score, first.weight, tuple(_shown(c.word) for c in best.values() if c.weight >= 0.3)[:6])


def _shown(word: str) -> str:
    return re.sub("〈広〉", "", word)
