"""Stages follow one another, and only so; every date is one that somebody can act on."""

import json
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.inquiry.ledger.record import Record, Step, advanced, from_json, to_json
from adgen.inquiry.ledger.report import grade, is_old, summary
from adgen.inquiry.ledger.stages import Stage, may_follow, possible

JAPAN = timezone(timedelta(hours=9))
NOON = datetime(2026, 11, 20, 12, tzinfo=JAPAN)


def record(*stages: Stage, hours: float = 1, token: str = "a" * 32, **more: object) -> Record:
    """A request that arrived at noon and went through these stages, an hour (or so many) apart."""
    steps = tuple(Step(s, NOON + timedelta(hours=hours * n)) for n, s in enumerate((Stage.new, Stage.draft, *stages)))
    return Record(token, "<1@x>", "mail", "壁紙", NOON, trades=("cross",), steps=steps, **more)  # type: ignore[arg-type]


WAYS = {
    "the good end": [Stage.replied, Stage.answered, Stage.survey, Stage.estimate, Stage.won, Stage.work, Stage.handed, Stage.care],
    "one reminder": [Stage.replied, Stage.replied, Stage.silent, Stage.answered],
    "advice": [Stage.advised, Stage.answered, Stage.survey],
    "not answered, then after all": [Stage.skipped, Stage.declined],
    "put off": [Stage.hold, Stage.replied, Stage.hold, Stage.estimate, Stage.lost],
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_ways_that_are_open(way: str) -> None:
    found: Record | None = record()
    for stage in WAYS[way]:
        assert found
        found = advanced(found, Step(stage, NOON))
    assert found
    assert found.stages[2:] == tuple(WAYS[way])


CLOSED = [
    ((), Stage.won),
    ((), Stage.survey),
    ((Stage.replied,), Stage.won),
    ((Stage.replied, Stage.replied), Stage.replied),
    ((Stage.skipped,), Stage.won),
    ((Stage.replied, Stage.lost), Stage.won),
    ((Stage.replied, Stage.answered, Stage.won), Stage.care),
]


@pytest.mark.parametrize(("before", "wanted"), CLOSED)
def test_ways_that_are_closed(before: tuple[Stage, ...], wanted: Stage) -> None:
    assert advanced(record(*before), Step(wanted, NOON)) is None
    assert wanted not in possible(record(*before).stages)


@given(st.lists(st.sampled_from(list(Stage)), max_size=12))
def test_no_third_letter_and_nothing_won_unanswered(wishes: list[Stage]) -> None:
    found = record()
    for wish in wishes:
        found = advanced(found, Step(wish, NOON)) or found
    assert all(may_follow(found.stages[:n], stage) for n, stage in enumerate(found.stages))
    for first, second, third in zip(found.stages, found.stages[1:], found.stages[2:], strict=False):
        assert {first, second, third} != {Stage.replied}
    if Stage.won in found.stages:
        before = found.stages[: found.stages.index(Stage.won)]
        assert {Stage.answered, Stage.survey, Stage.estimate, Stage.hold} & set(before)
    assert from_json(json.loads(json.dumps(to_json(found)))) == found


def test_next_actions_and_their_days() -> None:
    assert (record().next.ja, record().due) == ("返信する", date(2026, 11, 20))
    replied = record(Stage.replied)
    assert (replied.next.ja, replied.due) == ("返答がなければ、1回だけ連絡する", date(2026, 11, 23))
    assert "lost --silent" in record(Stage.replied, Stage.replied).next.ja
    held = advanced(record(), Step(Stage.hold, NOON, due=date(2027, 3, 1)))
    assert held
    assert (held.next.ja, held.due) == ("再開する", date(2027, 3, 1))
    assert record(Stage.skipped).next.ja == ""


def test_care_after_handing_over() -> None:
    done = record(Stage.replied, Stage.answered, Stage.won, Stage.handed, hours=24, warranty_years=5)
    assert [c.ja for c in done.cares()] == ["1か月の点検", "1年の点検", "保証が終わる前の点検"]
    assert done.cares()[0].day == date(2026, 12, 25)
    looked = advanced(done, Step(Stage.care, NOON))
    assert looked
    assert [c.ja for c in looked.cares()] == ["1年の点検", "保証が終わる前の点検"]
    assert record(Stage.replied).cares() == ()


AGES = {0.5: 0, 1: 1, 3.9: 1, 4: 2, 23: 2, 24: 3, 500: 3}


@pytest.mark.parametrize("hours", AGES)
def test_how_late_an_answer_is(hours: float) -> None:
    now = NOON + timedelta(hours=hours)
    assert grade(record(), now) == AGES[hours]
    assert grade(record(Stage.replied), now) == 0


def test_the_report() -> None:
    won = [Stage.replied, Stage.answered, Stage.won]
    rows = [
        record(*won, hours=0.4, case_link=True, temperature="急ぎ"),
        record(Stage.replied, Stage.silent, hours=3, case_link=True),
        record(Stage.replied, Stage.answered, Stage.won, Stage.lost, hours=30),
        record(),
        record(Stage.skipped),
    ]
    found = summary(rows, NOON + timedelta(hours=6))
    assert (found.requests, found.waiting, found.oldest_hours, found.replied) == (5, 1, 6, 3)
    assert [(s.label, s.won, s.of) for s in found.within] == [("1", 1, 3), ("4", 1, 3), ("24", 2, 3)]
    assert (found.with_case.won, found.with_case.of) == (2, 3)
    assert [(s.won, s.of) for s in found.by_trade] == [(1, 3)]
    assert [(s.label, s.won, s.of) for s in found.by_time] == [
        ("0–1", 1, 1),
        ("1–4", 0, 0),
        ("4–24", 0, 1),
        ("24–", 0, 1),
    ]
    assert found.median_hours == 6
    assert found.care == ()
    assert summary([], NOON).median_hours is None


def test_what_is_old() -> None:
    day = NOON.date()
    assert not is_old(record(Stage.replied, Stage.lost), day + timedelta(days=179), 180)
    assert is_old(record(Stage.replied, Stage.lost), day + timedelta(days=180), 180)
    handed = record(Stage.replied, Stage.answered, Stage.won, Stage.handed, warranty_years=10)
    assert not is_old(handed, day + timedelta(days=400), 180)


BROKEN = [
    {},
    {"token": "a", "message_id": "", "channel": "mail", "title": "", "received": "2026-11-20T12:00:00", "steps": []},
    {"token": "a", "message_id": "", "channel": "mail", "title": "", "received": "yesterday", "steps": []},
    {"token": "a", "message_id": "", "channel": "m", "title": "", "received": NOON.isoformat(), "steps": [{"stage": "nope", "at": NOON.isoformat()}]},
    {"token": "a", "message_id": "", "channel": "m", "title": "", "received": NOON.isoformat(), "steps": [], "names": "山田"},
]  # fmt: skip


@pytest.mark.parametrize("plain", BROKEN)
def test_what_is_no_record(plain: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(plain)
