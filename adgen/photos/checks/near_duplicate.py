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


def worse_copies(likenesses: Sequence[str], ranks: Sequence[tuple[int, ...]]) -> Iterator[Pair]:
    """Every photo of which there is a better copy (`first` is that copy), once; the greater rank is better, then the earlier."""
    found: dict[int, Pair] = {}
    for pair in duplicates(likenesses):
        worse, better = sorted((pair.first, pair.second), key=lambda n: (ranks[n], -n))
        if worse not in found or ranks[better] > ranks[found[worse].first]:
            found[worse] = Pair(better, worse, pair.score)
    return (found[n] for n in sorted(found))
