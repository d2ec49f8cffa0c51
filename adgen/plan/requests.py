"""The page of one request: its trades with own cases in full, rough prices, and what to tell us. Each job is kept apart."""

from datetime import date

from adgen import trades
from adgen.model.parts import Step
from adgen.model.request import BY_CASES, Basis, RequestEntry, RoughPrice
from adgen.model.site import CaseEntry, Site
from adgen.pages import prose, words
from adgen.pages.request_view import EstimateView, JobView, RequestPage, UsedCase
from adgen.pages.view import Link, Picture, TextPage
from adgen.plan import texts
from adgen.plan.cases import address, card, case_view
from adgen.plan.hero import best_photo
from adgen.plan.home import COOLING_OFF
from adgen.plan.people import staff_view
from adgen.plan.pictures import Pictures
from adgen.plan.services import address as service_address
from adgen.plan.services import service_view
from adgen.plan.trade_cases import cases_of, is_of, questions_of, service_of
from adgen.text.japanese import When, Yen

# The photo at the top of the page of a request stands beside its text.
HERO_ROLE = "hero_beside"
_IN_FULL = 3
_MORE = 6
_MOST_DRIVERS = 4
_OLD_DAYS = 2 * 365
_DRIVERS = ("現地で見てわかる傷み", "お選びになる材料や品番", "家具の移動や養生の量")
# For a contractor who wrote no steps of his own; it promises nothing that every careful one does not do.
_STEPS = (
    Step(title="わかる範囲でお知らせください", text="ご紹介サイトの返信画面からで結構です。写真が1枚あると話が早く進みます。"),
    Step(title="現地を拝見します", text="ご都合のよい日に伺い、寸法と傷みを見ます。その場で決めていただく必要はありません。"),
    Step(title="お見積もりをお渡しします", text="何にいくらかかるかを書いてお渡しします。お断りになってもかまいません。"),
    Step(title="ご契約のあと、工事に入ります", text="内容と金額にご納得いただいてから、日程を決めます。"),
)  # fmt: skip


def request_page(entry: RequestEntry, site: Site, pictures: Pictures) -> RequestPage:
    """The view of an open request."""
    record = entry.record
    jobs = tuple(_job(trade, entry, site, pictures) for trade in dict.fromkeys(record.trades))
    others = [c for c in site.cases if c.slug in record.cases and not any(is_of(c, t) for t in record.trades)]
    asked = [q for job in jobs for q in job.questions]
    return RequestPage(
        heading=texts.heading_for(record.trades),
        lead=_lead(jobs, site),
        hero=_hero(entry, site, pictures),
        asked=_asked(entry),
        note=prose.render(record.note or "", "../", lambda _: None),
        jobs=jobs,
        others=tuple(card(c, pictures) for c in sorted(others, key=lambda c: record.cases.index(c.slug))),
        questions=record.questions or tuple(dict.fromkeys(asked)),
        staff=tuple(staff_view(s, pictures) for s in site.staff),
        steps=site.profile.steps or _STEPS,
        cooling_off=site.profile.cooling_off or COOLING_OFF,
    )


def over_page(entry: RequestEntry, site: Site) -> TextPage:
    """The view of a request whose time is over: it leads to the services, and to all cases."""
    services = [found for trade in dict.fromkeys(entry.record.trades) if (found := service_of(trade, site))]
    links = [Link(f"{s.record.title}の内容と料金を見る", service_address(s)) for s in services]
    links += [Link("施工事例を見る", "cases/index.html")] if site.cases else []
    return TextPage(
        heading="このページの公開は終わりました",
        lead="工事の内容と料金、これまでの施工事例は、次のページでご覧いただけます。",
        sections=(),
        links=(*links, Link(f"{site.profile.name}のトップページへ", "index.html")),
    )


def _lead(jobs: tuple[JobView, ...], site: Site) -> str:
    """What the page holds, by what there is."""
    holds = [
        ("施工事例", any(job.cases for job in jobs)),
        ("料金", any(job.service and job.service.prices for job in jobs)),
    ]
    holds += [("概算", any(job.estimate for job in jobs)), ("工事の進み方", True)]
    return f"{site.profile.name}の{'、'.join(word for word, is_there in holds if is_there)}をまとめました。"


def _asked(entry: RequestEntry) -> tuple[tuple[str, str], ...]:
    labels = (trades.trades()[trade].label for trade in dict.fromkeys(entry.record.trades))
    rows = (("ご依頼", "、".join(labels)), ("数量", "、".join(entry.record.sizes)), ("建物", entry.record.building))
    return tuple((label, value) for label, value in rows if value)


def _hero(entry: RequestEntry, site: Site, pictures: Pictures) -> Picture | None:
    """A photo of finished work of the first trade, else of its service, else that of the home page."""
    trade = entry.record.trades[0]
    service = service_of(trade, site)
    photo = best_photo(cases_of(trade, site, entry.record.cases), pictures)
    photo = photo or next(iter(service.photos if service else ()), site.hero)
    return pictures.picture(photo, HERO_ROLE, trades.trades()[trade].label) if photo else None


def _job(trade: str, entry: RequestEntry, site: Site, pictures: Pictures) -> JobView:
    record = entry.record
    service = service_of(trade, site)
    own = cases_of(trade, site, record.cases)
    price = next((e for e in record.estimates if e.trade == trade), None)
    return JobView(
        trade=trades.trades()[trade].label,
        service=service_view(service, site, pictures) if service else None,
        cases=tuple(case_view(c, site, pictures) for c in own[:_IN_FULL]),
        more=tuple(card(c, pictures) for c in own[_IN_FULL : _IN_FULL + _MORE]),
        estimate=_estimate(price, entry, site) if price else None,
        questions=questions_of(trade, site),
    )


def _estimate(price: RoughPrice, entry: RequestEntry, site: Site) -> EstimateView:
    """The rough price as the page tells it; one case is no range, and nothing to rest on gives no amount."""
    by_slug = {c.slug: c for c in site.cases}
    day = price.day or entry.record.created
    is_one = price.basis is Basis.reference
    told = "" if price.basis is Basis.nothing else words.yen(_amount(price))
    return EstimateView(
        kind="nothing" if not told else "reference" if is_one else "range",
        price=told,
        day=f"{_day(day)}時点の{'参考金額' if is_one else '概算'}・税込",
        basis=_basis(price, entry),
        drivers=_drivers(price.trade, site),
        cases=tuple(_used(by_slug[slug], day.last_day()) for slug in price.cases if slug in by_slug),
        by_cases=price.basis in BY_CASES,
    )


def _amount(price: RoughPrice) -> Yen:
    low = price.low.low if price.low else None
    high = low if price.basis is Basis.reference else price.high.low if price.high else None
    return Yen(low, high)


def _basis(price: RoughPrice, entry: RequestEntry) -> str:
    match price.basis:
        case Basis.prices:
            is_alone = len(entry.record.trades) == 1 and entry.record.sizes
            size = f"に、ご依頼の数量（{'、'.join(entry.record.sizes)}）を当てはめた" if is_alone else "から出した"
            return f"私たちの料金表{size}金額です。"
        case Basis.cases:
            return f"これまでに行った同じ工事{len(price.cases)}件の金額をもとにした幅です。"
        case Basis.reference:
            return "近い工事が1件あります。その工事の金額で、今回の金額の幅ではありません。"
        case Basis.nothing:
            return "金額をお伝えできる材料が、まだ足りません。下のことがわかると、概算をお出しできます。"


def _drivers(trade: str, site: Site) -> tuple[str, ...]:
    service = service_of(trade, site)
    written = [driver for item in (service.record.prices if service else ()) for driver in item.drivers]
    return tuple(dict.fromkeys(written))[:_MOST_DRIVERS] or _DRIVERS


def _used(case: CaseEntry, day: date) -> UsedCase:
    done, price = case.record.done, case.record.price
    return UsedCase(
        title=case.record.title,
        href=address(case),
        price=words.with_tax(price) if price else "",
        year=f"{done.year}年" if done else "",
        is_old=done is not None and (day - done.last_day()).days > _OLD_DAYS,
    )


def _day(day: When) -> str:
    return f"{day.month}月{day.day}日" if day.day else words.when(day)
