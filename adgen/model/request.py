"""requests/<token>.yaml: a page for one request. It is published: it holds no personal data, only what everybody may read."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from adgen.model.declare import Choice, Record, Says, as_string, scalar
from adgen.model.values import Date, Line, Lines, Money, Prose, Slugs
from adgen.problems import Places

FOLDER = "requests"
DAYS_OPEN = 90
_TOKEN = re.compile("[0-9a-f]{32}")


class Basis(Choice):
    """What a rough price rests on."""

    prices = "料金表"
    cases = "施工事例"
    reference = "参考事例"
    nothing = "なし"


# These stand and fall with the cases that they name.
BY_CASES = (Basis.cases, Basis.reference)


class State(Choice):
    """Whether a request page is shown, leads to the service, or is gone."""

    open = "公開中"
    closed = "終了"
    withdrawn = "取り下げ"


ABasis = Annotated[Basis, scalar(Basis.read), as_string()]
AState = Annotated[State, scalar(State.read), as_string()]


class RoughPrice(Record):
    """A rough price for one job of a request, tax included."""

    trade: Annotated[Line, Says("業種", "どの工事の概算か", "Which job, by trade", "壁紙・クロス張替え")]
    basis: Annotated[
        ABasis,
        Says(
            "根拠",
            "料金表・施工事例・参考事例（事例1件）・なし",
            "prices, cases, reference (one case) or nothing",
            "施工事例",
        ),
    ]
    low: Annotated[Money | None, Says("下限", "税込の金額", "Lowest amount, tax included", "58,000円")] = None
    high: Annotated[Money | None, Says("上限", "税込の金額", "Highest amount, tax included", "82,000円")] = None
    day: Annotated[Date | None, Says("時点", "いつの概算か", "Day of the estimate", "2026-11-22")] = None
    cases: Annotated[Slugs, Says("事例", "この概算のもとにした施工事例", "Cases on which it rests", "bedroom-8jo")] = ()


class Request(Record):
    """requests/<token>.yaml: the page for one request. Never city, budget, timing or words of the customer."""

    trades: Annotated[
        Lines,
        Says(
            "業種",
            "工事の種類。先に書いたものを先に見せます",
            "Trades; the first leads",
            "壁紙・クロス張替え",
            also=("trade",),
        ),
    ]
    created: Annotated[Date, Says("作成日", "このページを作った日", "Day on which it was made", "2026-11-22")]
    until: Annotated[
        Date | None,
        Says(
            "期限",
            "この日までページを見せます。書かなければ作成日から90日",
            "Last day of the page; 90 days when absent",
            "2027-02-20",
        ),
    ] = None
    featured_until: Annotated[
        Date | None,
        Says(
            "先頭に出す期限",
            "この日までトップページの先頭にこの業種を出します",
            "Last day on which its trade leads the home page",
            "2026-12-06",
        ),
    ] = None
    sizes: Annotated[Lines, Says("数量", "広さや数", "Quantities", "6畳")] = ()
    building: Annotated[Line | None, Says("建物", "建物の種類", "Kind of building", "マンション")] = None
    cases: Annotated[
        Slugs,
        Says("事例", "見せる施工事例を、見せる順に", "Cases to show, in order", "living-yani、bedroom-8jo"),
    ] = ()
    estimates: Annotated[tuple[RoughPrice, ...], Says("概算", "工事ごとの概算", "Rough prices, one a job", "")] = ()
    questions: Annotated[
        Lines,
        Says(
            "質問", "お客さまにお聞きしたいこと", "What to ask the customer", "天井も張り替えますか、家具はありますか"
        ),
    ] = ()
    note: Annotated[
        Prose | None,
        Says(
            "一言",
            "ご自分の言葉で。お客さまのお名前やご住所は書かない",
            "A word of your own (Markdown); no names, no addresses",
            "ヤニで黄ばんだ壁の張替えを、これまで41件お受けしました。",
        ),
    ] = None
    state: Annotated[AState, Says("状態", "公開中・終了・取り下げ", "open, closed or withdrawn", "公開中")] = State.open


@dataclass(frozen=True)
class RequestEntry:
    """One request page: `token` is its file's name and its address, known only to whom it was sent."""

    token: str
    record: Request
    places: Places

    @property
    def last_day(self) -> date:
        """The last day on which the page is shown."""
        until = self.record.until
        if until:
            return until.last_day()
        return date.fromordinal(min(self.record.created.last_day().toordinal() + DAYS_OPEN, date.max.toordinal()))

    def is_shown(self, today: date) -> bool:
        """Whether the page is open on that day; else it leads to the service."""
        return self.record.state is State.open and today <= self.last_day

    def leads_home(self, today: date) -> bool:
        """Whether its trade leads the home page on that day."""
        last = self.record.featured_until
        return self.is_shown(today) and last is not None and today <= last.last_day()


def is_token(text: str) -> bool:
    """Whether this is 128 random bits as 32 hexadecimal digits."""
    return _TOKEN.fullmatch(text) is not None


def page_path(token: str) -> str:
    """Where the page of a request stands, from the root of its site."""
    return f"{FOLDER}/{token}.html"
