"""What services need: a page for each trade, prices with what they contain, how long it takes, and who guarantees it."""

from collections.abc import Callable

from adgen import trades
from adgen.check.criteria import Criterion, Effort, Gap, Look, Section, Seen, Tally, Words, tally
from adgen.model.site import ServiceEntry


def of_service(service: ServiceEntry, **values: object) -> Gap:
    """What is lacking in a service."""
    unit = trades.trades()[service.record.trade].price_unit
    return {"title": service.record.title, "file": service.places().file, "unit": unit, **values}


def each_service(fine: Callable[[ServiceEntry], object]) -> Look:
    """Whether each service has what is asked."""
    return lambda seen: tally(len(seen.site.services), [of_service(s) for s in seen.site.services if not fine(s)])


def _each_trade(seen: Seen) -> Tally:
    there = {s.record.trade for s in seen.site.services}
    wanted = () if seen.has_draft("services") else seen.site.profile.trades
    return tally(len(wanted), [{"trade": trades.trades()[t].label, "id": t} for t in wanted if t not in there])


def _warranty(seen: Seen) -> Tally:
    general = seen.site.profile.warranty
    return each_service(lambda s: s.record.warranty or general)(seen)


CRITERIA = (
    Criterion(
        "service_per_trade",
        Section.services,
        7,
        Effort.evening,
        Words("業種ごとに業務内容がある", "a service for each trade"),
        Words(
            "「{trade}」の業務内容がまだありません。1つ作ってください: adgen new service --site {site} --trade {id}",
            "there is no service of {id} yet; make one: adgen new service --site {site} --trade {id}",
        ),
        _each_trade,
    ),
    Criterion(
        "service_price",
        Section.services,
        8,
        Effort.evening,
        Words("どの業務にも料金がある", "each service has prices"),
        Words(
            "「{title}」に料金がありません。幅でかまわないので、{file} に税込で書いてください。例:\n料金:\n  - 項目: {title}\n    単位: {unit}\n    金額: 10,000円〜15,000円",
            "'{title}' has no prices; a band will do: write label, unit and price, tax included, as prices into {file}",
        ),
        each_service(lambda s: s.record.prices),
    ),
    Criterion(
        "service_scope",
        Section.services,
        4,
        Effort.line,
        Words("料金に何が入るかがある", "what the price contains"),
        Words(
            "「{title}」の料金に何が入っているかがわかりません。{file} に「含むもの」を書いてください。例: 含むもの: 養生、片付け、ごみの持ち帰り",
            "'{title}' does not say what its prices contain: write scope into {file}",
        ),
        each_service(lambda s: s.record.scope or any(p.includes for p in s.record.prices)),
    ),
    Criterion(
        "service_excluded",
        Section.services,
        3,
        Effort.line,
        Words("別料金になるものがある", "what costs extra"),
        Words(
            "「{title}」で別の見積もりになるものがわかりません。{file} に「含まないもの」を書いてください。例: 含まないもの: 大きな下地補修",
            "'{title}' does not say what is quoted apart: write excluded into {file}",
        ),
        each_service(lambda s: s.record.excluded or any(p.excludes for p in s.record.prices)),
    ),
    Criterion(
        "service_duration",
        Section.services,
        3,
        Effort.line,
        Words("工期の目安がある", "how long it takes"),
        Words(
            "「{title}」が何日かかるかがわかりません。{file} に「工期の目安」を書いてください。例: 工期の目安: 6畳で1日",
            "'{title}' does not say how long it takes: write duration into {file}",
        ),
        each_service(lambda s: s.record.duration),
    ),
    Criterion(
        "service_warranty",
        Section.services,
        4,
        Effort.line,
        Words("保証がある", "the warranty"),
        Words(
            "「{title}」の保証がわかりません。{folder}/site.yaml に1度書けば、どの工事にも出ます（工事ごとに違うときは {file} に書きます）。例:\n保証: 引き渡しから2年、はがれと浮きを自社で直します。",
            "'{title}' tells no warranty: write warranty into {folder}/site.yaml once for all, or into {file} where it differs",
        ),
        _warranty,
    ),
    Criterion(
        "service_photo",
        Section.services,
        3,
        Effort.evening,
        Words("業務に写真がある", "a photo of the work"),
        Words(
            "「{title}」に写真がありません。{folder}/photos に入れて、{file} の「写真」にその名前を書いてください。例: 写真: photos/sagyou.jpg",
            "'{title}' has no photo: put one into {folder}/photos and name it as photos in {file}",
        ),
        each_service(lambda s: s.photos),
    ),
)
