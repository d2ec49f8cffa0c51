"""When the customer wants the work, in the customer's own phrase."""

import re
from functools import cache

from adgen.inquiry.script import arabic, plain
from adgen.inquiry.tables import one_of, table
from adgen.inquiry.understand.sentences import clause_at, sentence_at

_LONGEST = 40
_DATED = re.compile(r"\d{1,2}月|[一二三四五六七八九十]月|上旬|中旬|下旬|月末|\d{1,2}日|\d/\d")
_TOLD = re.compile(r"(?:まし|でし|った|いた|れた|した|きた|えた|んだ)(?:た)?(?:が|けど|けれど|ので)?$")


@cache
def _time() -> re.Pattern[str]:
    data = table("timing.toml")
    times = "|".join(f"(?:{t})" for t in sorted(data["times"], key=len, reverse=True))
    events = "|".join(f"(?:{e})" for e in data["events"])
    return re.compile(
        f"(?:{times}){data['tail']}|(?:{events})(?=[がのに]?(?:まで|前|間に合|日まで|後に|に合わせ|頃|ごろ|する前|の前|される前|してくる|してくるまで)){data['tail']}"
    )


def read_timing(text: str, label: str = "") -> str:
    """The phrase as it was written, "" when none is there: the label's own value, else the wishes in the words, joined by 、."""
    if label.strip():
        return re.sub(r"\s+", " ", label.strip().split("\n")[0])[:_LONGEST]
    folded = plain(text)
    found = [m for m in _time().finditer(folded) if _is_wish(folded, m)]
    return "、".join(dict.fromkeys(m[0].strip() for m in _joined(folded, found)))


def _joined(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """With several, those that are certain to be wishes; a lone one is kept as it is."""
    certain = [m for m in found if one_of("timing.toml", "sure").search(m[0])]
    dated = [m for m in found if _DATED.search(m[0])]
    return certain or dated[:2] or found[:1]


def _is_wish(text: str, match: re.Match[str]) -> bool:
    if not match[0].strip():
        return False
    clause = clause_at(text, match.start())
    near = text[max(0, match.start() - 4) : match.end() + 8]
    if one_of("timing.toml", "past").search(match[0]) or one_of("timing.toml", "not_wanted").search(arabic(near)):
        return bool(re.search("まで|以内|前に|年内|来(?:週|月|年)", match[0]))
    if one_of("timing.toml", "sure").search(match[0]):
        return True
    sentence = sentence_at(text, match.start())
    return not one_of("timing.toml", "past").search(clause) and not _TOLD.search(sentence.strip())
