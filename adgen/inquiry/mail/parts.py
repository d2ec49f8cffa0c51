"""The parts of a mail, walked with a loop and caps; what a cap leaves out is noted, nothing is raised."""

import hashlib
import io
import quopri
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from adgen.inquiry.mail.charset import decode
from adgen.inquiry.mail.headers import Headers, clean_text, from_base64, header, parameters, raw, split_head
from adgen.inquiry.mail.hypertext import read_html
from adgen.inquiry.mail.letter import Attachment

LARGEST_MAIL = 25_000_000
DEEPEST = 20
MOST_PARTS = 100
LONGEST_TEXT = 50_000
_STUB = 40
# A part is read once for every part around it; so many bytes altogether.
_MOST_READ = 4 * LARGEST_MAIL
_PHOTO_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")
_HEIF = re.compile(rb"^.{4}ftyp(?:heic|heix|heim|heis|hevc|mif1|msf1|avif|avis)", re.DOTALL)


@dataclass(frozen=True)
class Leaf:
    """A part without parts of its own; `within` counts the mails around it that were attached to one another."""

    headers: Headers
    body: bytes
    within: int


@dataclass(frozen=True)
class Parts:
    """The text of each mail inside the mail, outermost first, with its headers, its links, and all attachments."""

    texts: tuple[tuple[Headers, str], ...]
    links: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]
    notes: tuple[str, ...]


def read_parts(data: bytes) -> Parts:
    """Every text and attachment of a mail within the caps."""
    notes: list[str] = []
    if len(data) > LARGEST_MAIL:
        notes.append(f"first {LARGEST_MAIL} bytes")
        data = data[:LARGEST_MAIL]
    mails: dict[int, list[Leaf]] = {0: []}
    heads: dict[int, Headers] = {0: split_head(data)[0]}
    for leaf in _leaves(data, heads, notes):
        mails.setdefault(leaf.within, []).append(leaf)
    texts, links, attachments = [], [], []
    for number in sorted(heads):
        text, found, files = _mail(mails.get(number, []), notes)
        texts.append((heads[number], text))
        links += found
        attachments += files
    return Parts(tuple(texts), tuple(links), tuple(_once(attachments)), tuple(notes))


def _leaves(data: bytes, heads: dict[int, Headers], notes: list[str]) -> Iterator[Leaf]:
    """The leaves in order. A multipart that holds one part only is no level: it adds nothing that could be nested."""
    pending: list[tuple[bytes, int, int]] = [(data, 0, 0)]
    seen = read = 0
    while pending:
        piece, depth, within = pending.pop()
        seen += 1
        read += len(piece)
        if read > _MOST_READ:
            notes.append(f"first {_MOST_READ} bytes of parts in parts")
            return
        if seen > MOST_PARTS or depth > DEEPEST:
            notes.append(f"more than {MOST_PARTS} parts" if seen > MOST_PARTS else f"deeper than {DEEPEST}")
            continue
        headers, body = split_head(piece)
        kind = _kind(headers)
        children = _children(raw(headers, "content-type"), body) if kind.startswith("multipart/") else []
        if children:
            deeper = depth + (len(children) > 1)
            pending += [(child, deeper, within) for child in reversed(children)]
        elif kind == "message/rfc822":
            inner = _transferred(headers, body).lstrip(b"\r\n")
            number = len(heads)
            heads[number] = split_head(inner)[0]
            pending.append((inner, depth + 1, number))
        else:
            yield Leaf(headers, body, within)


def _kind(headers: Headers) -> str:
    return raw(headers, "content-type").partition(b";")[0].strip().lower().decode("latin-1")


def _children(content_type: bytes, body: bytes) -> list[bytes]:
    boundary = parameters(content_type).get("boundary", "").encode("latin-1", "replace")
    if not boundary:
        return []
    line = rb"(?:^|\r?\n|\r)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r|\n|$)"
    # One more than there may be, so that it is told.
    pieces = re.split(line, body, maxsplit=MOST_PARTS + 1)
    children = []
    for closing, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if closing:
            break
        children.append(re.sub(rb"^\r?\n|^\r", b"", piece))
    return children


def _transferred(headers: Headers, body: bytes) -> bytes:
    encoding = raw(headers, "content-transfer-encoding").strip().lower()
    if encoding == b"base64":
        return from_base64(body)
    if encoding == b"quoted-printable":
        return quopri.decodestring(body)
    return body


def _mail(leaves: list[Leaf], notes: list[str]) -> tuple[str, list[tuple[str, str]], list[Attachment]]:
    """The text of one mail: its plain parts, unless they are a stub beside more in HTML."""
    plain: list[str] = []
    html: list[str] = []
    links: list[tuple[str, str]] = []
    files: list[Attachment] = []
    for leaf in leaves:
        kind, data = _kind(leaf.headers) or "text/plain", _transferred(leaf.headers, leaf.body)
        disposition = raw(leaf.headers, "content-disposition").strip().lower()
        if kind not in ("text/plain", "text/html") or disposition.startswith(b"attachment"):
            if data.strip():
                files.append(_attachment(leaf.headers, data, kind))
            continue
        text = _text(leaf.headers, data, notes)
        if kind == "text/html":
            text, found = read_html(text)
            # What was written as a reference is a character only now.
            html.append(clean_text(text))
            links += found
        else:
            plain.append(text)
    one, other = "\n".join(plain).strip(), "\n".join(html).strip()
    return (other if len(one) < _STUB and len(other) > len(one) else one), links, files


def _text(headers: Headers, data: bytes, notes: list[str]) -> str:
    told = parameters(raw(headers, "content-type"))
    decoded = decode(data[: 4 * LONGEST_TEXT], told.get("charset", ""))
    notes.append(f"text: {decoded.how}")
    text = clean_text(decoded.text)
    if len(text) > LONGEST_TEXT:
        notes.append(f"first {LONGEST_TEXT} characters")
    return _flowed(text[:LONGEST_TEXT], told)


def _flowed(text: str, told: dict[str, str]) -> str:
    """RFC 3676: a line that ends in a space goes on; with delsp the space was put there by the mailer."""
    if told.get("format", "").lower() != "flowed":
        return text
    soft = re.compile(r"(?<!^--) \n(?![ >]|\n)", re.MULTILINE)
    return soft.sub("" if told.get("delsp", "").lower() == "yes" else " ", text)


def _attachment(headers: Headers, data: bytes, kind: str) -> Attachment:
    told = parameters(raw(headers, "content-disposition")).get("filename", "")
    name = re.split(r"[/\\]", told or parameters(raw(headers, "content-type")).get("name", ""))[-1].strip(". ")
    digest = hashlib.sha256(data).hexdigest()
    shown = re.sub(r'[<>:"|?*]', "_", name)[-120:] or header(headers, "content-id").strip("<>")[:40] or digest[:8]
    return Attachment(shown, digest, len(data), kind.startswith(("image/", "application/")) and is_photo(data), data)


def is_photo(data: bytes) -> bool:
    """Whether these bytes are a picture by their content; what a page may use is decided where photos are developed."""
    if _HEIF.match(data[:12]):
        return True
    if not data.startswith(_PHOTO_MAGIC):
        return False
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data)) as image:
                image.verify()
    except Exception:
        return False
    return True


def _once(attachments: list[Attachment]) -> list[Attachment]:
    return list({(a.digest, a.name): a for a in attachments}.values())
