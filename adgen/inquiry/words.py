"""Japanese text into words: with SudachiPy where it is installed, else as pairs of characters."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from adgen.inquiry.script import canon, pieces

INSTALL = "pip install 'adgen[requests]'"
_DICTIONARIES = ("small", "core", "full")
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "接尾辞"}
# SudachiPy refuses more than 49,149 bytes.
_LONGEST = 10_000
_HOLLOW = {
    "為る",
    "有る",
    "居る",
    "成る",
    "出来る",
    "御",
    "事",
    "物",
    "様",
    "今",
    "等",
    "頂く",
    "下さる",
    "願う",
    "思う",
    "言う",
    "見る",
    "良い",
    "無い",
    "欲しい",
    "程",
    "位",
    "位う",
    "使う",
    "教える",
    "お願い",
    "此方",
    "其れ",
    "家",
    "所",
    "中",
    "ます",
    "円",
    "万",
    "数詞",
}
_RUN = re.compile(r"[a-z0-9]+|[ぁ-んァ-ヶー一-龥々]+")


@dataclass(frozen=True)
class Word:
    """A word of a text: as written, its normalised form, its kind (名詞/固有名詞/人名/姓), and where it stands."""

    surface: str
    normal: str
    kind: tuple[str, ...]
    begin: int
    end: int

    @property
    def is_person(self) -> bool:
        return self.kind[2:3] == ("人名",)


@cache
def analyser() -> Any | None:
    """The tokenizer with the smallest dictionary that is installed, or None without the extra."""
    try:
        from sudachipy import Dictionary
    except ImportError:
        return None
    return next((found for name in _DICTIONARIES if (found := _opened(Dictionary, name))), None)


def _opened(dictionary: Any, name: str) -> Any | None:
    try:
        opened = dictionary(dict=name)
    except Exception:  # the library raises errors of its own for a dictionary that is not installed
        return None
    return opened.tokenizer() if hasattr(opened, "tokenizer") else opened.create()


def words(text: str) -> tuple[Word, ...]:
    """The words of a text; () without the extra, for callers that must do without."""
    found = analyser()
    if found is None:
        return ()
    from sudachipy import SplitMode

    return tuple(
        Word(m.surface(), m.normalized_form(), tuple(m.part_of_speech()[:4]), begin + m.begin(), begin + m.end())
        for begin, piece in pieces(text, _LONGEST)
        for m in found.tokenize(piece, SplitMode.C)
    )


@cache
def terms(text: str) -> tuple[str, ...]:
    """What a text is about, for ranking: normalised content words of its canonical form, or pairs of characters."""
    folded = canon(text)
    if analyser() is None:
        return tuple(pair for run in _RUN.findall(folded) for pair in _pairs(run))
    from sudachipy import SplitMode

    found = analyser().tokenize(folded[:_LONGEST], SplitMode.A)  # type: ignore[union-attr]
    kept = (
        m.normalized_form()
        for m in found
        if m.part_of_speech()[0] in _CONTENT and m.part_of_speech()[1] not in ("数詞", "非自立可能")
    )
    return tuple(term for term in kept if term not in _HOLLOW)


def _pairs(run: str) -> list[str]:
    if run.isascii() or len(run) == 1:
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1) if not re.fullmatch("[ぁ-ん]{2}", run[i : i + 2])]
