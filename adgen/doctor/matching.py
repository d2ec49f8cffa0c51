"""Which trades and towns a request may name to be one for this contractor, by the judgement that requests get."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from adgen.doctor import Finding, Grade, Words
from adgen.inquiry.documents import Contractor, from_site
from adgen.inquiry.reasons import Reason
from adgen.inquiry.script import plain
from adgen.inquiry.understand.fit import judge
from adgen.inquiry.understand.inquiry import read_inquiry
from adgen.inquiry.understand.place import towns
from adgen.model.site import Site
from adgen.trades import trades

_SHOWN = 8


@dataclass(frozen=True)
class Answer:
    """What becomes of requests that name a trade or a town, which the profile lists or (`is_own` False) does not, and why."""

    name: str
    is_own: bool
    is_for_us: bool
    why: Reason


def trade_answers(site: Site) -> list[Answer]:
    """The trades of the profile, and those near them that it does not name."""
    contractor = from_site(site)
    own = site.profile.trades
    near = dict.fromkeys(r for t in own if t in trades() for r in trades()[t].related if r not in contractor.trades)
    return [_trade(contractor, name, name in own) for name in (*own, *near) if name in trades()]


def town_answers(site: Site) -> list[Answer]:
    """The towns of the profile, and those that it leaves out."""
    contractor = from_site(site)
    found = []
    for area in site.profile.areas:
        prefecture = plain(area.prefecture)
        listed = area.cities or towns().get(prefecture, ())[:1]
        found += [_town(contractor, prefecture + plain(town), is_own=True) for town in listed]
        found += [_town(contractor, prefecture + plain(town), is_own=False) for town in area.exclude]
    return found


def check_matching(site: Site, trade: list[Answer], town: list[Answer]) -> Iterator[Finding]:
    """What would come, what would not although it should, and what was left out."""
    yield _arrives(trade, town)
    yield from _unmatched(trade, town)
    listed = {one.why.values.get("trade") for one in trade if one.is_own}
    services = dict.fromkeys(s.record.trade for s in site.services if s.record.published)
    for name in services:
        if name in trades() and name not in site.profile.trades and trades()[name].label not in listed:
            label = trades()[name].label
            yield Finding(
                "matching",
                Grade.warning,
                Words(f"業務にある「{label}」が、業種に入っていません", f"a service is of {label}, which trades lacks"),
                Words("site.yaml の 業種 と、紹介サイトの登録に足してください", "add it to trades, and at the portal"),
            )
    near = [trades()[one.name].label for one in trade if not (one.is_own or one.is_for_us)]
    if near:
        yield Finding(
            "matching",
            Grade.note,
            Words(f"登録していない近い業種の依頼は届きません: {_some(near)}", f"near trades that are not listed: {_some(near)}"),
            Words("受けるものがあれば、業種 に足してください", "add those that you take to trades"),
        )  # fmt: skip


def pairs(trade: list[Answer], town: list[Answer]) -> Iterator[dict[str, object]]:
    """Every pair of a trade and a town, for machines."""
    for one in trade:
        for other in town:
            yield {"trade": one.name, "town": other.name, "matches": one.is_for_us and other.is_for_us}


def _trade(contractor: Contractor, name: str, is_own: bool) -> Answer:
    fit = judge(read_inquiry("", "", {"trade": trades()[name].label}), contractor)
    return Answer(name, is_own, bool(fit.in_trade), fit.reasons[0])


def _town(contractor: Contractor, name: str, *, is_own: bool) -> Answer:
    fit = judge(read_inquiry("", "", {"area": name}), contractor)
    return Answer(name, is_own, bool(fit.in_area), fit.reasons[-1])


def _arrives(trade: list[Answer], town: list[Answer]) -> Finding:
    what = [trades()[one.name].label for one in trade if one.is_for_us]
    where = [one.name for one in town if one.is_for_us]
    count = len(what) * len(where)
    if not count:
        return Finding(
            "matching",
            Grade.bad,
            Words("届く組み合わせがありません", "no pair of a trade and a town would match"),
            Words(
                "site.yaml の 業種 と 営業エリア（都道府県と市区町村）を書いてください",
                "write trades and areas (prefecture and cities) into site.yaml",
            ),
        )
    return Finding(
        "matching",
        Grade.good,
        Words(
            f"届く組み合わせ {count}通り: {_some(what)} × {_some(where)}",
            f"{count} pairs would match: {_some(what)} x {_some(where)}",
        ),
    )


def _unmatched(trade: list[Answer], town: list[Answer]) -> Iterator[Finding]:
    """What the profile names and requests would not be matched by, and towns left out that would be."""
    for one in trade:
        if one.is_own and not one.is_for_us:
            label = trades()[one.name].label
            yield Finding(
                "matching",
                Grade.warning,
                Words(f"「{label}」の依頼が当たりません（{one.why.say()}）", f"{label}: {one.why.say('en')}"),
                Words("業種 の書き方を直してください", "see trades in site.yaml"),
            )
    yield from (_town_finding(one) for one in town if one.is_own != one.is_for_us)


def _town_finding(one: Answer) -> Finding:
    """A town that is served and would not match, or is left out and would."""
    known = [p + t for p, listed in towns().items() for t in listed]
    near = (difflib.get_close_matches(one.name, known, n=1, cutoff=0.5) or ["愛知県春日井市"])[0]
    if one.is_own:
        return Finding(
            "matching",
            Grade.warning,
            Words(f"「{one.name}」の依頼が当たりません（{one.why.say()}）", f"{one.name}: {one.why.say('en')}"),
            Words(
                f"市区町村の名前を、役所の書き方で書いてください。例: {near}",
                f"write the name of the town in full, such as {near}",
            ),
        )
    return Finding(
        "matching",
        Grade.warning,
        Words(f"対象外の「{one.name}」からの依頼を、見分けられません", f"{one.name} is left out, yet matches"),
        Words(
            f"対象外 は市区町村の名前で書いてください（例: {near}）。それより細かい所は、依頼を見て決めます",
            f"name a town, such as {near}; parts of a town cannot be told apart",
        ),
    )


def _some(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return "、".join(names[:_SHOWN]) + (f" ほか{more}" if more > 0 else "")
