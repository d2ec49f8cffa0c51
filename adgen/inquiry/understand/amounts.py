"""Budget, quantities and the age of the building, as numbers and as the customer wrote them."""

import re
from dataclasses import dataclass

from adgen.inquiry.script import arabic
from adgen.inquiry.understand.sentences import clause_at, sentence_at
from adgen.text.numbers import number

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?|[〇一二三四五六七八九十百千]+"
_MONEY = re.compile(
    rf"(?P<open>[〜-]\s*)?(?P<low>{_N})?\s*(?P<low_unit>億|千万|百万|万|千)?\s*(?P<low_yen>円)?\s*(?:(?P<to>〜|-|から|~)\s*(?P<high>{_N})\s*)?(?P<unit>億|千万|百万|万|千)?\s*(?P<yen>円)?"
)
_UPPER = re.compile(
    r"^\s*(?:以内|まで|以下|未満|いない|迄|を上限|が上限|上限|くらいまで|ぐらいまで|程度まで|位まで|を超えな|を切|でおさ|で収|に収|におさ|内で|内に)"
)
_LOWER = re.compile(r"^\s*(?:以上|から(?!\d)|〜(?!\s*\d))")
_NOT_BUDGET = re.compile(
    r"(?:他社|よそ|別の(?:会社|業者|店)|A社|知人|業者(?:に|から|さん)|見積(?:もり|り)?(?:で|では|が|は|額|を(?:取|と)ったら|を(?:もら|貰))|言われ|提示|請求|かかると|したら.{0,8}と(?:言|聞)|電気代|水道代|ガス代|家賃|月々?\s*$|毎月|年間|補助金|助成|保険(?:金|で)|給付|上限20|介護保険|税|定価|価格は|買った|購入(?:した|価格)|払っ(?:た|て)|支払|かかりました|時給|日給|給料|年収|月収|ローン)"
)
_SOMEBODY_SAID = re.compile("言われ|提示|請求|補助|保険|他社|よその|別の業者")
_SAID_AFTER = re.compile(r"[^。、]{0,8}(?:と言われ|と聞|の見積|でした|かかり|を請求)")
_SAYS_BUDGET = re.compile(
    r"予算|以内|まで|上限|以下|考えて|希望|でお願い|程度|くらい|ぐらい|位|前後|〜|できれば|収め|抑え|でできる|で可能|で出来る|におさめ|出せ|用意|超え|オーバー|収ま|おさま|足り(?:ます|る)"
)
_AGE = re.compile(r"築\s*(?:年数)?\s*[:：は]?\s*(?:約|およそ|もう|ほぼ|だいたい)?\s*(\d{1,3})\s*年?")
_AGE_IS_PAST = re.compile(r"築\d+年(?:の(?:とき|時|頃|ころ)|目(?:に|で)(?:塗|張|替|交換|工事|リフォーム))")


@dataclass(frozen=True)
class Budget:
    """Yen; None is an open end. `typed` is the phrase."""

    low: int | None
    high: int | None
    typed: str


def read_budget(text: str, label: str = "") -> Budget | None:
    """What the customer wants to spend; a rival's quote, a bill or a subsidy is none."""
    if label:
        return next(iter(_budgets(label, True)), None)
    return next(iter(_budgets(text, False)), None)


def _budgets(text: str, is_told: bool) -> list[Budget]:
    found = []
    for match in _MONEY.finditer(text):
        if not _is_money(match):
            continue
        rest = text[match.end() : match.end() + 12]
        if not is_told and _is_foreign(text, match, rest):
            continue
        is_whole = (
            bool(match["yen"] or match["low_yen"])
            and "万" in match[0]
            and bool(re.match(r"\s*(?:で|です)?(?:[。、\n]|$)", rest))
        )
        if is_told or is_whole or match["to"] or _SAYS_BUDGET.search(sentence_at(text, match.start())):
            found.append(_budget(match, rest))
    return found


def _is_foreign(text: str, match: re.Match[str], rest: str) -> bool:
    """Whether the amount is a rival's, a bill, a subsidy: its clause says so, and it is no plain limit."""
    clause = clause_at(text, match.start())
    before = re.split("[、。,\n]", text[max(0, match.start() - 14) : match.start()])[-1]
    if _UPPER.match(rest) and not _SOMEBODY_SAID.search(clause):
        return False
    return bool(_NOT_BUDGET.search(before) or _NOT_BUDGET.search(clause) or _SAID_AFTER.match(rest))


def _is_money(match: re.Match[str]) -> bool:
    return bool(
        (match["low"] or match["high"])
        and (
            match["yen"]
            or match["low_yen"]
            or "万" in f"{match['unit'] or ''}{match['low_unit'] or ''}"
            or match["unit"] == "億"
        )
    )


def _budget(match: re.Match[str], rest: str) -> Budget:
    unit = match["unit"] or match["low_unit"] or ""
    low = _yen(match["low"], match["low_unit"] or unit)
    high = _yen(match["high"], unit)
    typed = match[0].strip()
    if high is None:
        limit = low if not _LOWER.match(rest) or match["open"] else None
        return Budget(None if limit is not None else low, limit, typed)
    if low is not None and low > high:
        low = _yen(match["low"], "") if match["low_unit"] is None else low
    return Budget(low, high, typed)


def _yen(digits: str | None, unit: str) -> int | None:
    if not digits:
        return None
    try:
        return round(
            number(digits) * {"億": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3}.get(unit, 1)
        )
    except ValueError:
        return None


_UNIT = r"畳|帖|じょう|㎡|m2|平米|平方メートル|坪|枚|台|本|か所|ヶ所|カ所|ヵ所|ケ所|箇所|箇|面|室|部屋|脚|棟|軒|戸(?!建)|セット|基|cm|センチ|mm|ミリ|m(?![a-z0-9])|メートル|l(?![a-z0-9])|リットル|kw|間(?=の(?:押入|収納|障子|窓|襖))"
_QUANTITY = re.compile(
    rf"(?<![0-9.,/-])(?P<n>[0-9]+(?:\.[0-9]+)?(?:[〜-][0-9]+)?)\s*(?P<unit>{_UNIT})(?P<half>半)?(?!以上使|目|前から)|(?<![0-9a-z.])(?P<plan>[0-9]\s*(?:s?l?d?k|s?ldk|r))(?![a-z0-9])",
    re.IGNORECASE,
)
_NOT_A_QUANTITY = re.compile(
    r"(?:^|[^0-9])(?:写真|画像|図面|添付)(?:を|は|が)?$|駅から$|徒歩$|約束$|(?:角|そこ|ここ|曲がって)から$"
)
# 一枚いくら asks for a unit price, 壁一面 is all of it, 一部屋に is what it shall become, 一か所 somewhere in the garden.
_WITHOUT_ONE = re.compile(
    r"(?<![一二三四五六七八九十])[一二](?:か所|ヶ所|カ所|ヵ所|ケ所|箇所|部屋|枚|面|間|台|本)(?!だけ|のみ|分|を(?:張|貼|交|修|取|塗|替|直)|の(?:み|張|貼|交|修|取))(?=[^。]?(?:いくら|あたり|につき|に|が|で|も|続き|は|を))"
)
_AFTER_NOT = re.compile(
    r"^(?:鏡|(?:くらい|ほど)?の(?:ひび|隙間|すき間|穴|段差)|いくら|あたり|当たり|当り|につき|先|離れ|以上離れ|くらい離れ|ほど離れ|送|添付|目|め$|隣|手前|歩)"
)


def read_quantities(text: str) -> tuple[str, ...]:
    """How much there is to do, each as written but with digits (六畳 → 6畳), each once; floors, dates and photos are none."""
    folded = arabic(_WITHOUT_ONE.sub("", text))
    found = []
    for match in _QUANTITY.finditer(folded):
        before, after = folded[max(0, match.start() - 6) : match.start()], folded[match.end() : match.end() + 6]
        if _NOT_A_QUANTITY.search(before) or _AFTER_NOT.match(after):
            continue
        found.append(_written(match))
    return tuple(found)


def _written(match: re.Match[str]) -> str:
    if match["plan"]:
        return re.sub(r"\s", "", match["plan"]).upper()
    n = f"{match['n']}.5" if match["half"] and "." not in match["n"] else match["n"]
    unit = match["unit"]
    return n + {"m2": "㎡", "l": "L"}.get(unit.lower(), unit)


def read_age(text: str, label: str = "") -> int | None:
    """Years since the building was built; the age of a boiler or of the last repair is none."""
    told = re.search(r"\d{1,3}", arabic(label)) if label else None
    if told and not re.search(r"(?:19|20)\d\d|昭和|平成|令和", label):
        return int(told[0])
    folded = arabic(text)
    match = _AGE.search(folded)
    return int(match[1]) if match and not _AGE_IS_PAST.search(folded[match.start() : match.end() + 8]) else None
