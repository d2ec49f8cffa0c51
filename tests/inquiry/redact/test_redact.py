"""Personal data: what is hidden, what stays, what is public, what would be a leak."""

import itertools
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from adgen.inquiry import words
from adgen.inquiry.redact.find import personal, sensitive
from adgen.inquiry.redact.leaks import Known, known_of, leaks
from adgen.inquiry.redact.public import public_facts, public_text
from adgen.inquiry.redact.span import IDENTIFYING, MASK, Span, apart, masked
from adgen.inquiry.understand.inquiry import read_inquiry

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "personal.yaml").read_text("utf-8"))


def marked(case: str) -> tuple[str, list[str]]:
    """The text without its marks, and the marked pieces."""
    return re.sub("[{}]", "", case), re.findall(r"\{([^}]*)\}", case)


@pytest.mark.parametrize("case", CASES)
def test_what_is_marked_is_hidden_and_nothing_else(case: str) -> None:
    text, _ = marked(case)
    spans = personal(text)
    hidden = "".join(text[s.begin : s.end] for s in spans)
    expected = "".join(marked(case)[1])
    assert re.sub(r"\s", "", hidden) == re.sub(r"\s", "", expected)
    assert all(s.kind in IDENTIFYING and s.reason for s in spans)


def test_mail_addresses_at_both_ends_of_a_long_word() -> None:
    """The part before the @ is cut at its limit, so that a word without end costs no more than its length."""
    text = f"a.b@planted.example {'x' * 30_000} y{'z' * 63}@planted.example"
    shown = masked(text, personal(text))
    assert "planted" not in shown
    assert "z" not in shown
    assert "x" * 1_000 in shown


def test_without_the_analyser_lists_and_context_still_find_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "analyser", lambda: None)
    pieces = [(text, piece) for text, listed in map(marked, CASES) for piece in listed]
    missed = [p for text, p in pieces if p in masked(text, personal(text))]
    assert len(missed) <= len(pieces) * 0.1


def test_masks_have_one_length() -> None:
    text = "林と申します。長谷川と申します。"
    assert masked(text, personal(text)) == f"{MASK}と申します。{MASK}と申します。"


def test_spans_do_not_overlap() -> None:
    spans = (Span(0, 5, "name", "a"), Span(2, 4, "phone", "b"), Span(3, 8, "email", "c"))
    assert apart(spans) == (Span(0, 5, "name", "a"), Span(5, 8, "email", "c"))
    assert masked("0123456789", spans) == f"{MASK}89"


def test_sentences_about_security_and_health() -> None:
    text = "壁紙をお願いします。日中は留守です。父は要介護2です。手すりが必要です。"
    assert [(text[s.begin : s.end], s.kind) for s in sensitive(text)] == [
        ("日中は留守です", "security"),
        ("父は要介護2です", "care"),
    ]


def test_public_is_trade_quantity_and_building_only() -> None:
    found = read_inquiry(
        "壁紙", "堺市北区の{山本}です。マンション6畳の壁紙を来月、8万円で。".replace("{", "").replace("}", "")
    )
    assert public_facts(found) == (("ご依頼", "壁紙・クロス張替え"), ("数量", "6畳"), ("建物", "マンション"))
    assert "堺" not in public_text(found)
    assert "8万" not in public_text(found)


KNOWN = Known(
    (
        ("phone", "090-0000-1234"),
        ("email", "Hana@Example.jp"),
        ("name", "山本 花子"),
        ("address", "見本町0-0-0"),
        ("other", "ayaka_x00"),
    )
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("０９０（００００）１２３４", ["phone"]),
        ("tel:09000001234", ["phone"]),
        ("〇九〇-〇〇〇〇-一二三四", ["phone"]),
        ("hana@example.jp / hana(at)example.jp", ["email"]),
        ("山本花子さま", ["name"]),
        ("山本様のお宅", ["name"]),
        ("ﾔﾏﾓﾄ", []),
        ("山本工務店の壁紙", []),
        ("見本町 ０－０－０", ["address"]),
        ("img/AYAKA_x00.jpg", ["other"]),
        ("1090000012345", []),
        ("〒460-0001 090-0000-1234 2026年", ["phone"]),
        ("+81 90-0000-1234", ["phone"]),
        ("山本は花子という人です", []),
        ("壁紙の張替え 6畳", []),
    ],
)
def test_leaks(text: str, kinds: list[str]) -> None:
    assert [leak.kind for leak in leaks(text, KNOWN)] == kinds


def test_what_is_the_contractors_own_is_no_leak() -> None:
    assert leaks("代表 山本花子 090-0000-1234", KNOWN, own="山本花子、電話 090-0000-1234") == ()


def test_a_customer_named_like_a_word_blocks_nothing() -> None:
    known = known_of(["壁紙です。林です。090-0000-7777"])
    assert leaks("林の中の家の壁紙", known) == ()
    assert {leak.kind for leak in leaks("林様の家、09000007777", known)} == {"phone", "name"}


@pytest.mark.parametrize(
    ("name", "text", "is_leak"),
    [
        ("山本花子様", "山本花子", True),
        ("山本花子", "山本さん", True),
        ("山本花子", "花子さん", False),
        ("佐々木", "佐々木 様", True),
        ("佐々木", "佐々木", False),
        ("お客様", "お客様の声", False),
        ("匿名", "匿名さん", False),
        ("外壁屋", "外壁屋", False),
        ("平屋", "平屋の外壁", False),
        ("スミス・ジョン", "すみす さん", True),
    ],
)
def test_names_as_they_are_written(name: str, text: str, is_leak: bool) -> None:
    assert bool(leaks(text, Known((("name", name),)))) is is_leak


def test_a_long_text_is_searched_to_its_end() -> None:
    text = "畳の縁がほつれています。\n" * 3000 + "山田と申します。090-0000-1234"
    assert [text[s.begin : s.end] for s in personal(text)] == ["山田", "090-0000-1234"]


@given(st.text(max_size=200))
def test_nothing_raises_and_spans_lie_in_the_text(text: str) -> None:
    spans = personal(text)
    assert all(0 <= s.begin < s.end <= len(text) for s in spans)
    assert all(one.end <= other.begin for one, other in itertools.pairwise(spans))
    assert isinstance(masked(text, spans), str)
    assert isinstance(leaks(text, known_of([text])), tuple)
