"""staff.yaml, voices.yaml and faq.yaml."""

from typing import Annotated

from adgen.model.declare import Record, Says
from adgen.model.photo import Consent, PhotoEntry
from adgen.model.values import Date, Line, Lines, Prose, Slug, Years, YesNo
from adgen.model.work import Question


class Staff(Record):
    """A person who comes to the house."""

    name: Annotated[Line, Says("名前", "ページに出す名前", "Name as shown", "代表 見本太郎", also=("表示名",))]
    ruby: Annotated[
        Line | None,
        Says("よみ", "名前の読みがな。ふりがなとして出ます", "How the name is read, in kana", "みほん たろう"),
    ] = None
    role: Annotated[Line, Says("役割", "何をする人か", "What they do", "下見・見積もり・施工")]
    career: Annotated[Years | None, Says("経験年数", "この仕事の年数", "Years in the trade", "24年")] = None
    licences: Annotated[Lines, Says("資格", "持っている資格", "Qualifications", "一級表装技能士", also=("quals",))] = ()
    message: Annotated[
        Prose | None,
        Says(
            "ひとこと",
            "お客さまへの言葉",
            "A word to the customer",
            "はがしてみてわかったことは、その場でお見せします。",
        ),
    ] = None
    face: Annotated[
        PhotoEntry | None, Says("顔写真", "本人が承諾した写真", "Portrait, with consent", "photos/taro.jpg")
    ] = None
    consent: Annotated[
        Consent | None, Says("掲載承諾", "本人の承諾", "The person's own consent", "2026-04-01", missed=True)
    ] = None


class StaffFile(Record):
    """staff.yaml."""

    staff: Annotated[
        tuple[Staff, ...], Says("担当者", "お宅に伺う人", "People who come to the house", "", also=("スタッフ",))
    ] = ()


class Voice(Record):
    """What a customer wrote (ステマ規制, 景品表示法5条3号: a reward must be told)."""

    text: Annotated[
        Prose,
        Says(
            "原文",
            "書いてもらったままの文",
            "The customer's own words",
            "はがした裏の紙まで見せてもらえて、直す訳がわかりました。",
        ),
    ]
    date: Annotated[Date, Says("日付", "いただいた月", "When it was given", "2026年5月")]
    incentive: Annotated[
        Line | None, Says("謝礼", "なし、または内容", "none, or what was given", "なし", to_publish=True)
    ] = None
    consent: Annotated[
        Consent | None, Says("掲載承諾", "載せてよいという承諾", "Consent to print it", "2026-05-10", to_publish=True)
    ] = None
    id: Annotated[
        Slug | None, Says("id", "施工事例から指すときの名前", "Name by which a case refers to it", "v-chikusa")
    ] = None
    display_name: Annotated[
        Line | None,
        Says("表示名", "イニシャルや年代。お名前は書かない", "Initials or age, never the full name", "K様（60代）"),
    ] = None
    area: Annotated[Line | None, Says("地域", "市区町村まで", "Town, never below", "名古屋市千種区")] = None
    trade: Annotated[Line | None, Says("業種", "どの工事か", "Trade", "壁紙・クロス張替え")] = None
    source: Annotated[
        Line | None, Says("いただき方", "アンケート・メール・口コミサイト", "How it was given", "工事後のアンケート")
    ] = None
    excerpted: Annotated[YesNo, Says("抜粋", "一部だけを載せているか", "yes when shortened", "いいえ")] = False
    original_kept: Annotated[
        YesNo, Says("原本を保管", "原本を持っているか", "Whether the original is kept", "はい")
    ] = False


class VoicesFile(Record):
    """voices.yaml."""

    voices: Annotated[tuple[Voice, ...], Says("お客様の声", "いただいた声", "Voices of customers", "")] = ()


class FaqFile(Record):
    """faq.yaml."""

    faq: Annotated[tuple[Question, ...], Says("よくある質問", "質問と答え", "Questions and answers", "")] = ()
