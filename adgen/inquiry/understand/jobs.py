"""Which trades a request is for, several jobs apart, each with the words that say so."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from adgen.inquiry.script import canon, plain
from adgen.inquiry.tables import table
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
_ACROSS = 0.85
_CERTAIN = 0.95
_BEATEN = 0.6
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
    pieces = _pieces(title, text)
    for piece, factor in pieces:
        for cue in cues(piece):
            found.setdefault(cue.trade, []).append(_times(cue, factor))
    for cue in _across([piece for piece, _ in pieces]):
        found.setdefault(cue.trade, []).append(_times(cue, _ACROSS))
    return _settled({trade: _job(trade, listed) for trade, listed in found.items()})


def _across(pieces: list[str]) -> Iterator[Cue]:
    """Patterns that only two neighbouring sentences make together: 納屋の屋根。錆を落として塗りたい。"""
    for one, other in pairwise(pieces):
        joint = len(canon(one))
        yield from (c for c in cues(f"{one}、{other}") if c.level == "patterns" and c.begin < joint < c.end - 1)


def _settled(found: dict[str, Job]) -> dict[str, Job]:
    """A trade that is meant beyond doubt takes weight from those whose words its own jobs share (玄関のドア is no 室内ドア)."""
    beaten = {
        b for job in found.values() if job.strength >= _CERTAIN for b in table("jobs.toml")[job.trade].get("beats", [])
    }
    return {
        t: replace(j, score=j.score * _BEATEN, strength=j.strength * _BEATEN) if t in beaten else j
        for t, j in found.items()
    }


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
