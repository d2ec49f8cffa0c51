"""Bytes of a Japanese mail into text, whatever its header says about them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_JIS_ESCAPE = re.compile(rb"\x1b(\$[@B]|\$\([@BDQ]|\([BJIH]|&@)")
_JAPANESE = {
    "cp932": "cp932", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms_kanji": "cp932", "ms932": "cp932", "shift_jis-2004": "shift_jis_2004", "shift_jisx0213": "shift_jis_2004",
    "euc-jp": "euc", "euc_jp": "euc", "eucjp": "euc", "x-euc-jp": "euc", "eucjp-ms": "euc", "cp51932": "euc",
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "utf-7": "utf-7",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5", "euc-kr": "cp949",
}  # fmt: skip
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_JAPANESE_TEXT = re.compile("[ぁ-んァ-ヶー一-龥々、。]")
_STRANGE = re.compile(
    "[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]|(?:[ｦ-ﾟ][\u0080-\u00ff一-龥]){2}"
)
_KANA = re.compile("[ぁ-ん]")


@dataclass(frozen=True)
class Decoded:
    """The text, and the decoding that worked."""

    text: str
    how: str


def decode(data: bytes, declared: str = "") -> Decoded:
    """Never raises: BOM, escape sequences, strict UTF-8, the declared charset, then the candidate that looks most Japanese."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return Decoded(data.decode(codec, "replace"), codec)
    if _JIS_ESCAPE.search(data):
        return Decoded(jis(data), "cp50221")
    codec = _JAPANESE.get(declared.strip().strip("\"'").lower(), "")
    if data.isascii() and codec not in ("utf-7", "utf-16-le", "utf-16-be"):
        return Decoded(data.decode("ascii"), "ascii")
    for candidate in ("utf-8", codec):
        text = _strict(data, candidate) if candidate else None
        if text is not None and not _STRANGE.search(text):
            return Decoded(text, candidate)
    return max((_candidate(data, c) for c in ("utf-8", "cp932", "euc", "latin-1")), key=_looks)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return _euc(data) if codec == "euc" else data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _candidate(data: bytes, codec: str) -> Decoded:
    text = _strict(data, codec)
    if text is not None:
        return Decoded(text, codec)
    return Decoded(data.decode("euc_jp" if codec == "euc" else codec, "replace"), f"{codec}?")


def _looks(decoded: Decoded) -> float:
    japanese = len(_JAPANESE_TEXT.findall(decoded.text)) + len(_KANA.findall(decoded.text))
    return japanese - 5 * len(_STRANGE.findall(decoded.text)) - (decoded.how == "latin-1")


def jis(data: bytes) -> str:
    """ISO-2022-JP as Windows writes it (CP50221): half-width kana, NEC row 13 (①㈱) and JIS X 0212 too.

    Python's iso2022_jp codecs know none of the three together (https://github.com/python/cpython/issues/42834).
    """
    return "".join(_run(kind, run) for kind, run in _runs(data))


def _runs(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    kind, at = b"(B", 0
    for escape in _JIS_ESCAPE.finditer(data):
        yield kind, data[at : escape.start()]
        kind, at = escape[1], escape.end()
    yield kind, data[at:]


def _run(kind: bytes, run: bytes) -> str:
    if kind in (b"$@", b"$B", b"$(@", b"$(B", b"$(Q"):
        return "".join(_double(line, "cp932") for line in run.splitlines(keepends=True))
    if kind == b"$(D":
        return "".join(_double(line, "euc_jp") for line in run.splitlines(keepends=True))
    if kind == b"(I":
        return bytes(b | 0x80 if 0x21 <= b <= 0x5F else b for b in run).decode("cp932", "replace")
    return run.decode("cp932", "replace")


def _double(line: bytes, codec: str) -> str:
    """Two bytes a character; a line that a sender forgot to close and that is plain ASCII stays as it is."""
    body = line.rstrip(b"\r\n")
    end = line[len(body) :].decode("ascii")
    pairs = [body[i : i + 2] for i in range(0, len(body), 2)]
    text = "".join(_pair(pair, codec) for pair in pairs)
    if ("\ufffd" in text or b" " in body or len(body) % 2) and not _KANA.search(text):
        return body.decode("cp932", "replace") + end
    return text + end


def _pair(pair: bytes, codec: str) -> str:
    if len(pair) < 2 or not all(0x21 <= b <= 0x7E for b in pair):
        return pair.decode("ascii", "replace")
    if codec == "euc_jp":
        return b"".join((b"\x8f", bytes(b | 0x80 for b in pair))).decode(codec, "replace")
    return _shifted(pair[0], pair[1]).decode("cp932", "replace")


def _shifted(row: int, cell: int) -> bytes:
    """The two bytes of JIS X 0208 in Shift_JIS."""
    first = (row - 0x21) // 2 + 0x81
    second = cell + (0x1F if cell < 0x60 else 0x20) if row % 2 else cell + 0x7E
    return bytes((first + 0x40 if first > 0x9F else first, second))


_EUC = re.compile(rb"\x8f[\xa1-\xfe]{2}|\x8e[\xa1-\xdf]|[\xa1-\xfe]{2}|[\x00-\x7f]+|.", re.DOTALL)


def _euc(data: bytes) -> str:
    """EUC-JP with the vendor's characters, which Python's codec refuses."""
    return "".join(_euc_character(piece) for piece in _EUC.findall(data))


def _euc_character(piece: bytes) -> str:
    if len(piece) == 2 and piece[0] >= 0xA1:
        return _shifted(piece[0] & 0x7F, piece[1] & 0x7F).decode("cp932")
    return piece.decode("euc_jp")
