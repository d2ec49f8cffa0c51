"""Words that need a basis, and promises the opening hours do not keep."""

import re
from collections.abc import Iterator
from datetime import date

from adgen.content.claims.texts import printed
from adgen.model.site import Site
from adgen.model.values import Weekday
from adgen.problems import Problem, problem
from adgen.text import japanese

# 優良誤認 (景品表示法5条1号; 不実証広告規制 7条2項): whoever prints it must be able to prove it.
_CLAIMS = re.compile(
    r"no\.?\s*1|ナンバー(?:ワン|1)|(?:日本|世界|業界|地域|県内|市内)(?:で)?(?:一|1位|初|最大|最速|トップ)|最安|最高級|最上級"
    r"|必ず|絶対に?|完全(?:な|に|保証|無料)|完璧|100%|100パーセント|満足度|顧客満足"
    r"|どこよりも|他社より|永久(?:保証|に)|唯一"
    r"|(?:実績|施工|累計|年間|延べ|通算)[^。、\n]{0,12}?[\d,]+\s*(?:件|棟|軒)|[\d,]+\s*(?:件|棟|軒)(?:以上)?の?(?:実績|施工)",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"当日中|即日|24時間(?:365日)?(?:対応|受付|いつでも)|年中無休|365日|土日祝も")


def claims_without_basis(site: Site, today: date) -> Iterator[Problem]:
    """Numbers of jobs and superlatives stand only with a basis: in `evidence`, or beside them where the field has one."""
    known = [japanese.same(e.claim) for e in site.profile.evidence]
    for text, place in printed(site):
        folded = japanese.fold(text)
        for match in _CLAIMS.finditer(folded):
            claim = japanese.same(match.group())
            if not any(claim in k or k in claim for k in known):
                yield problem("E312", place, value=match.group())
    for n, fact in enumerate(site.profile.facts):
        counted = re.fullmatch(r"(?:約)?[\d,]+\s*(?:件|棟|軒)(?:以上)?", japanese.fold(fact.value))
        if counted and not fact.basis and japanese.same(fact.value) not in known:
            yield problem("E312", site.places("facts", n, "value"), value=fact.value)


def promises_on_holidays(site: Site, today: date) -> Iterator[Problem]:
    """「当日中」 or 「年中無休」 beside a weekly holiday."""
    closed = [d for d in site.profile.holidays if d is not Weekday.holiday]
    if not closed:
        return
    words = "・".join(f"{d.value}日" if d.value.endswith("曜") else d.value for d in closed)
    for text, place in printed(site):
        if match := _AT_ONCE.search(japanese.fold(text)):
            yield problem("W321", place, value=match.group(), holidays=words)
