"""Telephone, mail, postal code, accounts and numbers that belong to one person."""

import re
from collections.abc import Iterator

from adgen.inquiry.redact.span import Span

_D = "0-9〇零一二三四五六七八九"
_GAP = r"[\s\-.()・ー/の]{0,3}"
_PHONE = re.compile(
    rf"(?<![{_D}A-Za-z\-.])(?:\(?\+\s?81\)?{_GAP}(?:\(0\))?{_GAP}|\(?(?:0|〇|零|ゼロ))[{_D}]{{0,4}}\)?{_GAP}[{_D}]{{1,4}}{_GAP}[{_D}]{{2,4}}(?:[\-.()・ー/の]{{0,3}}[{_D}]{{1,4}})?(?![{_D}])"
)
_LABELLED_PHONE = re.compile(
    rf"(?:電話|tel|℡|携帯|fax|ファックス|ケータイ|連絡先)(?:番号)?\s*[:.は]?\s*(?P<n>[{_D}][{_D}\s\-.()]{{5,14}}[{_D}])",
    re.IGNORECASE,
)
# The part before the @ has at most 64 characters (RFC 5321, 4.5.3.1.1); without a limit a long word costs its square.
_MAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}\s?(?:@|\(at\)|\[at\]|<at>|\{at\}|アットマーク|\(アット\)|\[アット\]|アット|☆at☆|★| at |■)\s?[A-Za-z0-9\-]+(?:\s?(?:\.|\(dot\)|\[dot\]|ドット| dot )\s?[A-Za-z0-9\-]+)+", re.IGNORECASE
)  # fmt: skip
_POSTAL = re.compile(
    rf"〒\s*[{_D}]{{3}}\s?[-ー]?\s?[{_D}]{{4}}|(?<![{_D}\-.])[0-9]{{3}}-[0-9]{{4}}(?![{_D}\-])|郵便番号\s*[:は]?\s*(?P<n>[{_D}]{{3}}-?[{_D}]{{4}})"
)
_URL = re.compile(
    r"https?://[^\s、。」)]+|(?:www|line\.me|lin\.ee|instagram\.com|twitter\.com|x\.com|facebook\.com)[./][^\s、。」)]+"
)
_ACCOUNT = re.compile(
    r"(?:line|ライン|らいん|instagram|インスタ(?:グラム)?|twitter|ツイッター|facebook|フェイスブック|カカオ|kakao|skype|スカイプ|telegram|wechat|whatsapp)"
    r"(?:の)?\s*(?:id|アイディー?|アカウント|名)?\s*(?:は|:|→|が|で|=)?\s*[「(]?(?P<n>@?[A-Za-z0-9][A-Za-z0-9._\-]{2,})", re.IGNORECASE
)  # fmt: skip
_HANDLE = re.compile(r"(?<![A-Za-z0-9._])@[A-Za-z0-9_][A-Za-z0-9_.]{2,}")
_NUMBERED = re.compile(
    r"(?:保険(?:証券|証|契約)?|証券|証書|契約|会員|被保険者|マイナンバー|個人番号|口座|免許証?|認定|受給者証|年金|パスポート|在留カード|お客[様さ]ま?|顧客|メーター|供給地点(?:特定)?|支店|診察券|社員|組合員|罹災証明|予約|登録)"
    r"(?:番号|no\.?|ナンバー|コード|id)?\s*(?:は|:|が|→)?\s*(?P<n>[A-Za-z]{0,4}-?[0-9]{2,}[0-9A-Za-z\-]{2,})", re.IGNORECASE
)  # fmt: skip
_PLATE = re.compile(
    r"[一-龥]{1,4}\s?[0-9]{2,3}\s?[ぁ-んA-Z]\s?[0-9・.\-]{2,6}(?![0-9])|(?:ナンバー|車番|車のナンバー)\s*(?:は|:|が)?\s*(?P<n>[一-龥]{0,4}\s?[0-9]{0,3}\s?[ぁ-ん]?\s?[0-9][0-9・\-]{1,5})"
)
_CODE = re.compile(
    r"(?:キーボックス|鍵ボックス|暗証|ダイヤル(?:錠|式)?|オートロック|解錠|ロック|パスワード|pin|エントランス|セキュリティ|門扉|玄関|宅配ボックス|物置|倉庫)"
    r"[^。、\n0-9]{0,8}?(?:[0-9]桁[でのは]?)?(?:番号|コード|ナンバー|暗証番号|pin|キー)?\s*(?:は|:|が|→|で)?\s*(?P<n>[0-9#*][0-9#*\-]{2,9})(?![0-9]*\s*(?:円|年|月|枚|台|cm|mm|万|畳|㎡|m|センチ|坪|箇所|か所|ヶ所|階|型|号))", re.IGNORECASE
)  # fmt: skip
_CODE_FIRST = re.compile(
    r"(?<![0-9-])(?P<n>[0-9#*]{3,8})(?:の|で|が)[^。、0-9]{0,8}(?:キーボックス|暗証番号|オートロック|ダイヤル錠|鍵ボックス)"
)
_FEWEST_DIGITS, _MOST_DIGITS = 9, 13


def contacts(text: str) -> Iterator[Span]:
    """Spans of folded text."""
    for match in _PHONE.finditer(text):
        digits = re.findall(f"[{_D}]", match[0].replace("ゼロ", "0"))
        if _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS and "\n" not in match[0].strip():
            yield _span(match, "phone", "電話番号の形")
    yield from (_span(m, "phone", "「電話」などの後の番号") for m in _LABELLED_PHONE.finditer(text))
    yield from (_span(m, "email", "メールアドレスの形") for m in _MAIL.finditer(text))
    yield from (_span(m, "postal", "郵便番号の形") for m in _POSTAL.finditer(text))
    yield from (_span(m, "other", "ウェブアドレス") for m in _URL.finditer(text))
    yield from (_span(m, "other", "SNS のアカウント") for m in (*_ACCOUNT.finditer(text), *_HANDLE.finditer(text)))
    yield from (_span(m, "other", "証券や契約などの番号") for m in _NUMBERED.finditer(text))
    yield from (_span(m, "other", "車のナンバー") for m in _PLATE.finditer(text))
    yield from (_span(m, "other", "鍵や入口の番号") for m in (*_CODE.finditer(text), *_CODE_FIRST.finditer(text)))


def _span(match: re.Match[str], kind: str, reason: str) -> Span:
    group = "n" if "n" in match.re.groupindex and match["n"] else 0
    begin, end = match.span(group)
    while end > begin and text_is_space(match.string[end - 1]):
        end -= 1
    while begin < end and text_is_space(match.string[begin]):
        begin += 1
    return Span(begin, end, kind, reason)


def text_is_space(character: str) -> bool:
    """Whether a character only separates."""
    return character in " \t\n-."
