"""Bytes into text whatever the header says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.inquiry.mail.charset import decode, jis

TEXT = "和室の畳を①枚、㈱みほん。ﾕﾆｯﾄﾊﾞｽも"


@pytest.mark.parametrize(
    ("data", "declared", "text", "how"),
    [
        (TEXT.encode(), "utf-8", TEXT, "utf-8"),
        (TEXT.encode(), "shift_jis", TEXT, "utf-8"),
        (TEXT.encode("cp932"), "shift_jis", TEXT, "cp932"),
        (TEXT.encode("cp932"), "utf-8", TEXT, "cp932"),
        (TEXT.encode("cp932"), "", TEXT, "cp932"),
        (TEXT.encode("cp932"), "no-such-charset", TEXT, "cp932"),
        ("畳の表替えをお願いします".encode("euc_jp"), "", "畳の表替えをお願いします", "euc"),
        (b"\xad\xa1\xc8\xd6\xa4\xce\xbe\xf6", "euc-jp", "①番の畳", "euc"),
        ("\ufeff畳".encode(), "cp932", "畳", "utf-8-sig"),
        ("畳".encode("utf-16"), "", "畳", "utf-16"),
        (b"plain", "iso-2022-jp", "plain", "ascii"),
    ],
)
def test_decode(data: bytes, declared: str, text: str, how: str) -> None:
    assert (decode(data, declared).text, decode(data, declared).how) == (text, how)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\x1b$B-!\x1b(BA\x1b(I6^\x1b(B", "①Aｶﾞ"),
        (b"\x1b$B>v", "畳"),
        (b"\x1b$B>v\nplain ascii line", "畳\nplain ascii line"),
        (b"\x1b$B>v$r\n>v$b", "畳を\n畳も"),
        (b"\x1b$(D0!\x1b(B", "丂"),
        (b"\x1b$B>", ">"),
    ],
)
def test_jis(data: bytes, text: str) -> None:
    assert jis(data) == text


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "utf-8", "shift_jis", "iso-2022-jp", "euc-jp", "utf-16", "utf-7", "\x00"]),
)
def test_never_raises(data: bytes, declared: str) -> None:
    assert isinstance(decode(data, declared).text, str)
    assert isinstance(decode(b"\x1b$B" + data, declared).text, str)
