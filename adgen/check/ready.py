"""受け入れ準備: who answers when, where they go, and what a reply is made of: advice, questions and cases of each trade."""

import re
from collections import Counter

from adgen import trades
from adgen.check.cases import case_of, trades_of
from adgen.check.criteria import Criterion, Effort, Section, Seen, Tally, Words, tally, whether, written
from adgen.check.services import each_service, of_service

_CASES = 3
_QUESTIONS = 5
_STEPS = 3
_ANSWERS = re.compile("電話|連絡|受付|窓口|問い?合わ?せ|メール|返信|相談|下見|見積|代表")


def _hours(seen: Seen) -> Tally:
    """A page that shows its name only is told first of all that it lacks."""
    profile = seen.site.profile
    return whether(bool(profile.hours), file=seen.profile_file) if profile.published else Tally(0, ())


def _who(seen: Seen) -> Tally:
    roles = [f"{s.record.name} {s.record.role}" for s in seen.site.staff]
    if not roles:
        return Tally(0, ())
    return whether(any(map(_ANSWERS.search, roles)), file=seen.site.staff[0].places().file)


def _three_cases(seen: Seen) -> Tally:
    count = Counter(trade for case in seen.site.cases for trade in trades_of(case))
    wanted = [trade for trade in seen.site.profile.trades if count[trade]]
    few = [trade for trade in wanted if count[trade] < _CASES]
    return tally(len(wanted), [case_of(trade, seen.site, count=count[trade]) for trade in few])


def _questions(seen: Seen) -> Tally:
    def example(trade: str) -> str:
        return next(iter(trades.trades()[trade].questions), "広さ、築年数")

    without = [s for s in seen.site.services if not s.record.hearing]
    return tally(len(seen.site.services), [of_service(s, example=example(s.record.trade)) for s in without])


def _towns(seen: Seen) -> Tally:
    without = [area for area in seen.site.profile.areas if not area.cities]
    gaps = [{"prefecture": area.prefecture, "file": seen.profile_file} for area in without]
    return tally(len(seen.site.profile.areas), gaps)


def _steps(seen: Seen) -> Tally:
    return whether(len(seen.site.profile.steps) >= _STEPS, file=seen.profile_file)


def _faq(seen: Seen) -> Tally:
    count = len(seen.site.faq) + sum(len(s.record.faq) for s in seen.site.services)
    so_far = f"まだ{count}つです" if count else "まだありません"
    return Tally(_QUESTIONS, ({"so_far": so_far, "count": count},) * max(0, _QUESTIONS - count))


CRITERIA = (
    written(
        "reply_within", Section.ready, 5, Words("いつ返事が来るかがわかりません", "it is not told when an answer comes")
    ),
    Criterion(
        "hours",
        Section.ready,
        5,
        Effort.line,
        Words("電話に出る時間がある", "when the phone is answered"),
        Words(
            "いつ電話に出るかがわかりません。{file} に書いてください。例: 営業時間: 8:00〜19:00",
            "it is not told when the phone is answered: write hours into {file}",
        ),
        _hours,
    ),
    written(
        "holidays",
        Section.ready,
        3,
        Words(
            "休みの日がわかりません。返信で下見の日を挙げるときにも使います",
            "no holidays are told; replies need them to name days for a visit",
        ),
    ),
    Criterion(
        "who_answers",
        Section.ready,
        3,
        Effort.line,
        Words("だれが返事をするかが書いてある", "who answers"),
        Words(
            "だれが返事をするかがわかりません。{file} の「役割」に書いてください。例: 役割: お電話とご相談、下見",
            "it is not told who answers: say so as role in {file}",
        ),
        _who,
    ),
    Criterion(
        "advice",
        Section.ready,
        6,
        Effort.line,
        Words("業務ごとに助言がある", "advice for each service"),
        Words(
            "「{title}」に、頼む前の助言がありません。依頼への返信にもそのまま使います。{file} の「助言」に1つ書いてください。例: 助言: 家具の下も張るかどうかを、先に決めておくと早く進みます",
            "'{title}' gives no advice, which replies are made of: write one as tips into {file}",
        ),
        each_service(lambda s: s.record.tips),
    ),
    Criterion(
        "questions",
        Section.ready,
        5,
        Effort.line,
        Words("業務ごとに、見積もりの前に聞くことがある", "questions for each service"),
        Words(
            "「{title}」に、見積もりの前に聞くことがありません。{file} の「確認したいこと」に書いてください。例: 確認したいこと: {example}",
            "'{title}' has no questions that are asked before a quote: write them as hearing into {file}",
        ),
        _questions,
    ),
    Criterion(
        "three_cases",
        Section.ready,
        5,
        Effort.job,
        Words("業種ごとに施工事例が3件ある", "three cases of each trade"),
        Words(
            "「{trade}」の施工事例は{count}件です。3件あると、依頼に近いものを選んで返せます: adgen new case --site {site} --trade {id}{service}",
            "cases of {id} so far: {count}; with three of them a reply can name one that is near: adgen new case --site {site} --trade {id}{service}",
        ),
        _three_cases,
    ),
    Criterion(
        "towns",
        Section.ready,
        4,
        Effort.line,
        Words("伺える市区町村が書いてある", "the towns they go to"),
        Words(
            "{prefecture}のどこまで伺えるかがわかりません。{file} の「営業エリア」に市区町村を書いてください。例: 市区町村: 名古屋市、春日井市",
            "it is not told how far they go in {prefecture}: write cities below areas into {file}",
        ),
        _towns,
    ),
    Criterion(
        "steps",
        Section.ready,
        4,
        Effort.evening,
        Words("問い合わせから引き渡しまでの流れがある", "the way from question to handover"),
        Words(
            "頼んだあと何がどう進むかがわかりません。{file} に、ご相談から引き渡しまでを順に書いてください。例:\n流れ:\n  - 見出し: ご相談\n    説明: 電話かメールで、部屋の広さと時期をお知らせください。\n  - 見出し: 下見（無料）\n    説明: 広さと下地を見て、写真を撮ります。",
            "the way from the first question to the handover is not told: write steps into {file}",
        ),
        _steps,
    ),
    Criterion(
        "faq",
        Section.ready,
        4,
        Effort.evening,
        Words("よくある質問が5つある", "five questions and answers"),
        Words(
            "よくある質問が{so_far}（めやすは5つ）。電話で実際に聞かれたことを {folder}/faq.yaml に足してください。例:\nよくある質問:\n  - 質問: 小さな工事でも来てもらえますか。\n    答え: はい。壁1面から伺います。",
            "questions and answers so far: {count}, and five are a good number; add what people really ask to {folder}/faq.yaml",
        ),
        _faq,
    ),
)
