"""Header lines, whoever wrote them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.inquiry.mail.headers import address, clean, clean_text, date, from_base64, parameters, split_head, words

KANJI = base64.b64encode("壁紙張替え".encode())


def test_head_and_body() -> None:
    headers, body = split_head(b"Subject: a\r\n b\r\nX: 1\r\nbroken line\r\n\r\nbody\r\n\r\nmore")
    assert headers == [("subject", b"a b"), ("x", b"1")]
    assert body == b"body\r\n\r\nmore"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?B?" + KANJI + b"?=", "壁紙張替え"),
        (b"=?utf-8?B?" + KANJI + b"?= =?utf-8?Q?=E7=95=B3?=", "壁紙張替え畳"),
        (b"=?utf-8?Q?=E7=95?=\r\n =?UTF-8?q?=B3?=", "畳"),
        (b"=?utf-8*ja?B?" + KANJI + b"?=", "壁紙張替え"),
        (b"Re: =?utf-8?B?" + KANJI + b"?= x", "Re: 壁紙張替え x"),
        ("畳".encode("cp932"), "畳"),
        (b"=?utf-8?B?***?=", ""),
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    ],
)
def test_words(raw: bytes, text: str) -> None:
    assert words(raw) == text


def test_clean_takes_out_line_ends_and_turns() -> None:
    assert clean("窓\r\nBcc: x\u202egnp\x00") == "窓 Bcc: x gnp"


@pytest.mark.parametrize(
    ("data", "out"),
    [(b"5aOB", "壁"), (b"5a OB*\n", "壁"), (b"5aOB5", "壁"), (b"5aO=B5aOB", None), (b"", "")],
)
def test_base64_as_far_as_it_goes(data: bytes, out: str | None) -> None:
    found = from_base64(data)
    assert out is None or found.decode() == out


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"attachment; filename*=utf-8''%E7%95%B3.jpg", "畳.jpg"),
        (b"attachment; filename*0*=utf-8''%E7%95; filename*1*=%B3; filename*2=.jpg", "畳.jpg"),
        (b'attachment; filename="=?utf-8?B?' + KANJI + b'?="', "壁紙張替え"),
        (b'attachment; filename="' + "畳.jpg".encode("cp932") + b'"', "畳.jpg"),
        (b'attachment; filename="a\\"b.jpg"', 'a"b.jpg'),
        (b"attachment; filename=", ""),
    ],
)
def test_file_names(raw: bytes, name: str) -> None:
    assert parameters(raw)["filename"] == name


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("窓口 <a@example.jp>", ("窓口", "a@example.jp")),
        ("a@example.jp", ("", "a@example.jp")),
        ("<<<[a@example.jp", ("", "a@example.jp")),
        ("nobody", ("nobody", "")),
    ],
)
def test_addresses(raw: str, found: tuple[str, str]) -> None:
    assert address(raw)[1] == found[1]


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("Fri, 20 Nov 2026 09:00:00 +0900", "2026-11-20T09:00:00+09:00"),
        ("2026年11月20日(金) 9:07", "2026-11-20T09:07:00+09:00"),
        ("2026/11/20 09:07", "2026-11-20T09:07:00+09:00"),
        ("Fri, 20 Nov 2026 09:00:00", "2026-11-20T09:00:00+09:00"),
        ("2026年13月40日 9:07", None),
        ("soon", None),
    ],
)
def test_dates(raw: str, iso: str | None) -> None:
    found = date(raw)
    assert (found.isoformat() if found else None) == iso


@given(st.binary(max_size=200))
def test_nothing_raises(data: bytes) -> None:
    headers, _ = split_head(data)
    for _, value in headers:
        words(value)
        parameters(value)
        address(words(value))
        date(words(value))


def test_a_text_keeps_its_lines_and_loses_what_moves_the_cursor() -> None:
    assert clean_text("壁紙\x1b]0;x\x07\r\nです\x00\u202eた\u2028\t「a」\r") == "壁紙]0;x\nですた\n\t「a」\n"
