"""The same photo twice: compared by hash, and in doubtful cases by laying small copies over each other.

A photo of the same room before or after the work is no duplicate: its colours and things differ where its outlines agree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adgen.photos.checks.likeness import agreement, hash_of

DUPLICATE, CODE = "near_duplicate", "W245"
# How well two photos must agree, by the bits in which their hashes differ; beyond the last they are different. The closest photos of
# one room before and after agree by 0.90 at 4 bits and 0.87 at 18, two plain walls by 0.94 at 14.
_ALIKE = ((2, 0.87), (10, 0.93), (14, 0.96))


@dataclass(frozen=True)
class Pair:
    """Two photos that are the same, by their places in the sequence; `score` is 0.5 to 1."""

    first: int
    second: int
    score: float


def duplicates(likenesses: Sequence[str]) -> Iterator[Pair]:
    """Every pair of photos that are the same."""
    hashes = [hash_of(likeness) for likeness in likenesses]
    for second in range(len(likenesses)):
        for first in range(second):
            bits = (hashes[first] ^ hashes[second]).bit_count()
            least = next((alike for most, alike in _ALIKE if bits <= most), None)
            if least is None:
                continue
            alike = agreement(likenesses[first], likenesses[second])
            if alike >= least:
                yield Pair(first, second, round(0.5 + 0.5 * (alike - least) / (1 - least), 2))


@dataclass(frozen=True)
class Copy:
    """A photo, by its place, of which there are better copies, the best first; `score` is that of the most alike."""

    photo: int
    better: tuple[int, ...]
    score: float


def worse_copies(likenesses: Sequence[str], ranks: Sequence[tuple[int, ...]]) -> Iterator[Copy]:
    """Every photo of which there is a better copy: one with the greater rank, or an earlier one."""
    found: dict[int, list[Pair]] = {}
    for pair in duplicates(likenesses):
        worse, better = sorted((pair.first, pair.second), key=lambda n: (ranks[n], -n))
        found.setdefault(worse, []).append(Pair(better, worse, pair.score))
    for worse, pairs in sorted(found.items()):
        better_ones = sorted((pair.first for pair in pairs), key=lambda n: (ranks[n], -n), reverse=True)
        yield Copy(worse, tuple(better_ones), max(pair.score for pair in pairs))
