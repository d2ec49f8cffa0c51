"""What is told of a request: what was understood and why, whether it fits, what was made and what to look at."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from adgen.cli.language import chosen, say
from adgen.cli.options import TOKYO

if TYPE_CHECKING:
    from adgen.inquiry.estimate import Estimate
    from adgen.inquiry.understand.amounts import Budget
    from adgen.request.bid import Arrival, Bid
    from adgen.request.new import Made

_MOST_CASES = 3
MODES = {
    "quote": ("見積対応", "offer"),
    "advice": ("助言のみ", "advice"),
    "decline": ("助言付きお断り", "refusal with advice"),
}


def age(since: datetime, now: datetime) -> str:
    """12分, 3時間, 4日."""
    from adgen.inquiry.ledger import report

    return say(*report.age(since, now))


def mode_in_words(mode: str) -> str:
    """見積対応 for quote."""
    return say(*MODES[mode]) if mode in MODES else mode


def understood(came: "Arrival", now: datetime) -> Iterator[str]:
    """The letter and what was read in it, with the words that caused it; then what is missing."""
    from adgen.trades import trades

    letter, inquiry = came.letter, came.inquiry
    at = came.received.astimezone(TOKYO)
    title = letter.title or say("（件名なし）", "(no title)")
    yield say(
        f"依頼: {title}（{at.month}月{at.day}日 {at:%H:%M} 着、{age(at, now)}たちました）",
        f"Request: {title} (arrived {at:%Y-%m-%d %H:%M}, {age(at, now)} ago)",
    )
    for job in inquiry.jobs:
        words = "".join(f"「{word}」" for word in job.words[:4])
        yield say(
            f"  工事: {trades()[job.trade].label}（{words} から）",
            f"  work: {trades()[job.trade].label} (from {words})",
        )
    rows, missing = _rows(came)
    yield from (f"  {label}: {value}" for label, value in rows)
    yield from (say(f"  質問: {q}", f"  asks: {q}") for q in inquiry.questions)
    if missing:
        yield say(f"  書かれていないこと: {'、'.join(missing)}", f"  not said: {', '.join(missing)}")


def _rows(came: "Arrival") -> tuple[list[tuple[str, str]], list[str]]:
    inquiry = came.inquiry
    mood = f"{inquiry.mood.temperature}{f'（「{inquiry.mood.cause}」）' if inquiry.mood.cause else ''}"
    told = [
        (say("場所", "place"), inquiry.where.prefecture + inquiry.where.city or "・".join(inquiry.where.choices)),
        (say("広さ・数", "size"), "、".join(inquiry.quantities)),
        (say("時期", "when"), inquiry.timing),
        (say("予算", "budget"), budget(inquiry.budget)),
        (say("建物", "building"), inquiry.building),
        (say("築年数", "age of the building"), f"{inquiry.age}" if inquiry.age is not None else ""),
    ]
    rows = [(label, value) for label, value in told if value]
    rows.append((say("様子", "mood"), mood + (f"、{inquiry.mood.feeling}" if inquiry.mood.feeling else "")))
    return rows, [label for label, value in told[:4] if not value]


def budget(found: "Budget | None") -> str:
    """The budget as the customer wrote it."""
    return found.typed.strip() if found else ""


def fitting(bid: "Bid") -> Iterator[str]:
    """Area and trade with their reasons, and in one line whether it deserves the evening."""
    reasons = "。".join(reason.say(chosen()) for reason in bid.fit.reasons)
    mark = say("合います", "fits") if bid.deserves else say("合いません", "does not fit")
    if bid.fit.is_for_us and not bid.deserves:
        mark = say("本文を読んで決めてください", "please read it")
    yield say(f"{bid.site.profile.name}に{mark}: {reasons}", f"{bid.site.profile.name}: {mark} ({reasons})")
    others = "。".join(r.say(chosen()) for r in bid.worth if r not in bid.fit.reasons)
    evening = (
        say("返信する価値があります", "deserves the evening")
        if bid.deserves
        else say("助言だけでよく、返信しなくても問題ありません", "advice is enough; not to answer is fine")
    )
    yield say(f"今夜の返信: {evening}。{others}", f"Tonight: {evening}. {others}")


def matched(bid: "Bid") -> Iterator[str]:
    """The nearest cases with the words that caused them."""
    if not bid.own_cases:
        yield say(
            "近い事例: 同じ工事の事例はありません。業務内容を先に出します",
            "Cases: none of the same work; the service leads",
        )
        return
    yield say("近い事例:", "Cases:")
    for number, found in enumerate(bid.own_cases[:_MOST_CASES], 1):
        why = "。".join(reason.say(chosen()) for reason in found.reasons)
        yield f"  {number}. {found.case.title}（{found.case.id}）"
        yield f"     {why}"


def estimated(estimates: "Sequence[Estimate]") -> Iterator[str]:
    """Each rough price with what it rests on."""
    from adgen.trades import trades

    for found in estimates:
        label = trades()[found.trade].label
        yield say(f"概算: {label} {_amount(found)}", f"Rough price: {label} {_amount(found)}")


def _amount(found: "Estimate") -> str:
    if found.low is None or found.high is None:
        return say("出せません。足りないことを質問します", "none; what is missing is asked")
    cases = "、".join(case.id for case in found.cases)
    amount = f"{found.low:,}円" if found.low == found.high else f"{found.low:,}〜{found.high:,}円"
    labels = "、".join(item.label for item in found.items[:2])
    rests = {
        "prices": say(f"料金表の {labels} から", f"from {labels} of the price table"),
        "cases": say(f"事例 {cases} から", f"from the cases {cases}"),
        "reference": say(f"参考事例 {cases} の金額", f"amount of the case {cases}"),
    }[found.basis]
    return say(
        f"{amount}（税込、{found.day.month}月{found.day.day}日時点、{rests}）",
        f"{amount} (with tax, {found.day}, {rests})",
    )


def made_of(made: "Made") -> Iterator[str]:
    """Addresses and files."""
    if made.path is not None:
        home, until = made.home or say("（公開アドレスが未設定です）", "(no address set)"), made.featured_until
        led = say(f"（{until}まで、この工事で始めます）", f" (led by this work until {until})") if until else ""
        yield say(f"トップページ: {home}{led}", f"Home page: {home}{led}")
        yield say(
            f"依頼のページ: {made.page or '（公開アドレスが未設定です）'}",
            f"Request page: {made.page or '(no address set)'}",
        )
        yield say(f"ページの内容: {made.path.as_posix()}", f"Its content: {made.path.as_posix()}")
    draft = (made.folder / "reply.txt").as_posix()
    yield say(f"下書き（{mode_in_words(made.mode)}）: {draft}", f"Draft ({mode_in_words(made.mode)}): {draft}")
    if made.reply.mail:
        mail = (made.folder / "reply.eml").as_posix()
        yield say(f"メールの下書き: {mail}", f"Draft as a mail: {mail}")
    if made.reply.reply_url:
        yield say(f"返信する画面: {made.reply.reply_url}", f"Answer at: {made.reply.reply_url}")
    if made.reply.draft is None:
        yield say(
            "お役に立てる助言がないので、返信しなくても問題ありません。", "Nothing to advise: not to answer is fine."
        )
    elif made.mode == "quote":
        yield say("候補日は、予定表を見てから送ってください。", "Check the days in your calendar before sending.")


def ready(came: "Arrival", now: datetime) -> str:
    """That the answer may go out, and how long it took."""
    since = age(came.received.astimezone(TOKYO), now)
    return say(f"返信できます（メールが届いてから{since}）。", f"Ready to answer ({since} after the mail arrived).")


def as_json(came: "Arrival", bid: "Bid", made: "Made | None", now: datetime) -> dict[str, Any]:
    """The same as one object; what is personal stays in the private folder."""
    inquiry = came.inquiry
    return {
        "site": bid.folder.name,
        "title": came.letter.title,
        "received": came.received.isoformat(),
        "minutes": max(0, int((now - came.received) / timedelta(minutes=1))),
        "jobs": [{"trade": job.trade, "words": list(job.words)} for job in inquiry.jobs],
        "place": inquiry.where.prefecture + inquiry.where.city,
        "timing": inquiry.timing,
        "budget": {"low": inquiry.budget.low, "high": inquiry.budget.high} if inquiry.budget else None,
        "quantities": list(inquiry.quantities),
        "building": inquiry.building,
        "age": inquiry.age,
        "temperature": inquiry.mood.temperature,
        "missing": _rows(came)[1],
        "fits": bid.fit.is_for_us,
        "deserves": bid.deserves,
        "reasons": [r.say(chosen()) for r in bid.worth],
        "cases": [{"case": m.case.id, "reasons": [r.say(chosen()) for r in m.reasons]} for m in bid.own_cases],
        "estimates": [
            {"trade": e.trade, "basis": e.basis, "low": e.low, "high": e.high, "cases": [c.id for c in e.cases]}
            for e in bid.estimates
        ],
        **(_made_json(made) if made else {}),
    }


def _made_json(made: "Made") -> dict[str, Any]:
    return {
        "token": made.token,
        "update": made.is_update,
        "mode": made.mode,
        "home": made.home,
        "page": made.page if made.path else "",
        "content": made.path.as_posix() if made.path else "",
        "draft": (made.folder / "reply.txt").as_posix(),
        "mail": (made.folder / "reply.eml").as_posix() if made.reply.mail else "",
        "reply_url": made.reply.reply_url,
    }
