"""Cases as cards, as pages, and as lists by trade, budget and building."""

from collections.abc import Callable, Iterator

from adgen import trades
from adgen.model.photo import Photo
from adgen.model.site import CaseEntry, Site
from adgen.model.values import Building, Hand
from adgen.pages import prose, words
from adgen.pages.view import CaseCard, CasesPage, CaseView, Link, Picture
from adgen.plan.people import staff_view, voice_view
from adgen.plan.pictures import PAIR, Pictures

_RELATED = 3
# Upper bounds in yen, as homeowners think of them when they look for a home like theirs.
_BUDGETS = (
    ("under-10", "10万円未満", 100_000),
    ("10-30", "10万〜30万円", 300_000),
    ("30-100", "30万〜100万円", 1_000_000),
    ("100-300", "100万〜300万円", 3_000_000),
    ("over-300", "300万円以上", None),
)

Group = tuple[str, str, Callable[[CaseEntry], bool]]


def address(case: CaseEntry) -> str:
    """Where the page of a case stands."""
    return f"cases/{case.slug}.html"


def seen_first(site: Site, pictures: Pictures) -> list[CaseEntry]:
    """Cases with a photo to show first, the newest of each first."""
    return sorted(site.newest, key=lambda case: pictures.lead(case.photos) is None)


def card(case: CaseEntry, pictures: Pictures) -> CaseCard:
    """What a reader asks first: what, how much, how long, where. The same card stands on many pages, and is made once."""
    made = pictures.cards.get(case.slug)
    if made is None or made[0] is not case:
        made = pictures.cards[case.slug] = case, _card(case, pictures)
    return made[1]


def _card(case: CaseEntry, pictures: Pictures) -> CaseCard:
    record = case.record
    photo = pictures.lead(case.photos)
    pairs = pictures.pairs(case.photos)
    return CaseCard(
        title=record.title,
        href=address(case),
        trade=_trade_label(record.trade),
        area=record.area or "",
        building=record.building.value if record.building else "",
        price=words.with_tax(record.price) if record.price else "",
        period=record.period.typed if record.period else "",
        done=words.when(record.done) if record.done else "",
        scope=record.price_scope or "",
        picture=pictures.picture(photo, "card", f"{record.title}（{photo.role}）") if photo else None,
        wide=pictures.picture(photo, "figure", f"{record.title}（{photo.role}）") if photo else None,
        pair=_pair(pairs[0], record.title, pictures) if pairs else None,
    )


def case_view(case: CaseEntry, site: Site, pictures: Pictures) -> CaseView:
    """One case in full, with its neighbours."""
    record = case.record
    pairs = pictures.pairs(case.photos)
    paired = {p.path for pair in pairs for p in pair}
    first = pictures.lead(case.photos)
    others = [p for p in case.photos if p.path not in paired and (pairs or p is not first)]
    by_name = {p.path.rpartition("/")[2]: p for p in case.photos}
    staff = next((s for s in site.staff if s.record.name == record.staff), None)
    voice = next((v for v in site.voices if record.voice and v.record.id == record.voice), None)
    service = next((s for s in site.services if s.slug == record.service), None)
    return CaseView(
        card=card(case, pictures),
        record=record,
        hand=record.own_work.value if record.own_work in (Hand.prime, Hand.subcontract) else "",
        rows=_rows(case),
        chapters=tuple((head, text) for head, text in _chapters(case) if text),
        story=prose.render(
            case.body.markdown, "../", lambda n: pictures.picture(by_name[n], "figure") if n in by_name else None
        ),
        lead=pictures.picture(first, "figure", record.title) if first and not pairs else None,
        pairs=tuple(_pair(pair, record.title, pictures) for pair in pairs),
        photos=tuple(pictures.picture(p, "figure", f"{record.title}（{p.role}）") for p in others),
        staff=staff_view(staff, pictures) if staff else None,
        voice=voice_view(voice, site) if voice else None,
        service=Link(service.record.title, f"services/{service.slug}.html") if service else None,
        related=tuple(card(c, pictures) for c in _related(case, site)),
    )


def case_lists(site: Site, pictures: Pictures) -> Iterator[tuple[str, CasesPage, str]]:
    """(path, page, title) of the index and of every filter that holds a case."""
    cases = seen_first(site, pictures)
    groups = _groups(site)
    for slug, label, fits in [_EVERY, *(g for _, group in groups for g in group)]:
        chosen = [c for c in cases if fits(c)]
        heading = "施工事例" if slug == "index" else f"施工事例：{label}"
        yield (
            f"cases/{slug}.html",
            CasesPage(
                heading=heading,
                lead=f"{len(chosen)}件の施工事例です。金額はすべて税込です。",
                cards=tuple(card(c, pictures) for c in chosen),
                filters=_filters(groups, cases, slug),
            ),
            heading,
        )


def list_paths(site: Site) -> set[str]:
    """The paths that `case_lists` takes."""
    return {f"cases/{slug}.html" for slug, _, _ in (_EVERY, *(g for _, group in _groups(site) for g in group))}


def _groups(site: Site) -> list[tuple[str, list[Group]]]:
    used = dict.fromkeys(c.record.trade for c in site.cases)
    by_trade = [(f"trade-{t.replace('_', '-')}", _trade_label(t), _has_trade(t)) for t in trades.trades() if t in used]
    by_budget = [(f"budget-{slug}", label, _in_budget(slug)) for slug, label, _ in _BUDGETS]
    by_building = [(f"building-{b.name}", b.value, _is_building(b)) for b in Building]
    groups = [("工事の種類", by_trade), ("費用", by_budget), ("建物", by_building)]
    return [(head, [g for g in group if any(g[2](c) for c in site.cases)]) for head, group in groups]


def _any(case: CaseEntry) -> bool:
    return True


_EVERY: Group = ("index", "すべて", _any)


def _has_trade(trade: str) -> Callable[[CaseEntry], bool]:
    return lambda case: trade == case.record.trade


def _is_building(building: Building) -> Callable[[CaseEntry], bool]:
    return lambda case: case.record.building is building


def _in_budget(slug: str) -> Callable[[CaseEntry], bool]:
    def fits(case: CaseEntry) -> bool:
        price = case.record.price
        amount = (price.low or price.high) if price else None
        return amount is not None and slug == next(s for s, _, limit in _BUDGETS if limit is None or amount < limit)

    return fits


def _filters(
    groups: list[tuple[str, list[Group]]], cases: list[CaseEntry], current: str
) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    whole = Link("すべて", "cases/index.html", len(cases), current == "index")
    shown = [
        (
            head,
            tuple(
                Link(label, f"cases/{slug}.html", sum(map(fits, cases)), slug == current) for slug, label, fits in group
            ),
        )
        for head, group in groups
        if len(group) > 1
    ]
    return (("一覧", (whole,)), *shown)


def _related(case: CaseEntry, site: Site) -> list[CaseEntry]:
    """The same trade first, then the same building, newest first."""
    trade, building = case.record.trade, case.record.building
    ranks: tuple[list[CaseEntry], ...] = ([], [], [], [])
    for other in site.newest:
        if other is not case:
            ranks[2 * (other.record.trade != trade) + (other.record.building != building)].append(other)
            if len(ranks[0]) == _RELATED:
                break
    return [other for rank in ranks for other in rank][:_RELATED]


def _rows(case: CaseEntry) -> tuple[tuple[str, str], ...]:
    record = case.record
    rows = [
        ("工事", _trade_label(record.trade)),
        ("費用", words.with_tax(record.price) if record.price else ""),
        ("費用に含むもの", record.price_scope),
        ("工期", record.period.typed if record.period else ""),
        ("広さ・数量", record.size.typed if record.size else ""),
        ("地域", record.area),
        ("建物", record.building.value + (f"・築{record.built}年" if record.built else "") if record.building else ""),
        ("施工", words.when(record.done) if record.done else ""),
        ("材料", "、".join(" ".join(filter(None, (m.maker, m.product, m.code))) for m in record.materials)),
        (
            "保証",
            f"{record.warranty.years}。{record.warranty.scope}。保証する人は{record.warranty.by}"
            if record.warranty
            else "",
        ),
        ("請負", "下請として施工" if record.own_work is Hand.subcontract else ""),
    ]
    return tuple((label, value) for label, value in rows if value)


def _chapters(case: CaseEntry) -> list[tuple[str, str | None]]:
    record = case.record
    return [
        ("ご要望", record.request),
        ("現状", record.problem),
        ("ご提案", record.proposal),
        ("施工内容", record.work),
        ("仕上がり", record.result),
    ]


def _pair(pair: tuple[Photo, Photo], title: str, pictures: Pictures) -> tuple[Picture, Picture]:
    before, after = pair
    return (
        pictures.picture(before, PAIR, f"{title}（施工前）", like=after),
        pictures.picture(after, PAIR, f"{title}（施工後）"),
    )


def _trade_label(trade: str) -> str:
    return trades.trades()[trade].label
