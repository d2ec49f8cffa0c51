"""Prefecture and town of a request, from the list of all towns; a name that several towns share stays a question."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from adgen.inquiry.tables import rows

_NO_TOWN_BEFORE = re.compile(
    r"(?:出身|勤務|職場|会社|実家は|親戚|友人|以前|前の家|前の住まい|引っ?越す前|転勤(?:先|前))"
)
_NOT_A_TOWN_AFTER = re.compile(
    r"^(?:の職場|勤務|出身|の業者|の会社|の店で|から(?:引っ?越|転居|越して)|の(?:工務店|リフォーム店|知人|友人|親戚|実家から))"
)
_LIVES = (
    r"(?:に住|在住|です|ですが|の(?:自宅|実家|家|マンション|戸建|アパート|一軒家|団地|物件|店|現場|方)|にある|にて|で)"
)


@dataclass(frozen=True)
class Where:
    """A town with its prefecture ("" while several share the name), and where both stand in the text."""

    prefecture: str
    city: str
    begin: int
    end: int
    choices: tuple[str, ...] = ()


@cache
def towns() -> dict[str, tuple[str, ...]]:
    """Prefecture -> its towns; a ward stands with its city (堺市北区)."""
    return {p: tuple(t.split()) for p, _, t in (line.partition("\t") for line in rows("towns.tsv"))}


@cache
def _homes() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every way to name a town -> the (prefecture, town) it may be."""
    found: dict[str, set[tuple[str, str]]] = {}
    for prefecture, listed in towns().items():
        for town in listed:
            found.setdefault(town, set()).add((prefecture, town))
            city, ward = _parts(town)
            if ward:
                found.setdefault(city, set()).add((prefecture, city))
                found.setdefault(ward, set()).add((prefecture, town))
                found.setdefault(f"{city[:-1]}の{ward}", set()).add((prefecture, town))
                found.setdefault(f"{city[:-1]}{ward}", set()).add((prefecture, town))
    return {name: tuple(sorted(homes)) for name, homes in found.items()}


def _parts(town: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.+?市)(.+区)", town)
    return (match[1], match[2]) if match else (town, "")


@cache
def _stems() -> dict[str, tuple[str, str]]:
    """Cities that are often named without 市 (尼崎, 名古屋) and are no prefecture: only with words that say that somebody lives there."""
    short = {p[:-1] for p in towns()}
    names: dict[str, set[tuple[str, str]]] = {}
    for prefecture, listed in towns().items():
        for town in listed:
            city = _parts(town)[0]
            if city.endswith("市") and len(city) > 2:
                names.setdefault(city[:-1], set()).add((prefecture, city))
    return {stem: next(iter(homes)) for stem, homes in names.items() if len(homes) == 1 and stem not in short}


@cache
def _pattern() -> re.Pattern[str]:
    names, prefectures = _one_of(_homes()), _one_of(towns())
    return re.compile(
        rf"(?:(?P<prefecture>{prefectures})(?:の|\s|内)?\s*)?(?:[一-龥ヶ]{{1,4}}郡\s*)?(?P<town>{names})|(?P<alone>{prefectures})"
    )


def _one_of(names: Iterable[str]) -> str:
    """Any of some names, the longest first, by their first letter: to try two thousand on each letter of a long text takes seconds."""
    rest: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        rest.setdefault(name[0], []).append(re.escape(name[1:]))
    return "|".join(f"{first}(?:{'|'.join(others)})" for first, others in rest.items())


@cache
def _stem_pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_stems(), key=len, reverse=True)))
    return re.compile(rf"(?<![一-龥])(?P<town>{names})(?:市内)?(?={_LIVES})")


def places(text: str) -> tuple[Where, ...]:
    """Every town and prefecture in folded text, in order."""
    return tuple(_where(m) for m in _pattern().finditer(text) if _is_place(text, m))


def _is_place(text: str, match: re.Match[str]) -> bool:
    town = match["town"]
    if not town or match["prefecture"]:
        return True
    before, after = text[: match.start()], text[match.end() :]
    if len(town) <= 2 and town.endswith("区"):
        return not re.search("[一-龥]$", before) and not re.match("[画分間切域別]", after)
    if town[-1] in "町村":
        return not re.search("[一-龥]$", before) and (
            len(_homes()[town]) == 1 or bool(re.match(r"[でにのはから、。\s]|$", after))
        )
    return not re.match("[場販議場営]", after) or len(town) > 3


def _where(match: re.Match[str]) -> Where:
    if match["alone"]:
        return Where(match["alone"], "", match.start(), match.end())
    homes = _homes()[match["town"]]
    fitting = [h for h in homes if h[0] == match["prefecture"]] or list(homes)
    if len(fitting) == 1:
        return Where(*fitting[0], match.start(), match.end())
    choices = tuple(p + t for p, t in fitting)
    one_prefecture = fitting[0][0] if len({p for p, _ in fitting}) == 1 else ""
    one_town = fitting[0][1] if len({t for _, t in fitting}) == 1 else ""
    return Where(one_prefecture, one_town, match.start(), match.end(), choices)


def read_where(text: str, label: str = "") -> Where:
    """The place of the work: what the label says, else the first place in the words that is not somebody's former or other one."""
    for source in (label, text):
        found = [w for w in places(source) if not _is_elsewhere(source, w)] if source else []
        best = next((w for w in found if w.city), None) or _by_stem(source) or next(iter(found), None)
        if best:
            return _completed(best, found)
    return Where("", "", 0, 0)


def _completed(best: Where, found: list[Where]) -> Where:
    """A ward named apart from its city, or a shared name beside its prefecture, is that of the same text."""
    for other in found:
        if other is best:
            continue
        within = [c for c in other.choices if best.city and c.startswith(best.prefecture + best.city)]
        if len(within) == 1:
            return Where(best.prefecture, within[0].removeprefix(best.prefecture), other.begin, other.end)
        fitting = [c for c in best.choices if c.startswith((other.prefecture + other.city) or "?")]
        if len(fitting) == 1 and (other.city or other.prefecture):
            return Where(other.prefecture, fitting[0].removeprefix(other.prefecture), best.begin, best.end)
        if other.city.startswith(best.city) and best.city and other.city != best.city and other.begin > best.begin:
            return other
    return best


def _by_stem(text: str) -> Where | None:
    match = _stem_pattern().search(text)
    return Where(*_stems()[match["town"]], match.start("town"), match.end("town")) if match else None


def _is_elsewhere(text: str, where: Where) -> bool:
    around = text[max(0, where.begin - 8) : where.begin]
    return bool(_NO_TOWN_BEFORE.search(around) or _NOT_A_TOWN_AFTER.match(text[where.end : where.end + 10]))
