"""How a field of the content is declared: once, with its words, its reader and its example."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema

from adgen.text import japanese
from adgen.text.japanese import Unreadable

TITLE_MAX = 120
BODY_MAX = 50_000


@dataclass(frozen=True)
class Says:
    """What a field is called and what it is for, in Japanese and English.

    `to_publish`: a draft may lack it, a published record may not. `missed`: its lack is told by a rule of its own. `also` are
    further spellings of the key. `row`: a value is several numbers, `0.5, 0.4`, and may be written as a list, `[0.5, 0.4]`.
    """

    ja: str
    help: str
    en: str
    example: str = ""
    also: tuple[str, ...] = ()
    to_publish: bool = False
    missed: bool = False
    row: bool = False


class Record(BaseModel):
    """A record of the content. `shorthand` names the field that a bare text stands for."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    shorthand: ClassVar[str] = ""


class Choice(StrEnum):
    """A closed set of answers; the value is the Japanese word that pages print."""

    @classmethod
    def words(cls) -> dict[str, "Choice"]:
        """Every accepted spelling -> member: the Japanese word and the English member name."""
        return {japanese.same(word): c for c in cls for word in (c.value, c.name, c.name.replace("_", "-"))}

    @classmethod
    def read(cls, text: str) -> "Choice":
        """The member a text names. Code: E123."""
        found = cls.words().get(japanese.same(text))
        if found is None:
            raise Unreadable("E123", choices="、".join(c.value for c in cls), choices_en=", ".join(c.name for c in cls))
        return found


def scalar(read: Callable[[str], Any], pattern: str = "") -> PlainValidator:
    """A validator that reads a typed text; a list or a record in its place is E104."""

    def validate(value: Any) -> Any:
        if isinstance(value, str):
            return read(value)
        raise Unreadable("E104", expected="ひとつの値", expected_en="a single value")

    return PlainValidator(validate)


def as_string() -> WithJsonSchema:
    """In the JSON Schema a typed value is a text, or a number as an editor may write it."""
    return WithJsonSchema({"type": ["string", "number", "boolean"]})


def line(text: str) -> str:
    """One line of at most 120 characters, in NFC, without what has no width. Code: E111."""
    text = unicodedata.normalize("NFC", " ".join(_UNSEEN.sub("", text).split()))
    if len(text) > TITLE_MAX:
        raise Unreadable("E111", length=str(len(text)), limit=str(TITLE_MAX))
    return text


def prose(text: str) -> str:
    """Some paragraphs of at most 50,000 characters, in NFC. Code: E111."""
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > BODY_MAX:
        raise Unreadable("E111", length=str(len(text)), limit=str(BODY_MAX))
    return text


# What has no width makes two names of one; it may join emoji.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_YES = frozenset(["はい", "yes", "true", "on", "あり", "有", "有り", "公開", "○", "〇", "する", "済", "1"])
_NO = frozenset(["いいえ", "no", "false", "off", "なし", "無", "無し", "非公開", "×", "しない", "未", "0"])


def yes_no(text: str) -> bool:
    """はい/いいえ, yes/no, あり/なし, 公開/非公開. Code: E124."""
    word = japanese.same(text)
    if word in _YES or word in _NO:
        return word in _YES
    raise Unreadable("E124")


def mail(text: str) -> str:
    """A mail address: one @, a domain with a dot, nothing odd. Code: E125."""
    folded = japanese.fold(text)
    if not re.fullmatch(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", folded):
        raise Unreadable("E125")
    return folded


def web_address(text: str) -> str:
    """An http(s) address. Code: E126."""
    folded = japanese.fold(text)
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[^\s<>\"'\\]*)?", folded):
        raise Unreadable("E126")
    return folded


def root_address(text: str) -> str:
    """The address of a folder; index.html at its end is left out. Codes: E126, E158 for ? and #, E159 for letters not in ASCII."""
    if re.search("[?#]", japanese.fold(text)):
        raise Unreadable("E158")
    folded = re.sub(r"/index\.html?$", "/", web_address(text))
    if not re.fullmatch(r"https?://[^/]+(/[A-Za-z0-9._~%/-]*)?", folded):
        raise Unreadable("E159")
    return folded


def slug(text: str) -> str:
    """A part of an address: small letters, digits and hyphens, at most 60. Code: E127."""
    folded = japanese.fold(text).lower()
    if not re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?", folded):
        raise Unreadable("E127")
    return folded


def colour(text: str) -> str:
    """#rrggbb in small letters; # may be left out, for YAML takes it for a comment. Code: E128."""
    digits = japanese.fold(text).lower().removeprefix("#")
    if not re.fullmatch(r"[0-9a-f]{6}", digits):
        raise Unreadable("E128")
    return f"#{digits}"


def focus(text: str) -> tuple[float, float]:
    """The focal point as two shares of width and height: `0.5, 0.3` or `50% 30%`. Code: E129."""
    parts = re.findall(r"(-?\d+(?:\.\d+)?)(%?)", japanese.fold(text))
    values = [float(n) / (100 if percent else 1) for n, percent in parts]
    if len(values) != 2 or not all(0 <= v <= 1 for v in values):
        raise Unreadable("E129")
    return values[0], values[1]


def file_name(text: str) -> str:
    """A path inside the contractor's folder: no `..`, no drive, no address. Code: E201."""
    path = unicodedata.normalize("NFC", text).strip()
    parts = path.split("/")
    if not path or re.search(r"[\\:\x00~%]", path) or any(p in ("", ".", "..") for p in parts):
        raise Unreadable("E201")
    return path
