"""How the customer is greeted, and whether an answer by mail is asked for."""

import re

from adgen.inquiry.mail.letter import Letter
from adgen.inquiry.redact.find import personal
from adgen.inquiry.script import plain

_NOBODY = re.compile(r"匿名|非公開|未記入|未入力|なし|無し|不明|希望しない|ご依頼者|お客さま|お客様|^-+$|^○+$|\*")
_CALL = re.compile(r"\s*(?:様方?|さま|さん|殿|氏)\s*$")
_LONGEST = 16
_BY_MAIL = re.compile(
    r"メール(?:で|にて|でも|に)(?:の|ご|お)*(?:返信|連絡|回答|返事|返答|教えて|お願い)|(?:連絡|返信)(?:方法)?\s*(?:は|:)\s*(?:e-?)?メール",
    re.IGNORECASE,
)
# What a header can carry and a mail program accepts; stranger addresses are answered by hand.
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NO_REPLY = re.compile(r"no-?reply|donotreply|mailer-daemon", re.IGNORECASE)


def given_name(letter: Letter) -> str:
    """The name under which the customer presents himself, without 様; "" for somebody who gives none."""
    told = plain(letter.labels.get("name", "")).split("\n")[0]
    name = _CALL.sub("", re.sub(r"[(\[（【].*", "", told)).strip()
    if not told:
        name = _introduced(letter.prose)
    if not name or len(name) > _LONGEST or _NOBODY.search(name) or re.search(r"[\d@/:、。]", name):
        return ""
    return name


def _introduced(prose: str) -> str:
    """「〜と申します」: only where the name is known for one, so that a word is not taken for a name."""
    for span in personal(prose):
        if span.kind == "name" and re.match(r"\s*(?:と申し|と言い|といい|です)", prose[span.end : span.end + 6]):
            return _CALL.sub("", plain(prose[span.begin : span.end])).strip()
    return ""


def mail_address(letter: Letter) -> str:
    """Where an answer by mail goes, when the request asks for one and its portal has no page for answers; else ""."""
    asks = _BY_MAIL.search(
        plain(f"{letter.labels.get('contact', '')}\n{letter.body}")
    ) or "メール" in letter.labels.get("contact", "")
    if letter.reply_url or not asks or _NO_REPLY.search(letter.reply_to) or not _ADDRESS.fullmatch(letter.reply_to):
        return ""
    return letter.reply_to
