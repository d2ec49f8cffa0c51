"""adgen request: from a mail to pages, draft and record, and on to what became of it."""

import io
import json
import re
import sys
import unicodedata
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from adgen.inquiry.mail.read import read_letters
from adgen.inquiry.redact.leaks import known_of
from adgen.inquiry.script import plain
from adgen.problems import Place, problem
from tests import make
from tests.conftest import Result, Run

MAILS = Path(__file__).parent.parent / "mails"
NOW = "2026-11-20T20:00"
MAIL = """\
From: {sender}
To: shop@example.jp
Subject: =?utf-8?b?44GU5L6d6aC8?=
Date: Fri, 20 Nov 2026 19:20:00 +0900
Message-ID: <{id}@portal.example.jp>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

件名：壁紙張替え
お名前：山田 花子
電話番号：090-1234-5678
地域：{area}
ご依頼内容：6畳の寝室の壁と天井の壁紙を張り替えたいです。{more}
返信はこちら：https://portal.example.jp/reply/8f3a
"""


def mail(**changes: str) -> str:
    usual = {"sender": "portal@portal.example.jp", "id": "1", "area": "愛知県名古屋市千種区", "more": ""}
    return MAIL.format(**{**usual, **changes})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "mail.eml").write_text(mail(), "utf-8")
    return make.site(tmp_path / "sites/aozora")


def taken(adgen: Run, *words: str) -> dict[str, Any]:
    """The first request of a run with --format json."""
    result = adgen("request", "new", *words, "--now", NOW, "--format", "json")
    assert result.code == 0, result.err
    first: dict[str, Any] = json.loads(result.out)["requests"][0]
    return first


def private_files(site: Path) -> dict[str, bytes]:
    return {k: v for k, v in make.read_tree(site).items() if k.startswith("inbox/")}


# ---------------------------------------------------------------- new


def test_a_mail_becomes_pages_a_draft_and_a_record(site: Path, tmp_path: Path, adgen: Run) -> None:
    result = adgen("request", "new", "mail.eml", "--now", NOW)
    assert result.code == 0, result.err
    (page,) = (p for p in (tmp_path / "build/aozora/requests").iterdir() if p.name != "index.html")
    token = page.stem
    assert re.fullmatch("[0-9a-f]{32}", token)
    folder = site / "inbox" / token
    for words in (
        "依頼: 壁紙張替え（11月20日 19:20 着、40分たちました）",
        "場所: 愛知県名古屋市千種区",
        "書かれていないこと: 時期、予算",
        "青空内装に合います: 登録した業種です（壁紙・クロス張替え）。営業エリアの中です（愛知県名古屋市千種区）",
        "今夜の返信: 返信する価値があります。同じ工事の事例が2件あります",
        "「壁紙」が両方にあります",
        "概算: 壁紙・クロス張替え ",
        f"依頼のページ: https://example.jp/a/requests/{token}.html",
        f"下書き（見積対応）: sites/aozora/inbox/{token}/reply.txt",
        "返信する画面: https://portal.example.jp/reply/8f3a",
    ):
        assert words in result.out, (words, result.out)
    draft = (folder / "reply.txt").read_text("utf-8")
    assert draft.startswith("返信はこちら: https://portal.example.jp/reply/8f3a\n")
    assert f"【ページ未公開】https://example.jp/a/requests/{token}.html" in draft
    assert {p.name for p in folder.iterdir()} == {
        "mail.eml", "record.json", "reply.txt", "reply-plain.txt", ".drafted", "shown-2026-11-20.html", "shown-2026-11-20.yaml",
    }  # fmt: skip
    assert (folder / "mail.eml").read_bytes() == (tmp_path / "mail.eml").read_bytes()
    assert (folder / "shown-2026-11-20.html").read_bytes() == page.read_bytes()
    record = json.loads((folder / "record.json").read_text("utf-8"))
    assert record["names"] == ["山田 花子"]
    assert record["phones"] == ["090-1234-5678"]
    assert [s["stage"] for s in record["steps"]] == ["new", "draft"]
    assert "壁紙" in (tmp_path / "build/aozora/index.html").read_text("utf-8")


def test_photos_of_the_site_are_judged_elsewhere(site: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A consent and a heading that are lacking are told; what is found in photos only where it stops the build."""
    case = make.SITE["cases"]["living"]["case.md"].replace("掲載承諾: 2026-05-18", "")
    make.write(site, {"cases": {"living": {"case.md": f"{dedent(case)}\n# 壁\n\n#### 下地\n"}}})

    def codes(result: Result) -> set[str]:
        return set(re.findall(r"\[(W\d+)\]", result.err))

    told = codes(adgen("request", "new", "mail.eml", "--now", NOW))
    always = codes(adgen("build", "--force"))
    assert (told & always, always - told) == ({"W315", "W616"}, {"W221"})
    monkeypatch.setenv("ADGEN_STRICT", "1")
    stopped = adgen("request", "new", "mail.eml", "--now", NOW)
    assert stopped.code == 1
    assert "W221" in codes(stopped)


def test_the_same_mail_updates_its_own_page(site: Path, adgen: Run) -> None:
    first = taken(adgen, "mail.eml", "--no-build")
    assert not first["update"]
    assert adgen("request", "replied", first["token"][:6], "--now", "2026-11-20T21:00", "--no-build").code == 0
    again = taken(adgen, "mail.eml", "--no-build")
    assert (again["update"], again["token"]) == (True, first["token"])
    assert [p.stem for p in (site / "requests").iterdir()] == [first["token"]]
    record = json.loads((site / "inbox" / first["token"] / "record.json").read_text("utf-8"))
    assert [s["stage"] for s in record["steps"]] == ["new", "draft", "replied"]


def test_what_was_changed_by_hand_is_kept(site: Path, adgen: Run) -> None:
    first = taken(adgen, "mail.eml", "--no-build")
    page, draft = site / "requests" / f"{first['token']}.yaml", site / "inbox" / first["token"] / "reply.txt"
    page.write_text(page.read_text("utf-8") + "一言: この壁紙は得意です。\n", "utf-8")
    edited = page.read_text("utf-8")
    draft.write_text("自分で書いた返信です。\n", "utf-8")
    result = adgen("request", "new", "mail.eml", "--now", NOW, "--no-build")
    assert "[W444]" in result.err
    assert page.read_text("utf-8") == edited
    assert (draft.parent / "reply-old.txt").read_text("utf-8") == "自分で書いた返信です。\n"
    assert "お受けできます" in draft.read_text("utf-8")


def test_a_dry_run_writes_nothing(site: Path, tmp_path: Path, adgen: Run) -> None:
    before = make.read_tree(tmp_path)
    result = adgen("request", "new", "mail.eml", "--dry-run", "--now", NOW)
    assert result.code == 0
    assert "6畳の壁紙の張替えを、お受けできます" in result.out
    assert make.read_tree(tmp_path) == before


@pytest.mark.parametrize("name", ["18-sales.eml", "16-newsletter.eml", "17-bounce.eml", "20-orders.eml"])
def test_what_is_no_request_is_told_and_nothing_is_written(name: str, site: Path, tmp_path: Path, adgen: Run) -> None:
    before = make.read_tree(tmp_path)
    result = adgen("request", "new", str(MAILS / name))
    assert (result.code, result.err.count("[W443]")) == (0, 1)
    assert make.read_tree(tmp_path) == before
    assert "kind" in taken(adgen, str(MAILS / name))


def test_who_is_not_whom_he_looks_like(site: Path, tmp_path: Path, adgen: Run) -> None:
    (tmp_path / "adgen.yaml").write_text("信頼する送信元: '@ienakama.com'\n", "utf-8")
    (tmp_path / "a.eml").write_text(mail(sender="a@ienakama-com.example"), "utf-8")
    (tmp_path / "b.eml").write_text(mail(sender="b@other.example"), "utf-8")
    assert "[W441]" in adgen("request", "new", "a.eml", "--no-build", "--now", NOW).err
    assert "[W442]" in adgen("request", "new", "b.eml", "--no-build", "--now", NOW).err


def test_telephone(site: Path, adgen: Run) -> None:
    words = (
        "--title",
        "壁紙張替え",
        "--name",
        "田所 実",
        "--tel",
        "052-000-1111",
        "--place",
        "名古屋市千種区",
        "--size",
        "8畳",
        "--memo",
        "壁だけ張り替えたい。犬がいる。",
    )
    made = taken(adgen, "--phone", *words, "--no-build")
    assert [job["trade"] for job in made["jobs"]] == ["cross"]
    record = json.loads((site / "inbox" / made["token"] / "record.json").read_text("utf-8"))
    assert (record["channel"], record["names"], record["phones"]) == ("phone", ["田所 実"], ["052-000-1111"])
    assert (site / "inbox" / made["token"] / "reply.txt").read_text("utf-8").startswith("田所 実さま\n")
    assert "[E441]" in adgen("request", "new", "--phone").err
    assert adgen("request", "new").code == 2
    assert adgen("request", "new", "mail.eml", "--phone").code == 2


def test_pasted_text_and_two_unreadable_mails(site: Path, tmp_path: Path, adgen: Run) -> None:
    (tmp_path / "pasted.txt").write_text("壁紙のこと\n\n名古屋市千種区です。6畳の壁紙を張り替えたいです。", "cp932")
    assert taken(adgen, "pasted.txt", "--no-build")["quantities"] == ["6畳"]
    (tmp_path / "empty.eml").write_text(" \n")
    assert [adgen("request", "new", name).err.count("[E441]") for name in ("empty.eml", "nope.eml")] == [1, 1]


def test_a_mailbox_with_two_customers(site: Path, tmp_path: Path, adgen: Run) -> None:
    other = mail(id="2").replace("山田 花子", "佐々木 健").replace("壁紙張替え", "クロス貼替")
    box = "".join(f"From x@y Fri Nov 20 19:20:00 2026\n{m}\n" for m in (mail(), other))
    (tmp_path / "box.mbox").write_text(box, "utf-8")
    result = adgen("request", "new", "box.mbox", "--no-build", "--now", NOW, "--format", "json")
    tokens = [entry["token"] for entry in json.loads(result.out)["requests"]]
    assert len(set(tokens)) == 2
    kept = [(site / "inbox" / token / "mail.eml").read_text("utf-8") for token in tokens]
    assert ["山田" in kept[0], "佐々木" in kept[0], "山田" in kept[1], "佐々木" in kept[1]] == [
        True,
        False,
        False,
        True,
    ]
    assert "依頼: クロス貼替" in adgen("request", "show", tokens[1]).out


def test_photos_are_kept_by_digest_and_never_shown(site: Path, tmp_path: Path, adgen: Run) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b.example", "壁紙", "Fri, 20 Nov 2026 19:00:00 +0900"
    message.set_content("名古屋市千種区です。6畳の壁紙を張り替えたいです。")
    photo = make.jpeg((640, 480), exif=make.exif())
    for data in (photo, photo[:400]):
        message.add_attachment(data, "image", "jpeg", filename="../../家.jpg")
    (tmp_path / "photos.eml").write_bytes(message.as_bytes())
    made = taken(adgen, "photos.eml")
    names = {p.name for p in (site / "inbox" / made["token"]).iterdir() if p.suffix == ".jpg"}
    assert len(names) == 1
    assert all(re.fullmatch(r"[0-9a-f]{32}\.jpg", name) for name in names)
    assert not any(photo in data for path, data in make.read_tree(tmp_path / "build").items())


# ---------------------------------------------------------------- which contractor


def painter(folder: Path) -> Path:
    text = (
        make.SITE["site.yaml"]
        .replace("青空内装", "海野塗装")
        .replace("example.jp/a/", "example.jp/b/")
        .replace("名古屋市、春日井市", "豊田市")
    )
    return make.site(folder, {"site.yaml": text})


def test_the_one_who_fits_answers(site: Path, tmp_path: Path, adgen: Run) -> None:
    painter(tmp_path / "sites/unno")
    assert taken(adgen, "mail.eml", "--no-build")["site"] == "aozora"
    (tmp_path / "toyota.eml").write_text(mail(id="2", area="愛知県豊田市"), "utf-8")
    assert taken(adgen, "toyota.eml", "--no-build")["site"] == "unno"


def test_several_or_none_are_told_with_reasons(site: Path, tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/midori")
    several = adgen("request", "new", "mail.eml", "--no-build")
    assert several.code == 1
    assert "合うサイトが2つあります: aozora、midori  [E442]" in several.err
    assert several.err.count("営業エリアの中です") == 2
    (tmp_path / "osaka.eml").write_text(mail(area="大阪府吹田市"), "utf-8")
    none = adgen("request", "new", "osaka.eml", "--no-build")
    assert (none.code, none.err.count("営業エリアの外です")) == (1, 2)
    assert "[E443]" in none.err
    assert not (site / "inbox").exists()
    named = taken(adgen, "osaka.eml", "--site", "aozora", "--no-build")
    assert (named["mode"], named["page"], named["fits"]) == ("decline", "", False)
    assert not (site / "requests").exists(), "what is refused has no page"
    assert (site / "inbox" / named["token"] / "reply.txt").read_text("utf-8").endswith("\nhttps://example.jp/a/\n")


def test_portals_have_their_rules(site: Path, tmp_path: Path, adgen: Run) -> None:
    (tmp_path / "adgen.yaml").write_text(
        "紹介サイト:\n  - 名前: 紹介\n    ドメイン: portal.example.jp\n    文字数: 400\n    連絡先: いいえ\n", "utf-8"
    )
    result = adgen("request", "new", "mail.eml", "--dry-run", "--now", NOW)
    pasted = result.out[result.out.index("山田 花子さま") :]
    assert len(pasted) <= 401
    assert not re.search(r"https?:|03-0000", pasted)


def test_a_mail_is_drafted_where_one_is_asked_for(site: Path, tmp_path: Path, adgen: Run) -> None:
    text = mail(sender="hanako@customer.example", more="メールでお返事ください。").replace(
        "返信はこちら：https://portal.example.jp/reply/8f3a\n", ""
    )
    (tmp_path / "direct.eml").write_text(text, "utf-8")
    made = taken(adgen, "direct.eml", "--no-build")
    eml = Path(made["mail"]).read_text("utf-8")
    for words in (
        "To: hanako@customer.example",
        "info@example.jp>",
        "X-Unsent: 1",
        "In-Reply-To: <1@portal.example.jp>",
    ):
        assert words in eml
    assert taken(adgen, "mail.eml", "--no-build")["mail"] == ""


def test_mistakes_in_own_templates(site: Path, adgen: Run) -> None:
    make.write(site, {"templates": {"reply": {"greeting.txt": "{% if %}", "who.txt": "{{ x.y }}"}}})
    result = adgen("request", "new", "mail.eml", "--no-build")
    assert (result.code, result.err.count("[E448]")) == (1, 2)
    make.write(site, {"templates": {"reply": {"greting.txt": "x", "owari.txt": "y"}}})
    assert adgen("request", "new", "mail.eml", "--no-build").err.count("[E453]") == 2
    assert not (site / "inbox").exists()


# ---------------------------------------------------------------- afterwards


def step(adgen: Run, token: str, name: str, day: str, *words: str) -> Result:
    return adgen("request", name, token[:8], "--now", day, "--no-build", *words)


def test_a_request_to_its_end(site: Path, adgen: Run) -> None:
    token = taken(adgen, "mail.eml", "--no-build")["token"]
    waiting = adgen("request", "list", "--now", "2026-11-21T20:00").out
    assert "下書き 届いて24時間【期限切れ】" in waiting
    assert "届いてから返信まで: 1.7時間" in step(adgen, token, "replied", "2026-11-20T21:00").out
    assert step(adgen, token, "answered", "2026-11-22T09:00", "--note", "週末に下見", "--by", "恵").code == 0
    assert "見積書を出す（2026-11-28）" in step(adgen, token, "survey", "2026-11-25").out
    assert step(adgen, token, "estimate", "2026-11-27").code == 0
    assert step(adgen, token, "won", "2026-12-01").code == 0
    page = site / "requests" / f"{token}.yaml"
    assert "先頭に出す期限" not in page.read_text("utf-8")
    assert "1か月の点検" in step(adgen, token, "handed", "2026-12-10").out
    assert "状態: 終了" in page.read_text("utf-8")
    report = adgen("request", "report", "--now", "2027-02-01", "-o", "out/report.html")
    assert "契約÷返信済（業種）: 壁紙・クロス張替え 1/1" in report.out
    assert "事例の入ったページを添えた返信: 1/1（100%）" in report.out
    html = (site.parent.parent / "out/report.html").read_text("utf-8")
    assert "<svg" in html
    assert not re.search("山田|090|<script|https?://", html)
    shown = adgen("request", "show", token).out
    assert "答え" not in shown
    assert "2026-11-22 09:00 返答あり（週末に下見、恵）" in shown


def test_steps_that_cannot_be(site: Path, adgen: Run) -> None:
    token = taken(adgen, "mail.eml", "--no-build")["token"]
    result = step(adgen, token, "won", "2026-11-21")
    assert (result.code, "「下書き」の次に「契約」は記録できません  [E447]" in result.err) == (1, True)
    assert "[E454]" in step(adgen, token, "hold", "2026-11-21").err
    assert step(adgen, token, "hold", "2026-11-21", "--due", "2027-01-10").code == 0
    assert "再開する（2027-01-10）" in adgen("request", "list").out


def test_prefixes(site: Path, tmp_path: Path, adgen: Run) -> None:
    for token in ("aaaa" + "0" * 28, "aaab" + "0" * 28):
        make.write(site, {"requests": {f"{token}.yaml": "業種: cross\n作成日: 2026-11-20\n"}})
    assert adgen("request", "expire", "aaaa", "--no-build").code == 0
    assert "「aaa」で始まる依頼が2件あります" in adgen("request", "expire", "aaa", "--no-build").err
    assert adgen("request", "withdraw", "b", "--no-build").err.count("[E444]") == 1
    assert "状態: 終了" in (site / "requests" / f"aaaa{'0' * 28}.yaml").read_text("utf-8")


def test_pages_are_closed_withdrawn_and_featured(site: Path, tmp_path: Path, adgen: Run) -> None:
    token = taken(adgen, "mail.eml", "--no-feature", "--no-build")["token"]
    page, content = tmp_path / f"build/aozora/requests/{token}.html", site / "requests" / f"{token}.yaml"
    assert "先頭に出す期限" not in content.read_text("utf-8")
    assert adgen("request", "feature", token, "--now", NOW).code == 0
    assert "先頭に出す期限: 2026-12-04" in content.read_text("utf-8")
    shown = page.read_text("utf-8")
    assert adgen("request", "unfeature", token).code == 0
    assert adgen("request", "expire", token).code == 0
    assert page.read_text("utf-8") != shown
    assert adgen("request", "withdraw", token).code == 0
    assert not page.exists()


def test_editing(site: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    token = taken(adgen, "mail.eml", "--no-build")["token"]
    opened: list[str] = []

    def editor(*, filename: str) -> None:
        opened.append(filename)

    monkeypatch.setattr("click.edit", editor)
    assert adgen("request", "edit", token, "--no-build").code == 0
    assert opened == [f"sites/aozora/requests/{token}.yaml"]


def test_the_draft_again(site: Path, adgen: Run) -> None:
    token = taken(adgen, "mail.eml", "--no-build")["token"]
    draft = site / "inbox" / token / "reply.txt"
    assert adgen("request", "draft", token, "--online", "--now", NOW).code == 0
    assert "【ページ未公開】" not in draft.read_text("utf-8")
    assert adgen("request", "draft", token, "--mode", "advice", "--now", NOW).code == 0
    assert "助言だけをお送りします" in draft.read_text("utf-8")
    assert "【ページ未公開】" not in draft.read_text("utf-8")
    assert "助言のみ済" in step(adgen, token, "replied", "2026-11-20T21:00").out


def test_the_card(site: Path, tmp_path: Path, adgen: Run) -> None:
    (tmp_path / "mail.eml").write_text(mail(more="隣の高梨さんに聞きました。090-1234-5678 に、昼は留守です。"), "utf-8")
    token = taken(adgen, "mail.eml", "--no-build")["token"]
    assert adgen("request", "card", token).out == "ご依頼: 壁紙・クロス張替え\n数量: 6畳\n"
    result = adgen("request", "card", token, "--quote")
    assert not re.search("高梨|090|留守", result.out)
    assert "○○" in result.out
    assert "伏せました: 090-1234-5678" in result.err


def test_without_a_clipboard(site: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    result = adgen("request", "new", "mail.eml", "--copy", "--no-build")
    assert (result.code, "[W449]" in result.err) == (0, True)


def test_old_requests_go(site: Path, tmp_path: Path, adgen: Run) -> None:
    for number in ("1", "2"):
        (tmp_path / "mail.eml").write_text(mail(id=number), "utf-8")
        token = taken(adgen, "mail.eml", "--no-build")["token"]
    assert step(adgen, token, "skip", "2027-03-01").code == 0
    assert adgen("request", "purge", "--older", "180d", "--now", "2027-06-01", "--yes").out.count("消しました") == 1
    assert [p.stem for p in (site / "requests").iterdir()] == [token]
    kept = make.read_tree(site)
    assert adgen("request", "purge", "--now", "2027-12-01").code == 0
    assert adgen("request", "purge", "--now", "2027-12-01", "--dry-run", "--yes").code == 0
    assert make.read_tree(site) == kept
    assert adgen("request", "purge", "--now", "2027-12-01", "--yes").code == 0
    assert private_files(site).keys() == {"inbox/.gitignore"}
    assert adgen("request", "purge", "--older", "soon").code == 2


def test_english(site: Path, adgen: Run) -> None:
    out = adgen("request", "new", "mail.eml", "--lang", "en", "--no-build", "--now", NOW).out
    for words in (
        "Request: 壁紙張替え (arrived 2026-11-20 19:20, 40 min ago)",
        "not said: when, budget",
        "Draft (offer): ",
    ):
        assert words in out
    assert "Tonight: deserves the evening" in out


# ---------------------------------------------------------------- nothing personal is published

WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})


def forms(fact: str) -> set[str]:
    """A datum as it may be written: folded, without spaces, full-width, in the other kana, digits alone."""
    folded = unicodedata.normalize("NFKC", fact)
    bare = re.sub(r"\s", "", plain(fact))
    hiragana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in bare)
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in bare)
    digits = re.sub(r"\D", "", bare)
    found = {fact, folded, bare, hiragana, katakana, bare.translate(WIDE), bare.lower()}
    found |= {digits, digits.translate(WIDE)} if len(digits) >= 9 else set()
    return {form for form in found if len(form) >= 3}


def test_no_personal_datum_of_any_mail_is_published(site: Path, tmp_path: Path, adgen: Run) -> None:
    """Every sample mail is taken in by one contractor who does everything everywhere, and the whole output is searched."""
    from adgen.inquiry.understand.inquiry import understand
    from adgen.trades import trades

    mails = [path for path in sorted(MAILS.glob("*.*")) if path.suffix != ".json"]
    letters = [letter for path in mails for letter in read_letters(path.read_bytes())]
    everything = "、".join(trades())
    text = re.sub(r"業種: .*", f"業種: {everything}", make.SITE["site.yaml"])
    everywhere = "".join(
        f"          - 都道府県: {prefecture}\n"
        for prefecture in sorted({understand(letter).where.prefecture for letter in letters} - {""})
    )
    text = re.sub(r"(営業エリア:\n)(?: {10}.*\n)+", rf"\1{everywhere}", text)
    make.write(site, {"site.yaml": text})
    pages = 0
    for path in mails:
        result = adgen("request", "new", str(path), "--no-build", "--site", "aozora", "--format", "json")
        assert result.code == 0, (path.name, result.err)
        pages += sum(bool(entry.get("content")) for entry in json.loads(result.out)["requests"])
    assert pages >= 20
    assert adgen("build").code == 0
    built = make.read_tree(tmp_path / "build")
    assert sum(path.startswith("aozora/requests/") for path in built) == pages + len(["index.html"])
    facts = {fact for letter in letters for _, fact in known_of([letter.text, letter.subject]).facts}
    assert len(facts) >= 20
    pictures = re.compile(r"\.(avif|jpe?g|png|webp|ico)$")
    texts = {path: data.decode("utf-8") for path, data in built.items() if not pictures.search(path)}
    whole = {path: shown + re.sub(r"\s", "", plain(shown)) for path, shown in texts.items()}
    own = plain("".join(str(content) for content in make.SITE.values()))
    wanted = {(fact, form) for fact in facts for form in forms(fact) if form not in own}
    found = [(path, fact) for path, shown in whole.items() for fact, form in wanted if form in shown]
    assert found == []
    for words in ("これまでの指示", "pwned", "passwd", "evil.example", "ご依頼内容"):
        assert not any(words in shown for shown in texts.values()), words


def test_the_words_of_a_problem_fit() -> None:
    """Findings carry their own values; the token is added where they are told."""
    from adgen.problems.catalogue import explain

    for code in ("W450", "W455", "W458", "W461"):
        values = {"lines": "1", "limit": "2", "token": "ab", "kind": "お名前", "kind_en": "name"}
        assert "{" not in explain(problem(code, Place("reply.txt"), **values))


# ---------------------------------------------------------------- on a terminal


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_a_call_is_asked_for_line_by_line(site: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "壁紙張替え", "田所", "", "名古屋市千種区", "", "8畳", "", "", "壁を張り替えたい。", "n")
    result = adgen("request", "new", "--phone", "--no-build", "--now", NOW)
    assert result.code == 0, result.err
    (content,) = (site / "requests").iterdir()
    assert "先頭に出す期限" not in content.read_text("utf-8"), "the home page was not wanted"
    assert "8畳の壁紙の張替えを、お受けできます" in (site / "inbox" / content.stem / "reply.txt").read_text("utf-8")


def test_who_answers_is_asked(site: Path, tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make.site(tmp_path / "sites/midori")
    typed(monkeypatch, "nobody", "midori", "y")
    assert adgen("request", "new", "mail.eml", "--no-build", "--now", NOW).code == 0
    assert "先頭に出す期限" in next((other / "requests").iterdir()).read_text("utf-8")
    assert not (site / "requests").exists()


def test_nothing_goes_without_a_yes(site: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    taken(adgen, "mail.eml", "--no-build")
    before = make.read_tree(site)
    typed(monkeypatch, "")
    assert adgen("request", "purge", "--now", "2028-01-01").code == 0
    assert make.read_tree(site) == before
    typed(monkeypatch, "y")
    assert "1件を消しました" in adgen("request", "purge", "--now", "2028-01-01").out
