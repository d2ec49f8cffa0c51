"""Services as pages show them."""

from adgen import trades
from adgen.model.site import ServiceEntry, Site
from adgen.model.work import PriceItem
from adgen.pages import prose, words
from adgen.pages.view import PriceView, ServiceView
from adgen.plan.cases import card
from adgen.plan.pictures import Pictures

_OWN_CASES = 6
# Said on the pages of the trades that need the survey.
_ASBESTOS = (
    "工事の前に、石綿（アスベスト）が使われていないかを調べます。2006年9月1日以降に着工した建物は書類で、"
    "それより前の建物は資格者が書類と現物で確かめます。"
)


def address(service: ServiceEntry) -> str:
    """Where the page of a service stands."""
    return f"services/{service.slug}.html"


def service_view(service: ServiceEntry, site: Site, pictures: Pictures) -> ServiceView:
    """One service in full, with the own cases of its trade."""
    record = service.record
    own = [
        c
        for c in site.newest
        if record.trade in (c.record.trade, *c.record.also_trades) or c.record.service == service.slug
    ]
    by_name = {p.path.rpartition("/")[2]: p for p in service.photos}
    first = next((p for p in service.photos if pictures.is_fit(p)), None)
    photos = [pictures.picture(p, "figure", record.title) for p in service.photos]
    return ServiceView(
        title=record.title,
        href=address(service),
        trade=trades.trades()[record.trade].label,
        record=record,
        summary=record.summary or "",
        story=prose.render(
            service.body.markdown, "../", lambda n: pictures.picture(by_name[n], "figure") if n in by_name else None
        ),
        prices=tuple(_price(item) for item in record.prices),
        picture=pictures.picture(first, "card", record.title) if first else None,
        photos=tuple(photos),
        cases=tuple(card(c, pictures) for c in own[:_OWN_CASES]),
        asbestos=_ASBESTOS if record.trade in trades.SURVEYED_FOR_ASBESTOS else "",
    )


def _price(item: PriceItem) -> PriceView:
    return PriceView(
        item=item,
        price=words.yen(item.price),
        unit=item.unit,
        min_charge=words.yen(item.min_charge) if item.min_charge else "",
        since=words.when(item.valid_from) if item.valid_from else "",
    )
