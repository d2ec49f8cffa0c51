"""site.yaml: the company, what it may do, where it works, and how its page looks."""

from typing import Annotated

from adgen.model.declare import Record, Says
from adgen.model.parts import Area, Campaign, Design, Evidence, Fact, Form, Licence, Privacy, Step, Strength
from adgen.model.photo import PhotoEntry
from adgen.model.values import (
    Date,
    Line,
    Lines,
    Mail,
    Mails,
    Phone,
    Prose,
    Root,
    Slug,
    Web,
    Weekdays,
    YesNo,
)


class Profile(Record):
    """site.yaml."""

    name: Annotated[Line, Says("屋号", "お店や会社の名前", "Trading name", "青空内装", also=("商号", "会社名"))]
    representative: Annotated[Line, Says("代表者", "代表の名前、または表示名", "Representative", "代表 見本太郎")]
    email: Annotated[
        Mail,
        Says(
            "メール",
            "お問い合わせ先のメール",
            "Mail address for customers",
            "info@example.jp",
            also=("メールアドレス",),
        ),
    ]
    slug: Annotated[
        Slug | None,
        Says(
            "公開名",
            "アドレスに使う英数字。フォルダ名が英数字なら要りません",
            "Name in the address; not needed when the folder name is plain ASCII",
            "aozora",
        ),
    ] = None
    base_url: Annotated[
        Root | None,
        Says(
            "公開アドレス",
            "公開するページのアドレス",
            "Address under which the site will stand",
            "https://aozora.example.jp/",
            missed=True,
        ),
    ] = None
    publish_to: Annotated[
        Line | None,
        Says(
            "公開先",
            "adgen publish がページを送る場所。adgen.yaml の公開先の名前か、アドレス。パスワードは書きません",
            "Where adgen publish sends the pages: a name from adgen.yaml or an address; never a password",
            "本番",
        ),
    ] = None
    aliases: Annotated[
        Lines,
        Says(
            "旧アドレス",
            "以前のページのアドレス。新しいページへ案内します",
            "Former addresses that lead here",
            "old.html",
        ),
    ] = ()
    published: Annotated[
        YesNo, Says("公開", "「いいえ」にすると屋号だけのページになります", "no leaves nothing but the name", "はい")
    ] = True
    sample: Annotated[
        YesNo, Says("見本", "架空の見本サイトなら「はい」", "yes for an invented contractor", "いいえ")
    ] = False
    ruby: Annotated[
        Line | None,
        Says("よみ", "屋号の読みがな。ふりがなとして出ます", "How the name is read, in kana", "あおぞらないそう"),
    ] = None
    legal_name: Annotated[Line | None, Says("正式名称", "登記上の名前", "Registered name", "株式会社見本")] = None
    founded: Annotated[Date | None, Says("創業", "創業した年", "Founded", "2016年")] = None
    tel: Annotated[
        Phone | None,
        Says(
            "電話",
            "お客さまからの電話番号",
            "Phone number for customers",
            "03-0000-0000",
            also=("電話番号",),
            to_publish=True,
        ),
    ] = None
    mobile: Annotated[Phone | None, Says("携帯電話", "急ぎの連絡先", "Mobile phone", "090-0000-0000")] = None
    fax: Annotated[Phone | None, Says("FAX", "FAX番号", "Fax number", "03-0000-0000")] = None
    line: Annotated[
        Web | None,
        Says("LINE", "LINE公式アカウントのアドレス", "Address of the LINE account", "https://line.example.jp/aozora"),
    ] = None
    forward_to: Annotated[
        Mails,
        Says(
            "転送先",
            "紹介メールの転送先。ページには出ません",
            "Mail addresses that referrals are forwarded to; never printed",
            "shop@example.jp",
        ),
    ] = ()
    postal_code: Annotated[Line | None, Says("郵便番号", "所在地の郵便番号", "Postal code", "000-0000")] = None
    address: Annotated[
        Line | None, Says("所在地", "会社の所在地", "Address of the company", "愛知県名古屋市千種区見本町0-0")
    ] = None
    address_public: Annotated[
        YesNo,
        Says(
            "所在地を公開",
            "自宅兼事務所なら「いいえ」。市区町村までを出します",
            "no prints the address down to the town only",
            "はい",
        ),
    ] = True
    hours: Annotated[
        Line | None,
        Says("営業時間", "電話に出られる時間", "Hours in which the phone is answered", "8:00〜19:00", to_publish=True),
    ] = None
    holidays: Annotated[Weekdays, Says("定休日", "休みの曜日", "Weekly holidays", "日曜、祝日")] = ()
    reply_within: Annotated[
        Line | None,
        Says("返信の目安", "お問い合わせへの返信までの時間", "When a question is answered", "翌営業日の18時まで"),
    ] = None
    tagline: Annotated[
        Line | None,
        Says(
            "一言",
            "写真の上に出る、この会社だけの一文",
            "One sentence that could only be this company's",
            "下地から直す、壁紙と床の張替え。",
            to_publish=True,
        ),
    ] = None
    lead: Annotated[
        Line | None,
        Says(
            "導入文", "一言の下に出る説明", "Sentence under the tagline", "名古屋市と近郊の壁紙・床の張替え専門店です。"
        ),
    ] = None
    intro: Annotated[
        Prose | None,
        Says(
            "自己紹介",
            "どんな会社か、だれが来るか",
            "Who they are and who comes",
            "夫婦と弟子の3人で…",
            to_publish=True,
        ),
    ] = None
    policy: Annotated[
        Prose | None,
        Says(
            "こだわり",
            "仕事の進め方で決めていること",
            "How they choose to work",
            "見積もりは、部屋を測ってから㎡数と単価で出します。",
        ),
    ] = None
    trades: Annotated[
        Lines,
        Says(
            "業種",
            "工事の種類。ふだんの言葉で書けます",
            "Trades, by name or id",
            "壁紙・クロス張替え、フローリング張替え・重ね張り",
            to_publish=True,
        ),
    ] = ()
    areas: Annotated[tuple[Area, ...], Says("営業エリア", "伺える地域", "Areas served", "", to_publish=True)] = ()
    licences: Annotated[tuple[Licence, ...], Says("許可・資格", "許可と資格", "Permits and qualifications", "")] = ()
    insurance: Annotated[
        Line | None,
        Says("賠償責任保険", "加入している保険", "Liability insurance", "請負業者賠償責任保険（対物1億円）"),
    ] = None
    invoice_no: Annotated[
        Line | None,
        Says("インボイス番号", "適格請求書発行事業者の番号", "Invoice registration number", "T0000000000000"),
    ] = None
    facts: Annotated[
        tuple[Fact, ...], Says("数字", "写真の下に並ぶ短い数字", "Figures of the strip under the hero", "")
    ] = ()
    strengths: Annotated[
        tuple[Strength, ...],
        Says("強み", "大切にしていること3つ", "Three things they take care of", "", to_publish=True),
    ] = ()
    evidence: Annotated[
        tuple[Evidence, ...], Says("表示の根拠", "数字や強い言葉の根拠", "Basis of figures and claims", "")
    ] = ()
    campaigns: Annotated[tuple[Campaign, ...], Says("キャンペーン", "期間のある割引", "Limited offers", "")] = ()
    steps: Annotated[
        tuple[Step, ...], Says("流れ", "お問い合わせから引き渡しまで", "From the first question to the handover", "")
    ] = ()
    payment_methods: Annotated[Lines, Says("支払方法", "現金・振込など", "Ways to pay", "銀行振込、現金")] = ()
    deposit: Annotated[
        Line | None, Says("着手金", "契約時に払うお金", "What is paid at signing", "20万円未満の工事ではいただきません")
    ] = None
    payment_timing: Annotated[
        Line | None, Says("支払時期", "残りをいつ払うか", "When the rest is paid", "引き渡しの確認後、14日以内")
    ] = None
    extra_cost: Annotated[
        Prose | None,
        Says(
            "追加費用の条件",
            "どんなときに追加になり、いつ知らせるか",
            "When extra cost arises and when it is told",
            "はがして見つかった傷みだけです。作業を止め、写真と金額をお見せします。",
        ),
    ] = None
    after_care: Annotated[
        Prose | None,
        Says(
            "アフター連絡先",
            "工事のあとの連絡先と対応",
            "Whom to call after the work",
            "電話かメールで代表へ。3営業日以内に日取りをご相談します。",
        ),
    ] = None
    neighbours: Annotated[
        Prose | None,
        Says(
            "近隣・駐車・在宅",
            "近所へのあいさつ、車、住みながらの工事",
            "Neighbours, parking, living through the work",
            "両隣に、前日までにごあいさつします。車は1台です。",
        ),
    ] = None
    condominium: Annotated[
        Prose | None,
        Says(
            "マンション管理規約",
            "管理組合への届け出など",
            "Rules and notices in condominiums",
            "管理組合への届け出に要る書類を用意します。",
        ),
    ] = None
    warranty: Annotated[
        Prose | None,
        Says(
            "保証",
            "年数・内容・だれが保証するか",
            "Years, scope and who gives the warranty",
            "張替えから2年、はがれと浮きを自社で直します。",
        ),
    ] = None
    cooling_off: Annotated[
        Prose | None,
        Says(
            "クーリング・オフ",
            "訪問での契約の取り消し（特商法9条）。書かなければ標準の文が出ます",
            "Cancelling a contract signed at home; a standard text stands in",
            "お宅で契約したときは、書面を受け取った日から8日以内なら取り消せます。",
        ),
    ] = None
    legal_notice: Annotated[
        Prose | None,
        Says(
            "特商法表記",
            "インターネットで注文を受けるときの表記",
            "Notice for orders taken online",
            "販売業者は青空内装、代表は見本修です。",
        ),
    ] = None
    privacy: Annotated[Privacy | None, Says("個人情報", "個人情報の扱い", "How personal data is used", "")] = None
    form: Annotated[
        Form | None, Says("フォーム", "問い合わせフォームの送信先", "Contact form", "https://form.example.jp/aozora")
    ] = None
    hero: Annotated[
        PhotoEntry | None, Says("トップ写真", "いちばん上の大きな写真", "Photo at the top", "photos/hero.jpg")
    ] = None
    logo: Annotated[PhotoEntry | None, Says("ロゴ", "会社のロゴ", "Logo", "photos/logo.png")] = None
    photo_copyright: Annotated[
        Line | None,
        Says(
            "写真の著作権表示",
            "公開する写真のファイルに書き込む一文。書かなければ何も書き込みません",
            "Copyright notice written into every published photo; without it nothing is",
            "© 2026 青空内装",
        ),
    ] = None
    design: Annotated[Design, Says("見た目", "色と配置", "Colour and layout")] = Design()
    updated: Annotated[
        Date | None, Says("更新日", "内容を見直した日", "Day of the last revision", "2026-11-18", to_publish=True)
    ] = None
