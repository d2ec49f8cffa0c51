"""Mails that are taken in as requests: what a customer planted in them must be nowhere in what is published."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.base64mime import body_encode
from email.message import EmailMessage
from pathlib import Path

from adgen.cli import request_tell
from adgen.inquiry.mail.read import mails_of, read_letter
from adgen.problems import AdgenError
from adgen.request.bid import arrival, bid
from adgen.request.new import Wanted, carry_out, plan
from tests.torture.ground import Ground
from tests.torture.payloads import TEXTS
from tests.torture.variants import Variant

NOW = datetime(2026, 11, 20, 19, tzinfo=timezone(timedelta(hours=9)))
# What a customer tells of himself; none of it stands in the site.
PLANTED = (
    "鬼頭椿", "090-1357-2468", "09013572468", "052-731-9753", "tsubaki.k@planted.example", "464-0802", "星が丘4丁目5-67", "コーポ椿303",
    "4111-1111-1111-1111", "昭和48年3月9日", "tsubaki_k73",
)  # fmt: skip
_TEXT = """お名前：鬼頭椿
電話番号：090-1357-2468（自宅 052-731-9753）
メール：tsubaki.k@planted.example
郵便番号：464-0802
住所：愛知県名古屋市千種区星が丘4丁目5-67 コーポ椿303
生年月日：昭和48年3月9日　LINE：tsubaki_k73　カード：4111-1111-1111-1111
希望時期：来月
ご予算：10万円
ご依頼内容：
6畳の洋室の壁紙を張り替えたいです。鬼頭と申します。{words}
"""


def _message(text: str, charset: str = "utf-8", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "tsubaki.k@planted.example", "info@aozora.example.jp"
    made["Subject"], made["Date"] = "壁紙張替えのお見積り（鬼頭椿）", "Fri, 20 Nov 2026 09:00:00 +0900"
    made["Message-ID"] = "<1@planted.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text, charset=charset)
    return made


def _attached(name: str, data: bytes) -> bytes:
    made = _message(_TEXT.format(words=""))
    made.add_attachment(data, maintype="image", subtype="jpeg", filename=name)
    return made.as_bytes()


def _html(words: str) -> bytes:
    made = _message("")
    made.set_content("<p>" + _TEXT.format(words=words).replace("\n", "<br>") + "</p>", subtype="html")
    return made.as_bytes()


def _nested(depth: int) -> bytes:
    data = _message(_TEXT.format(words="")).as_bytes()
    for n in range(depth):
        data = (
            b'Content-Type: multipart/mixed; boundary="b%d"\r\nSubject: x\r\nFrom: a@b.example\r\n\r\n--b%d\r\nContent-Type: message/rfc822\r\n\r\n%s\r\n--b%d--\r\n'
            % (n, n, data, n)
        )
    return data


def _structures() -> dict[str, bytes]:
    good = _message(_TEXT.format(words="")).as_bytes()
    head = "From: tsubaki.k@planted.example\nSubject: {}\nDate: {}\n\n" + _TEXT.format(words="")
    return {
        "plain": good,
        "no headers": _TEXT.format(words="").encode(),
        **{charset: _message(_TEXT.format(words=""), charset).as_bytes() for charset in ("iso-2022-jp", "shift_jis", "euc-jp")},
        "a charset that is none": good.replace(b"utf-8", b"x-\xff-none"),
        "another charset": good.replace(b"utf-8", b"iso-2022-jp"),
        "HTML": _html(""),
        "hidden HTML": _html("</p><div style='display:none'>090-1357-2468</div><script>alert(1)</script>"),
        "cut base64": good[: len(good) * 3 // 4],
        "base64 of nothing": b"From: a@b.example\nSubject: x\nContent-Transfer-Encoding: base64\n\n====\n",
        "NULs": good.replace(b"\n", b"\0\n", 5),
        "150 deep": _nested(150),
        "15 deep": _nested(15),
        "3,000 parts": b"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 3_000 + b"--b--\n",
        "20,000 headers": b"From: a@b.example\nSubject: x\n" + b"X-A: y\n" * 20_000 + b"\nx\n",
        "a header of 1 MB": b"From: a@b.example\nSubject: " + b"=?utf-8?B?5aOB?= " * 60_000 + b"\n\n" + _TEXT.format(words="").encode(),
        "an address of 1 MB": b"From: " + b"(" * 50_000 + b"a@b.example" + b"<" * 50_000 + b"\nSubject: x\n\nx\n",
        "a body of 3 MB": head.format("壁紙", "x").encode() + "壁紙 6畳 名古屋市千種区 090-1357-2468\n".encode() * 60_000,
        "one line of 1 MB": head.format("壁紙", "x").encode() + b"a@" * 500_000,
        "a bad date": head.format("壁紙", "Fri, 99 Foo 99999 99:99:99 +9999").encode(),
        "a far date": head.format("壁紙", "Fri, 31 Dec 9999 23:59:59 -1200").encode(),
        "headers in the subject": head.format("=?utf-8?B?" + body_encode("壁\r\nBcc: a@b\r\n\r\n<b>".encode()).strip() + "?=", "x").encode(),
        "a broken boundary": good.replace(b"text/plain", b'multipart/alternative; boundary="'),
        "a content type of nonsense": good.replace(b"text/plain", b"; ; = / \xff"),
        "a file name with a path": _attached("../../../../tmp/鬼頭椿.jpg", b"\xff\xd8\xff" + bytes(900)),
        "a file name with an escape": _attached("x\x1b[31m.jpg", b"\xff\xd8\xff"),
        "a script as a photo": _attached("photo.jpg", b"<script>alert(1)</script>"),
        "a mailbox": b"".join(b"From x@y Fri Nov 20 09:00:00 2026\n" + good.replace(b"<1@", b"<%d@" % n) + b"\n\n" for n in range(20)),
        "nothing": b"\n",
        "bytes": bytes(range(256)) * 400,
        "UTF-16": _TEXT.format(words="").encode("utf-16"),
        "an escape in the name": _message(_TEXT.format(words="")).as_bytes().replace(b"From: tsubaki.k@", b"From: \"\x1b[31mx\x07\" <tsubaki.k@"),
    }  # fmt: skip


def of_mails(ground: Ground) -> Iterator[Variant]:
    """Every structure, and every payload inside the words of a customer and in a subject."""
    for name, data in _structures().items():
        yield _variant(name, data)
    for group, found in TEXTS.items():
        for n, words in enumerate(found):
            text = _TEXT.format(words=words.encode("utf-8", "replace").decode())
            yield _variant(f"{group} {n}", _message(text.replace("\r", "")).as_bytes() if n % 2 else _html(words))


def _variant(name: str, data: bytes) -> Variant:
    def spoil(ground: Ground) -> None:
        for folder in ("inbox", "requests"):
            ground.make(folder, Path.mkdir)

    return Variant("mail", name, spoil, lambda site: take_in(site, data))


def take_in(site: Path, data: bytes) -> str:
    """What `adgen request new` does with a mail, all but the build; what it tells of it on the terminal."""
    wanted = Wanted(None, True, "https://aozora.example.jp", (), NOW)
    told: list[str] = []
    for own in mails_of(data):
        letter = read_letter(own)
        told.append(letter.title or letter.subject)
        if not letter.is_request:
            continue
        came = arrival(letter, own, NOW)
        try:
            made = bid(site, came, NOW)
            planned = carry_out(came, made, plan(came, made, wanted), wanted)
        except AdgenError:
            continue
        told += [*request_tell.understood(came, NOW), *request_tell.fitting(made), *request_tell.made_of(planned)]
    return "\n".join(told)
