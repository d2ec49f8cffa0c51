"""Words of a text that speak for a trade, each with its weight and with what weakens it where it stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from adgen.inquiry.script import canon
from adgen.inquiry.tables import one_of, table
from adgen.inquiry.understand.sentences import clauses
from adgen.trades import Trade, trades

_WEIGHTS = {"patterns": 1.1, "words": 1.0, "signs": 0.9, "things": 0.45}
# Of what stands inside a longer cue of another trade (窓 in 窓ガラス) this share is left.
_INSIDE = 0.25
_PATTERN_INSIDE = 0.6
_MODIFIER = 0.3
_PLACE = 0.4
_NEGATED = 0.1
# A hint that is listed beside a job (壁紙と床を) is a job.
_LISTED = 2.0
_FAR = 14
_SHORT = 3
_OF = re.compile(r"(?:の|のところの|まわりの|部分の|側の)[^とや・、]{0,3}$")
_FROM = re.compile(
    r"[^とや・、]{0,4}(?:を|から|→|の部屋を)(?:やめて|はがれて|なくして|つぶして|とって|取って)?[^とや・、]{0,8}$"
)
_INTO = re.compile(r"[^、]{0,6}(?:に|へ|化|$)")
_AT = re.compile(r"(?:に|で|には|では|から|へ)(?!し|す|変|交換|替|なっ|も)")
_GROUP = re.compile(r"(?:と|や|・)?[^。、とや・のにで]{1,6}(?:、?\d+か所)?(?:の|に)")
_LISTING = re.compile("[とやも・、]")


@dataclass(frozen=True)
class Cue:
    """One cue: `word` in canonical spelling from `begin` to `end` of the canonical text, `level` the row of jobs.toml."""

    trade: str
    level: str
    word: str
    begin: int
    end: int
    weight: float


def cues(text: str) -> tuple[Cue, ...]:
    """All cues of a text, weakened by negation, by standing before の and another cue, or by only naming the place."""
    folded = canon(text)
    found = _outermost([cue for trade in trades() for cue in _of_trade(trade, folded)])
    return tuple(_weighed(folded, found))


@cache
def _patterns() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    return {trade.id: tuple(_levels(trade, table("jobs.toml")[trade.id])) for trade in trades().values()}


def _levels(trade: Trade, row: dict[str, list[str]]) -> Iterator[tuple[str, re.Pattern[str]]]:
    hints = {canon(word) for word in table("hints.toml")["hints"]} | set(row.get("things", []))
    named = {canon(word) for word in trade.synonyms}
    yield "patterns", re.compile("|".join(f"(?:{p})" for p in row.get("patterns", ["(?!)"])))
    yield "words", _any({*row["words"], *(named - hints)})
    told = {canon(sign) for sign in trade.symptoms}
    yield "signs", _any({*row.get("signs", []), *(told - hints)})
    yield "things", _any({*row.get("things", []), *((named | told) & hints)})


def _any(words: Iterable[str]) -> re.Pattern[str]:
    listed = sorted((w for w in words if w), key=len, reverse=True)
    return re.compile("|".join(_bounded(w) for w in listed) or "(?!)")


def _bounded(word: str) -> str:
    """Latin words, short katakana and single kanji only where no letter of their own kind makes them part of another word."""
    if word.isascii():
        return rf"(?<![a-z0-9]){word}(?![a-z])"
    if len(word) <= _SHORT and re.fullmatch("[ァ-ヶー]+", word):
        return rf"(?<![ァ-ヶー]){word}(?![ァ-ヶー])"
    return rf"(?<![一-龥]){word}" if len(word) == 1 else word


def _of_trade(trade: str, text: str) -> Iterator[Cue]:
    for level, pattern in _patterns()[trade]:
        for match in pattern.finditer(text):
            if match[0]:
                yield Cue(trade, level, match[0], match.start(), match.end(), _WEIGHTS[level])


def _outermost(found: list[Cue]) -> list[Cue]:
    """Cues inside a longer one of another trade lose most of their weight, those of the same trade all of it."""
    kept = []
    for cue in found:
        around = [
            o for o in found if o.begin <= cue.begin and cue.end <= o.end and (o.end - o.begin) > (cue.end - cue.begin)
        ]
        if any(o.trade == cue.trade for o in around):
            continue
        outer = [
            o for o in around if o.weight >= cue.weight and not (o.level == "patterns" and _LISTING.search(o.word))
        ]
        share = _PATTERN_INSIDE if cue.level == "patterns" else _INSIDE
        kept.append(replace(cue, weight=cue.weight * share) if outer else cue)
    return kept


def _weighed(text: str, found: list[Cue]) -> Iterator[Cue]:
    stretches = [(begin, begin + len(clause)) for begin, clause in clauses(text)]
    for cue in found:
        end = next((e for b, e in stretches if b <= cue.begin < e), len(text))
        others = [o for o in found if o.trade != cue.trade and cue.end <= o.begin < max(end, cue.end + 1)]
        share = _share(text[cue.end : end + 1], text[cue.end :], cue, others, found)
        if share == 1.0 and cue.level == "things" and cue.weight == _WEIGHTS["things"] and _is_listed(text, cue, found):
            share = _LISTED
        yield replace(cue, weight=cue.weight * share)


def _is_listed(text: str, cue: Cue, found: list[Cue]) -> bool:
    """Whether a strong cue of another trade stands directly before or behind, with と, や, ・ or 、 between."""
    if any(o.begin <= cue.begin and cue.end <= o.end and o.trade != cue.trade for o in found):
        return False
    strong = [o for o in found if o.trade != cue.trade and o.level in ("words", "patterns")]
    before = any(
        re.fullmatch(r"(?:の(?:張替|交換|塗替|修理))?[とや・、]", text[o.end - (o.word[-1] in "とや・、") : cue.begin])
        for o in strong
        if o.end <= cue.begin
    )
    behind = any(re.fullmatch("[とや・、]", text[cue.end : o.begin]) for o in strong if o.begin >= cue.end)
    return before or behind


def _share(rest: str, after: str, cue: Cue, others: list[Cue], found: list[Cue]) -> float:
    """How much of a cue counts, by what follows it in its clause."""
    if one_of("hints.toml", "not_wanted").match(rest):
        return _NEGATED
    is_scenery = cue.level != "patterns" and one_of("hints.toml", "scenery").match(after)
    if is_scenery or _is_group_head(after, cue, found):
        return _PLACE
    nearest = min(others, key=lambda o: (o.begin, -o.end), default=cue)
    gap = nearest.begin - cue.end
    if cue.level == "patterns" or nearest is cue or gap > _FAR:
        return 1.0
    between, behind = rest[:gap], rest[nearest.end - cue.end :]
    if _OF.match(between) or (_FROM.match(between) and _INTO.match(behind)):
        return _MODIFIER
    return _PLACE if _AT.match(between) else 1.0


def _is_group_head(after: str, cue: Cue, found: list[Cue]) -> bool:
    """トイレと洗面所の床: both rooms only say where the job is."""
    group = _GROUP.match(after)
    if not group or (after[:1] not in "とや・" and cue.word[-1] not in "とや・、"):
        return False
    begin = cue.end + group.end()
    return any(o.begin == begin and o.level in ("words", "patterns") for o in found if o.trade != cue.trade)
