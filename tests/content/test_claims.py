"""The rules of law and consent: each fires on both of two mistakes and is silent on the same thing said rightly. Add a row."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from adgen.content.claims import RULES, check_claims
from adgen.content.visible import Showing, shown
from adgen.problems.catalogue import explain
from tests import make
from tests.content.reading import TODAY, base, check, load, more, told

CASE = "cases/living/case.md"
TOILET = "cases/toilet/case.md"
SERVICE = "services/kabegami.md"


def profile(lines: str) -> make.Files:
    return {"site.yaml": more("site.yaml", lines)}


def prices(*items: str) -> make.Files:
    lines = "".join(f"  - {{{item}}}\n" for item in items)
    return {"services": {"kabegami.md": f"---\n題名: a\n業種: 壁紙\n要約: b\n料金:\n{lines}---\n"}}


def cases(living: str, toilet: str) -> make.Files:
    return {"cases": {"living": {"case.md": living}, "toilet": {"case.md": toilet}}}


def voices(*items: str) -> make.Files:
    lines = "".join(f"  - {{原文: よかったです, 日付: 2026年5月, 掲載承諾: 2026-05-10, {item}}}\n" for item in items)
    return {"voices.yaml": f"お客様の声:\n{lines}"}


def body(text: str) -> make.Files:
    return {"services": {"kabegami.md": f"---\n題名: a\n業種: 壁紙\n要約: b\n---\n{text}\n"}}


PERMIT = "許可・資格:\n  - {種類: 建設業許可, 許可者: 愛知県知事, 般・特: 般, 番号: 第1号, 許可年月日: %s, 許可業種: 内装仕上工事業}\n"
CAMPAIGN = "  - {題名: %s, 内容: %s, 開始日: %s, 終了日: %s}\n"
FORM = "フォーム: {送信先: https://form.example.jp/a, 注文を受ける: %s}\n"


class Rule(NamedTuple):
    """The code, two mistakes with the files they stand in, and the same said rightly."""

    code: str
    wrong: make.Files
    files: list[str]
    right: make.Files


ROWS = {
    "before_tax": Rule(
        "E302",
        {**body("6畳で5万円（税別）です。\n\n床は３万円＋税。"), **profile("導入文: 下見は無料です")},
        [SERVICE, SERVICE],
        body("6畳で5万5千円（税込）です。税別の金額は書きません。"),
    ),
    "not_with_tax": Rule(
        "E325",
        prices("項目: a, 単位: ㎡, 金額: 1000円, 税込: いいえ", "項目: b, 単位: ㎡, 金額: 2000円, 税込: いいえ"),
        [SERVICE, SERVICE],
        prices("項目: a, 単位: ㎡, 金額: 1100円, 税込: はい", "項目: b, 単位: ㎡, 金額: 2200円"),
    ),
    "from_price_without_case": Rule(
        "E313",
        prices("項目: a, 単位: ㎡, 金額: 500円〜", "項目: b, 単位: 式, 金額: 9800円から"),
        [SERVICE, SERVICE],
        prices(
            "項目: a, 単位: ㎡, 金額: 500円〜, 根拠: 2025年の12件",
            "項目: b, 単位: 式, 金額: 27500円から",
            "項目: c, 単位: ㎡, 金額: 500円〜900円",
        ),
    ),
    "usual_price_without_proof": Rule(
        "E311",
        profile(
            "キャンペーン:\n"
            + CAMPAIGN % ("秋", "通常価格2万円を1万円に", "2026-11-01", "2026-12-20")
            + CAMPAIGN % ("定価の半額", "網戸", "2026-11-01", "2026-12-20")
        ),
        ["site.yaml", "site.yaml"],
        profile(
            "キャンペーン:\n"
            "  - {題名: 秋, 内容: 通常価格2万円を1万円に, 開始日: 2026-11-01, 終了日: 2026-12-20, 通常価格の実績: 2026年4月〜10月}\n"
            + CAMPAIGN
            % ("網戸", "1枚300円引き", "2026-11-01", "2026-12-20")
        ),
    ),
    "campaign_dates": Rule(
        "E309",
        profile(
            "キャンペーン:\n"
            + CAMPAIGN % ("春", "a", "2026-12-21", "2026-12-20")
            + CAMPAIGN % ("夏", "a", "2027年2月", "2027年1月")
        ),
        ["site.yaml", "site.yaml"],
        profile("キャンペーン:\n" + CAMPAIGN % ("春", "a", "2026-11-20", "2026-11-20")),
    ),
    "incomplete": Rule(
        "E303",
        profile("許可・資格:\n  - {種類: 建設業許可, 番号: 第1号}\n  - {種類: 一般建設業の許可}\n"),
        ["site.yaml", "site.yaml"],
        profile(PERMIT % "令和6年6月10日" + "  - {種類: 電気工事業の登録}\n"),
    ),
    "too_old": Rule(
        "E304",
        profile(PERMIT % "2021-11-19" + (PERMIT % "令和2年").partition("\n")[2]),
        ["site.yaml", "site.yaml"],
        profile(PERMIT % "2021-11-21" + "  - {種類: 一級表装技能士, 許可年月日: 2011年}\n"),
    ),
    "words_without_record": Rule(
        "E306",
        {**profile("導入文: 愛知県知事許可（般-6）の会社です"), **body("建設業許可を取得しています。")},
        [SERVICE, "site.yaml"],
        {**profile("導入文: 建設業許可は持っていません"), **body("500万円以上の工事には建設業の許可が必要です。")},
    ),
    "large_job_without_permit": Rule(
        "W307",
        {
            **cases(base(CASE).replace("121,440円", "500万円"), base(TOILET).replace("27,500円", "480〜620万円")),
            "services": {},
        },
        [CASE, TOILET],
        cases(
            base(CASE).replace("121,440円", "499万円"),
            base(TOILET).replace("壁紙・クロス張替え", "増築").replace("27,500円", "800万円"),
        ),
    ),
    "asbestos_survey": Rule(
        "W322",
        {
            "services": {
                "a.md": base(SERVICE).replace("壁紙・クロス張替え", "外壁塗装"),
                "b.md": base(SERVICE).replace("壁紙・クロス張替え", "demolition"),
            }
        },
        ["services/a.md", "services/b.md"],
        {
            "services": {
                "a.md": base(SERVICE).replace("壁紙・クロス張替え", "外壁塗装") + "石綿の事前調査をします。\n",
                "b.md": base(SERVICE)
                .replace("壁紙・クロス張替え", "demolition")
                .replace("要約:", "助言: アスベストを調べます\n要約:"),
            }
        },
    ),
    "claims_without_basis": Rule(
        "E312",
        {**profile("導入文: 地域Ｎｏ．１の店です\n数字: [{項目: 工事, 値: 812件}]"), **body("必ず満足いただけます。")},
        [SERVICE, "site.yaml", "site.yaml"],
        {
            **profile(
                "導入文: 地域No.1の店です\n数字: [{項目: 工事, 値: 812件, 根拠: 自社集計}, {項目: 人, 値: 3人}]\n"
                "表示の根拠: [{表示: 地域No.1, 根拠: 2025年の調査}]"
            ),
            **body("よく話を聞いて直します。"),
        },
    ),
    "promises_on_holidays": Rule(
        "W321",
        {**profile("返信の目安: 当日中\n導入文: 土日祝も伺います"), **body("")},
        ["site.yaml", "site.yaml"],
        profile("返信の目安: 当日中（日曜を除く）\n導入文: 6畳なら当日中に終わります"),
    ),
    "former_employer": Rule(
        "E314",
        cases(base(CASE).replace("元請", "前職"), base(TOILET).replace("元請", "former-employer")),
        [CASE, TOILET],
        cases(base(CASE).replace("元請", "下請"), base(TOILET)),
    ),
    "illustrations": Rule(
        "E317",
        cases(
            more(
                CASE,
                "写真:\n  - {ファイル: 施工前1.jpg, イメージ: はい}\n  - {ファイル: 施工後1.jpg, イメージ: はい}\n",
            ),
            base(TOILET),
        ),
        [CASE, CASE],
        {
            **cases(more(CASE, "写真:\n  - {ファイル: 施工前1.jpg, イメージ: はい}\n"), base(TOILET)),
            **profile("見本: はい"),
        },
    ),
    "address_below_town": Rule(
        "E318",
        {
            **cases(base(CASE).replace("千種区", "千種区見本町1-2"), base(TOILET)),
            **voices("謝礼: なし, 地域: 春日井市三丁目"),
        },
        [CASE, "voices.yaml"],
        {**profile("郵便番号: 000-0000"), **voices("謝礼: なし, 地域: 愛知郡東郷町")},
    ),
    "customer_names": Rule(
        "E319",
        {**body("佐藤様邸の工事です。"), **voices("謝礼: なし, 表示名: 鈴木太郎様", "謝礼: なし, 表示名: K様")},
        [SERVICE, "voices.yaml"],
        {
            **body("お客様宅に伺います。"),
            **voices("謝礼: なし, 表示名: 千種区のお客様", "謝礼: なし, 表示名: K様（60代）"),
        },
    ),
    "rewards": Rule(
        "E320",
        voices("表示名: K様", "表示名: S様"),
        ["voices.yaml", "voices.yaml"],
        voices("謝礼: なし", "謝礼: クオカード500円"),
    ),
    "online_orders": Rule(
        "W323",
        profile(FORM % "はい" + "電和: 1"),
        ["site.yaml"],
        profile(FORM % "はい" + "特商法表記: 販売業者は青空内装です"),
    ),
    "form_without_purpose": Rule(
        "W324",
        profile(FORM % "いいえ" + "電和: 1"),
        ["site.yaml"],
        profile(FORM % "いいえ" + "個人情報: {利用目的: 返信、見積もり}"),
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_rule_fires_on_every_mistake(name: str, tmp_path: Path) -> None:
    row = ROWS[name]
    found = [p for p in check(tmp_path, row.wrong) if p.code == row.code]
    assert [spot.split(" ")[1].split(":")[0] for spot in told(tmp_path, found)] == row.files
    assert all(p.place.line for p in found)


@pytest.mark.parametrize("name", ROWS)
def test_a_rule_is_silent_on_what_is_right(name: str, tmp_path: Path) -> None:
    row = ROWS[name]
    assert [explain(p) for p in check(tmp_path, row.right) if p.code == row.code] == []


def test_every_rule_has_its_row_and_its_source() -> None:
    assert {rule.__name__ for rule in RULES} == set(ROWS)
    assert all(rule.__doc__ for rule in RULES)


def test_the_good_site_breaks_no_rule(tmp_path: Path) -> None:
    assert check(tmp_path, {}) == []


def test_a_site_that_is_not_published_claims_nothing(tmp_path: Path) -> None:
    assert check(tmp_path, profile("公開: いいえ\n導入文: 地域No.1、必ず最安（税別）")) == []


def test_the_caret_stands_under_the_words(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        {
            **profile("こだわり: |\n  よく聞きます。\n  お返事は必ずします。業界最安です。"),
            **body("\n一行目。\n\n６畳で５万円（税抜）です。"),
        },
    )
    notices = {p.values["value"]: explain(p).split("\n")[1:3] for p in found}
    assert {value: (line[8:], caret.count(" ") - 8) for value, (line, caret) in notices.items()} == {
        "税抜": ("６畳で５万円（税抜）です。", 14),
        "必ず": ("  お返事は必ずします。業界最安です。", 10),
        "業界最安": ("  お返事は必ずします。業界最安です。", 22),
    }
    assert [caret.count("^") for _, caret in notices.values()] == [2 * len(value) for value in notices]


# ---------------------------------------------------------------- words with and without a basis

BOASTS = """
必ずご連絡します
必ず満足いただけます
絶対に漏れることはありません
絶対に手抜きをしません
ナンバー１の技術
ナンバーワンの店
地域Ｎｏ．１
地域No1
№1の実績
No・1の店
業界最安に挑戦
業界最安値
名古屋市内で一番安い
日本一の職人
県内唯一の技術
県内初の工法
業界トップの品質
口コミ地域1位
施工実績1,000件
施工実績１，０００件以上
累計3000棟
年間12件の工事
これまでに812件
創業以来三千棟を手がけました
千件以上の実績
1,000件を超える施工
満足度98%
98%のお客様が満足
100%自社施工
100%保証
自社施工率100%
どこよりも安く
他社より安い
永久保証
永久に持ちます
完全に止まります
完全無料
完全保証
完璧な仕上がり
最高級の仕上げ
""".strip().split("\n")

EVERYDAY = """
必ずしも張り替える必要はありません
管理組合へ必ず届け出てください
工事の前に、必ず換気をしてください
マンションでは必ず届け出が必要です
絶対という言い方はしません
「絶対」という言い方はしません
必ず伺うことはできませんが、電話でお答えします
100%とは言えません
完全に防ぐことはできません
永久に持つ塗料はありません
最安ではありませんが、長く持ちます
完全予約制
完全に乾いてから二度目を塗ります
旧塗膜を完全に除去します
壁紙が完全にはがれていました
名古屋市内一円に伺います
県内一部地域
地域で一緒に働く職人
世界一丁目
業界初夏の展示会
色番 No.15
品番No.12の壁紙
1日1件だけ伺います
施工は1日1件です
年間12件までお受けしています
月に6件から8件ほど
綿100%のクロス
業界トップコートの試験
市内トップライトの交換
市内で初めてのお客さまも
家族で唯一くつろげる場所
お客様の満足度を大切に
他社よりお見積りを取られた方も
他社より引き継いだ工事
一軒一軒の施工に3日かけます
1軒の施工に3人で伺います
12棟の施工をまとめて請けました
外壁塗装1棟の工事写真
愛知県名古屋市中区栄三丁目
世界の一流メーカー
築100年の家
Piano 1台
""".strip().split("\n")


def claims(place: Path, text: str) -> list[str]:
    return [p.values["value"] for p in check(place, body(text)) if p.code == "E312"]


@pytest.mark.parametrize("text", BOASTS)
def test_boasts_need_a_basis(text: str, tmp_path: Path) -> None:
    assert len(claims(tmp_path, f"{text}。\n\n{text}。")) >= 2


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_do_not(text: str, tmp_path: Path) -> None:
    assert claims(tmp_path, text) == []


def test_a_promise_beside_a_request_is_a_promise(tmp_path: Path) -> None:
    assert claims(tmp_path, "必ず安くしますのでご相談ください。必ず安くなるから来てください。") == ["必ず", "必ず"]
    assert claims(tmp_path, "最安です。\nお金の心配はありません。地域No.1、追加費用はありません。") == ["最安", "No.1"]


def test_what_customers_ask_and_wish_is_no_claim(tmp_path: Path) -> None:
    changes: make.Files = {
        "faq.yaml": "よくある質問:\n  - {質問: 必ず契約しないといけませんか, 答え: いいえ。}\n",
        **cases(base(CASE).replace("壁を白くしたい", "匂いを完全になくしたい。必ず週末に"), base(TOILET)),
        **voices("謝礼: なし, いただき方: 地域No.1の口コミサイト"),
    }
    assert check(tmp_path, changes) == []


@pytest.mark.parametrize(
    ("text", "is_before_tax"),
    [
        ("5万円（税別）", True),
        ("5万円 税抜き", True),
        ("5万円＋税", True),
        ("5万円 + 消費税", True),
        ("5万円（外税）", True),
        ("消費税別", True),
        ("税別表示はしていません", False),
        ("すべて税込です", False),
        ("税務署に届け出ます", False),
        ("税別館", True),
    ],
)
def test_prices_before_tax(text: str, is_before_tax: bool, tmp_path: Path) -> None:
    assert any(p.code == "E302" for p in check(tmp_path, body(text))) == is_before_tax


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        *((t, True) for t in ("佐藤様邸", "佐藤さま邸", "スズキさん宅", "佐藤様のご自宅", "田中邸の外壁", "森様宅")),
        *(
            (t, False)
            for t in (
                "お客様宅",
                "お客さまのお宅",
                "施主様邸",
                "お隣さん宅",
                "大家さん宅",
                "K様邸",
                "豪邸",
                "大邸宅",
                "ご近所さん宅",
            )
        ),
    ],
)
def test_names_of_homes(text: str, is_name: bool, tmp_path: Path) -> None:
    assert any(p.code == "E319" for p in check(tmp_path, body(f"{text}の工事です。"))) == is_name


@pytest.mark.parametrize(
    ("name", "is_name"),
    [
        *((t, True) for t in ("鈴木様", "森様", "鈴木太郎さま", "スズキさん（60代）", "佐藤様（Aマンション）")),
        *(
            (t, False)
            for t in (
                "K様",
                "Ｋ様（60代）",
                "千種区のお客様",
                "60代女性",
                "ご夫婦様",
                "匿名様",
                "オーナーさま",
                "S.T.さん",
            )
        ),
    ],
)
def test_names_of_customers(name: str, is_name: bool, tmp_path: Path) -> None:
    assert any(p.code == "E319" for p in check(tmp_path, voices(f"謝礼: なし, 表示名: {name}"))) == is_name


@pytest.mark.parametrize(
    ("area", "is_below"),
    [
        *(
            (t, True)
            for t in (
                "名古屋市千種区今池1丁目",
                "春日井市見本町",
                "津市1-2-3",
                "津市１ー２",
                "豊田市三番地",
                "千種区今池5-1",
                "字見本12",
            )
        ),
        *(
            (t, False)
            for t in (
                "名古屋市千種区",
                "愛知郡東郷町",
                "余市郡余市町",
                "市川三郷町",
                "東京都町田市",
                "名古屋市と東郷町",
                "四日市市",
            )
        ),
    ],
)
def test_areas_end_at_the_town(area: str, is_below: bool, tmp_path: Path) -> None:
    found = check(tmp_path, cases(base(CASE).replace("名古屋市千種区", area), base(TOILET)))
    assert any(p.code == "E318" for p in found) == is_below


@pytest.mark.parametrize(
    ("holidays", "text", "fires"),
    [
        ("日曜", "即日伺います", True),
        ("日曜", "24時間365日対応", True),
        ("水曜", "年中無休です", True),
        ("水曜", "土日祝も伺います", False),
        ("土曜", "土日も伺います", True),
        ("祝日", "年中無休です", False),
        ("日曜", "即日仕上げ", False),
        ("日曜", "24時間換気", False),
        ("日曜", "当日中のお返事はできません", False),
        ("日曜", "定休日を除き、当日中にお返事します", False),
    ],
)
def test_promises_that_opening_hours_contradict(holidays: str, text: str, fires: bool, tmp_path: Path) -> None:
    changes = {"site.yaml": base("site.yaml").replace("定休日: 日曜", f"定休日: {holidays}") + f"導入文: {text}\n"}
    assert any(p.code == "W321" for p in check(tmp_path, changes)) == fires


def test_the_end_of_a_campaign_cannot_be_moved(tmp_path: Path) -> None:
    moved = (
        "キャンペーン:\n"
        + CAMPAIGN % ("秋", "a", "2026-09-01", "2026-12-20")
        + CAMPAIGN % ("網戸", "a", "2026-09-01", "2026-12-20")
    )
    site, _ = load(tmp_path, profile(moved))
    visible, _ = shown(site, Showing(TODAY))
    before = {"秋": "2026-10-31", "網戸": "2026-11-19", "消えた": "2026-01-01"}
    found = check_claims(visible, TODAY, before)
    assert [(p.code, p.values["date"]) for p in found] == [("E310", "2026-10-31"), ("E310", "2026-11-19")]
    assert found[0].place.line + 1 == found[1].place.line
    assert check_claims(visible, TODAY, {"秋": "2026-11-20", "網戸": "2026-12-20"}) == [], "not over yet, or not moved"
    assert check_claims(visible, date(2026, 10, 1), before) == [], "moved while it still ran"
