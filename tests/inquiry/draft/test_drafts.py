"""Drafts for several trades, with and without own cases: what they say, in which order, and what they never say."""

import re
from dataclasses import replace

import pytest

from adgen.inquiry.draft.lint import SCREEN_LINES, screen_lines
from adgen.inquiry.draft.phrases import about
from adgen.inquiry.draft.values import values_of
from adgen.inquiry.draft.write import Draft, part_names, write
from adgen.problems import AdgenError
from adgen.trades import trades
from tests.inquiry.draft.asking import LINK, NOW, asked, drafted, looked_at

WALLPAPER = "件名: 壁紙張替え\nお名前：山田 太郎\n地域：愛知県名古屋市千種区\nご依頼内容：6畳の寝室の壁と天井です。費用はいくらくらいでしょうか。"
ANONYMOUS = "件名: 壁紙張替え\nお名前：匿名希望\n地域：愛知県名古屋市千種区\nご依頼内容：6畳の寝室です。"

# Request -> (contractor, words that stand in the draft in this order).
QUOTES = {
    WALLPAPER: (
        "aozora",
        [
            "山田 太郎さま",
            "青空内装の見本 修です",
            "6畳の壁紙の張替えを、お受けできます",
            "概算を下に書きました",
            "はがしてから、一度手を止めます（下地の写真を工事ごとに保管、2019年4月から）",
            "近い工事では",
            "（税込）、工期は",
            "概算は、",
            "（11月22日時点・税込）",
            "はがすまで見えません",
            "教えてください",
            "11月24日（火）か11月28日（土）",
            "翌営業日の18時まで",
            "建設業許可 愛知県知事",
            "【ページ未公開】https://",
        ],
    ),
    "外壁塗装\n\n川越市の戸建て、築15年。外壁が白く粉を吹いています。": (
        "mikazuki",
        ["外壁の塗装を、お受けできます", "工事写真を2014年から保管", "円（税込）", "概算は、", "目地のm数", "11月24日"],
    ),
    "トイレの交換\n\n神戸市東灘区のマンションです。便器を新しくしたいです。": (
        "mizuoto",
        ["トイレの交換を、お受けできます", "186件中154件", "近い工事では", "金額は、この1件が参考になります", "便器の跡が床に"],
    ),
    "至急！水が止まらない\n\n神戸市灘区です。台所の蛇口から水が止まりません。": (
        "mizuoto",
        ["先にできることを1つ", "止水栓を右に回して", "伺えるのは、", "お急ぎのときは、お電話が早いです（078-000-0000"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("mail", QUOTES, ids=lambda m: m.split("\n")[0])
def test_what_an_offer_says_in_its_order(mail: str) -> None:
    name, words = QUOTES[mail]
    text = drafted(name, mail).text
    at = [text.find(word) for word in words]
    assert -1 not in at, (words[at.index(-1)], text)
    assert at == sorted(at), text
    assert text.endswith(LINK)


@pytest.mark.parametrize("mail", QUOTES, ids=lambda m: m.split("\n")[0])
def test_an_offer_of_the_demo_contractors_lacks_little(mail: str) -> None:
    name, _ = QUOTES[mail]
    found = {f.code for f in looked_at(drafted(name, mail), name, mail)}
    assert found <= {"W455", "W458"}
    assert screen_lines(drafted(name, mail)) <= SCREEN_LINES + 2


def test_nobody_is_called_by_a_name_he_did_not_give() -> None:
    for mail in (ANONYMOUS, "壁紙\n\n名古屋市千種区です。隣の高梨さんに聞きました。6畳の壁紙を張り替えたいです。"):
        text = drafted("aozora", mail).text
        assert text.startswith("ご依頼ありがとうございます。")
        assert not re.search("さま|様|匿名|高梨", text)


def test_several_jobs_of_which_one_is_not_his() -> None:
    text = drafted(
        "aozora", "壁紙とエアコン\n\n名古屋市千種区。6畳の壁紙の張替えと、エアコンの取付けをお願いします。"
    ).text
    assert "壁紙の張替えを、お受けできます。エアコンの工事は、当店ではお受けしていません。" in text
    assert "6畳の壁紙" not in text, "nobody knows whose the size is"


def test_without_a_case_it_says_so_and_borrows_none() -> None:
    here = asked("aozora", WALLPAPER)
    bare = replace(
        here,
        matches=(),
        estimates=tuple(replace(e, basis="nothing", low=None, high=None, cases=()) for e in here.estimates),
    )
    draft = write("quote", values_of(bare), {})
    assert draft
    assert "同じ工事の写真はまだ載せていません" in draft.parts["case"]
    assert "estimate" not in draft.parts
    assert "下の点がわかれば概算をお出しできます" in draft.text
    assert {"W451"} <= {f.code for f in looked_at(draft, "aozora")}


REFUSED = {
    "壁紙\n\n大阪府吹田市です。壁紙を張り替えたいです。": ("aozora", "お伺いできる範囲の外のため", "浮きや黒ずみ"),
    "庭木の伐採\n\n川越市です。庭の木を3本切ってほしいです。": ("mikazuki", "庭木や庭の手入れは当店では行っていないため", "冬のほうが"),
    "雨漏り\n\n名古屋市千種区です。天井にしみがでました。雨漏りの修理をお願いします。": ("aozora", "雨漏りの修理は当店では", "水の入り口"),
}  # fmt: skip


@pytest.mark.parametrize("mail", REFUSED, ids=lambda m: m.split("\n")[0])
def test_a_refusal_has_its_reason_and_advice(mail: str) -> None:
    name, reason, advice = REFUSED[mail]
    draft = drafted(name, mail)
    assert draft.mode == "decline"
    assert draft.text.index(reason) < draft.text.index(advice) < draft.text.index("よい工事になりますように")
    assert "円" not in draft.text


def test_nothing_to_advise_is_no_reply() -> None:
    here = asked("aozora", "ご相談\n\n大阪府吹田市です。よろしくお願いします。")
    assert here.inquiry.trades == ()
    assert write("decline", values_of(here), {}) is None
    assert write("advice", values_of(here), {}) is None


def test_advice_without_an_offer() -> None:
    text = drafted("aozora", WALLPAPER, "advice").text
    assert "助言だけをお送りします" in text
    assert "・はがす前に" in text
    assert not re.search("伺えます|教えてください|概算は", text)


@pytest.mark.parametrize("mail", QUOTES, ids=lambda m: m.split("\n")[0])
def test_the_plain_one_has_no_contacts(mail: str) -> None:
    plain = drafted(QUOTES[mail][0], mail).plain
    assert not re.search(r"https?:|0\d{1,3}-\d{3,4}-\d{4}|@|第\d|ページ未公開", plain)
    assert "円" in plain, "amounts are what the customer asked for"


@pytest.mark.parametrize("limit", [1000, 500, 300])
def test_a_portal_with_few_characters(limit: int) -> None:
    draft = drafted("aozora", WALLPAPER, limit=limit)
    assert len(draft.text) <= limit
    assert "お受けできます" in draft.text
    assert "11月24日" in draft.text
    assert not draft.left_out or "概算は、" in draft.text


def test_too_few_characters_are_told() -> None:
    draft = drafted("aozora", WALLPAPER, limit=60)
    assert "W456" in {f.code for f in looked_at(draft, "aozora", limit=60)}


# ---------------------------------------------------------------- templates of the contractor's own


def test_a_part_in_the_contractors_own_words() -> None:
    draft = drafted(
        "aozora",
        WALLPAPER,
        own={"greeting": "{{ name or 'お客さま' }}、{{ company }}です。ちょうど現場から戻りました。\n"},
    )
    assert draft.text.startswith("山田 太郎、青空内装です。ちょうど現場から戻りました。\n")
    assert "お受けできます" in draft.text


def test_mistakes_in_templates_come_together() -> None:
    own = {"greeting": "{% if name %}\n", "who": "はい\n{{ compny }}", "worry": "{{ ''.__class__.__mro__ }}"}
    with pytest.raises(AdgenError) as raised:
        drafted("aozora", WALLPAPER, own=own)
    told = [(p.code, p.place.file) for p in raised.value.problems]
    assert told == [("E448", f"templates/reply/{name}.txt") for name in ("greeting", "who", "worry")]


def test_what_a_customer_writes_is_never_a_template() -> None:
    mail = "壁紙 {{ 7*7 }}\n\nお名前：{{ 7*7 }}\n地域：名古屋市千種区\nご要望：6畳の壁紙の張替え。{% include 'x' %}は大丈夫ですか？"
    text = drafted("aozora", mail).text
    assert "49" not in text.replace("2049", "")


# ---------------------------------------------------------------- what is said of each trade


@pytest.mark.parametrize("trade", trades())
def test_every_trade_has_its_words(trade: str) -> None:
    row = about(trade)
    assert set(row) == {"job", "worry", "named", "advice"}
    assert row["worry"].endswith("。")
    assert row["advice"].endswith("。")
    assert row["worry"] != row["advice"]
    assert len(row["worry"]) <= 90
    assert not re.search(r"必ず|絶対|格安|今だけ|[0-9]円|補助金が", row["worry"] + row["advice"] + row["job"])
    re.compile(row["named"])


def test_a_worry_that_was_named_is_not_told_again() -> None:
    assert "worry" in drafted("aozora", WALLPAPER).parts
    assert "worry" not in drafted("aozora", f"{WALLPAPER}下地が傷んでいないか心配です。").parts


def test_the_parts_are_known() -> None:
    draft = drafted("aozora", WALLPAPER)
    assert isinstance(draft, Draft)
    assert set(draft.parts) <= set(part_names())
    assert NOW.weekday() == 6


# ---------------------------------------------------------------- answers

# Question -> what stands in the answer; all of it is in the contractor's own files.
ANSWERED = {
    "見積もりは無料ですか。": ("aozora", "下見と見積もりに、費用はかかりません"),
    "住みながらでも工事できますか。": ("aozora", "お住まいのままで工事できます"),
    "保証は何年ありますか。": ("aozora", "2年"),
    "駐車場所は要りますか。": ("aozora", "軽のバンが1台"),
    "支払いはカードでもできますか。": ("aozora", "お支払いは、銀行振込、現金です"),
    "日曜日の工事はできますか。": ("aozora", "日曜、祝日"),
    "アスベストが心配ですが調べてもらえますか。": ("aozora", "石綿"),
    "何日くらいかかりますか。": ("aozora", "工期の目安は"),
}


@pytest.mark.parametrize("question", ANSWERED)
def test_questions_are_answered_from_the_contractors_own_words(question: str) -> None:
    name, words = ANSWERED[question]
    draft = drafted(name, f"{WALLPAPER.replace('費用はいくらくらいでしょうか。', '')}{question}")
    assert words in draft.parts["answer"], draft.parts["answer"]
    assert "【ここにお答え" not in draft.text


OPEN = ["猫がいても大丈夫ですか。", "壁紙は娘が選んでもよいですか。", "金魚の水槽はどうすればよいですか。"]


def test_what_nobody_has_written_about_is_left_to_the_contractor() -> None:
    draft = drafted("aozora", WALLPAPER + "".join(OPEN))
    assert draft.text.count("【ここにお答えを書いてください") == 3
