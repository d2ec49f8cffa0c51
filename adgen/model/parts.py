"""The parts of site.yaml: permits, areas, strengths, campaigns, steps, privacy and look."""

from typing import Annotated, ClassVar

from adgen.model.declare import Record, Says
from adgen.model.values import (
    ACaseLayout,
    ACorners,
    AFactsLayout,
    AHeading,
    AHeadingPlace,
    AHeroLayout,
    APaper,
    APermit,
    AServiceLayout,
    Colour,
    Date,
    Line,
    Lines,
    Prose,
    Sections,
    Slug,
    Web,
    YesNo,
)


class Licence(Record):
    """A permit or a qualification (建設業法40条の2: nothing that looks like a permit one does not hold)."""

    kind: Annotated[Line, Says("種類", "許可や資格の名前", "Name of the permit or qualification", "建設業許可")]
    authority: Annotated[
        Line | None, Says("許可者", "知事または大臣、試験の主催者", "Who granted it", "愛知県知事")
    ] = None
    permit: Annotated[
        APermit | None, Says("般・特", "一般建設業か特定建設業か", "general or special", "般", missed=True)
    ] = None
    number: Annotated[Line | None, Says("番号", "許可・登録の番号", "Number", "第000000号")] = None
    issued: Annotated[
        Date | None,
        Says(
            "許可年月日",
            "許可を受けた日。建設業許可では年度の表示に使います",
            "Day of issue",
            "令和6年4月1日",
            missed=True,
        ),
    ] = None
    expires: Annotated[
        Date | None,
        Says(
            "有効期限",
            "過ぎるとページから消えます",
            "Last day of validity; after it the entry leaves the page",
            "令和11年3月31日",
        ),
    ] = None
    trades: Annotated[Lines, Says("許可業種", "許可を受けた業種", "Trades of the permit", "内装仕上工事業")] = ()
    holder: Annotated[Line | None, Says("資格者", "資格を持つ人（表示名）", "Who holds the qualification", "代表")] = (
        None
    )


class Area(Record):
    """営業エリア: a prefecture and its towns."""

    prefecture: Annotated[Line, Says("都道府県", "都道府県名", "Prefecture", "愛知県")]
    cities: Annotated[Lines, Says("市区町村", "対応する市区町村", "Towns served", "名古屋市、春日井市")] = ()
    exclude: Annotated[Lines, Says("対象外", "その中で伺えない町", "Towns left out", "港区")] = ()
    travel_fee: Annotated[
        Line | None, Says("出張費", "出張費の有無と金額（税込）", "Travel fee, tax included", "いただいていません")
    ] = None
    note: Annotated[Line | None, Says("補足", "エリアの補足", "Remark on the area", "ほかの市町はご相談ください")] = (
        None
    )


class Strength(Record):
    """One thing they take care of, with what proves it."""

    title: Annotated[Line, Says("見出し", "大切にしていること", "What they take care of", "下地を直してから貼る")]
    text: Annotated[
        Prose,
        Says("説明", "具体的に何をするか", "What is done, concretely", "はがした壁の穴と段差を写真でお見せします。"),
    ]
    basis: Annotated[
        Line | None,
        Says(
            "根拠",
            "数字や記録、事例など",
            "Figures, records or cases that prove it",
            "下地写真を全件保管（2019年から）",
            to_publish=True,
        ),
    ] = None
    case: Annotated[Slug | None, Says("事例", "根拠になる施工事例", "Case that shows it", "living-yani")] = None


class Evidence(Record):
    """The basis of a number or claim on the page (景品表示法: without a basis it may not be printed)."""

    claim: Annotated[Line, Says("表示", "ページに書いた数字や言葉", "The words on the page", "812件")]
    basis: Annotated[
        Line,
        Says(
            "根拠", "期間・数え方・出典", "Period, way of counting, source", "2016年4月〜2026年10月の元請工事、自社集計"
        ),
    ]


class Fact(Record):
    """One figure of the strip under the hero."""

    label: Annotated[Line, Says("項目", "数字の説明", "What the figure counts", "元請の施工件数")]
    value: Annotated[Line, Says("値", "数字や短い言葉", "Figure or a few words", "812件")]
    basis: Annotated[
        Line | None, Says("根拠", "期間や数え方", "Period or way of counting", "2016年4月〜2026年10月・自社集計")
    ] = None


class Campaign(Record):
    """A limited offer. It leaves the page by itself on the day after its end."""

    title: Annotated[Line, Says("題名", "キャンペーンの名前", "Title", "網戸の張替え 平日割")]
    text: Annotated[
        Prose,
        Says(
            "内容",
            "条件と金額（税込）",
            "Conditions and amounts, tax included",
            "平日の工事で1枚あたり300円引き（税込）",
        ),
    ]
    start: Annotated[Date, Says("開始日", "始まる日", "First day", "2026-11-01")]
    end: Annotated[Date, Says("終了日", "終わる日", "Last day", "2026-12-20")]
    list_price_proof: Annotated[
        Line | None,
        Says(
            "通常価格の実績",
            "通常価格で実際に販売した期間",
            "When the usual price was really charged",
            "2026年4月〜10月",
        ),
    ] = None


class Step(Record):
    """One step from the first question to the after-care."""

    title: Annotated[Line, Says("見出し", "何をする段階か", "What happens", "下見（無料）")]
    text: Annotated[
        Prose,
        Says("説明", "その段階で決まること", "What is settled at this step", "広さと下地を見て、写真を撮ります。"),
    ]
    pay: Annotated[
        Line | None, Says("お支払い", "その段階で支払うもの", "What is paid at this step", "費用はかかりません")
    ] = None
    time: Annotated[Line | None, Says("かかる日数", "めやすの日数", "How long it takes", "ご連絡から3日以内")] = None


class Privacy(Record):
    """How personal data is used; printed on the privacy page when there is a form (個人情報保護法21条)."""

    purposes: Annotated[
        Lines,
        Says(
            "利用目的",
            "個人情報を何に使うか",
            "What personal data is used for",
            "お問い合わせへの返信、見積もり、工事の連絡",
        ),
    ] = ()
    kept: Annotated[
        Line | None,
        Says("保管期間", "いつまで保管するか", "How long it is kept", "工事をしなかった場合は1年で消します"),
    ] = None
    contact: Annotated[
        Line | None,
        Says("窓口", "開示や削除の申し出先", "Where to ask for disclosure or deletion", "代表（電話・メール）"),
    ] = None


class Form(Record):
    """A contact form at any service that takes a plain HTML form."""

    shorthand: ClassVar[str] = "action"
    action: Annotated[
        Web,
        Says("送信先", "フォームの送信先アドレス", "Address that the form posts to", "https://form.example.jp/aozora"),
    ]
    orders: Annotated[
        YesNo,
        Says(
            "注文を受ける",
            "フォームで注文や契約まで受けるか（特商法表記が要ります）",
            "Whether orders are taken online",
            "いいえ",
        ),
    ] = False


class Design(Record):
    """How the page looks: one accent colour and a few choices within the theme."""

    accent: Annotated[
        Colour, Says("色", "会社の色（英数字6桁）", "Accent colour, six hexadecimal digits", "2f6b4f")
    ] = "#2f6b4f"
    heading: Annotated[AHeading | None, Says("見出し書体", "明朝 または ゴシック", "mincho or gothic", "明朝")] = None
    hero: Annotated[AHeroLayout | None, Says("トップ写真", "全面・左右・額縁", "full, beside or framed", "全面")] = None
    paper: Annotated[APaper | None, Says("地の色", "生成り・白・会社の色", "cream, white or tinted", "生成り")] = None
    corners: Annotated[ACorners | None, Says("角", "直角 または 丸み", "square or round", "直角")] = None
    heading_place: Annotated[AHeadingPlace | None, Says("見出しの位置", "左 または 中央", "left or centred", "左")] = (
        None
    )
    facts: Annotated[AFactsLayout | None, Says("数字の見せ方", "罫線 または 帯", "lines or band", "帯")] = None
    cases: Annotated[
        ACaseLayout | None,
        Says("事例の並べ方", "大きな一枚 または 同じ大きさ", "featured (one large) or grid", "大きな一枚"),
    ] = None
    services: Annotated[AServiceLayout | None, Says("料金の並べ方", "一覧 または カード", "rows or cards", "一覧")] = (
        None
    )
    order: Annotated[
        Sections,
        Says(
            "並び順",
            "トップページの部品の順番。書かなかった部品は後ろに続きます",
            "Order of the sections of the home page; the others follow",
            "強み、施工事例、料金",
        ),
    ] = ()
