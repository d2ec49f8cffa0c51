"""Addresses below the town: quarter, numbers, building, room, and landmarks beside which somebody lives."""

import re
from collections.abc import Iterator

from adgen.inquiry.redact.span import Span
from adgen.inquiry.understand.place import places

_K = "〇零一二三四五六七八九十百"
_N = rf"(?:[0-9]+|[{_K}]+|[A-Z](?=-?[0-9]))"
_STEP = rf"{_N}\s?(?:丁目?|番地?|号(?!室|線|機|給)|条(?:通)?|-|ノ(?=[0-9{_K}])|の(?=[0-9{_K}]))"
_NUMBERS = rf"(?:{_STEP}\s?)+(?:{_N}(?:番地?|号室?|号)?)?"
_HOUSE = "マンション|ハイツ|コーポ|アパート|荘|ビル|レジデンス|ハイム|メゾン|団地|住宅|タワー|プラザ|パレス|ガーデン|コート|ヒルズ|ハウス|カーサ|ヴィラ|シャトー|グラン[ァ-ヶ]*|パーク[ァ-ヶ]*|フラット|テラス|ドミール|エステート|ライオンズ|サンハイツ|シャルム|ルネ|クレスト|ヴェルデ|ロイヤル[ァ-ヶ]*|プレジデント|メイツ|キャッスル|スカイ[ァ-ヶ]*|コープ|寮|社宅|館"
_NAME = r"[一-龥々ぁ-んァ-ヶーA-Za-z・'’]"
_FIRM = r"[一-龥々ァ-ヶーA-Za-z・'’]"
_ROOM = rf"(?:[A-Z]?-?[0-9]{{1,4}}|[{_K}]{{2,4}}|[A-Z])(?:号棟?室?|階)?(?:\s?-?[0-9]{{2,4}}(?:号室?)?)?"
_BUILDING = rf"(?:[\s、,]?(?:{_FIRM}{{0,12}}(?:{_HOUSE}){_NAME}{{0,8}}?(?=\s?[A-Z]?[0-9]{{2,4}})|{_FIRM}{{0,12}}(?:{_HOUSE}){_FIRM}{{0,8}}|{_FIRM}{{2,12}}?(?=\s?[A-Z]?[0-9]{{2,4}}(?:号|$|[\s、。)])))(?:\s?{_ROOM})?|\s?{_N}号室|\s?[A-Z]?-?[0-9]{{3,4}}(?:号室?)?(?![0-9-]))?"
_QUARTER = r"(?:大字|字)?[一-龥々ァ-ヶー]{1,8}(?:[がケヶノのつ][一-龥々]{1,4})?|[ぁ-んァ-ヶー]{2,6}(?:台|丘|町|野|坂|が丘|ヶ丘)?|[一-龥々]?(?:の)[一-龥々]{1,3}"
_NOT_A_QUARTER = re.compile(
    r"^(?:内|在住|近郊|周辺|全域|方面|役所|市役所|区役所|町役場|駅|様|一?戸建|築|マンション|住宅|分譲|賃貸|中古|木造|実家|自宅|民家|物件|団地|店|在|全|出身|勤務|某|郊外|中心|北部|南部|東部|西部|北側|南側|現場|地内|希望|付近|近辺|近く|以外|アパート|ハイツ|コーポ|リフォーム|一軒家|平屋|鉄骨|鉄筋|社宅|別荘|空き?家|工場|倉庫|事務所|土地|新築|持ち?家|借家|戸建|集合|指定|産|営|立|民|から|まで|です|でし|ます|にて|など|だけ|とか|なの|のみ|ほか|では|には|への|あたり|くらい|[ぁ-ん]{1,3}$)"
)
_AFTER_TOWN = re.compile(
    rf"\s?(?P<all>(?P<quarter>{_QUARTER}|[一-龥々ァ-ヶーぁ-ん]{{1,9}}?(?={_STEP}))??\s?(?:{_NUMBERS}|{_N}(?=[\s　、。)」]|$)){_BUILDING})"
)
_QUARTER_ONLY = re.compile(
    r"(?P<all>(?:大字|字)?[一-龥々ァ-ヶー]{1,7}(?:[がケヶノの][一-龥々]{1,3})?(?:町|台|丘|通り?|本町|新町|団地|ニュータウン|東|西|南|北|中)?)(?=です|でし|に|の|で|、|。|\s|$|在住|より)"
)
_FREE = re.compile(
    rf"(?:大字|字)?[一-龥々ヶケノ]{{1,8}}?\s?(?:[0-9]+|[{_K}]+)丁目?(?:\s?{_N}(?:番地?|号|-)?)*{_BUILDING}|(?<![一-龥])[一-龥々ヶケノ]{{1,7}}(?:町|台|丘|通|野|原|田|川|山|崎|東|西|南|北|本|新|里|島|橋)\s?[0-9]{{1,4}}-[0-9]{{1,4}}(?:-[0-9]{{1,4}}){{0,2}}(?![0-9]){_BUILDING}|"
    rf"(?<![0-9-])[0-9]{{1,4}}番地(?:の?[0-9]+)?(?:[0-9]+号)?"
)
_HOME = re.compile(
    rf"(?<![一-龥ぁ-んァ-ヶー]){_NAME}{{0,10}}?(?:{_HOUSE})[一-龥々ァ-ヶーA-Za-z]{{0,10}}\s?(?:[A-Z]棟?\s?|[0-9]+号?棟\s?)?(?:[A-Z]?-?[0-9]{{1,4}}|[{_K}]{{2,4}})(?![SLDK0-9])号?室?(?![0-9]*\s*(?:階建|階|年|畳|帖|㎡|戸|室|万|台|坪|m|世帯|部屋|軒|月|日))"
)
_ROOM_ALONE = re.compile(
    rf"(?<![0-9{_K}])(?:[0-9]{{3,4}}|[{_K}]{{3,5}})号室|(?<![0-9])[0-9A-Z]{{1,2}}号?棟\s?[0-9]{{2,4}}(?:号室?)?"
)
_PUBLIC = "小学校|中学校|高校|高等学校|大学|学園|幼稚園|保育園|こども園|駅|神社|大社|寺|院(?=の)|公園|郵便局|交番|警察署|病院|医院|クリニック|歯科|役場|市役所|区役所|公民館|図書館|スーパー|コンビニ|銀行|信用金庫|消防署|団地|教会|工場|会館|体育館|市場|商店街|バス停|インター|交差点|踏切|温泉|ホテル|薬局|書店|店"
_SIDE = r"の?(?:北口|南口|東口|西口|正門|裏門)?(?:の|から)?(?:すぐ|ちょうど|真)?(?:の)?(?:裏手?|前|真向かい|向かい側?|向い|むかい|隣|となり|横|そば|近く|正面|角|目の前|斜め(?:前|向かい|裏)|並び|徒歩[0-9]+分|から[0-9]+軒目|北側|南側|東側|西側|脇)"
_LANDMARK = re.compile(
    rf"(?:[一-龥々ァ-ヶーA-Za-z0-9]|(?<=[一-龥])[がヶケの](?=[一-龥])){{1,12}}(?:{_PUBLIC}){_SIDE}(?:(?:の|で|から|に)?[^、。\n]{{0,10}}?(?:軒目|軒隣|本目|(?:の)角(?:の家)?|番目|の(?:[ぁ-ん一-龥]{{0,4}}色?の?)?(?:家|建物|一軒家|マンション|アパート)))?"
)
_GENERIC = re.compile(
    rf"^(?:退|入|通|最寄り?|近く|近所|地元|母校|我|自|子供|子ども|娘|息子|孫|私立?|市立?|公立?|各|隣|実家|自宅|行きつけ|当|お|同じ|大きな)?(?:の)?(?:{_PUBLIC})"
)


def addresses(text: str) -> Iterator[Span]:
    """Spans of folded text; the town itself stays readable."""
    towns = [w for w in places(text) if w.city]
    for where in towns:
        yield from _after(text, where.end)
    for where in towns:
        text = text[: where.begin] + "\n" * (where.end - where.begin) + text[where.end :]
    for match in _FREE.finditer(text):
        yield Span(*match.span(), "address", "丁目・番地の形")
    for match in (*_HOME.finditer(text), *_ROOM_ALONE.finditer(text)):
        yield Span(*match.span(), "address", "建物名・部屋番号の形")
    for match in _LANDMARK.finditer(text):
        if not _GENERIC.match(match[0]):
            yield Span(*match.span(), "address", "目印になる場所")


def _after(text: str, at: int) -> Iterator[Span]:
    match = _AFTER_TOWN.match(text, at)
    if match and not _NOT_A_QUARTER.match(match["quarter"] or "") and match["all"].strip():
        begin, end = match.span("all")
        yield Span(begin, begin + len(text[begin:end].rstrip(" 、,　")), "address", "市区町村より下の住所")
        return
    alone = _QUARTER_ONLY.match(text, at)
    if alone and not _NOT_A_QUARTER.match(alone["all"]):
        yield Span(*alone.span("all"), "address", "市区町村より下の町名")
