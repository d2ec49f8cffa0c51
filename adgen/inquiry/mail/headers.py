"""Header lines of a mail: unfolded, decoded, harmless."""

import base64
import binascii
import email.utils
import quopri
import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from urllib.parse import unquote_to_bytes

from adgen.inquiry.mail.charset import decode

_WORD = re.compile(rb"=\?([^?\s]*)\?([bBqQ])\?([^?]*)\?=")
# The same in a text of several lines.
_HARMFUL_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_BETWEEN_WORDS = re.compile(rb"(\?=)[ \t\r\n]+(=\?)")
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]+")
_PARAMETER = re.compile(rb";\s*([^\s=;]+)\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;\s]*)")
_SECTION = re.compile(r"(.+?)(?:\*(\d+))?(\*)?$")
_LONGEST_HEADER = 20_000
# Of all headers of a part; mails on their way through many hands have some 30 KB of them.
_LONGEST_HEAD = 262_144
_MOST_HEADERS = 500
_JAPAN = timezone(timedelta(hours=9))

Headers = Sequence[tuple[str, bytes]]


def split_head(data: bytes) -> tuple[Headers, bytes]:
    """Header lines by lower-case name, and what comes below the first empty line."""
    match = re.search(rb"\r?\n[ \t]*\r?\n|\r\r", data)
    head, body = (data[: match.start()], data[match.end() :]) if match else (data, b"")
    if data[:1] in (b"\n", b"\r"):
        head, body = b"", data.lstrip(b"\r\n")
    unfolded = re.sub(rb"(?:\r\n|\r|\n)(?=[ \t])", b"", head[:_LONGEST_HEAD])
    lines = (line.partition(b":") for line in re.split(rb"\r\n|\r|\n", unfolded)[:_MOST_HEADERS])
    return [(n.strip().lower().decode("latin-1"), v.strip()[:_LONGEST_HEADER]) for n, colon, v in lines if colon], body


def raw(headers: Headers, name: str) -> bytes:
    """The first header of that name, as it came."""
    return next((value for key, value in headers if key == name), b"")


def header(headers: Headers, name: str) -> str:
    """The first header of that name as one line of text without control or direction characters."""
    return clean(words(raw(headers, name)))


def clean(text: str) -> str:
    """One line, nothing that moves the cursor or turns the direction of writing."""
    return _HARMFUL.sub(" ", text).strip()


def clean_text(text: str) -> str:
    """Lines of text, nothing in them that moves the cursor or turns the direction of writing."""
    return _HARMFUL_IN_TEXT.sub("", _LINE_ENDS.sub("\n", text))


def words(value: bytes) -> str:
    """RFC 2047, with adjacent words of one charset joined as bytes: mailers cut them inside a character."""
    value = _BETWEEN_WORDS.sub(rb"\1\2", value)
    out, pending, charset, at = [], b"", "", 0
    for match in _WORD.finditer(value):
        between, own = value[at : match.start()], match[1].decode("latin-1").partition("*")[0].lower()
        if pending and (between or own != charset):
            out.append(decode(pending, charset).text)
            pending = b""
        out.append(decode(between).text)
        pending, charset, at = pending + _encoded(match[2], match[3]), own, match.end()
    return "".join([*out, decode(pending, charset).text, decode(value[at:]).text])


def _encoded(kind: bytes, text: bytes) -> bytes:
    return from_base64(text) if kind in b"bB" else quopri.decodestring(text.replace(b"_", b" "))


def from_base64(data: bytes) -> bytes:
    """Base64 as far as it can be read: strangers dropped, padding put in, a cut end left off."""
    out = b""
    for piece in re.split(rb"=+", re.sub(rb"[^A-Za-z0-9+/=]", b"", data)):
        usable = piece[: len(piece) - 1] if len(piece) % 4 == 1 else piece
        try:
            out += base64.b64decode(usable + b"=" * (-len(usable) % 4))
        except (binascii.Error, ValueError):
            return out
    return out


def parameters(value: bytes) -> dict[str, str]:
    """The parameters of a Content-Type or Content-Disposition, RFC 2231 and its raw and RFC 2047 misuses included."""
    pieces: dict[str, list[tuple[int, bool, bytes]]] = {}
    for match in _PARAMETER.finditer(b";" + value.partition(b";")[2]):
        section = _SECTION.fullmatch(match[1].decode("latin-1").lower())
        text = match[2]
        if text.startswith(b'"'):
            text = re.sub(rb"\\(.)", rb"\1", text.strip(b'"'))
        if section:
            pieces.setdefault(section[1], []).append((int(section[2] or 0), bool(section[3]), text))
    return {name: _joined(sorted(found)) for name, found in pieces.items()}


def _joined(pieces: list[tuple[int, bool, bytes]]) -> str:
    if not pieces[0][1]:
        return clean(words(b"".join(text for _, _, text in pieces)))
    charset, _, first = pieces[0][2].rpartition(b"'")
    texts = [first, *(text for _, _, text in pieces[1:])]
    data = b"".join(unquote_to_bytes(text) if p[1] else text for text, p in zip(texts, pieces, strict=True))
    return clean(decode(data, charset.partition(b"'")[0].decode("latin-1")).text)


def address(text: str) -> tuple[str, str]:
    """(display name, address) of a From line; the address is "" when there is none."""
    try:
        name, found = email.utils.parseaddr(text, strict=False)
    except (ValueError, IndexError, TypeError, AttributeError):
        name, found = "", ""
    if "@" not in found:
        match = re.search(r"[\w.+-]+@[\w.-]+", text)
        found = match[0] if match else ""
    return clean(name), clean(found)


_JAPANESE_DATE = re.compile(r"(\d{4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?[^\d]{0,8}(\d{1,2})[:時](\d{2})")


def date(text: str) -> datetime | None:
    """A Date header or 2026年10月11日(日) 10:00, with a zone; a date without one is Japan's."""
    match = _JAPANESE_DATE.search(text)
    try:
        if match:
            year, month, day, hour, minute = map(int, match.groups())
            return datetime(year, month, day, hour, minute, tzinfo=_JAPAN)
        found = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=_JAPAN)
