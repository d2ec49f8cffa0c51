"""Reads a picture back, bytes only, and names what is in it besides the picture.

Nothing here uses the library that wrote the file: what that leaves in by mistake, it may also overlook.
Sources: ITU-T T.81 annex B (JPEG), PNG 3rd edition, RFC 9649 (WebP), ISO 14496-12 and 23008-12 (AVIF).
"""

import io
import re
import struct
from collections.abc import Iterator

# A name, and the bytes that it stands for.
Part = tuple[str, bytes]

_EXIF = b"Exif\0\0"
_COPYRIGHT = 0x8298
_ASCII = 2
_INLINE = 4
_IFD_END = 26

# T.81 table B.1. What a JPEG needs: frames, Huffman and quantisation tables, restart interval, scans.
_JPEG_PICTURE = frozenset((0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD))
_APP0, _COM, _SOS, _EOI = 0xE0, 0xFE, 0xDA, 0xD9
_JFIF_SIZE = 14
_BEHIND_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_JPEG_NAMES = ((_EXIF, "Exif"), (b"http://ns.adobe.com/", "XMP"), (b"ICC_PROFILE\0", "ICC"), (b"MPF\0", "second frame"))
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PICTURE = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_PNG_NAMES = {b"eXIf": "Exif", b"iCCP": "ICC", b"tEXt": "comment", b"zTXt": "comment", b"acTL": "second frame"}
_WEBP_PICTURE = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH")
_WEBP_NAMES = {b"EXIF": "Exif", b"XMP ": "XMP", b"ICCP": "ICC", b"ANIM": "second frame", b"ANMF": "second frame"}
_AVIF_PICTURE = (b"ftyp", b"mdat", b"hdlr", b"pitm", b"iref", b"ispe", b"pixi", b"av1C", b"ipma")
_AVIF_NAMES = {b"mime": "XMP", b"moov": "second frame"}
# Boxes that hold boxes, and how many bytes stand before these: `meta` has a version and flags.
_AVIF_HOLDERS = {b"meta": 4, b"iprp": 0, b"ipco": 0}
# By the version of `infe`: the item's id, its protection and its type.
_INFE = {2: ">HH4s", 3: ">IH4s"}


def copyright_exif(text: str) -> bytes:
    """An EXIF block that holds the copyright notice and nothing else.

    Tag 0x8298 in UTF-8: EXIF says ASCII, but UTF-8 is what the Metadata Working Group's guidelines (2.0, text in EXIF) ask for
    and what exiftool reads. XMP is Unicode by its own standard, but its frame alone weighs more than the notice with all of EXIF.
    """
    value = text.encode() + b"\0"
    field = value.ljust(_INLINE, b"\0") if len(value) <= _INLINE else struct.pack("<I", _IFD_END)
    entry = struct.pack("<HHHI", 1, _COPYRIGHT, _ASCII, len(value)) + field
    return _EXIF + b"II*\0\x08\0\0\0" + entry + b"\0\0\0\0" + (value if len(value) > _INLINE else b"")


def leftovers(data: bytes, copyright_notice: str = "") -> tuple[str, ...]:
    """The names of all that is in a published picture besides its pixels and that copyright notice, each once.

    What cannot be followed to its end counts as left over too.
    """
    allowed = ("Exif", copyright_exif(copyright_notice).removeprefix(_EXIF)) if copyright_notice else None
    try:
        return tuple(dict.fromkeys(part[0] for part in _parts(data) if part != allowed))
    except (ValueError, LookupError, struct.error):
        return ("unknown structure",)


def _parts(data: bytes) -> Iterator[Part]:
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    if data[4:8] == b"ftyp":
        return _avif(data)
    raise ValueError("no picture")


def _cut(data: bytes, begin: int, size: int) -> bytes:
    """`size` bytes from `begin`; a slice would be shorter where they are missing."""
    if size < 0 or begin + size > len(data):
        raise ValueError("cut short")
    return data[begin : begin + size]


def _behind(data: bytes, end: int) -> Iterator[Part]:
    if data[end:]:
        yield "trailing data", data[end:]


def _jpeg(data: bytes) -> Iterator[Part]:
    at = 2
    while data[at + 1] != _EOI:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker, size = data[at + 1], int.from_bytes(_cut(data, at + 2, 2), "big")
        payload = _cut(data, at + 4, size - 2)
        is_jfif = marker == _APP0 and payload.startswith(b"JFIF\0") and len(payload) == _JFIF_SIZE
        if marker not in _JPEG_PICTURE and not is_jfif:
            yield _jpeg_name(marker, payload), payload.removeprefix(_EXIF)
        at += 2 + size
        if marker == _SOS:
            found = _BEHIND_SCAN.search(data, at)
            if not found:
                raise ValueError("no end")
            at = found.start()
    yield from _behind(data, at + 2)


def _jpeg_name(marker: int, payload: bytes) -> str:
    if marker == _APP0:
        return "thumbnail"
    if marker == _COM:
        return "comment"
    names = (name for start, name in _JPEG_NAMES if payload.startswith(start))
    return next(names, f"APP{marker - _APP0}" if marker > _APP0 else f"marker {marker:x}")


def _png(data: bytes) -> Iterator[Part]:
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        size, kind = struct.unpack(">I4s", _cut(data, at, 8))
        payload = _cut(data, at + 8, size + 4)[:-4]
        if kind not in _PNG_PICTURE:
            is_xmp = payload.startswith(b"XML:com.adobe.xmp")
            yield "XMP" if is_xmp else _PNG_NAMES.get(kind, kind.decode("latin-1")), payload
        at += 12 + size
    yield from _behind(data, at)


def _webp(data: bytes) -> Iterator[Part]:
    at, end = 12, 8 + int.from_bytes(data[4:8], "little")
    while at < end:
        kind, size = struct.unpack("<4sI", _cut(data, at, 8))
        payload = _cut(data, at + 8, size + size % 2)[:size]
        if kind not in _WEBP_PICTURE:
            yield _WEBP_NAMES.get(kind, kind.decode("latin-1")), payload
        at += 8 + size + size % 2
    yield from _behind(data, end)


def _avif(data: bytes) -> Iterator[Part]:
    kinds: dict[int, bytes] = {}
    places: dict[int, bytes] = {}
    room = 0
    for kind, payload in _boxes(data, 0):
        if kind == b"iinf":
            kinds.update(_items(payload))
        elif kind == b"iloc":
            places.update(_places(data, payload))
        elif kind == b"colr":
            yield from ([("ICC", payload)] if payload[:4] != b"nclx" else [])
        elif kind not in _AVIF_PICTURE:
            yield _AVIF_NAMES.get(kind, kind.decode("latin-1")), payload
        room += len(payload) * (kind == b"mdat")
    for item, kind in kinds.items():
        if kind != b"av01":
            # Four bytes say where in the block the TIFF header begins.
            yield _AVIF_NAMES.get(kind, kind.decode("latin-1")), places[item][4:].removeprefix(_EXIF)
    if sum(map(len, places.values())) != room:
        yield "trailing data", b""


def _boxes(data: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    """Every box and its payload; those that hold boxes are opened."""
    while at < len(data):
        size, kind = struct.unpack(">I4s", _cut(data, at, 8))
        payload = _cut(data, at + 8, size - 8)
        if kind in _AVIF_HOLDERS:
            yield from _boxes(payload, _AVIF_HOLDERS[kind])
        else:
            yield kind, payload
        at += size


def _items(payload: bytes) -> Iterator[tuple[int, bytes]]:
    """(id, type) of every item: ISO 14496-12, 8.11.6."""
    for kind, entry in _boxes(payload, 6 if payload[0] == 0 else 8):
        if kind != b"infe" or entry[0] not in _INFE:
            raise ValueError("item")
        item, _, its_kind = struct.unpack_from(_INFE[entry[0]], entry, 4)
        yield item, its_kind


def _places(data: bytes, payload: bytes) -> Iterator[tuple[int, bytes]]:
    """(id, bytes) of every item: ISO 14496-12, 8.11.3."""
    version, sizes = payload[0], payload[4:6].hex()
    offset_size, length_size, base_size, index_size = (int(digit, 16) for digit in sizes)
    rest = io.BytesIO(payload[6:])

    def number(size: int) -> int:
        found = rest.read(size)
        if len(found) < size:
            raise ValueError("cut short")
        return int.from_bytes(found, "big")

    wide = 4 if version == 2 else 2
    for _ in range(number(wide)):
        item = number(wide)
        if version and number(2):
            raise ValueError("outside of mdat")
        number(2)
        base, whole = number(base_size), b""
        for _ in range(number(2)):
            number(index_size if version else 0)
            begin = base + number(offset_size)
            whole += _cut(data, begin, number(length_size))
        yield item, whole
