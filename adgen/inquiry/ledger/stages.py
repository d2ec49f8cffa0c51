"""The stages of a request, which may follow which, and what is to be done next."""

from dataclasses import dataclass
from datetime import date, timedelta

from adgen.model.declare import Choice


class Stage(Choice):
    new = "新着"
    draft = "下書き"
    replied = "返信済"
    answered = "返答あり"
    survey = "現地調査"
    estimate = "見積提出"
    won = "契約"
    work = "施工"
    handed = "引渡し"
    care = "アフター"
    advised = "助言のみ済"
    declined = "助言付きお断り"
    skipped = "返信不要"
    silent = "返答なし"
    lost = "失注"
    hold = "保留"


# A request with one of these is still to be answered; the clock runs.
OPEN = frozenset({Stage.new, Stage.draft})
# Its page has nothing more to lead to.
OVER = frozenset({Stage.advised, Stage.declined, Stage.skipped, Stage.silent, Stage.lost, Stage.handed, Stage.care})
# Any of these is an answer to the customer.
REPLIES = frozenset({Stage.replied, Stage.advised, Stage.declined})

_ENDS = frozenset({Stage.lost, Stage.hold})
_FOLLOWS: dict[Stage, frozenset[Stage]] = {
    Stage.new: frozenset({Stage.draft}),
    Stage.draft: REPLIES | {Stage.skipped} | _ENDS,
    Stage.replied: frozenset({Stage.replied, Stage.answered, Stage.survey, Stage.silent}) | _ENDS,
    Stage.answered: frozenset({Stage.survey, Stage.estimate, Stage.won}) | _ENDS,
    Stage.survey: frozenset({Stage.estimate, Stage.won}) | _ENDS,
    Stage.estimate: frozenset({Stage.survey, Stage.estimate, Stage.won}) | _ENDS,
    Stage.won: frozenset({Stage.work, Stage.handed, Stage.lost}),
    Stage.work: frozenset({Stage.handed}),
    Stage.handed: frozenset({Stage.care}),
    Stage.care: frozenset({Stage.care}),
    Stage.advised: frozenset({Stage.answered}),
    Stage.declined: frozenset({Stage.answered}),
    Stage.skipped: REPLIES,
    Stage.silent: frozenset({Stage.answered, Stage.lost}),
    Stage.lost: frozenset({Stage.answered}),
    Stage.hold: REPLIES | {Stage.answered, Stage.survey, Stage.estimate, Stage.won, Stage.lost},
}
# The answer, and one more when nothing comes back: a third is pressure.
_MOST_REPLIES = 2


@dataclass(frozen=True)
class Next:
    """What is to be done after a step, in both languages, and within how many days (None: no date)."""

    ja: str
    en: str
    days: int | None


NOTHING = Next("", "", None)
_NEXT = {
    Stage.new: Next("返信する", "reply", 0),
    Stage.draft: Next("返信する", "reply", 0),
    Stage.replied: Next("返答がなければ、1回だけ連絡する", "without an answer, write once more", 3),
    Stage.answered: Next("下見の日を決める", "settle the day of the visit", 1),
    Stage.survey: Next("見積書を出す", "send the estimate", 3),
    Stage.estimate: Next("返答を待つ。期日が来たら1回だけうかがう", "wait; ask once when the day has come", 7),
    Stage.won: Next("着工日を知らせる", "tell the day on which work begins", 7),
    Stage.work: Next("引き渡す", "hand over", None),
    Stage.hold: Next("再開する", "take it up again", None),
}


def may_follow(steps: tuple[Stage, ...], wanted: Stage) -> bool:
    """Whether `wanted` may come after these; a reply may be repeated once."""
    last = steps[-1] if steps else None
    if last is None:
        return wanted == Stage.new
    if wanted == last == Stage.replied:
        return steps.count(Stage.replied) < _MOST_REPLIES
    return wanted in _FOLLOWS[last]


def possible(steps: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """What may come next, in the order of the stages."""
    return tuple(stage for stage in Stage if may_follow(steps, stage))


def next_of(steps: tuple[Stage, ...]) -> Next:
    """What is to be done after the last of these."""
    if steps.count(Stage.replied) == _MOST_REPLIES and steps[-1] == Stage.replied:
        return Next("返答がなければ、返答なし（lost --silent）にする", "without an answer, record lost --silent", 7)
    return _NEXT.get(steps[-1], NOTHING) if steps else NOTHING


def due_of(steps: tuple[Stage, ...], day: date) -> date | None:
    """Until when that is to be done, when the last step was on `day`."""
    days = next_of(steps).days
    return None if days is None else day + timedelta(days=days)
