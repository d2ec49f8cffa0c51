"""Bytes of a text file into text, with every encoding mistake told."""

import re

from adgen.problems import Place, Problem, problem

# Newline and tab are the only control characters that a text file may hold; U+FFFE and U+FFFF are no characters, halves of
# a pair (surrogates) cannot be written, and U+2028 and U+2029 end a line for YAML but for no editor.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_FOREIGN = (
    (b"PK\x03\x04", "Word・Excel のファイル", "a Word or Excel file"),
    (b"{\\rtf", "リッチテキスト（RTF）", "rich text (RTF)"),
    (b"\xd0\xcf\x11\xe0", "古い Word・Excel のファイル", "an old Word or Excel file"),
    (b"%PDF", "PDF", "a PDF"),
    (b"\xff\xd8\xff", "写真（JPEG）", "a JPEG photo"),
    (b"\x89PNG", "画像（PNG）", "a PNG picture"),
)
# A line of `=======` alone is a heading in Markdown.
_CONFLICT = re.compile(r"^(<<<<<<<|>>>>>>>)(?= |$)", re.MULTILINE)
_JIS = b"\x1b$"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Text with plain line ends, or None when the bytes are no text; and what was noticed.

    UTF-8 with or without BOM, UTF-16 by BOM, else Shift_JIS (cp932) when the whole file decodes without control
    characters, with a warning.
    """
    for magic, kind, en in _FOREIGN:
        if data.startswith(magic):
            return None, [problem("E109", Place(file), kind=kind, en=en)]
    text, problems = _unicode(data, file)
    if text is None:
        return None, problems
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    if _BIDI.search(text):
        problems.append(problem("W110", _place(file, text, _BIDI)))
        text = _BIDI.sub("", text)
    for pattern, code in ((_CONTROL, "E110"), (_CONFLICT, "E113")):
        if pattern.search(text):
            return None, [*problems, problem(code, _place(file, text, pattern))]
    return text, problems


def scrub(text: str, place: Place) -> tuple[str, list[Problem]]:
    """What the escapes in quotes made of a text, without what a file may not hold either; and what was taken out."""
    found = [problem(code, place) for pattern, code in ((_BIDI, "W110"), (_CONTROL, "E110")) if pattern.search(text)]
    return _CONTROL.sub("", _BIDI.sub("", text)).replace("\ufeff", ""), found


def _unicode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        if _JIS not in data:
            return data.decode(encoding), []
        line = data.count(b"\n", 0, data.index(_JIS)) + 1
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        text = "" if _JIS in data or encoding == "utf-16" else data.decode("cp932")
    except UnicodeDecodeError:
        text = ""
    if not text or _is_garbled(text):
        return None, [problem("E101", Place(file, line))]
    return text, [problem("W101", Place(file))]


def _is_garbled(text: str) -> bool:
    """Whether these are bytes of another encoding: EUC-JP read as Shift_JIS gives half-width kana and private characters."""
    foreign = sum(not c.isascii() for c in text)
    too_many_kana = 2 * len(_HALF_KANA.findall(text)) > foreign
    return bool(_CONTROL.search(text.replace("\r", "")) or _PRIVATE.search(text)) or too_many_kana


def _place(file: str, text: str, pattern: re.Pattern[str]) -> Place:
    match = pattern.search(text)
    start = match.start() if match else 0
    line_start = text.rfind("\n", 0, start) + 1
    source = _CONTROL.sub("\ufffd", _BIDI.sub("", text[line_start:].partition("\n")[0]))
    span = len(match.group()) if match and pattern is _CONFLICT else 1
    return Place(file, text.count("\n", 0, start) + 1, start - line_start + 1, source, span)
