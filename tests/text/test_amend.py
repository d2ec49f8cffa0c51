"""Fields are added to a YAML text where they belong, every other character stays, and what is doubtful is refused."""

import re

import pytest

from adgen.text.amend import Unsafe, Words, add, append, block, extend, has, replace

WORDS = Words(("ファイル", "file"), ("補正", "edits"))
VALUES = (("回転", "-1.5"), ("明るさ", "+0.3"))
KEYS = ("写真", "photos")

# Before and after; `@` stands before the scalar that names the photo.
CASES = {
    "an item of a list": (
        "写真:\n  - 前.jpg\n  - @後.jpg  # 南側から\n  - 横.jpg\n題名: 居間\n",
        "写真:\n  - 前.jpg\n  - ファイル: 後.jpg  # 南側から\n    補正:\n      回転: -1.5\n      明るさ: +0.3\n  - 横.jpg\n題名: 居間\n",
    ),
    "a list that is not indented": (
        "写真:\n- @'後 1.jpg'\n- 前.jpg\n",
        "写真:\n- ファイル: '後 1.jpg'\n  補正:\n    回転: -1.5\n    明るさ: +0.3\n- 前.jpg\n",
    ),
    "a record": (
        "写真:\n  - ファイル: @後.jpg\n    # 説明は短く\n    説明: 白い壁\n",
        "写真:\n  - ファイル: 後.jpg\n    補正:\n      回転: -1.5\n      明るさ: +0.3\n    # 説明は短く\n    説明: 白い壁\n",
    ),
    "a record that begins with something else": (
        "写真:\n    -   説明: 白い壁\n        file: @\"後.jpg\"   \n",
        "写真:\n    -   説明: 白い壁\n        file: \"後.jpg\"   \n        補正:\n          回転: -1.5\n          明るさ: +0.3\n",
    ),
    "a record with edits": (
        "写真:\n  - file: @後.jpg\n    edits:\n\n      # ナンバー\n      hide: [[0, 0, 1, 1]]\n    alt: あ\n",
        "写真:\n  - file: 後.jpg\n    edits:\n\n      # ナンバー\n      回転: -1.5\n      明るさ: +0.3\n      hide: [[0, 0, 1, 1]]\n    alt: あ\n",
    ),
    "a record with edits in braces": (
        "写真:\n  - {補正: {隠す: [[0, 0, 1, 1]]}, ファイル: @後.jpg}\n",
        "写真:\n  - {補正: {回転: -1.5, 明るさ: +0.3, 隠す: [[0, 0, 1, 1]]}, ファイル: 後.jpg}\n",
    ),
    "a record with empty edits": (
        "写真:\n  - ファイル: @後.jpg\n    補正: {}\n",
        "写真:\n  - ファイル: 後.jpg\n    補正: {回転: -1.5, 明るさ: +0.3}\n",
    ),
    "a record in braces": (
        "写真: [{ファイル: @後.jpg, 説明: あ}, 前.jpg] # 2枚\n",
        "写真: [{ファイル: 後.jpg, 補正: {回転: -1.5, 明るさ: +0.3}, 説明: あ}, 前.jpg] # 2枚\n",
    ),
    "an item in brackets": (
        "写真: [前.jpg,\n       @\"後.jpg\"]\n",
        "写真: [前.jpg,\n       {ファイル: \"後.jpg\", 補正: {回転: -1.5, 明るさ: +0.3}}]\n",
    ),
    "a value": (
        "トップ写真: @photos/hero.jpg   # 外観\n屋号: 青空\n",
        "トップ写真:\n  ファイル: photos/hero.jpg   # 外観\n  補正:\n    回転: -1.5\n    明るさ: +0.3\n屋号: 青空\n",
    ),
    "a value at the end without a line end": (
        "屋号: 青空\nトップ写真: @photos/hero.jpg",
        "屋号: 青空\nトップ写真:\n  ファイル: photos/hero.jpg\n  補正:\n    回転: -1.5\n    明るさ: +0.3",
    ),
    "a value on a line of its own": (
        "トップ写真:\n    @photos/hero.jpg\n屋号: 青空\n",
        "トップ写真:\n    ファイル: photos/hero.jpg\n    補正:\n      回転: -1.5\n      明るさ: +0.3\n屋号: 青空\n",
    ),
    "deep inside": (
        "a:\n  b:\n    - c: 1\n      d: @後.jpg\n      e: 2\n",
        "a:\n  b:\n    - c: 1\n      d:\n        ファイル: 後.jpg\n        補正:\n          回転: -1.5\n          明るさ: +0.3\n      e: 2\n",
    ),
    "lines of full-width spaces": (
        "題名: 居間\n　　\n写真:\n  - @後.jpg\n\u3000\n  - 前.jpg\n",
        "題名: 居間\n　　\n写真:\n  - ファイル: 後.jpg\n    補正:\n      回転: -1.5\n      明るさ: +0.3\n\u3000\n  - 前.jpg\n",
    ),
}  # fmt: skip


def marked(text: str) -> tuple[str, int, int]:
    """The text without its mark, and where that was."""
    at = text.index("@")
    return text.replace("@", "", 1), text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_added_and_nothing_else(before: str, after: str, newline: str) -> None:
    text, line, column = marked(before)
    made = add(text.replace("\n", newline), line, column, WORDS, VALUES)
    assert made == after.replace("\n", newline)
    named = re.search(r"(?:ファイル|file): (?=[\"']?(?:後|photos/hero))", made)
    assert named
    line, column = made.count("\n", 0, named.end()) + 1, named.end() - made.rfind("\n", 0, named.end())
    assert has(made, line, column, WORDS)


UNSAFE = {
    "a block of text": "写真:\n  - @|\n    後.jpg\n",
    "edits that are none": "写真:\n  - ファイル: @後.jpg\n    補正: なし\n",
    "empty edits": "写真:\n  - ファイル: @後.jpg\n    補正:\n    説明: あ\n",
    "edits with an explicit key": "写真:\n  - ファイル: @後.jpg\n    補正:\n      ? 隠す\n      : []\n",
    "a name that braces would cut": "写真: [前.jpg]\nb: {c: @あ [x].jpg}\n",
    "no scalar there": "写真:\n  @- 後.jpg\n",
    "a list at the top": "- @後.jpg\n",
    "no YAML": "写真: [@後.jpg\n",
    "two documents": "写真: @後.jpg\n---\na: 1\n",
    "a doubled key": "写真: @後.jpg\na: 1\na: 2\n",
    "an anchor": "写真: @後.jpg\na: &x 1\n",
}


@pytest.mark.parametrize("before", UNSAFE.values(), ids=UNSAFE)
def test_what_is_refused(before: str) -> None:
    text, line, column = marked(before)
    with pytest.raises(Unsafe) as refused:
        add(text, line, column, WORDS, VALUES)
    assert refused.value.ja
    assert refused.value.en


@pytest.mark.parametrize("text", ["写真:\n  - 後.jpg\n", "写真: [{file: 後.jpg, 説明: 補正}]\n"])
def test_a_record_without_edits(text: str) -> None:
    at = text.index("後")
    assert has(text, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), WORDS) is False


ITEMS = (("施工前1.jpg", ()), ("施工 後:1.jpg", VALUES))
LISTS = {
    "no list": (
        "題名: 居間\n",
        '題名: 居間\n写真:\n  - 施工前1.jpg\n  - ファイル: "施工 後:1.jpg"\n    補正:\n      回転: -1.5\n      明るさ: +0.3\n',
    ),
    "no list and no line end": (
        "題名: 居間",
        '題名: 居間\n写真:\n  - 施工前1.jpg\n  - ファイル: "施工 後:1.jpg"\n    補正:\n      回転: -1.5\n      明るさ: +0.3\n',
    ),
    "a list": (
        "photos:\n- 横.jpg   # 横\n\n# 題\n題名: 居間\n",
        'photos:\n- 横.jpg   # 横\n- 施工前1.jpg\n- ファイル: "施工 後:1.jpg"\n  補正:\n    回転: -1.5\n    明るさ: +0.3\n\n# 題\n題名: 居間\n',
    ),
    "a list of records": (
        "写真:\n    - file: 横.jpg\n      alt: >-\n        あ\n      edits: {rotate: 1}\n題名: 居間\n",
        "写真:\n    - file: 横.jpg\n      alt: >-\n        あ\n      edits: {rotate: 1}\n"
        '    - 施工前1.jpg\n    - ファイル: "施工 後:1.jpg"\n      補正:\n        回転: -1.5\n        明るさ: +0.3\n題名: 居間\n',
    ),
    "a list in brackets": (
        "写真: [横.jpg]\n",
        '写真: [横.jpg, 施工前1.jpg, {ファイル: "施工 後:1.jpg", 補正: {回転: -1.5, 明るさ: +0.3}}]\n',
    ),
    "an empty list": ("写真: []\n", '写真: [施工前1.jpg, {ファイル: "施工 後:1.jpg", 補正: {回転: -1.5, 明るさ: +0.3}}]\n'),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_photos_at_the_end_of_a_list(before: str, after: str, newline: str) -> None:
    if "\n" not in before and newline == "\r\n":
        newline = "\n"
    made = append(before.replace("\n", newline), KEYS, ITEMS, WORDS)
    assert made == after.replace("\n", newline)


@pytest.mark.parametrize(
    "text",
    ["写真: 横.jpg\n", "写真:\n", "写真: {file: 横.jpg}\n", "{題名: 居間}\n", "写真:\n  - file: a.jpg\n    alt: |\n      あ\n", "写真: [a.jpg, ]\n"],
)  # fmt: skip
def test_lists_that_are_refused(text: str) -> None:
    with pytest.raises(Unsafe):
        append(text, KEYS, ITEMS, WORDS)


def test_lines_to_be_typed() -> None:
    assert block(ITEMS, WORDS, "  ").split("\n")[:2] == ["  - 施工前1.jpg", '  - ファイル: "施工 後:1.jpg"']


PRICES = ((("項目", "量産品: 6畳 #1"), ("金額", "1,320円〜1,540円")), (("項目", "天井"), ("金額", "880円")))
NEW_PRICES = '- 項目: "量産品: 6畳 #1"\n{0}  金額: 1,320円〜1,540円\n{0}- 項目: 天井\n{0}  金額: 880円\n'
RECORDS = {
    "no list": ("題名: 壁紙\n", "題名: 壁紙\n料金:\n  " + NEW_PRICES.format("  ")),
    "a list": (
        "料金:\n- 項目: 巾木\n  含まないもの:\n    - 塗装  # 別途\n# 次\n順番: 1\n",
        "料金:\n- 項目: 巾木\n  含まないもの:\n    - 塗装  # 別途\n" + NEW_PRICES.format("") + "# 次\n順番: 1\n",
    ),
    "brackets": (
        "料金: [{項目: 巾木}]\n",
        '料金: [{項目: 巾木}, {項目: "量産品: 6畳 #1", 金額: "1,320円〜1,540円"}, {項目: "天井", 金額: "880円"}]\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), RECORDS.values(), ids=RECORDS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_records_at_the_end_of_a_list(before: str, after: str, newline: str) -> None:
    made = extend(before.replace("\n", newline), ("料金", "prices"), PRICES)
    assert made == after.replace("\n", newline)


VALUES_REPLACED = {
    "bare": ("料金:\n  - 金額: @880円  # 去年から\n", "料金:\n  - 金額: 1,100円〜  # 去年から\n"),
    "in quotes": ("料金:\n  - 金額: @'880円'\n", "料金:\n  - 金額: 1,100円〜\n"),
    "in braces": ("料金: [{金額: @880円, 単位: m}]\n", '料金: [{金額: "1,100円〜", 単位: m}]\n'),
}


@pytest.mark.parametrize(("before", "after"), VALUES_REPLACED.values(), ids=VALUES_REPLACED)
def test_a_value_in_place_of_another(before: str, after: str) -> None:
    text, line, column = marked(before)
    assert replace(text, line, column, "1,100円〜") == after


@pytest.mark.parametrize("before", ["料金:\n  - 金額: @|\n      880円\n", "料金:\n  @- 金額: 880円\n"])
def test_a_value_that_is_not_replaced(before: str) -> None:
    text, line, column = marked(before)
    with pytest.raises(Unsafe):
        replace(text, line, column, "1,100円")
