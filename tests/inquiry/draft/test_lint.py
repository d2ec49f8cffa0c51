"""What a draft lacks or should not say; each sample has two mistakes of its kind where that is possible."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.inquiry.draft.days import Opening, opening_of, visit_days
from adgen.inquiry.draft.lint import Frame, findings
from adgen.inquiry.draft.write import Draft
from adgen.inquiry.redact.leaks import Known, known_of
from adgen.model.values import Weekday
from tests.inquiry.draft.asking import contractor

SUNDAY = date(2026, 11, 22)
OPENING = Opening(8 * 60, 19 * 60, frozenset({Weekday.sunday, Weekday.holiday}))
FRAME = Frame(OPENING, SUNDAY, None, Known(()), "8:00〜19:00")
GOOD = {
    "greeting": "ご依頼ありがとうございます。",
    "answer": "壁紙の張替えを、お受けできます。",
    "who": "下地を直してから張ります（写真を2019年から保管）。",
    "case": "近い工事では、千種区の62㎡の例があります。121,440円、工期は2日でした。",
    "next": "下見は、11月24日（火）か11月28日（土）に伺えます。",
}


def codes(parts: dict[str, str], frame: Frame = FRAME, mode: str = "quote") -> list[str]:
    text = "\n\n".join(parts.values())
    return [f.code for f in findings(Draft(mode, text, text, parts), frame)]  # type: ignore[arg-type]


def test_a_good_one_is_left_alone() -> None:
    assert codes(GOOD) == []


LACKING = {
    "no strength": ({"who": "町の内装店です。"}, ["W450"]),
    "no case, no number": ({"case": "", "who": "丁寧に仕事をします。心をこめます。よろしく。"}, ["W450", "W451", "W452"]),
    "a case without figures": ({"case": "近い例があります。"}, ["W451", "W452"]),
    "an open question, not online": ({"answer": "【ここにお答えを書いてください: 犬がいますか】【ページ未公開】お受けできます。"}, ["W457", "W458"]),
    "pressing, twice": ({"next": "今だけの価格です。お早めにどうぞ。"}, ["W460", "W460"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", LACKING)
def test_what_is_missing_is_named(kind: str) -> None:
    changes, expected = LACKING[kind]
    assert codes({**GOOD, **changes}) == expected


def test_nothing_but_a_call_to_ask() -> None:
    assert codes({"greeting": "お気軽にお問い合わせください。", "next": "お問合せお待ちしております。"}) == [
        "W450",
        "W451",
        "W452",
        "W453",
    ]
    assert codes({"greeting": "残念ですがお受けできません。"}, mode="decline") == ["W459"]


PROMISES = {
    "a Sunday and a holiday": ("11月22日（日）か11月23日（月）に伺えます。", 2),
    "a wrong weekday and a day that is over": ("11月25日（木）か、11月20日（金）です。", 2),
    "a day that does not exist": ("11月31日（火）と2月30日（月）に伺います。", 2),
    "hours": ("朝7時に伺い、20:30までに終えます。", 2),
    "always": ("24時間対応、年中無休です。", 2),
    "weekends and tonight": ("土日も伺います。本日中にお返事します。", 2),
    "all is well": ("11月24日（火）の午後3時に伺い、18時までに終えます。", 0),
    "next year": ("1月6日（水）と1月7日（木）に伺えます。", 0),
}


@pytest.mark.parametrize("kind", PROMISES)
def test_promises_against_the_hours(kind: str) -> None:
    text, count = PROMISES[kind]
    assert codes({**GOOD, "next": text}) == ["W454"] * count


def test_without_hours_nothing_is_contradicted() -> None:
    free = replace(FRAME, opening=Opening(None, None, frozenset()), hours="")
    assert codes({**GOOD, "next": "24時間、土日も、朝5時でも伺います。"}, free) == []


def test_longer_than_a_screen_and_than_the_portal_allows() -> None:
    long = {**GOOD, "worry": "\n".join(["下地のことが気になります。"] * 30)}
    assert codes(long, replace(FRAME, limit=100)) == ["W455", "W456"]


def test_personal_data_is_not_copied_back() -> None:
    known = known_of(["電話は090-1234-5678、メールは hanako@example.com です。山田 花子と申します。"])
    parts = {**GOOD, "answer": "０９０－１２３４－５６７８と hanako@example.com に、山田 花子さまあてにご連絡します。"}
    assert sorted(codes(parts, replace(FRAME, known=known))) == ["W461", "W461", "W461"]


# ---------------------------------------------------------------- days


@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.frozensets(st.sampled_from(list(Weekday)), max_size=7),
    st.integers(1, 5),
)
def test_two_days_on_which_somebody_works(today: date, off: frozenset[Weekday], first: int) -> None:
    opening = Opening(None, None, off)
    days = visit_days(today, opening, first)
    assert len(days) <= 2
    assert all(opening.is_open(day) and day >= today + timedelta(days=first) for day in days)
    assert len(days) < 2 or (days[1] - days[0]).days >= 2
    assert days or len(off - {Weekday.holiday}) == 7


def test_hours_as_they_are_written() -> None:
    aozora = contractor("aozora").profile
    opening = opening_of(aozora)
    assert (opening.begin, opening.end) == (8 * 60, 19 * 60)
    assert not opening.is_open(SUNDAY)
    for hours, begin, end in (
        ("午前9時から午後5時半まで", 540, 1020),
        ("９：３０～１８：００", 570, 1080),
        ("要相談", None, None),
    ):
        changed = opening_of(aozora.model_copy(update={"hours": hours}))
        assert (changed.begin, changed.end) == (begin, end)
