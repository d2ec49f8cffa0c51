"""Bytes of a text file into text, with every encoding mistake told."""

import re

from adgen.problems import Place, Problem, problem

# Newline and tab are the only control characters that a text file may hold; U+FFFE and U+FFFF are no characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_FOREIGN = (
    (b"PK\x03\x04", "Word・Excel のファイル", "a Word or Excel file"),
    (b"{\\rtf", "リッチテキスト（RTF）", "rich text (RTF)"),
    (b"\xd0\xcf\x11\xe0", "古い Word・Excel のファイル", "an old Word or Excel file"),
    (b"%PDF", "PDF", "a PDF"),
    (b"\xff\xd8\xff", "写真（JPEG）", "a JPEG photo"),
    (b"\x89PNG", "画像（PNG）", "a PNG picture"),
)
_CONFLICT = re.compile(r"^(<<<<<<<|=======|>>>>>>>)(?= |$)", re.MULTILINE)


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
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _BIDI.search(text):
        problems.append(problem("W110", _place(file, text, _BIDI)))
        text = _BIDI.sub("", text)
    for pattern, code in ((_CONTROL, "E110"), (_CONFLICT, "E113")):
        if pattern.search(text):
            return None, [*problems, problem(code, _place(file, text, pattern))]
    return text, problems


def _unicode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return None, [problem("E101", Place(file, line))]
    if _CONTROL.search(text.replace("\r", "")):
        return None, [problem("E101", Place(file, line))]
    return text, [problem("W101", Place(file))]


def _place(file: str, text: str, pattern: re.Pattern[str]) -> Place:
    match = pattern.search(text)
    start = match.start() if match else 0
    line_start = text.rfind("\n", 0, start) + 1
    return Place(file, text.count("\n", 0, start) + 1, start - line_start + 1)
