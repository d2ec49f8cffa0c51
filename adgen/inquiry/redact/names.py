"""Names of people: by the words around them, by lists of names, and by SudachiPy where it is installed."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from adgen.inquiry.redact.span import Span
from adgen.inquiry.script import hiragana
from adgen.inquiry.tables import listed, table
from adgen.inquiry.words import Word, words

_KANJI = "一-龥々ヶ髙﨑"
_TOKEN = rf"[{_KANJI}]{{1,4}}[ぁ-んァ-ヶー]{{0,4}}|[ァ-ヶー]{{2,9}}(?:[・=\s][ァ-ヶー]{{2,9}}){{0,3}}|[ぁ-ん]{{2,6}}|[A-Z][a-z]{{1,12}}(?:\s[A-Z][a-z]{{1,12}}){{0,3}}|[A-Z]{{2,12}}\s[A-Z]{{2,12}}"
_ROMAN = re.compile(r"(?:[A-Z][a-z]{1,12}(?:[\s.]+|(?=[\s、。()]|$))){2,4}|[A-Z]{2,12}\s[A-Z]{2,12}(?![A-Za-z0-9])")
_FULL = rf"(?P<n>[{_KANJI}]{{1,4}}[\s・][{_KANJI}ぁ-んァ-ヶー]{{1,5}}|{_TOKEN})(?<!様方)(?<!様)"
_INTRODUCED = re.compile(
    rf"(?:^|[\s、。,:\n(]|私は?|わたくし|名前は|市の|区の|町の|村の|住む|在住の|(?<=の)){_FULL}(?:と申し|ともうし|と言いま|といいま|と言う者|という者|でございま|です(?=[。、\s\n]|が|けど|$)|拝(?=\s|$)|より(?=\s*$|\n)|(?=\s*(?:$|\n))|まで(?:ご?連絡|お電話|お願い))",
    re.MULTILINE,
)
_CERTAIN = re.compile(r"と申し|ともうし|と言う者|という者|でございま|まで(?:ご?連絡|お電話|お願い)|と言いま|といいま")
_CALLED = re.compile(
    rf"(?P<n>[{_KANJI}]{{1,4}}(?:[\s・]?[{_KANJI}]{{1,3}})?|[ァ-ヶー]{{2,8}}|[ぁ-ん]{{2,5}})(?P<call>様方|様邸|様宅|邸|宅|様|さん|さま|氏|くん|君|ちゃん|先生|殿|方(?=です|に|の))"
)
_LABEL = re.compile(
    rf"(?:お?名前|氏名|依頼者|依頼主|担当者?|ニックネーム|名義|フリガナ|ふりがな|署名|差出人|連絡先|わたし|私|当方|問合せ者|申込者|施主)\s*(?:[:：(]|は|が(?=[{_KANJI}]+[\s、(]))\s*{_FULL}"
)
_LABEL_LINE = re.compile(
    r"^\W{0,3}(?:ご?お?名前|ご?氏名|ご?依頼者名?|ご?依頼主|ニックネーム|ハンドルネーム|お?フリガナ|ふりがな|(?:ご|お)?担当者?名?)\s*(?:[:】\]]|\n)\s*(?P<n>[^\n、。:()【■]{1,16}?)\s*(?:様|さま|さん)?\s*(?=$|[\n、。(])",
    re.MULTILINE,
)
_SHAPE = re.compile(_TOKEN + rf"|[{_KANJI}]{{1,4}}[\s・][{_KANJI}ぁ-んァ-ヶー]{{1,5}}")
_SEGMENT = re.compile(
    r"[^\s、。,()（）「」/|\n:：;・…!?！？→]+(?: (?=[^\s、。,()]{1,4}(?:[\s、。,()\n]|$))[^\s、。,()（）「」/|\n:：]{1,5})?"
)
_GRAMMAR = re.compile(
    r"[をがはにでもへと](?:$|[^ぁ-ん])|(?:です|ます|した|して|ない|たい|する|せん|から|まで|など|ので|ます|れば|てる|ほし|くだ|ぐら|くら|ごろ|とこ|こと|もの|まし|でき|ため)"
)
_TRADESMAN = re.compile("[屋店社者業員主方人会課部所館院校]$")
_ALONE = re.compile(
    rf"(?<![{_KANJI}ァ-ヶー])(?:[来今先][週月]|[昨今明本]日)?(?P<n>[{_KANJI}]{{2,4}})(?![{_KANJI}ァ-ヶー])"
)
_PLACE_AFTER = re.compile(
    "駅|市|区|町|方面|まで行|線|エリア|店|地区|の業者|製|工業|工務|建設|産業|製作所|電機|電器|株式"
)
_SPLIT_END = re.compile(r"[。！!？?\n]")


def names(text: str, contacts: tuple[Span, ...]) -> Iterator[Span]:
    """Spans of folded text; `contacts` are the spans already known (towns too), beside which names stand."""
    found = words(text)
    people = {(w.begin, w.end) for w in found if w.is_person}
    proper = people | {(w.begin, w.end) for w in found if w.kind[1:3] == ("固有名詞", "地名") and len(w.surface) > 1}
    yield from _introduced(text, proper)
    yield from _labelled(text, people)
    yield from _called(text, people)
    yield from _related(text, people)
    yield from _full_names(text, found)
    yield from _signed(text, contacts, people)
    yield from _listed(text, contacts, found)


@cache
def surnames() -> frozenset[str]:
    """Family names, in kanji and in hiragana."""
    return listed("surnames.txt")


@cache
def given_names() -> frozenset[str]:
    """Given names, in kanji and in hiragana."""
    return listed("given_names.txt")


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(table("people.toml")[key])


def is_surname(token: str) -> bool:
    """Whether a token is a family name of the list, in kanji or kana."""
    return token in surnames() or hiragana(token) in surnames()


def is_name(token: str) -> bool:
    """Whether a token is a family name, a given name or both together, by the lists alone."""
    token = re.sub(r"[\s・]", "", token)
    if is_surname(token) or token in given_names() or hiragana(token) in given_names():
        return True
    return any(is_surname(token[:n]) and _is_given(token[n:]) for n in range(1, min(5, len(token))))


def _is_given(token: str) -> bool:
    return (
        token in given_names()
        or hiragana(token) in given_names()
        or bool(re.fullmatch(f"[{_KANJI}]{{1,2}}", token) and len(token) == 1)
    )


def _is_known(token: str, span: tuple[int, int], people: set[tuple[int, int]]) -> bool:
    return is_name(token) or any(b >= span[0] and e <= span[1] and b == span[0] for b, e in people)


def _introduced(text: str, people: set[tuple[int, int]]) -> Iterator[Span]:
    for match in _INTRODUCED.finditer(text):
        token, certain = match["n"], bool(_CERTAIN.search(match[0]))
        plain_word = token in _set("not_names") and not is_surname(token)
        if not certain and _is_after_no(text, match.start("n"), token):
            continue
        if not plain_word and (certain or _is_known(token, match.span("n"), people)) and not _GRAMMAR.search(token):
            yield Span(*match.span("n"), "name", "名乗っている")


def _is_after_no(text: str, begin: int, token: str) -> bool:
    """氷のようです, 玄関の東: after の only a town makes kana or a single kanji a name."""
    if text[begin - 1 : begin] != "の" or re.search("(?:[市区町村県裏前横隣側角]|向かい|近く)の$", text[:begin]):
        return False
    return len(token) == 1 or bool(re.fullmatch("[ぁ-ん]+", token))


def _labelled(text: str, people: set[tuple[int, int]]) -> Iterator[Span]:
    for match in _LABEL_LINE.finditer(text):
        if match["n"].strip() and match["n"] not in _set("not_names"):
            yield Span(*match.span("n"), "name", "「お名前」などの欄")
    for match in _LABEL.finditer(text):
        if (
            match["n"] not in _set("not_names")
            and not _GRAMMAR.search(match["n"])
            and (re.search("[:：(]", match[0]) or _is_known(match["n"], match.span("n"), people))
        ):
            yield Span(*match.span("n"), "name", "「お名前」などの後")


def _called(text: str, people: set[tuple[int, int]]) -> Iterator[Span]:
    stop = sorted(_set("not_called"), key=len, reverse=True)
    for match in _CALLED.finditer(text):
        token, call = match["n"], match["call"]
        if any(token == s or (token.endswith(s) and len(s) > 1) for s in stop) or (
            _TRADESMAN.search(token) and not is_surname(token)
        ):
            continue
        known = _is_known(token, match.span("n"), people)
        tail = next((n for n in range(1, len(token)) if is_surname(token[n:]) and len(token[n:]) > 1), 0)
        if not known and tail:
            yield Span(match.start("n") + tail, match.end("n"), "name", f"「{call}」の前")
        elif known or (
            call in ("様", "様方", "様邸", "様宅", "さま", "氏")
            and re.fullmatch(f"[{_KANJI}]{{2,4}}|[ァ-ヶー]{{2,8}}", token)
            and token not in _set("not_names")
        ):
            yield Span(*match.span("n"), "name", f"「{call}」の前")


def _related(text: str, people: set[tuple[int, int]]) -> Iterator[Span]:
    relations = "|".join(sorted(_set("relations"), key=len, reverse=True))
    for match in re.finditer(
        rf"(?:{relations})(?:の|は|が|・|\s|:|\()(?P<n>[{_KANJI}]{{1,4}}(?:[\s・][{_KANJI}]{{1,3}})?|[ァ-ヶー]{{2,6}}|[ぁ-ん]{{2,4}}(?=[がはもとのに、。(]))",
        text,
    ):
        token = match["n"]
        if token not in _set("not_names") and _is_known(token, match.span("n"), people):
            yield Span(*match.span("n"), "name", "続柄や立場の後")
    roles = "|".join(sorted(_set("roles"), key=len, reverse=True))
    for match in re.finditer(
        rf"(?:{roles})[\s:・](?P<n>[{_KANJI}]{{1,4}}(?:\s[{_KANJI}]{{1,3}})?|[ァ-ヶー]{{2,6}})(?=[\s、。()]|です|$)",
        text,
        re.MULTILINE,
    ):
        yield Span(*match.span(), "name", "役職の後")


def _full_names(text: str, found: tuple[Word, ...]) -> Iterator[Span]:
    """A family name of the list with a given name behind it, anywhere."""
    for match in re.finditer(
        rf"(?<![{_KANJI}])(?P<a>[{_KANJI}]{{1,4}})[\s・](?P<b>[{_KANJI}]{{1,3}}|[ぁ-ん]{{2,4}}|[ァ-ヶー]{{2,5}})(?![{_KANJI}ァ-ヶー])",
        text,
    ):
        if (
            is_surname(match["a"])
            and match["b"] not in _set("not_names")
            and (_is_given(match["b"]) or match["a"] not in _set("makers"))
        ):
            yield Span(*match.span(), "name", "姓と名")
    for match in re.finditer(rf"(?<![{_KANJI}])[{_KANJI}]{{3,6}}(?![{_KANJI}])", text):
        if any(
            is_surname(match[0][:n]) and n > 1 and match[0][n:] in given_names() for n in range(2, len(match[0]) - 1)
        ):
            yield Span(*match.span(), "name", "姓と名")
    for one, other in pairwise(found):
        if one.kind[3:4] == ("姓",) and other.kind[3:4] == ("名",) and other.begin - one.end <= 1:
            yield Span(one.begin, other.end, "name", "姓と名")


def _signed(text: str, contacts: tuple[Span, ...], people: set[tuple[int, int]]) -> Iterator[Span]:
    """Short pieces that stand alone: at the end, on a line of their own, or beside a telephone number or an address."""
    bare = list(text)
    for span in contacts:
        bare[span.begin : span.end] = "\x00" * (span.end - span.begin)
    blanked = "".join(bare)
    for begin, end in _lone_stretches(blanked):
        for match in _ROMAN.finditer(blanked, begin, end):
            yield Span(match.start(), match.start() + len(match[0].rstrip()), "name", "署名の位置")
        beside = "\x00" in blanked[max(0, begin - 1) : end + 1] or "\x00" in blanked[begin:end]
        for match in _SEGMENT.finditer(blanked.replace("\x00", "\n"), begin, end):
            token = match[0].strip()
            if token and _is_signature(token, match.span(), beside, people):
                yield Span(*match.span(), "name", "署名の位置")


def _lone_stretches(text: str) -> Iterator[tuple[int, int]]:
    """What follows the last full stop of a line, when it holds no sentence of its own."""
    at = 0
    for line in text.split("\n"):
        ends = list(_SPLIT_END.finditer(line))
        pieces = [0, *(m.end() for m in ends), len(line)]
        for begin, end in pairwise(pieces):
            piece = line[begin:end]
            visible = re.sub(r"[\x00\s。]", "", piece)
            if 0 < len(visible) <= 24 or "\x00" in piece:
                yield at + begin, at + end
        at += len(line) + 1


def _is_signature(token: str, span: tuple[int, int], beside: bool, people: set[tuple[int, int]]) -> bool:
    if token in _set("not_names") and not (is_surname(token) and beside):
        return False
    if not _SHAPE.fullmatch(token) or _GRAMMAR.search(token):
        return False
    if _is_known(token, span, people):
        return True
    return beside and bool(
        re.fullmatch(
            rf"[{_KANJI}]{{1,3}}(?:\s[{_KANJI}ぁ-ん]{{1,3}})?|[ァ-ヶー]{{2,9}}(?:[・\s][ァ-ヶー]{{2,9}})+|[A-Z][a-z]+(?:\s[A-Z][a-z]+)+",
            token,
        )
    )


def _listed(text: str, contacts: tuple[Span, ...], found: tuple[Word, ...]) -> Iterator[Span]:
    """A family name of two kanji or more that is neither a place nor a maker, standing alone or behind a word for a day."""

    def _is_place(begin: int, end: int) -> bool:
        return bool(_PLACE_AFTER.match(text[end:])) or any(s.begin <= begin < s.end for s in contacts)

    for word in found:
        if (
            word.kind[1:2] == ("固有名詞",)
            and len(word.surface) > 1
            and word.surface in _firm_surnames()
            and not _is_place(word.begin, word.end)
        ):
            yield Span(word.begin, word.end, "name", "姓と読める")
    for match in _ALONE.finditer(text):
        if match["n"] in _firm_surnames() and not _is_place(*match.span("n")):
            yield Span(*match.span("n"), "name", "姓の一覧にある")


@cache
def _firm_surnames() -> frozenset[str]:
    """Family names that are hardly ever a place, a maker or a plain word."""
    return surnames() - _set("makers") - _set("not_names")
