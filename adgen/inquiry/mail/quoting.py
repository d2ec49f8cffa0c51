"""Forwarded and quoted mails taken apart: the newest request, and the head of the mail that it came in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from adgen.inquiry.mail.labels import read_labels

_FORWARD = re.compile(
    r"^\s*(?:-{2,}\s*(?:forwarded message|original message|転送(?:された)?メッセージ|元のメッセージ|転送メール|ここから転送)\s*-*|begin forwarded message:|"
    r"転送されたメッセージ\s*[::]?|[(（]?\d*[)）]?\s*(?:以前|過去|前回)の(?:書き込み|メール|メッセージ|投稿|やりとり|やり取り|ご?依頼)\s*[::].*|={4,}\s*転送.*|-{4,}\s*転送.*)\s*$", re.IGNORECASE
)  # fmt: skip
_QUOTE_HEAD = re.compile(
    r"^\s*(?:on .{6,80} wrote:|\d{4}年\d{1,2}月\d{1,2}日.{0,60}(?:<[^>]*>|さん|様|wrote|のメール|が書きました).{0,12}[::]?|"
    r".{1,60}(?:さん|様|<[^>]+>)(?:は|が)?(?:書きました|wrote)\s*[::]?)\s*$", re.IGNORECASE
)  # fmt: skip
_HEAD_LINE = re.compile(
    r"^\s*\*{0,2}(from|date|sent|to|cc|subject|reply-to|差出人|送信者|日時|送信日時|日付|宛先|件名|題名|返信先)\*{0,2}\s*[::]\s*(.*)$",
    re.IGNORECASE,
)
_NAMES = {"差出人": "from", "送信者": "from", "日時": "date", "送信日時": "date", "日付": "date", "sent": "date", "宛先": "to", "件名": "subject", "題名": "subject", "返信先": "reply-to"}  # fmt: skip
_MARK = re.compile(r"^(?:\s?[>＞|｜])+\s?")
_MOST_BLOCKS = 12


@dataclass(frozen=True)
class Block:
    """One mail inside a text: the head lines that a mailer put above it, and its words without quote marks."""

    head: Mapping[str, str]
    text: str


def blocks(text: str) -> tuple[Block, ...]:
    """The mails in a text, outermost (newest) first."""
    found: list[tuple[dict[str, str], list[str]]] = [({}, [])]
    depth, heading = 0, False
    for line in text.split("\n"):
        marks = _MARK.match(line)
        bare, own = (line[marks.end() :], marks[0].count(">") + marks[0].count("＞")) if marks else (line, 0)
        starts = _FORWARD.match(bare) or _QUOTE_HEAD.match(bare)
        if starts and len(found) < _MOST_BLOCKS:
            found.append(({}, []))
            heading = True
        elif own > depth and not heading and len(found) < _MOST_BLOCKS and found[-1][1]:
            found.append(({}, []))
        depth = own
        heading = _take(found[-1], bare, heading, bool(starts))
    return tuple(b for b in (Block(head, "\n".join(lines).strip()) for head, lines in found) if b.text or b.head)


def _take(block: tuple[dict[str, str], list[str]], line: str, heading: bool, starts: bool) -> bool:
    """Put a line where it belongs; whether head lines may still follow."""
    head, lines = block
    told = _HEAD_LINE.match(line)
    begins_outlook = (
        bool(told)
        and not any(x.strip() for x in lines)
        and told is not None
        and told[1].lower() in ("from", "差出人", "送信者")
    )
    if told and (heading or begins_outlook):
        key = told[1].lower()
        head.setdefault(_NAMES.get(key, key), told[2].strip())
        return True
    if starts or (heading and not line.strip()):
        return heading
    lines.append(line)
    return False


def newest_request(found: tuple[Block, ...], is_forward: bool) -> Block:
    """The newest block with labels; in a forward the first one below the covering note, else the top."""
    for block in found:
        if read_labels(block.text):
            return block
    below = [b for b in found[1:] if b.text]
    if below and (is_forward or not (found and found[0].text)):
        return below[0]
    return found[0] if found else Block({}, "")
