"""A mail, a mailbox or pasted text into letters. Nothing is raised whatever the bytes are."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from adgen.inquiry.mail import headers, quoting, senders
from adgen.inquiry.mail.charset import decode
from adgen.inquiry.mail.genre import genre
from adgen.inquiry.mail.labels import Labelled, read_labels
from adgen.inquiry.mail.letter import Letter
from adgen.inquiry.mail.parts import LARGEST_MAIL, LONGEST_TEXT, Parts, read_parts
from adgen.inquiry.script import plain
from adgen.inquiry.tables import one_of, table

_FROM_LINE = re.compile(rb"(?:\A|\r?\n\r?\n)From \S+.{4,80}\r?\n(?=[A-Za-z-]+:)")
_HEADER_LINE = re.compile(rb"\A(?:From |[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]?.*\r?\n)")
_MAIL_HEADERS = re.compile(
    rb"^(?:from|to|date|subject|message-id|mime-version|received|content-type|return-path|delivered-to)[ \t]*:",
    re.I | re.M,
)
_PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|fw|転送|返信|tr)\s*(?:\[\d+\])?\s*[::]\s*)+", re.IGNORECASE)
_FORWARDED = re.compile(r"^\s*(?:fwd?|fw|転送)\s*[::]|^\s*【転送】", re.IGNORECASE)
_ANSWERED = re.compile(r"^\s*(?:re|返信)\s*(?:\[\d+\])?\s*[::]", re.IGNORECASE)
_BOX = re.compile(r"^\s*(?:【[^】]*】|\[[^\]]*\]|≪[^≫]*≫)\s*(?=\S)")
_CALLED = re.compile(
    r"(?:の|に関する|について)?(?:の?ご?(?:依頼|相談|お?見積も?り?依頼|紹介)(?:です|が届きました|がありました|のお知らせ))$"
)
_URL = re.compile(r"https?://[^\s<>\"'」』）)】\]、。]+")
_SIGNATURE = re.compile(r"\n--[ ]?\n.*\Z", re.DOTALL)
_MOST_MAILS = 200


def read_letters(data: bytes, trusted: Sequence[str] = ()) -> tuple[Letter, ...]:
    """Every mail of a file: one .eml, an mbox, or text that somebody pasted; always at least one letter."""
    return tuple(read_letter(mail, trusted) for mail in mails_of(data))


def mails_of(data: bytes) -> tuple[bytes, ...]:
    """The bytes of each mail of a file; all of them where it is no mailbox."""
    starts = (
        [m.end() - len(m[0].lstrip(b"\r\n")) for m in _FROM_LINE.finditer(data)] if data.startswith(b"From ") else []
    )
    if not starts:
        return (data,)
    ends = [*starts[1:], len(data)]
    return tuple(data[b:e] for b, e in list(zip(starts, ends, strict=True))[:_MOST_MAILS])


def read_letter(data: bytes, trusted: Sequence[str] = ()) -> Letter:
    """One mail; without mail headers the bytes are taken as pasted text whose first short line may be the title."""
    data = re.sub(rb"\AFrom [^\n]*\n", b"", data).removeprefix(b"\xef\xbb\xbf")
    if is_mail(data):
        return _letter(read_parts(data), data, trusted)
    decoded = decode(data[:LARGEST_MAIL])
    text = headers.clean_text(decoded.text)[:LONGEST_TEXT]
    subject, rest = _pasted(text)
    return _letter(Parts((((("subject", subject.encode()),), rest),), (), (), (f"text: {decoded.how}",)), data, trusted)


def is_mail(data: bytes) -> bool:
    """Whether these bytes begin with the header lines of a mail."""
    head = re.split(rb"\r?\n[ \t]*\r?\n|\r\r", data[:LONGEST_TEXT], maxsplit=1)[0]
    return bool(_HEADER_LINE.match(head + b"\n")) and len(_MAIL_HEADERS.findall(head)) >= 2


def _pasted(text: str) -> tuple[str, str]:
    """(subject, text) of a paste: 「件名: …」 or a short first line above an empty one."""
    first, _, rest = text.lstrip("\n").partition("\n")
    told = re.match(r"^\s*(?:件名|subject|題名)\s*[::]\s*(.+)$", plain(first), re.IGNORECASE)
    if told:
        return told[1].strip(), rest.strip("\n")
    if rest.startswith("\n") and 0 < len(first.strip()) <= 30 and not re.search("[。、::]", first):
        return first.strip(), rest.strip("\n")
    return "", text


def _letter(parts: Parts, data: bytes, trusted: Sequence[str]) -> Letter:
    head, is_forward, found = _newest(parts)
    outer = parts.texts[0][0]
    subject = headers.header(outer, "subject")
    text = "\n\n".join(t for _, t in parts.texts if t)
    labelled = read_labels(found.text)
    inner_subject = found.head.get("subject") or headers.header(head, "subject") or subject
    from_line = found.head.get("from") or headers.header(head, "from") or headers.header(outer, "from")
    sender = senders.judge(*headers.address(from_line), trusted)
    label_set = _label_set(found.text, sender.domain, labelled)
    answers = bool(_ANSWERED.match(subject)) and bool(
        headers.raw(outer, "in-reply-to") or len(quoting.blocks(text)) > 1
    )
    return Letter(
        subject, _title(labelled, inner_subject, label_set), text, found.text, _prose(labelled, found.text), labelled.values,
        label_set, genre(_title(labelled, inner_subject, ""), found.text, sender.address, labelled, answers and not is_forward), sender,
        _reply_to(head, found.head, sender.address), _reply_url(labelled, found.text, parts.links),
        headers.date(found.head.get("date", "")) or headers.date(headers.header(head, "date")) or headers.date(headers.header(outer, "date")),
        headers.header(outer, "message-id") or f"<{hashlib.sha256(data).hexdigest()[:32]}>",
        is_forward, parts.attachments, parts.notes,
    )  # fmt: skip


def _newest(parts: Parts) -> tuple[headers.Headers, bool, quoting.Block]:
    """The headers around the newest request, whether it was forwarded, and the request."""
    outer_head, outer_text = parts.texts[0]
    is_forward = bool(_FORWARDED.match(headers.header(outer_head, "subject")))
    outer = quoting.blocks(outer_text)
    inner = [(head, text) for head, text in parts.texts[1:] if text or headers.header(head, "subject")]
    if inner and not any(read_labels(b.text) for b in outer):
        head, text = next(((h, t) for h, t in inner if read_labels(t)), inner[-1])
        return head, True, quoting.newest_request(quoting.blocks(text), True)
    block = quoting.newest_request(outer, is_forward)
    return outer_head, is_forward or bool(block.head.get("from") and outer and block is not outer[0]), block


def _label_set(text: str, domain: str, labelled: Labelled) -> str:
    for portal in table("labels.toml")["portals"]:
        known = any(domain == d or domain.endswith(f".{d}") for d in portal["domains"])
        if labelled and (known or any(mark in text for mark in portal["marks"])):
            return str(portal["name"])
    return "labelled" if labelled else "free"


def _title(labelled: Labelled, subject: str, label_set: str) -> str:
    """The title of the request: its label, the words a portal puts between 「」 in the subject, or the subject without boxes."""
    told = labelled.values.get("title", "").split("\n")[0].strip()
    if told:
        return headers.clean(told)
    bare = _PREFIX.sub("", subject).strip()
    for portal in table("labels.toml")["portals"]:
        match = re.search(portal["subject"], bare)
        if match:
            return headers.clean(match["title"])
    unboxed = bare
    while (shorter := _BOX.sub("", unboxed)) != unboxed:
        unboxed = shorter
    return headers.clean(unboxed) or headers.clean(bare)


def _prose(labelled: Labelled, text: str) -> str:
    """The customer's words: what stands behind the labels for them, else the text without a signature of the portal."""
    if labelled and labelled.values.get("body"):
        return labelled.values["body"]
    return _SIGNATURE.sub("", text).strip()


def _reply_to(head: headers.Headers, quoted: Mapping[str, str], sender: str) -> str:
    return headers.address(quoted.get("reply-to", "") or headers.header(head, "reply-to"))[1] or sender


def _reply_url(labelled: Labelled, text: str, links: Sequence[tuple[str, str]]) -> str:
    """The page on which the customer is answered: behind its label, behind a link that says so, or by its address."""
    told = _URL.search(labelled.values.get("reply", ""))
    if told:
        return told[0]
    says = one_of("labels.toml", "reply", "words")
    looks = one_of("labels.toml", "reply", "addresses")
    for address, word in links:
        if address.startswith("http") and says.search(word):
            return address
    lines = text.split("\n")
    for above, line in zip(["", *lines], lines, strict=False):
        url = _URL.search(line)
        if url and (says.search(line) or says.search(above) or looks.search(url[0].lower())):
            return url[0]
    return next((a for a, _ in links if a.startswith("http") and looks.search(a.lower())), "")
