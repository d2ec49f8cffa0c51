"""What cases need: one for each trade, photos side by side, a price, and why the work was done so."""

from adgen import trades
from adgen.check.criteria import Criterion, Effort, Gap, Look, Section, Seen, Tally, Words, tally, whether
from adgen.model.site import CaseEntry, Site
from adgen.plan.pictures import Pictures
from adgen.text.japanese import Yen

_CONSENT = (
    "。お客さまに載せてよいと言われた日も、case.md の「掲載承諾」に書きます",
    ", and write the day of consent as consent into case.md",
)
_UNDISCLOSED = Yen(None, None)
_SIZES = {(False, True): ("広さ", "size"), (True, False): ("築年数", "built"), (False, False): ("広さと築年数", "size and built")}  # fmt: skip


def trades_of(case: CaseEntry) -> tuple[str, ...]:
    """Every trade that a case shows."""
    return case.record.trade, *case.record.also_trades


def case_of(trade: str, site: Site, **values: object) -> Gap:
    """A case of that trade that is not there yet, as `adgen new case` makes it."""
    service = next((f" --service {s.slug}" for s in site.services if s.record.trade == trade), "")
    return {"trade": trades.trades()[trade].label, "id": trade, "service": service, **values}


def _first(seen: Seen) -> Tally:
    return Tally(0, ()) if seen.has_draft("cases") else whether(bool(seen.site.cases))


def _each_trade(seen: Seen) -> Tally:
    shown = {trade for case in seen.site.cases for trade in trades_of(case)}
    wanted = seen.site.profile.trades if shown and not seen.has_draft("cases") else ()
    return tally(len(wanted), [case_of(trade, seen.site) for trade in wanted if trade not in shown])


def _photo(seen: Seen) -> Tally:
    # Photos that wait for consent are told of by the build.
    waiting = seen.files_with("W315", "W316")
    without = [c for c in seen.site.cases if not c.photos and c.places().file not in waiting]
    asked = [(c, ("", "") if c.record.consent else _CONSENT) for c in without]
    gaps = [_gap(c, consent=ja, consent_en=en) for c, (ja, en) in asked]
    return tally(len(seen.site.cases), gaps)


def _pair(seen: Seen) -> Tally:
    pictures = Pictures(seen.facts, {}, {})
    cases = [c for c in seen.site.cases if c.photos]
    known = {c.slug: [p for p in c.photos if p.path in seen.facts] for c in cases}
    return tally(len(cases), [_gap(c) for c in cases if not pictures.pairs(known[c.slug])])


def _price(seen: Seen) -> Tally:
    told = [c for c in seen.site.cases if c.record.price]
    return tally(len(told), [_gap(c) for c in told if c.record.price == _UNDISCLOSED])


def _home(seen: Seen) -> Tally:
    def lacking(case: CaseEntry) -> tuple[str, str] | None:
        return _SIZES.get((bool(case.record.size), case.record.built is not None))

    found = [(case, words) for case in seen.site.cases if (words := lacking(case))]
    return tally(len(seen.site.cases), [_gap(c, lacking=ja, lacking_en=en) for c, (ja, en) in found])


def _filled(key: str) -> Look:
    """Whether each case has this field."""
    return lambda seen: tally(len(seen.site.cases), [_gap(c) for c in seen.site.cases if not getattr(c.record, key)])


def _gap(case: CaseEntry, **values: str) -> Gap:
    file = case.places().file
    return {"title": case.record.title, "file": file, "dir": file.rpartition("/")[0], **values}


CRITERIA = (
    Criterion(
        "first_case",
        Section.cases,
        10,
        Effort.evening,
        Words("施工事例がある", "there is a case"),
        Words(
            "施工事例がまだありません。写真があれば adgen import --site {site} に写真のフォルダを添えて、なければ adgen new case --site {site} で1件作ってください",
            "there is no case yet: make one with adgen import --site {site} PHOTOS, or without photos with adgen new case --site {site}",
        ),
        _first,
    ),
    Criterion(
        "case_per_trade",
        Section.cases,
        8,
        Effort.job,
        Words("業種ごとに施工事例がある", "a case for each trade"),
        Words(
            "「{trade}」の施工事例がまだありません。1件足してください: adgen new case --site {site} --trade {id}{service}",
            "there is no case of {id} yet; add one: adgen new case --site {site} --trade {id}{service}",
        ),
        _each_trade,
    ),
    Criterion(
        "case_photo",
        Section.cases,
        7,
        Effort.evening,
        Words("どの事例にも写真がある", "each case has a photo"),
        Words(
            "「{title}」に写真がありません。{dir} に、施工後1.jpg という名前で入れてください{consent}",
            "'{title}' has no photo: put one into {dir}, named after1.jpg{consent_en}",
        ),
        _photo,
    ),
    Criterion(
        "case_pair",
        Section.cases,
        5,
        Effort.job,
        Words("施工前と施工後が並んでいる", "before and after stand side by side"),
        Words(
            "「{title}」は、施工前と施工後を並べて見せられません。同じ場所を同じ向きで撮った写真があれば、{dir} に 施工前1.jpg、施工後1.jpg の名前で入れてください。なければ、次の現場で、始める前に1枚撮ってください",
            "'{title}' cannot show before and after: put photos of one place, taken the same way, into {dir}, named before1.jpg and after1.jpg; without them, take one before the next job begins",
        ),
        _pair,
    ),
    Criterion(
        "case_price",
        Section.cases,
        6,
        Effort.line,
        Words("費用が書いてある", "the price is told"),
        Words(
            "「{title}」の費用が非公開です。幅でかまわないので {file} に書いてください。例: 費用: 30万円〜50万円",
            "'{title}' does not tell its price; a band will do: write price into {file}, for example price: 300000-500000",
        ),
        _price,
    ),
    Criterion(
        "case_reason",
        Section.cases,
        4,
        Effort.evening,
        Words("その方法を勧めたわけがある", "why the work was done so"),
        Words(
            "「{title}」に、なぜその方法を勧めたかがありません。{file} の「提案」に2、3文で書いてください。例: 提案: 下地が傷んでいたので、張る前に板を替える方法を勧めました。",
            "'{title}' does not say why this was proposed: write two or three sentences as proposal into {file}",
        ),
        _filled("proposal"),
    ),
    Criterion(
        "case_result",
        Section.cases,
        3,
        Effort.line,
        Words("工事のあとどうなったかがある", "how it turned out"),
        Words(
            "「{title}」に、工事のあとどうなったかがありません。{file} の「結果」に1文で書いてください。例: 結果: 昼は照明をつけずに過ごせます。",
            "'{title}' does not say how it turned out: write a sentence as result into {file}",
        ),
        _filled("result"),
    ),
    Criterion(
        "case_materials",
        Section.cases,
        3,
        Effort.line,
        Words("使った材料がある", "the materials"),
        Words(
            "「{title}」に、使った材料がありません。{file} の「材料」に、見積書の品名を書いてください。例: 材料: 織物調ビニルクロス",
            "'{title}' does not name its materials: write materials into {file}, as on the quote",
        ),
        _filled("materials"),
    ),
    Criterion(
        "case_home",
        Section.cases,
        3,
        Effort.line,
        Words("広さと築年数がある", "size, and age of the building"),
        Words(
            "「{title}」に{lacking}がありません。「うちと同じくらい」と思ってもらえるように、{file} に書いてください。例:\n広さ: 62㎡\n築年数: 築22年",
            "'{title}' lacks {lacking_en}, by which readers find a home like theirs: write them into {file}",
        ),
        _home,
    ),
)
