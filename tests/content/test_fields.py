"""Trees of text into records: keys in two languages, every mistake at its place, and what could be read is kept."""

import pytest

from adgen.content.declared import fields_of
from adgen.content.schema import FILES
from adgen.model.declare import Record
from adgen.model.parts import Form, Licence
from adgen.model.people import Staff, VoicesFile
from adgen.model.photo import PhotoEntry
from adgen.model.profile import Profile
from adgen.model.values import UNDISCLOSED, Building, Weekday
from adgen.model.work import Case, Service
from adgen.problems import Problem
from adgen.problems.catalogue import explain
from adgen.text.japanese import When, Yen
from tests.content.reading import fields

NEEDED = "屋号: 青空\n代表者: 見本 修\nメール: info@example.jp\n"
CASE = "題名: 寝室\n業種: 壁紙\n"


def spots(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return sorted((p.code, p.place.line, p.place.column) for p in problems)


def marked(problem: Problem) -> str:
    """What the caret underlines."""
    place = problem.place
    return place.source.split("\n")[0][place.column - 1 : place.column - 1 + place.span]


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize(
    "text",
    [
        "屋号: 青空\n代表者: 修\nメール: a@example.jp\n電話: 03-0000-0000\n公開: いいえ\n",
        "name: 青空\nrepresentative: 修\nemail: a@example.jp\ntel: 03-0000-0000\npublished: no\n",
        "会社名: 青空\nRepresentative: 修\nメールアドレス: ａ@example.jp\n電話番号: ０３-0000-0000\n公開: 非公開\n",
        "商 号: 青空\n代表者: 修\nＥＭＡＩＬ: a@example.jp\nTEL: 03ー0000ー0000\nPublished: off\n",
    ],
)
def test_keys_in_either_language_and_by_other_names(text: str) -> None:
    profile, _, problems = fields(Profile, text)
    assert problems == []
    assert (profile.name, profile.representative, profile.email) == ("青空", "修", "a@example.jp")
    assert (profile.tel, profile.published) == ("03-0000-0000", False)


def test_unknown_keys_with_the_nearest() -> None:
    _, _, problems = fields(Profile, NEEDED + "電話番後: 1\nphoneとfaxとline: 2\ntagiine: 3\n")
    assert [(p.code, marked(p), p.values.get("near")) for p in problems] == [
        ("E140", "電話番後", "電話番号"),
        ("E141", "phoneとfaxとline", None),
        ("E140", "tagiine", "tagline"),
    ]
    assert "使える項目: 屋号、代表者、メール、" in explain(problems[1])
    assert "fields: name, representative, email, " in explain(problems[1], "en")


def test_unknown_keys_below() -> None:
    _, _, problems = fields(Case, CASE + "保証:\n  期間: 2年\n  内容: はがれ\n  保証人: 自社\n  年数: 2\n")
    assert [(p.code, p.place.line, p.values.get("near")) for p in problems] == [
        ("E140", 6, "保証する人"),
        ("E141", 7, None),
    ]


def test_the_field_that_was_meant_is_not_told_missing_as_well() -> None:
    _, _, problems = fields(Profile, "屋後: 青空\nだいひょうしゃ: 修\nメー儿: a@example.jp\n")
    assert [(p.code, p.values.get("label") or p.values.get("near")) for p in problems] == [
        ("E140", "屋号"),
        ("E141", None),
        ("E140", "メール"),
        ("E130", "代表者"),
    ]
    _, _, problems = fields(Profile, NEEDED + "一言: あ\n一言目: 1\n屋号名: 2\n")
    assert [p.code for p in problems] == ["E141", "E141"], "what is there already was not meant"


def test_doubled_keys() -> None:
    value, _, problems = fields(Profile, NEEDED + "name: 別名\n電話: 03-0000-0000\n電話番号: 03-0000-0001\n")
    assert [(p.code, p.place.line, p.values["first"]) for p in problems] == [("E149", 4, 1), ("E149", 6, 5)]
    assert "「name」は「屋号」と同じ項目で、2回書かれています（1回目は 1 行目）" in explain(problems[0])
    assert (value.name, value.tel) == ("青空", "03-0000-0000")


def test_an_empty_value_is_as_good_as_none() -> None:
    profile, _, problems = fields(Profile, NEEDED + "電話:\n名前の後の空白: \n一言: ''\n電話番号: 03-0000-0000\n")
    assert [p.code for p in problems] == ["E141"]
    assert (profile.tel, profile.tagline) == ("03-0000-0000", None)


# ---------------------------------------------------------------- values


def test_what_has_no_width_makes_no_other_name() -> None:
    profile, _, problems = fields(
        Profile,
        "屋号: 青\u200b空\ufeff\n代表者: 見\u00ad本\u200d 修\u2060\nメール: a\u200b@example.jp\n一言: 👩\u200d🔧が行きます\n",
    )
    assert problems == []
    assert (profile.name, profile.representative) == ("青空", "見本 修")
    assert (profile.email, profile.tagline) == ("a@example.jp", "👩\u200d🔧が行きます")


def test_values_are_read() -> None:
    case, _, problems = fields(
        Case,
        CASE
        + "費用: 30〜50万円\n施工年月: R6.5\n建物: 戸建て\n築年数: 築２２年\n広さ: 20坪\n工期: 1.5日\n公開: はい\n材料: 織物調クロス\n"
        "ほかの業種: 床、障子\n掲載承諾: 2026-04-12\n写真: 施工後1.jpg\n",
    )
    assert problems == []
    assert (case.price, case.done, case.building, case.built) == (
        Yen(300_000, 500_000),
        When(2024, 5),
        Building.house,
        22,
    )
    assert (case.also_trades, [m.product for m in case.materials]) == (("床", "障子"), ["織物調クロス"])
    assert case.consent is not None
    assert (case.consent.date, [p.file for p in case.photos]) == (When(2026, 4, 12), ["施工後1.jpg"])


@pytest.mark.parametrize("typed", ["非公開", "undisclosed"])
def test_a_price_may_be_kept_private(typed: str) -> None:
    assert fields(Case, CASE + f"費用: {typed}\n")[0].price == UNDISCLOSED


@pytest.mark.parametrize("typed", ["日曜、祝日", "日曜, 祝日", "[sunday, holiday]", "\n  - 日曜\n  - 祝日"])
def test_lists_on_one_line_or_many(typed: str) -> None:
    assert fields(Profile, NEEDED + f"定休日: {typed}\n")[0].holidays == (Weekday.sunday, Weekday.holiday)


def test_a_comma_in_an_amount_divides_no_list() -> None:
    service, _, _ = fields(Service, "題名: a\n業種: b\n助言: 1,200円の紙、900円の紙\n")
    assert service.tips == ("1,200円の紙", "900円の紙")


def test_one_record_may_stand_without_a_dash() -> None:
    profile, places, problems = fields(Profile, NEEDED + "営業エリア:\n  都道府県: 愛知県\n  市区町村: 名古屋市\n")
    assert problems == []
    assert profile.areas[0].cities == ("名古屋市",)
    assert places("areas", 0, "cities").line == 6


# What is wrong -> the value as typed, twice in different fields, and the words the caret must stand under.
WRONG: dict[str, tuple[str, type[Record], str, str]] = {
    "E107": (
        "費用: 応相談くらい\n保証: {期間: 2年, 内容: x, 保証する人: y}\n",
        Case,
        "応相談くらい",
        "「費用」を金額として",
    ),
    "E301": ("費用: 12万円（税別）\n", Case, "12万円（税別）", "「費用」が税別で"),
    "E108": ("施工年月: 平成40年13月\n", Case, "平成40年13月", "平成は31年4月までです"),
    "E118": ("施工年月: 去年の夏\n", Case, "去年の夏", "「施工年月」を日付として"),
    "E119": ("広さ: だいたい\n", Case, "だいたい", "「広さ」を広さや数として"),
    "E120": ("工期: すぐ\n", Case, "すぐ", "「工期」を日数として"),
    "E121": ("築年数: 新しめ\n", Case, "新しめ", "「築年数」を数として"),
    "E123": ("建物: お城\n", Case, "お城", "次のどれかを書いてください: 戸建て、マンション、"),
    "E124": ("公開: たぶん\n", Case, "たぶん", "「公開」は「はい」か「いいえ」で"),
    "E127": ("公開名: 寝室_1\n", Case, "寝室_1", "「公開名」に使えるのは"),
    "E111": (f"地域: {'あ' * 121}\n", Case, "あ" * 121, "「地域」が長すぎます（121文字、上限120文字）"),
    "E201": ("写真: ../secret.jpg\n", Case, "../secret.jpg", "「写真」に書けるのは"),
    "E129": ("写真: [{ファイル: a.jpg, 中心: まんなか}]\n", Case, "まんなか", "「中心」を写真の中の点として"),
    "E122": (f"{NEEDED}電話: 123\n", Profile, "123", "「電話」を電話番号として"),
    "E125": (f"{NEEDED}転送先: だれか\n", Profile, "だれか", "「転送先」をメールアドレスとして"),
    "E126": (f"{NEEDED}公開アドレス: example.jp\n", Profile, "example.jp", "https:// から書いてください"),
    "E158": (f"{NEEDED}公開アドレス: https://a.jp/?b\n", Profile, "https://a.jp/?b", "フォルダまでを書いてください"),
    "E159": (f"{NEEDED}公開アドレス: https://a.jp/青/\n", Profile, "https://a.jp/青/", "に使えない文字があります"),
    "E128": (f"{NEEDED}見た目: {{色: 赤}}\n", Profile, "赤", "「色」を色の番号として"),
    "E148": ("題名: a\n業種: b\n料金: [{項目: c, 単位: d, 金額: 要見積}]\n", Service, "要見積", "幅で書いてください"),
}


@pytest.mark.parametrize("code", WRONG)
def test_a_value_that_cannot_be_read(code: str) -> None:
    text, record, typed, words = WRONG[code]
    text = text if record is not Case else CASE + text
    _, _, problems = fields(record, text + "しらない項目の名前: 1\n")
    assert {p.code for p in problems} == {code, "E141"}
    found = next(p for p in problems if p.code == code)
    assert marked(found) == typed
    assert words in explain(found)


def test_the_part_of_a_list_that_is_wrong() -> None:
    profile, _, problems = fields(Profile, NEEDED + "定休日: 日曜、あさって、明日\n電話: x\n")
    assert [(p.code, marked(p)) for p in problems if p.code == "E123"] == [("E123", "あさって"), ("E123", "明日")]
    assert len(problems) == 3
    assert profile.name == "青空"


@pytest.mark.parametrize("path", ["a.jpg", "photos/施工後 1.jpg", "施工前・北.JPG", "a-b_c(1).png"])
def test_files_inside_the_folder(path: str) -> None:
    assert fields(PhotoEntry, f"ファイル: {path}\n")[0].file == path


@pytest.mark.parametrize(
    "path",
    [
        *("../a.jpg", "a/../../b.jpg", "/etc/passwd", "//server/a.jpg", "C:/a.jpg", "photos\\a.jpg", "file:///a.jpg"),
        *("https://example.jp/a.jpg", "~/a.jpg", "%2e%2e/a.jpg", "./a.jpg", "a//b.jpg", "a/", "."),
    ],
)
def test_files_outside_the_folder(path: str) -> None:
    _, _, problems = fields(PhotoEntry, f"ファイル: '{path}'\n中心: x\n")
    assert [p.code for p in problems] == ["E201", "E129"]


# ---------------------------------------------------------------- shapes

SHAPES: dict[str, tuple[str, type[Record], list[tuple[str, int, int]]]] = {
    "a text for a record": (
        f"{NEEDED}営業エリア: 名古屋市\n個人情報: 返信のため\n",
        Profile,
        [("E104", 4, 8), ("E104", 5, 7)],
    ),
    "a list for a text": (f"{NEEDED}一言: [あ, い]\n電話: [う]\n", Profile, [("E104", 4, 5), ("E104", 5, 5)]),
    "a record for a text": (f"{NEEDED}一言: {{あ: い}}\n電話:\n  番号: 1\n", Profile, [("E104", 4, 5), ("E104", 6, 3)]),
    "a record for a list of texts": (
        f"{NEEDED}業種: {{あ: い}}\n定休日: {{う: え}}\n",
        Profile,
        [("E104", 4, 5), ("E104", 5, 6)],
    ),
    "lists inside a list": (f"{NEEDED}業種: [[壁紙]]\n定休日: [[日曜]]\n", Profile, [("E104", 4, 6), ("E104", 5, 7)]),
    "a list for a record": (f"{CASE}保証: [2年]\n掲載承諾: [x]\n", Case, [("E104", 3, 5), ("E104", 4, 7)]),
    "texts for records in a list": (f"{NEEDED}強み:\n  - あ\n  - い\n", Profile, [("E104", 5, 5), ("E104", 6, 5)]),
    "a slip where a record belongs": (
        f"{NEEDED}強み:\n  - 見出し：あ\n  - 説明:い\n",
        Profile,
        [("E102", 5, 8), ("E102", 6, 7)],
    ),
    "a slip where shorthand is allowed": (
        f"{CASE}掲載承諾:\n  日付：2026-04-12\n写真:\n  - ファイル:a.jpg\n",
        Case,
        [("E102", 4, 5), ("E102", 6, 9)],
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_wrong_shape(name: str) -> None:
    text, record, expected = SHAPES[name]
    _, _, problems = fields(record, text)
    assert spots(problems) == expected
    assert all(len(explain(p).split("→")[1].strip()) > 5 for p in problems)


def test_the_words_for_a_wrong_shape() -> None:
    _, _, problems = fields(Profile, NEEDED + "営業エリア: 名古屋市\n業種: {あ: い}\n一言: [う]\n")
    area, trades, tagline = sorted(problems, key=lambda p: p.place)
    assert explain(area).split("\n")[3:] == ["  → 例: 営業エリア:", "          - 都道府県: 愛知県"]
    assert "「営業エリア」の書き方が違います。「都道府県」「市区町村」などの項目を書いてください" in explain(area)
    assert "「業種」の書き方が違います。ひとつの言葉か、「- 」で始まる一覧を書いてください" in explain(trades)
    assert "「一言」の書き方が違います。ひとつの値を書いてください" in explain(tagline)


def test_a_colon_in_shorthand_that_names_no_field_is_text() -> None:
    case, _, problems = fields(Case, CASE + "材料:\n  - 壁紙：見本クロス\n  - 糊：でんぷん\n")
    assert problems == []
    assert [m.product for m in case.materials] == ["壁紙：見本クロス", "糊：でんぷん"]


def test_in_shorthand_the_field_that_was_written_is_named() -> None:
    _, _, problems = fields(Case, CASE + "掲載承諾: きのう\n写真:\n  - 施工後1.jpg\n  - ../x.jpg\n")
    assert [(p.code, p.values["label"], p.values["key"]) for p in problems] == [
        ("E118", "掲載承諾", "consent"),
        ("E201", "写真", "photos"),
    ]
    _, _, problems = fields(Case, CASE + "掲載承諾:\n  日付: きのう\n  期限: あした\n")
    assert [p.values["label"] for p in problems] == ["日付", "期限"]


# ---------------------------------------------------------------- what is missing, and what is kept


def test_missing_fields_are_told_each() -> None:
    _, _, problems = fields(Profile, "屋号: 青空\n")
    assert [(p.code, p.values["label"], p.place.line) for p in problems] == [
        ("E130", "代表者", 1),
        ("E130", "メール", 1),
    ]
    assert explain(problems[1]) == (
        "site.yaml:1: 「メール」がありません  [E130]\n  → 書き足してください。例: メール: info@example.jp"
    )


def test_a_missing_field_of_a_record_inside_has_its_line() -> None:
    _, _, problems = fields(
        Profile, NEEDED + "営業エリア:\n  - 都道府県: 愛知県\n  - 市区町村: 津市\n強み:\n  - 見出し: あ\n"
    )
    assert spots(problems) == [("E130", 6, 5), ("E130", 8, 5)]
    assert explain(problems[0]).split("\n")[1] == "    6 |   - 市区町村: 津市"
    assert "^" not in explain(problems[0])


def test_with_mistakes_the_rest_is_kept_at_its_place() -> None:
    profile, places, problems = fields(
        Profile,
        "屋号: 青空\n電話: x\n許可・資格:\n  - 種類: 建設業許可\n    許可年月日: きのう\n  - 番号: 第1号\n  - 種類: 一級表装技能士\n見出し: y\n",
    )
    assert spots(problems) == [
        ("E118", 5, 12),
        ("E122", 2, 5),
        ("E130", 1, 0),
        ("E130", 1, 0),
        ("E130", 6, 5),
        ("E141", 8, 1),
    ]
    assert profile.name == "青空"
    assert [licence.kind for licence in profile.licences] == ["建設業許可", "建設業許可", "一級表装技能士"]
    assert places("licences", 2, "kind").line == 7


def test_an_unreadable_value_is_not_told_missing_as_well() -> None:
    case, _, problems = fields(Case, CASE + "費用: 応相談くらい\n施工年月: 去年\n公開名: あ\n")
    assert [p.code for p in problems] == ["E127", "E118", "E107"]
    assert case.price is not None
    assert case.done is not None
    assert case.slug is None


RECORDS: list[type[Record]] = [*FILES.values(), Licence, Form, Staff, VoicesFile]


def all_records() -> list[type[Record]]:
    found, waiting = [], list(RECORDS)
    while waiting:
        record = waiting.pop(0)
        if record not in found:
            found.append(record)
            waiting += [f.record for f in fields_of(record).values() if f.record]
    return found


@pytest.mark.parametrize("record", all_records())
def test_every_example_can_be_typed_in(record: type[Record]) -> None:
    declared = fields_of(record).values()
    assert all(field.example for field in declared)
    text = "".join(f"{field.says.ja}: {field.example}\n" for field in declared)
    value, places, problems = fields(record, text)
    assert [explain(p) for p in problems] == []
    assert all(getattr(value, field.key) not in (None, ()) for field in declared)
    assert {path[0] for path in places.known if path} == {field.key for field in declared}


@pytest.mark.parametrize("record", all_records())
def test_spellings_are_clear(record: type[Record]) -> None:
    words = [word for field in fields_of(record).values() for word in field.spellings]
    assert len(words) == len(set(words))
    assert all(field.says.help and field.says.en for field in fields_of(record).values())


@pytest.mark.parametrize("point", ["-0.5, 0.3", "0.5、−0.3", "0.5", "0.5, 1.1", "50%, 130%", "0.1, 0.2, 0.3"])
def test_points_outside_the_photo(point: str) -> None:
    _, _, problems = fields(PhotoEntry, f"ファイル: /a.jpg\n中心: {point}\n")
    assert [p.code for p in problems] == ["E201", "E129"]
