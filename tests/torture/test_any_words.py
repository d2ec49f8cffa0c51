"""Whatever stands in a body or a mail: no exception, and no markup but ours."""

from hypothesis import given, settings
from hypothesis import strategies as st

from adgen.inquiry.mail.read import read_letters
from adgen.model.site import Body
from adgen.pages import prose
from adgen.problems import Place
from adgen.problems.catalogue import explain
from adgen.text.nodes import plain
from adgen.text.parse import parse
from tests.torture.markup import findings
from tests.torture.payloads import TEXTS
from tests.torture.scalars import quoted

PIECES = st.sampled_from([words for found in TEXTS.values() for words in found if len(words) < 500])
SIGNS = st.sampled_from([*"[]()<>!*_`#>-|\"'&;:/\\\n", "](", "<a", "://", "\n\n", "  ", "あ"])
BODIES = st.lists(st.one_of(PIECES, SIGNS, st.text(max_size=6)), max_size=20).map("".join)
HEADERS = st.sampled_from(
    [b"From: ", b"Subject: ", b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: text/html\n", b"--b\n", b"--b--\n", b"\n", b"\n\n",
     b"Content-Transfer-Encoding: base64\n", b"=?utf-8?B?", b"?=", b"charset=\"", b"Content-Type: message/rfc822\n", b"Date: x\n", b"\x1b$B", b"a@b.example"]
)  # fmt: skip
MAILS = st.lists(st.one_of(HEADERS, st.binary(max_size=20)), max_size=30).map(b"".join)


@given(BODIES)
@settings(max_examples=200)
def test_any_body(text: str) -> None:
    for found in prose.check(Body(text, Place("case.md", 1)), ("施工後1.jpg",)):
        assert explain(found)
    page = prose.render(text, "../", lambda name: None)
    assert findings("case.html", str(page).encode("utf-8", "replace")) == set()


@given(MAILS)
@settings(max_examples=200)
def test_any_mail(data: bytes) -> None:
    for letter in read_letters(data):
        assert isinstance(letter.text, str)
        assert "\x1b" not in letter.title + letter.sender.address


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cn"]), max_size=60))
@settings(max_examples=200)
def test_a_quoted_value_is_read_as_it_was(text: str) -> None:
    written = f"a: {quoted(text)}\nb: [{quoted(text)}]\n"
    root, problems = parse(written, "site.yaml")
    assert root is not None
    assert plain(root) == {"a": text, "b": [text]}
    assert problems == []
