"""Words that need a basis, and promises the opening hours do not keep."""

import re
from collections.abc import Iterator
from datetime import date

from adgen.content.claims.texts import Found, claimed, found
from adgen.model.site import Site
from adgen.model.values import Weekday
from adgen.problems import Problem, problem
from adgen.text import japanese

# 優良誤認 (景品表示法5条1号; 不実証広告規制 7条2項): whoever prints it must be able to prove it. Lookaheads leave out everyday
# words that begin alike: 市内一円, 業界初夏, トップライト, 色番 No.15, 完全予約制, 綿100%.
_WHERE = "(?:日本|世界|国内|業界|地域|地元|都内|県内|市内|区内|府内|道内)"
_FIRST = (
    "(?:一(?!円|部|帯|緒|つ|般|律|括|時|度|日|人|件|軒|戸|台|枚|体|望|級|丁目)|第?1位|第?一位|初(?!夏|秋|冬|春|回|期|めての(?:方|お客|ご))"
    "|最[大速高安古多長]|トップ(?!ライト|コート|ページ)|唯一|随一)"
)
_COUNT = r"(?:[0-9][0-9,]+|[一二三四五六七八九]?[百千万][一二三四五六七八九十百千万]*)(?:件|棟|軒|戸|世帯)"
# 1日1件, 月に12件まで: how much is taken on, not how much was done.
_NO_BOAST = "(?!まで|ずつ|だけ|以内|以下|限定|のみ)"
_BEFORE_COUNT = "(?:実績|施工(?:件数|棟数|数|例|事例)|工事件数|累計|年間|延べ|のべ|通算|受注|これまで|いままで|今まで|創業以来|開業以来)"
_CLAIMS = re.compile(
    rf"(?<![a-z])no[.・]?\s*1(?![0-9.-])|ナンバー(?:ワン|1(?![0-9]))|{_WHERE}で?{_FIRST}|最安|最高級|最上級"
    r"|必ず(?!しも)|絶対に?|完璧|完全(?:保証|無料|防水|解決|補償)|完全に(?:直|治|防|解決|消[えし]|元通り|元どおり|きれい|止ま|なくな|なくし)"
    r"|100(?:%|パーセント)の?(?:保証|安心|安全|満足|責任|自社|解決|防|止|直|返金)|(?:自社施工|自社職人|責任施工)率?100%"
    r"|満足度[^。、\n]{0,8}?(?:[0-9]|no|ナンバー|一位|トップ)|[0-9]%[^。、\n]{0,8}満足"
    r"|どこよりも|他社よりも?(?=安|早|速|お?得|丁寧|優|良|多|長|低|高|品質|きれい|[0-9])|永久(?:保証|に)"
    rf"|{_BEFORE_COUNT}[^。、\n]{{0,12}}?(?<!1日)(?<!一日)(?<!月に)(?<!週に){_COUNT}(?:以上|超)?{_NO_BOAST}"
    rf"|{_COUNT}(?:以上|超)?の?(?:施工|工事)?実績|{_COUNT}(?:以上|超|を超える|を越える)の?施工",
    re.IGNORECASE,
)
# What follows in the sentence when the word is not claimed but denied, asked for, or a duty.
_DENIED = re.compile(
    r"^[^。、]*?(?:とは(?:言え|いえ|申せ|申し上げ|限)|(?:という|といった)(?:言い方|言葉|表現|書き方)|(?:では|じゃ)(?:あり|ござい)ません"
    r"|[はが]できません|(?:約束|保証|断言)[はも]?(?:でき|いたし|し)ません)"
)
_THERE_IS_NONE = re.compile(r"^[^。、]*?[はが](?:あり|ござい)ません")
_ASKED = re.compile(r"^(?:(?!ので|から|ます).)*(?:ください|下さい)|^[^。]*必要(?:です|に|が|と)")
_STRONG = re.compile("必ず|絶対")

_AT_ONCE = re.compile(
    r"(?:当日中|即日)(?![^。、\n]{0,8}(?:終|完了|仕上|引き?渡|使え|お使い|乾|片付))|24時間(?:365日)?(?:対応|受付|いつでも)|年中無休|365日"
)
_EXCEPT = re.compile("除[きくい]|定休|休みの日|休業日|営業日")
_WEEKENDS = re.compile("土日祝?も|土・日・?祝?日?も")


def claims_without_basis(site: Site, today: date) -> Iterator[Problem]:
    """Numbers of jobs and superlatives stand only with a basis: in `evidence`, or beside them where the field has one."""
    known = [japanese.same(e.claim) for e in site.profile.evidence]
    for hit in found(_CLAIMS, claimed(site)):
        claim = japanese.same(hit.words)
        if _is_claim(hit) and not any(claim in k or k in claim for k in known):
            yield problem("E312", hit.place, value=hit.words)
    for n, fact in enumerate(site.profile.facts):
        counted = re.fullmatch(r"(?:約)?[0-9,]+\s*(?:件|棟|軒|戸)(?:以上)?", japanese.fold(fact.value))
        if counted and not fact.basis and japanese.same(fact.value) not in known:
            yield problem("E312", site.places("facts", n, "value"), value=fact.value)


def _is_claim(hit: Found) -> bool:
    rest = hit.rest.lstrip("」』")
    if _STRONG.match(hit.words):
        return not (_DENIED.search(rest) or _ASKED.search(rest))
    return not (_DENIED.search(rest) or _THERE_IS_NONE.search(rest))


def promises_on_holidays(site: Site, today: date) -> Iterator[Problem]:
    """「当日中」 or 「年中無休」 beside a weekly holiday."""
    closed = [d for d in site.profile.holidays if d is not Weekday.holiday]
    if not closed:
        return
    at_weekends = {Weekday.saturday, Weekday.sunday} & set(closed)
    pattern = re.compile(f"{_AT_ONCE.pattern}|{_WEEKENDS.pattern}") if at_weekends else _AT_ONCE
    holidays = "・".join(d.value for d in closed)
    for hit in found(pattern, claimed(site)):
        if not (_DENIED.search(hit.rest) or _EXCEPT.search(hit.before + hit.rest)):
            yield problem("W321", hit.place, value=hit.words, holidays=holidays)
