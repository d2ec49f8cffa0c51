"""One folding of Japanese text for all readers of requests, with the way back to the text as it was typed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from adgen.inquiry.tables import table

# A voiced half-width kana is two characters (ｶﾞ), one of decomposed text two or more (か + U+3099).
_JOINS = re.compile("[\u0300-\u036f\u3099\u309a\uff9e\uff9f]")
_WAVES = re.compile("[~\u301c\u223c\u223e\u3030]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LONG_VOWEL_AS_DASH = re.compile(r"(?<=\d)ー(?=\d)")
_DASH_AS_LONG_VOWEL = re.compile(r"(?<=[ァ-ヶ])-(?=[ァ-ヶ、。\s]|$)")
_KANJI_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(frozen=True)
class Folded:
    """NFKC text with one kind of wave and dash; `begins` and `ends` lead each character back to the typed text."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Where the folded characters `begin` to `end` stand in the typed text."""
        if begin >= end:
            return (0, 0)
        return self.begins[begin], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The text for readers: NFKC, waves as 〜, dashes as -, no invisible or control characters, line ends as LF."""
    out: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        after = at + 1
        while after < len(text) and _JOINS.match(text[after]):
            after += 1
        for character in _character(text[at:after]):
            out.append(character)
            begins.append(at)
            ends.append(after)
        at = after
    return Folded(_LONG_VOWEL_AS_DASH.sub("-", _DASH_AS_LONG_VOWEL.sub("ー", "".join(out))), tuple(begins), tuple(ends))


@cache
def _character(cluster: str) -> str:
    if cluster == "…":
        return cluster
    text = unicodedata.normalize("NFKC", cluster)
    text = _DASHES.sub("-", _WAVES.sub("〜", text))
    return _INVISIBLE.sub("", text.replace("\r", ""))


def plain(text: str) -> str:
    """The folded text alone."""
    return fold(text).text


@cache
def _variants() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows: list[list[str]] = table("variants.toml")["variants"]
    return tuple((re.compile(pattern), canonical) for pattern, canonical in rows)


def canon(text: str) -> str:
    """Folded, in lower case, with one spelling for the words of the trade (張り替え, 貼替 → 張替) and amounts taken out."""
    folded = plain(text).lower()
    for pattern, canonical in _variants():
        folded = pattern.sub(canonical, folded)
    return folded


def hiragana(text: str) -> str:
    """Katakana as hiragana."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


_KANJI_NUMBER = re.compile(
    "[〇零一二三四五六七八九十百]+(?=(?:畳|帖|枚|本|台|坪|か所|ヶ所|カ所|ヵ所|ケ所|箇所|個|室|部屋|年|面|階|平米|m|㎡|間|万|千))"
)


def arabic(text: str) -> str:
    """Kanji numbers before a counter as digits: 六畳 → 6畳, 十五年 → 15年, 四畳半 → 4畳半."""
    return _KANJI_NUMBER.sub(lambda m: str(_kanji(m[0])), text)


def _kanji(text: str) -> int:
    total = current = 0
    for c in text:
        if c in "十百":
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
        else:
            current = current * 10 + _KANJI_DIGITS[c]
    return total + current


def pieces(text: str, longest: int) -> Iterator[tuple[int, str]]:
    """(where it begins, piece) of at most `longest` characters, cut at line ends where there are any."""
    begin = 0
    while begin < len(text):
        end = len(text) if len(text) - begin <= longest else text.rfind("\n", begin, begin + longest) + 1
        end = end if end > begin else begin + longest
        yield begin, text[begin:end]
        begin = end
