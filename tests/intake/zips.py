"""Zips as others write them: names in several encodings, and what nobody should unpack."""

import io
import stat
import struct
import zipfile
from collections.abc import Mapping

_UTF8 = 0x800


def packed(files: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A plain zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def encoded(files: Mapping[str, bytes], encoding: str) -> bytes:
    """A zip whose names are in that encoding, with no mark that says so: Windows writes cp932, macOS UTF-8."""
    plain = {f"{n:060}": data for n, data in enumerate(files.values())}
    whole = packed(plain)
    for stand_in, name in zip(plain, files, strict=True):
        raw = name.encode(encoding)
        # As long as what it stands in for, so that every length and place in the file stays true.
        padded = raw[: raw.rindex(b".")] + b"_" * (60 - len(raw)) + raw[raw.rindex(b".") :]
        whole = whole.replace(stand_in.encode(), padded)
    return whole


def link(name: str, target: str) -> bytes:
    """A zip with a symbolic link in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo(name)
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, target)
    return out.getvalue()


def locked(files: Mapping[str, bytes]) -> bytes:
    """A zip that says of every file that it has a password."""
    whole = bytearray(packed(files))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(mark)
        while at >= 0:
            whole[at + place] |= 1
            at = whole.find(mark, at + 4)
    return bytes(whole)


def lying(name: str, data: bytes, size: int) -> bytes:
    """A zip that says of its file that it has another size once it is unpacked."""
    whole = bytearray(packed({name: data}))
    at = whole.find(b"PK\x01\x02")
    whole[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(whole)
