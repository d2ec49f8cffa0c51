"""The walk through the parts of a mail: caps and hostile structure."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from adgen.inquiry.mail import parts
from adgen.inquiry.mail.hypertext import read_html
from adgen.inquiry.mail.parts import is_photo, read_parts
from adgen.inquiry.mail.read import read_letters


def nested(depth: int, width: int) -> bytes:
    """A mail of `depth` multiparts one in another, each with `width` texts beside the next."""
    text = "Content-Type: text/plain; charset=utf-8\n\n畳\n"
    inner = text
    for level in range(depth):
        pieces = "".join(f"--b{level}\n{piece}\n" for piece in [inner, *[text] * (width - 1)])
        inner = f"Content-Type: multipart/mixed; boundary=b{level}\n\n{pieces}--b{level}--\n"
    return inner.encode()


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG")
    return buffer.getvalue()


def test_wrappers_around_one_part_are_no_depth() -> None:
    assert read_parts(nested(40, 1)).texts[0][1] == "畳"


def test_too_deep_and_too_many_are_left_out_and_told() -> None:
    deep = read_parts(nested(30, 2))
    many = read_parts(nested(1, 150))
    assert "deeper than 20" in deep.notes
    assert "more than 100 parts" in many.notes
    assert many.texts[0][1].count("畳") == 99


def test_a_mail_that_is_too_large_is_read_in_part() -> None:
    data = b"Subject: a\nFrom: b@example.jp\n\n" + "畳".encode() * 9_000_000
    found = read_parts(data)
    assert len(found.texts[0][1]) == parts.LONGEST_TEXT
    assert any(str(parts.LARGEST_MAIL) in note for note in found.notes)


def test_photos_are_known_by_their_bytes() -> None:
    truncated = jpeg()[:60]
    assert is_photo(jpeg())
    assert not is_photo(truncated)
    assert not is_photo(b"PK\x03\x04 an archive")
    assert is_photo(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00")


def test_an_attachment_is_kept_once_with_a_harmless_name() -> None:
    part = '--b\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename="..\\\\..\\\\a:b.jpg"\nContent-Transfer-Encoding: binary\n\n'
    data = b"Content-Type: multipart/mixed; boundary=b\n\n" + 2 * (part.encode() + jpeg() + b"\n") + b"--b--\n"
    (attachment,) = read_parts(data).attachments
    assert attachment.name == "a_b.jpg"
    assert attachment.is_photo
    assert len(attachment.digest) == 64


def test_html_shows_what_a_reader_sees() -> None:
    text, links = read_html(
        "<p>壁紙<br>6畳</p><span style='Display: NONE'>秘密<br></span><table><tr><th>件名<td>畳</table>"
        "<a href='HTTPS://a.example.jp/x'>返信</a><a href='javascript:x'>y</a><script>z</script>"
    )
    assert "秘密" not in text
    assert "z" not in text
    assert "件名\t畳" in text
    assert links == (("HTTPS://a.example.jp/x", "返信"),)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            b"",
            b"From: a@b\nSubject: ",
            b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
            b"From x y\nContent-Type: text/html\n\n<",
            b"Content-Transfer-Encoding: base64\nSubject: x\n\n",
        ]
    ),
)
def test_never_an_exception(data: bytes, head: bytes) -> None:
    letters = read_letters(head + data, ("ienakama.com",))
    assert letters
    assert all(isinstance(letter.kind, str) for letter in letters)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_html_never_raises(text: str) -> None:
    read_html(text)
    read_html(f"<div style='{text}'><a href='{text}'>{text}")


MIXED = b"From: a@b.jp\nSubject: x\nContent-Type: multipart/mixed; boundary=x\n\n"
HTML = b"From: a@b.jp\nSubject: x\nContent-Type: text/html\n\n"


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b.jp\nSubject: x\n" + b"a:\n" * 8_000_000,
        MIXED + b"--x\n" * 6_000_000,
        MIXED + b"--x\n\na\n" * 3_000_000,
        HTML + b"<a href='" * 40_000,
        HTML + b"<b " * 130_000,
        HTML + b"<!--" * 100_000 + b"<p></a>",
        HTML + b"<script>" * 50_000,
    ],
    ids=["headers", "boundaries", "parts", "quotes", "tags", "remarks", "scripts"],
)
def test_what_was_made_to_take_hours_or_gigabytes(data: bytes) -> None:
    found = read_parts(data)
    assert len(found.texts[0][0]) <= 500
    assert len(found.attachments) <= parts.MOST_PARTS


def test_parts_within_parts_are_read_so_often_and_no_more() -> None:
    wraps = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(200_000))
    notes = read_parts(b"From: a@b.jp\nSubject: x\n" + wraps).notes
    assert any("parts in parts" in note for note in notes), notes


def test_broken_tags_are_text_and_whole_ones_are_none() -> None:
    text, links = read_html(
        "<p>壁紙<6畳<!--[if mso]><p>x<![endif]--><![if !mso]>です<a href='https://a.example/?a>b' title=\"<\">返信</a><b 床"
    )
    assert text == "壁紙<6畳です返信<b 床"
    assert links == (("https://a.example/?a>b", "返信"),)
