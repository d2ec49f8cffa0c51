"""Bytes of a file into text: what editors and mail programs make of Japanese."""

import pytest

from adgen.problems import Place, Problem
from adgen.problems.catalogue import explain
from adgen.text.decode import decode

TEXT = "屋号: 青空内装\n電話: 03-0000-0000\n"


def codes(problems: list[Problem]) -> list[tuple[str, int]]:
    return [(p.code, p.place.line) for p in problems]


READ = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": TEXT.encode("utf-8-sig"),
    "windows line ends": TEXT.replace("\n", "\r\n").encode(),
    "old mac line ends": TEXT.replace("\n", "\r").encode(),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16, big end first": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "two files with marks joined": TEXT[:10].encode("utf-8-sig") + TEXT[10:].encode("utf-8-sig"),
}


@pytest.mark.parametrize("name", READ)
def test_read_without_a_word(name: str) -> None:
    assert decode(READ[name], "site.yaml") == (TEXT, [])


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"", "site.yaml") == ("", [])


@pytest.mark.parametrize("typed", [TEXT, "屋号: ﾘﾌｫｰﾑの青空\r\n電話: １\r\n", "①㈱髙﨑\n～－\n"])
def test_shift_jis_is_read_with_a_warning(typed: str) -> None:
    text, problems = decode(typed.encode("cp932"), "site.yaml")
    assert text == typed.replace("\r\n", "\n")
    assert codes(problems) == [("W101", 0)]


# Both lines of each are wrong, and the first is told.
GARBAGE = {
    "euc-jp": TEXT.encode("euc_jp"),
    "euc-jp, much kana": "あおぞらのかべがみ\nにほんごのぶん\n".encode("euc_jp"),
    "jis": TEXT.encode("iso2022_jp"),
    "half shift_jis, half utf-8": "屋号: 青空\n".encode("cp932") + "電話: 表示\n代表者: 見本\n".encode(),
    "half utf-16": TEXT.encode("utf-16") + b"\x00",
    "latin-1": "caf\xe9: \xe0\nna\xefve: \xff\n".encode("latin-1"),
    "random": bytes(range(128, 256)) * 3,
}


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_is_told_with_its_first_line(name: str) -> None:
    text, problems = decode(GARBAGE[name], "site.yaml")
    assert text is None
    assert [p.code for p in problems] == ["E101"]
    assert problems[0].place.line >= 1


def test_the_line_of_the_first_foreign_byte() -> None:
    _, problems = decode(b"a: 1\nb: 2\nc: \xff\xff\nd: \xff\n", "site.yaml")
    assert codes(problems) == [("E101", 3)]


FOREIGN = {
    "docx": (b"PK\x03\x04\x14\0\0\0 PK\x03\x04", "Word・Excel のファイル"),
    "rtf": (b"{\\rtf1 {\\rtf", "リッチテキスト（RTF）"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "古い Word・Excel のファイル"),
    "pdf": (b"%PDF-1.4\n\xe2\xe3", "PDF"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "写真（JPEG）"),
    "png": (b"\x89PNG\r\n\x1a\n", "画像（PNG）"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_other_kinds_of_file_are_named(name: str) -> None:
    data, kind = FOREIGN[name]
    text, problems = decode(data, "case.md")
    assert text is None
    assert codes(problems) == [("E109", 0)]
    assert f"中身は「{kind}」です" in explain(problems[0])


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufffe", "\uffff"])
def test_control_characters_are_refused(sign: str) -> None:
    text, problems = decode(f"屋号: 青空\n電話: 0{sign}3\n住所: {sign}\n".encode(), "site.yaml")
    assert text is None
    assert [(p.code, p.place) for p in problems] == [("E110", Place("site.yaml", 2, 6))]
    assert explain(problems[0]).split("\n")[1] == "    2 | 電話: 0\ufffd3"


def test_marks_of_direction_are_taken_out() -> None:
    text, problems = decode("屋号: \u202e青空\u202c\n電話: \u200f03\n".encode(), "site.yaml")
    assert text == "屋号: 青空\n電話: 03\n"
    assert [(p.code, p.place) for p in problems] == [("W110", Place("site.yaml", 1, 5))]


def test_a_merge_conflict_is_told() -> None:
    typed = "屋号: 青空\n<<<<<<< HEAD\n電話: 1\n=======\n電話: 2\n>>>>>>> other\n<<<<<<< HEAD\n"
    text, problems = decode(typed.encode(), "site.yaml")
    assert text is None
    assert codes(problems) == [("E113", 2)]


def test_a_heading_with_a_double_line_is_no_conflict() -> None:
    typed = "はがす\n=======\n\n張る\n=======\n"
    assert decode(typed.encode(), "case.md") == (typed, [])


def test_all_that_is_wrong_is_told_at_once() -> None:
    _, problems = decode("屋号: \u202e青空\n電話: \0\n".encode(), "site.yaml")
    assert [p.code for p in problems] == ["W110", "E110"]
