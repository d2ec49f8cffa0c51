"""Labelled lines of a portal's mail: 「■ご依頼内容：」 and its value, on the line or below it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from adgen.inquiry.script import plain
from adgen.inquiry.tables import table

_ORNAMENT = r"[\s■□◆◇●○◎▼▽▲△★☆※*・＊#>|♦⬛►▶①-⑳]*"
_LINE = re.compile(
    rf"^{_ORNAMENT}(?:[【\[<〈《≪「](?P<boxed>[^】\]>〉》≫」]{{1,20}})[】\]>〉》≫」]\s*[:：]?|(?P<label>[^:：\t=]{{1,20}}?)\s*[:：\t=])\s*(?P<value>.*)$"
)
_ALONE = re.compile(r"^[\s]*[■□◆◇●○◎▼★☆※▶►]\s*(?P<label>\S{1,20}?)\s*$")
_RULE = re.compile(r"^\s*(?:[-=_*─━―－＝＿]{3,}.*|--\s*)$")
_FEWEST = 2


@dataclass(frozen=True)
class Labelled:
    """The values by kind of label, in the order in which they stand; several of one kind are joined by line ends."""

    values: Mapping[str, str]
    lines: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return len(self.values) >= _FEWEST


@cache
def _kinds() -> dict[str, str]:
    found: dict[str, list[str]] = table("labels.toml")["labels"]
    return {_key(word): kind for kind, listed in found.items() for word in listed}


def _key(word: str) -> str:
    word = re.sub(r"[\s■□◆◇●○◎▼★☆※・*【】]|\(.*?\)|\[.*?\]", "", plain(word)).lower()
    return re.sub(r"^(?:ご|御|お)(?=.{2})", "", re.sub(r"^(?:現在の|ご希望の|貴方の|お客[様さ]まの)", "", word))


def kind_of(label: str) -> str:
    """What a label means, or ""."""
    key = _key(label)
    return _kinds().get(key, "") or _kinds().get(re.sub(r"(?:を|は|について)$", "", key), "")


def read_labels(text: str) -> Labelled:
    """Every labelled value of a text; a rule (----) and an unknown label end a value of several lines."""
    found: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        kind, value = _labelled(line)
        if kind:
            found.append((kind, [value] if value else []))
        elif _RULE.match(line):
            found.append(("", []))
        elif found and found[-1][0]:
            found[-1][1].append(line.strip())
    lines = tuple((kind, "\n".join(values).strip()) for kind, values in found if kind)
    return Labelled(_merged(lines), lines)


def _merged(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for kind, value in lines:
        if value:
            merged[kind] = f"{merged[kind]}\n{value}" if kind in merged else value
    return merged


def _labelled(line: str) -> tuple[str, str]:
    match = _LINE.match(line)
    if match:
        kind = kind_of(match["boxed"] or match["label"] or "")
        if kind:
            return kind, match["value"].strip()
    alone = _ALONE.match(line)
    return (kind_of(alone["label"]), "") if alone else ("", "")
