"""Labels, quotes, senders and kinds of mails."""

import pytest

from adgen.inquiry.mail.genre import genre
from adgen.inquiry.mail.labels import kind_of, read_labels
from adgen.inquiry.mail.quoting import blocks, newest_request
from adgen.inquiry.mail.read import read_letters
from adgen.inquiry.mail.senders import judge

TRUSTED = ("@ienakama.com", "mitsumori.example.jp")


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("ご依頼内容", "body"), ("■ 件名", "title"), ("【ご予算】", "budget"), ("Ｅ－ｍａｉｌ", "mail"), ("お住まいの地域", "area"),
        ("ご希望の時期", "when"), ("建物（築年数）", "building"), ("備考", "body"), ("好きな食べ物", ""),
    ],
)  # fmt: skip
def test_kinds_of_labels(label: str, kind: str) -> None:
    assert kind_of(label) == kind


def test_values_over_several_lines_end_at_a_rule() -> None:
    found = read_labels("■件名：畳\n【ご要望】\n8枚を\n表替え\n---------\nお客さま紹介サービス\n予算=5万円\n")
    assert dict(found.values) == {"title": "畳", "body": "8枚を\n表替え", "budget": "5万円"}
    assert found


def test_one_label_makes_no_form() -> None:
    assert not read_labels("電話：なし\n畳をお願いします")
    assert not read_labels("10:30 に来てください\nhttp://example.jp/")


def test_the_newest_labelled_mail_of_a_thread() -> None:
    text = "お願い\n\n-----Original Message-----\nFrom: a@example.jp\nSubject: 新\n\n件名：畳\n内容：新しい方\n\n> 件名：襖\n> 内容：古い方\n"
    found = blocks(text)
    assert newest_request(found, True).head["subject"] == "新"
    assert "新しい方" in newest_request(found, True).text
    assert "古い方" not in newest_request(found, True).text


def test_own_words_above_a_quote_are_the_newest() -> None:
    text = "網戸もお願いします。\n\n2026年11月19日(木) 20:00 見本 <a@example.jp>:\n> 障子の件\n"
    assert newest_request(blocks(text), False).text == "網戸もお願いします。"


@pytest.mark.parametrize(
    ("name", "address", "trusted", "imitates"),
    [
        ("", "info@ienakama.com", True, ""),
        ("", "info@mail.ienakama.com", True, ""),
        ("", "info@ienakama-com.example", False, "ienakama.com"),
        ("", "info@ienakarna.com", False, "ienakama.com"),
        ("", "info@1enakama.com", False, "ienakama.com"),
        ("", "info@ienakama.com.example", False, "ienakama.com"),
        ("", "info@ienаkama.com", False, "ienakama.com"),
        ("ienakama.com 事務局", "x@free.example", False, "ienakama.com"),
        ("花子", "hanako@example.com", False, ""),
        ("", "", False, ""),
    ],
)
def test_senders(name: str, address: str, trusted: bool, imitates: str) -> None:
    found = judge(name, address, TRUSTED)
    assert (found.is_trusted, found.imitates) == (trusted, imitates)


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        ("外壁塗装", "見積りをお願いします。", "request"),
        ("とい", "とい12m", "request"),
        ("壁紙", "御社のホームページを拝見しました。壁紙の張替えをお願いしたいです。", "request"),
        ("集客のご提案", "貴社の売上アップを支援します。配信停止はこちら。", "sales"),
        ("助成金セミナーのご案内", "弊社主催のオンラインセミナーです。参加無料。", "sales"),
        ("求人について", "職人の募集はしていますか。", "work"),
        ("お礼", "きれいな網戸をありがとうございました。", "thanks"),
        ("ピアノの調律", "調律をお願いしたいです。", "other"),
        ("", "", "empty"),
        ("", "\ufffdy\x03P@\ufffd道\x1b@ト嫺" * 20, "garbled"),
        ("壁紙張替え", "6畳の壁紙を張り替えたいです。\x0b\ufffd費用を教えてください。" + "よろしく。" * 10, "request"),
    ],
)
def test_kinds_of_mails(subject: str, body: str, kind: str) -> None:
    assert genre(subject, body, "", read_labels(body), False) == kind


def test_labels_of_a_portal_outweigh_wording() -> None:
    body = "件名：店舗の集客のための改装\nご依頼内容：御社にお願いしたい。資料請求もします。\n地域：奈良市"
    assert genre("店舗", body, "", read_labels(body), False) == "request"


def test_pasted_text_has_a_title_where_there_is_one() -> None:
    (one,) = read_letters("件名：畳の表替え\n8枚お願いします。".encode())
    (other,) = read_letters("8枚の表替えをお願いします。奈良市".encode())
    assert (one.title, other.title) == ("畳の表替え", "")
    assert one.message_id != other.message_id
