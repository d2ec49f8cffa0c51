"""Whatever a mail holds, it is planned without an error of ours, and nothing of its words reaches the public file."""

import re
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adgen.inquiry.draft.person import given_name
from adgen.inquiry.mail.read import read_letter
from adgen.request import public
from adgen.request.bid import Bid, arrival, bid
from adgen.request.new import Wanted, facts_of, plan

SITE = Path(__file__).parent.parent.parent / "sites" / "aozora"
NOW = datetime(2026, 11, 22, 20, tzinfo=timezone(timedelta(hours=9)))
WANTED = Wanted(None, True, "https://all.example.jp", (), NOW)
WORDS = st.sampled_from(
    ["壁紙を張り替えたい", "6畳", "名古屋市千種区", "山田太郎", "090-1234-5678", "\n", "お名前：", "件名：", "{{ x }}", "{% raw %}",
     "状態: 取り下げ", "いくらですか？", "メールで返信ください", "a@b.example", "\x00", "🏠", "至急", "'\"", "---"]
)  # fmt: skip


@cache
def contractor() -> tuple[object, ...]:
    return tuple(sorted(p.name for p in (SITE / "cases").iterdir()))


def seen(text: str) -> tuple[Bid, str]:
    """(what the contractor makes of it, the public file) of a mail with this text."""
    letter = read_letter(text.encode("utf-8", "replace"))
    came = arrival(letter, text.encode("utf-8", "replace"), NOW)
    made = bid(SITE, came, NOW)
    planned = plan(came, made, WANTED)
    assert planned.reply.draft is None or planned.reply.draft.text
    assert len(given_name(letter)) <= 16
    return made, public.as_yaml(facts_of(came, made, NOW), NOW.date(), is_featured=True)


@settings(max_examples=60)
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=14).map("".join))
@example("From: a@b\nSubject: =?x?y?z?=\nReply-To: <\x01@>\n\n壁紙をメールで返信ください")
@example(
    "件名：壁紙張替え\nお名前：{{ ''.__class__ }}\n地域：名古屋市千種区\nご依頼内容：壁紙を張り替えたい。#{7*7}はできますか？"
)
def test_any_mail(text: str) -> None:
    made, written = seen(text)
    tree = yaml.load(written, Loader=yaml.BaseLoader)
    allowed = {"業種", "作成日", "期限", "先頭に出す期限", "数量", "建物", "事例", "概算", "質問", "状態"}
    assert set(tree) <= allowed
    assert tree["状態"] == "公開中"
    assert set(tree.get("事例", [])) <= set(contractor())
    assert all(re.fullmatch(r"[\d.e+]+[㎡坪畳m枚箇所台室本棟階kW式]+", size) for size in tree.get("数量", []))
    assert "090-1234" not in written
    assert "山田" not in written
    assert made.site.profile.name == "青空内装"
