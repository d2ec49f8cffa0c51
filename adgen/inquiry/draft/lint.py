"""What a reply lacks or should not say, as codes with their values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from adgen.inquiry.draft.days import Opening, day_in_words, weekday_of
from adgen.inquiry.draft.write import OFFLINE, Draft, together
from adgen.inquiry.redact.leaks import Known, leaks
from adgen.inquiry.script import plain

# A telephone of 390 pixels shows about so much of a mail at once; the signature may stand below.
SCREEN_LINES, SCREEN_COLUMNS = 30, 23
_SHOWN = 20
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?:万|千)?円|\d+(?:\.\d+)?\s*(?:日|㎡|畳|年|件|枚|m|台|か所|時間)|半日")
_ONLY_CONTACT = re.compile(r"お?問い?合わ?せ(?:ください|下さい|お待ち)|お気軽に")
_SUBSTANCE = ("case", "estimate", "worry", "advice", "urgent", "questions")
_PUSHY = re.compile(
    r"今だけ|今すぐ(?:ご|お)|お早めに|先着|限定|他社(?:より|と比べ)|どこよりも|絶対|必ず|間違いなく|日本一|ご検討のほど(?:何卒|よろしく)|ぜひ一度"
)
_DATED = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日\s*\((月|火|水|木|金|土|日)\)")
_CLOCK = re.compile(r"(午前|午後)?(\d{1,2})(?:時(?!間)(\d{1,2})?分?|:(\d{2}))")
_ALWAYS = re.compile(r"24時間|年中無休|いつでも(?:伺|お電話|対応)|夜間(?:も|でも)")
_TODAY = re.compile(r"(?:本日|今日)(?:中|の|お|伺|、)")
_WEEKEND = re.compile(r"土日も|日曜も|祝日も|休日も")


_KINDS = {"name": "お名前", "phone": "電話番号", "email": "メールアドレス", "address": "ご住所", "postal": "郵便番号"}


@dataclass(frozen=True)
class Finding:
    """A code of the catalogue with the values that its words name."""

    code: str
    values: dict[str, str]


@dataclass(frozen=True)
class Frame:
    """What a reply is judged against: days and hours, today, the portal's limit, and what is known of the customer."""

    opening: Opening
    today: date
    limit: int | None
    known: Known
    hours: str


def findings(draft: Draft, frame: Frame) -> tuple[Finding, ...]:
    """Everything that should be looked at before the reply is sent, in the order of the text."""
    return tuple(_findings(draft, frame))


def _findings(draft: Draft, frame: Frame) -> Iterator[Finding]:
    text = plain(draft.text)
    if draft.mode == "quote":
        yield from _lacking(draft)
    if draft.mode == "decline" and not draft.parts.get("advice"):
        yield Finding("W459", {})
    if _ONLY_CONTACT.search(text) and not any(draft.parts.get(name) for name in _SUBSTANCE):
        yield Finding("W453", {})
    yield from (Finding("W454", {"promise": p, "hours": frame.hours}) for p in _contradictions(text, frame))
    lines = screen_lines(draft)
    if lines > SCREEN_LINES:
        yield Finding("W455", {"lines": str(lines), "limit": str(SCREEN_LINES)})
    if frame.limit is not None and len(draft.text) > frame.limit:
        yield Finding("W456", {"length": str(len(draft.text)), "limit": str(frame.limit)})
    if "【ここにお答え" in draft.text:
        yield Finding("W457", {})
    if OFFLINE in draft.text:
        yield Finding("W458", {})
    yield from (Finding("W460", {"words": m[0]}) for m in _PUSHY.finditer(text))
    yield from (
        Finding("W461", {"kind": _KINDS.get(leak.kind, "情報"), "kind_en": leak.kind})
        for leak in leaks(_own_words(draft), frame.known)
    )


def _lacking(draft: Draft) -> Iterator[Finding]:
    who = draft.parts.get("who", "")
    if not re.search(r"[\d年（]", who) or len(who) < _SHOWN:
        yield Finding("W450", {})
    if "例" not in draft.parts.get("case", "") or not _AMOUNT.search(plain(draft.parts.get("case", ""))):
        yield Finding("W451", {})
    if not _AMOUNT.search(plain("\n".join(draft.parts.get(n, "") for n in ("answer", "case", "estimate")))):
        yield Finding("W452", {})


def _own_words(draft: Draft) -> str:
    """The reply without its greeting: the name there was given to be called by."""
    return "\n".join(text for name, text in draft.parts.items() if name not in ("greeting", "signature"))


def screen_lines(draft: Draft) -> int:
    """Lines on a telephone above the signature, empty ones included."""
    shown = {name: text for name, text in draft.parts.items() if name not in ("signature", *draft.left_out)}
    return sum(max(1, -(-_columns(line) // SCREEN_COLUMNS)) for line in together(shown).split("\n"))


def _columns(line: str) -> int:
    """Full-width columns; two half-width characters take one."""
    return -(-sum(2 if ord(c) > 0x2E80 or c in "〜・（）" else 1 for c in line) // 2)


def _contradictions(text: str, frame: Frame) -> Iterator[str]:
    off = frame.opening.off
    for match in _DATED.finditer(text):
        day = _day(match, frame.today)
        if day is None or weekday_of(day) != match[4] or not frame.opening.is_open(day) or day < frame.today:
            yield match[0]
    if off or frame.opening.begin is not None:
        yield from (m[0] for m in _ALWAYS.finditer(text))
    if off:
        yield from (m[0] for m in _WEEKEND.finditer(text))
    if not frame.opening.is_open(frame.today):
        yield from (f"{m[0]}（{day_in_words(frame.today)}）" for m in _TODAY.finditer(text))
    for match in _CLOCK.finditer(_without_hours(text, frame)):
        minutes = (int(match[2]) + (12 if match[1] == "午後" and int(match[2]) < 12 else 0)) * 60 + int(
            match[3] or match[4] or 0
        )
        if not frame.opening.is_within(minutes):
            yield match[0]


def _without_hours(text: str, frame: Frame) -> str:
    return text.replace(plain(frame.hours), "") if frame.hours else text


def _day(match: re.Match[str], today: date) -> date | None:
    """The day that is meant: this year's, or next year's when that is long past."""
    try:
        day = date(int(match[1] or today.year), int(match[2]), int(match[3]))
        return day.replace(year=day.year + 1) if not match[1] and (today - day).days > 180 else day
    except ValueError:
        return None
