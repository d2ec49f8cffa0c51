"""Trades from words: what suppresses a cue, and several jobs in one text."""

import pytest

from adgen.inquiry.tables import table
from adgen.inquiry.understand.jobs import read_jobs
from adgen.inquiry.understand.mood import read_building, read_mood, read_questions
from adgen.trades import trades


def found(title: str, text: str = "") -> set[str]:
    """The trades of a request."""
    return {job.trade for job in read_jobs(title, text)}


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("6畳の壁紙", "", {"cross"}),
        ("トイレの壁紙", "", {"cross"}),
        ("トイレの壁紙", "便器はそのままで、壁紙だけ替えたいです。", {"cross"}),
        ("カーペットからフローリング", "", {"floor_wood"}),
        ("和室を洋室に", "畳をフローリングにしたい。", {"wa2yo"}),
        ("といれのゆか", "びにーるがめくれました。", {"floor_cf"}),
        ("ﾕﾆｯﾄﾊﾞｽ", "", {"bath"}),
        ("玄関のドア", "閉まりにくいです。", {"front_door"}),
        ("窓ガラス", "ひびが入りました。", {"glass"}),
        ("納屋の屋根", "錆を落として塗ってほしい。", {"roof_paint"}),
        ("外壁と屋根の塗装", "", {"ext_paint", "roof_paint"}),
        ("畳と襖と障子", "", {"tatami", "fusuma"}),
        ("カーテン", "カーテンレールが落ちました。", {"handyman"}),
        ("こんにちは", "よろしくお願いします。", set()),
    ],
)
def test_trades(title: str, text: str, expected: set[str]) -> None:
    assert found(title, text) == expected


def test_every_job_says_which_words_caused_it() -> None:
    (job,) = read_jobs("雨漏り", "天井から水が落ちます。")
    assert "雨漏" in job.words


def test_history_repeated_a_hundred_times_counts_once() -> None:
    once, often = read_jobs("壁紙", "網戸が破れました。"), read_jobs("壁紙", "網戸が破れました。" * 100)
    assert [j.score for j in once] == [j.score for j in often]


def test_the_words_belong_to_trades() -> None:
    rows = table("jobs.toml")
    assert set(rows) == set(trades())
    named = {other for row in rows.values() for key in ("helps", "beats") for other in row.get(key, [])}
    assert named <= set(trades())


@pytest.mark.parametrize(
    ("text", "temperature", "feeling"),
    [
        ("至急来てください", "急ぎ", ""),
        ("とりあえず相場を知りたい", "情報収集", ""),
        ("相見積もりです", "比較", ""),
        ("事例を見てお願いしたいと思いました", "指名", ""),
        ("手抜き工事で許せません", "普通", "怒り"),
        ("訪問販売に言われて不安です", "普通", "不安"),
    ],
)
def test_mood(text: str, temperature: str, feeling: str) -> None:
    mood = read_mood("", text)
    assert (mood.temperature, mood.feeling) == (temperature, feeling)
    assert mood.cause


def test_questions_and_building() -> None:
    text = "団地の5階です。いくらくらいでしょうか。家具は動かしてもらえますか?よろしくお願いします。"
    assert read_questions(text) == ("いくらくらいでしょうか", "家具は動かしてもらえますか")
    assert read_building(text) == "マンション"
