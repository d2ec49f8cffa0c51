"""services/*.md and cases/*/case.md: what they do for how much, and what they have done."""

from typing import Annotated, ClassVar

from adgen.model.declare import Record, Says
from adgen.model.photo import Consent, PhotoEntry
from adgen.model.values import (
    ABuilding,
    AHand,
    Count,
    Date,
    Days,
    Line,
    Lines,
    Money,
    Price,
    Prose,
    Size,
    Slug,
    Slugs,
    Years,
    YesNo,
)


class Question(Record):
    """A question and its answer."""

    q: Annotated[
        Line, Says("質問", "お客さまの言葉で", "Question in the customer's words", "小さな工事でも来てもらえますか。")
    ]
    a: Annotated[Prose, Says("答え", "はい・いいえを先に", "Answer, yes or no first", "はい。壁1面から伺います。")]
    trade: Annotated[Line | None, Says("業種", "関係する工事の種類", "Trade it belongs to", "壁紙・クロス張替え")] = (
        None
    )
    source: Annotated[
        Line | None, Says("出どころ", "実際にあった質問か", "Where the question came from", "実際の問合せ")
    ] = None


class PriceItem(Record):
    """One line of a price table, tax included (消費税法63条: 総額表示)."""

    label: Annotated[Line, Says("項目", "何の料金か", "What it is the price of", "壁紙張替え（量産品）")]
    unit: Annotated[Line, Says("単位", "㎡・m・枚・台・箇所・式など", "Unit", "㎡")]
    price: Annotated[
        Money, Says("金額", "税込の金額や幅", "Amount or band, tax included", "1,320円〜1,650円", also=("料金", "価格"))
    ]
    tax_included: Annotated[YesNo, Says("税込", "税込なら「はい」", "yes: tax is included", "はい")] = True
    min_charge: Annotated[
        Money | None, Says("最低料金", "これより小さい工事でもかかる金額", "Smallest charge", "22,000円")
    ] = None
    includes: Annotated[
        Lines, Says("含むもの", "料金に入っているもの", "What is included", "養生、家具の移動、ごみ処分")
    ] = ()
    excludes: Annotated[Lines, Says("含まないもの", "別にかかるもの", "What is not included", "下地の補修")] = ()
    drivers: Annotated[
        Lines, Says("変動要因", "金額が変わるわけ", "What changes the price", "天井の高さ、家具の量")
    ] = ()
    plain: Annotated[
        Line | None,
        Says(
            "言いかえ",
            "専門用語のやさしい説明",
            "Plain words for trade jargon",
            "量産品とは、柄の数をしぼった定番の壁紙です",
        ),
    ] = None
    valid_from: Annotated[
        Date | None, Says("適用日", "この料金を始めた日", "Day from which the price holds", "2026-04-01")
    ] = None
    basis: Annotated[
        Line | None, Says("根拠", "この料金で行った実績", "Jobs really done at this price", "2025年の工事41件")
    ] = None
    cases: Annotated[Slugs, Says("事例", "この料金で行った施工事例", "Cases done at this price", "bedroom-8jo")] = ()


class Warranty(Record):
    """Who promises what for how long."""

    years: Annotated[Line, Says("期間", "何年間か", "How long", "2年")]
    scope: Annotated[Line, Says("内容", "何を保証するか", "What is covered", "はがれ・浮き")]
    by: Annotated[Line, Says("保証する人", "自社・メーカー・保険法人", "Who gives it", "自社")]


class Service(Record):
    """services/<slug>.md; the body is the description."""

    title: Annotated[
        Line,
        Says(
            "題名",
            "お客さまがわかる言葉で",
            "Title in the customer's words",
            "壁紙（クロス）の張替え",
            also=("タイトル",),
        ),
    ]
    trade: Annotated[
        Line, Says("業種", "工事の種類。ふだんの言葉で書けます", "Trade, by name or id", "壁紙・クロス張替え")
    ]
    slug: Annotated[Slug | None, Says("公開名", "アドレスに使う英数字", "Name in the address", "kabegami")] = None
    aliases: Annotated[Lines, Says("旧アドレス", "以前のアドレス", "Former addresses", "cloth.html")] = ()
    published: Annotated[YesNo, Says("公開", "「いいえ」は下書き", "no is a draft", "はい")] = True
    order: Annotated[Count, Says("順番", "小さいほど先", "Smaller comes first", "1")] = 100
    summary: Annotated[
        Line | None,
        Says("要約", "一覧に出る一文", "Sentence for lists", "6畳の壁と天井を1日で張り替えます。", to_publish=True),
    ] = None
    scope: Annotated[
        Lines, Says("含むもの", "工事に入っていること", "What the work includes", "はがし、下地処理、張り、片付け")
    ] = ()
    excluded: Annotated[
        Lines, Says("含まないもの", "別の見積もりになること", "What is quoted apart", "大きな下地補修")
    ] = ()
    prices: Annotated[
        tuple[PriceItem, ...], Says("料金", "料金の項目", "Price items", "", also=("料金表", "price_items"))
    ] = ()
    duration: Annotated[Line | None, Says("工期の目安", "かかる日数", "How long it takes", "6畳で1日")] = None
    steps: Annotated[
        Lines,
        Says("流れ", "工事当日の進み方", "How the day goes", "養生、はがし、下地処理、張り、確認", also=("flow",)),
    ] = ()
    warranty: Annotated[Warranty | None, Says("保証", "期間・内容・保証する人", "Warranty", "")] = None
    tips: Annotated[
        Lines,
        Says(
            "助言",
            "頼む前に知っておくとよいこと",
            "What is good to know before asking",
            "家具の下も張るかどうかを、先に決めておくと早く進みます",
        ),
    ] = ()
    hearing: Annotated[
        Lines, Says("確認したいこと", "見積もりの前に聞くこと", "What is asked before a quote", "広さ、天井も含むか")
    ] = ()
    photos: Annotated[tuple[PhotoEntry, ...], Says("写真", "業務の写真", "Photos", "photos/kabegami.jpg")] = ()
    faq: Annotated[tuple[Question, ...], Says("よくある質問", "この工事の質問", "Questions on this work", "")] = ()


class Material(Record):
    """A product that was used."""

    shorthand: ClassVar[str] = "product"

    product: Annotated[Line, Says("品名", "材料の名前", "Product", "織物調ビニルクロス")]
    maker: Annotated[Line | None, Says("メーカー", "メーカー名", "Maker", "見本クロス工業")] = None
    code: Annotated[Line | None, Says("品番", "品番", "Product number", "MK-1001")] = None


class Case(Record):
    """cases/<slug>/case.md; the photos lie beside it and the body is the story."""

    title: Annotated[
        Line,
        Says(
            "題名", "何をどう直したか", "What was done", "ヤニで黄ばんだリビングの壁を白い織物調に", also=("タイトル",)
        ),
    ]
    trade: Annotated[
        Line, Says("業種", "工事の種類。ふだんの言葉で書けます", "Trade, by name or id", "壁紙・クロス張替え")
    ]
    slug: Annotated[
        Slug | None,
        Says("公開名", "アドレスに使う英数字。フォルダ名が英数字なら要りません", "Name in the address", "living-yani"),
    ] = None
    aliases: Annotated[Lines, Says("旧アドレス", "以前のアドレス", "Former addresses", "works/12.html")] = ()
    published: Annotated[YesNo, Says("公開", "「いいえ」は下書き", "no is a draft", "はい")] = True
    featured: Annotated[YesNo, Says("おすすめ", "トップページに先に出す", "Shown first on the home page", "はい")] = (
        False
    )
    also_trades: Annotated[
        Lines,
        Says(
            "ほかの業種",
            "同じ工事で行ったほかの業種",
            "Further trades of the same job",
            "クッションフロア・フロアタイル",
        ),
    ] = ()
    service: Annotated[Slug | None, Says("業務", "関係する業務内容", "Service it belongs to", "kabegami")] = None
    area: Annotated[
        Line | None,
        Says(
            "地域",
            "市区町村まで（町名・番地は書かない）",
            "Town, never below",
            "名古屋市千種区",
            also=("area_public",),
            to_publish=True,
        ),
    ] = None
    building: Annotated[
        ABuilding | None,
        Says(
            "建物",
            "戸建て・マンション・アパート・賃貸・店舗・事務所",
            "house, apartment, rental, shop or other",
            "マンション",
            to_publish=True,
        ),
    ] = None
    built: Annotated[
        Years | None, Says("築年数", "築何年か", "Age of the building in years", "築22年", also=("built_year", "築年"))
    ] = None
    size: Annotated[Size | None, Says("広さ", "工事した広さや数", "How much was done", "62㎡")] = None
    done: Annotated[
        Date | None,
        Says("施工年月", "工事が終わった月", "Month in which it was finished", "2026年4月", to_publish=True),
    ] = None
    period: Annotated[
        Days | None, Says("工期", "かかった日数", "How long it took", "1.5日", also=("period_days",), to_publish=True)
    ] = None
    price: Annotated[
        Price | None,
        Says(
            "費用",
            "税込の金額や幅。出さないときは「非公開」",
            "Amount or band, tax included; or undisclosed",
            "86,000円",
            also=("金額", "価格"),
            to_publish=True,
        ),
    ] = None
    price_scope: Annotated[
        Line | None,
        Says(
            "費用の範囲",
            "金額に含むもの",
            "What the amount contains",
            "壁と天井 62㎡、下地補修2か所を含む",
            to_publish=True,
        ),
    ] = None
    materials: Annotated[tuple[Material, ...], Says("材料", "使った材料", "Materials", "")] = ()
    request: Annotated[
        Prose | None,
        Says(
            "ご要望",
            "お客さまが困っていたこと",
            "What the customer asked for",
            "たばこで黄ばんだ壁を明るくしたい。",
            to_publish=True,
        ),
    ] = None
    problem: Annotated[
        Prose | None,
        Says("現状", "見てわかった問題", "What was found on site", "裏紙まで茶色く、拭いても取れませんでした。"),
    ] = None
    proposal: Annotated[
        Prose | None,
        Says(
            "提案", "何をなぜ勧めたか", "What was proposed and why", "ヤニ止めの下塗りをしてから張る方法を勧めました。"
        ),
    ] = None
    work: Annotated[
        Prose | None,
        Says(
            "施工内容",
            "実際にしたこと",
            "What was done",
            "はがし、下地を直し、下塗りをして張りました。",
            to_publish=True,
        ),
    ] = None
    result: Annotated[
        Prose | None,
        Says("結果", "どうなったか", "How it turned out", "昼は照明をつけずに過ごせる明るさになりました。"),
    ] = None
    staff: Annotated[
        Line | None, Says("担当者", "staff.yaml の表示名", "Person in charge, as in staff.yaml", "見本 修")
    ] = None
    voice: Annotated[
        Line | None, Says("お客様の声", "voices.yaml に書いた id", "Voice that belongs to it, by id", "v-chikusa")
    ] = None
    warranty: Annotated[Warranty | None, Says("保証", "期間・内容・保証する人", "Warranty", "")] = None
    own_work: Annotated[
        AHand | None,
        Says("自社施工", "元請・下請・前職", "prime, subcontract or former_employer", "元請", to_publish=True),
    ] = None
    consent: Annotated[
        Consent | None,
        Says(
            "掲載承諾",
            "写真と内容を載せてよいという承諾",
            "Consent to show photos and story",
            "2026-04-12",
            missed=True,
        ),
    ] = None
    photos: Annotated[
        tuple[PhotoEntry, ...],
        Says("写真", "順番・説明・中心を決めたいときに書きます", "Only to order, describe or focus the photos", ""),
    ] = ()
