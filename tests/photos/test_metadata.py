"""Nothing besides the picture goes unseen, whatever library wrote the file."""

import io
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from adgen.photos.metadata import copyright_exif, leftovers
from tests import make
from tests.photos.samples import swapped_profile, with_segment, with_thumbnail

NOTICE = "© 2026 青空内装"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><Secret/></x:xmpmeta>'
KINDS = ("JPEG", "PNG", "WEBP", "AVIF")


def picture() -> Image.Image:
    """Noise: every kind of byte comes up in it."""
    return Image.effect_noise((160, 120), 60).convert("RGB")


def saved(kind: str, **options: Any) -> bytes:
    return make.encoded(picture(), kind, **options)


def png(**texts: str) -> bytes:
    """A PNG with a text in each way a PNG can hold one."""
    info = PngImagePlugin.PngInfo()
    for name, text in texts.items():
        {"plain": info.add_text, "packed": lambda k, v: info.add_text(k, v, zip=True), "utf8": info.add_itxt}[name](
            "XML:com.adobe.xmp" if text.startswith("<") else "Comment", text
        )
    return saved("PNG", pnginfo=info)


def moving(kind: str) -> bytes:
    """Two frames in one file."""
    return saved(kind, save_all=True, append_images=[picture().rotate(180)])


FOUND: dict[str, tuple[bytes, set[str]]] = {
    **{f"{kind} exif": (saved(kind, exif=make.exif()), {"Exif"}) for kind in KINDS},
    **{f"{kind} thumbnail": (saved(kind, exif=with_thumbnail(make.exif(), make.jpeg())), {"Exif"}) for kind in KINDS},
    **{f"{kind} profile": (saved(kind, icc_profile=swapped_profile()), {"ICC"}) for kind in KINDS},
    **{f"{kind} XMP": (saved(kind, xmp=XMP), {"XMP"}) for kind in KINDS if kind != "PNG"},
    **{
        f"{kind} XMP and profile": (saved(kind, xmp=XMP, icc_profile=swapped_profile()), {"XMP", "ICC"})
        for kind in KINDS
        if kind != "PNG"
    },
    **{f"{kind} trailer": (saved(kind) + make.jpeg(), {"trailing data"}) for kind in KINDS if kind != "AVIF"},
    "AVIF trailer": (saved("AVIF") + make.jpeg(), {"unknown structure"}),
    "AVIF free box": (saved("AVIF") + b"\0\0\0\x0efreeSecret", {"free"}),
    "AVIF uuid box": (saved("AVIF") + b"\0\0\0\x0euuidSecret", {"uuid"}),
    "AVIF second mdat": (saved("AVIF") + b"\0\0\0\x0emdatSecret", {"trailing data"}),
    "AVIF frames": (moving("AVIF"), {"second frame", "trailing data"}),
    "WEBP frames": (moving("WEBP"), {"second frame"}),
    "PNG frames": (moving("PNG"), {"second frame", "fcTL", "fdAT"}),
    "PNG text": (png(plain="Secret"), {"comment"}),
    "PNG packed text": (png(packed="Secret"), {"comment"}),
    "PNG XMP and text": (png(utf8=XMP.decode(), plain="Secret"), {"XMP", "comment"}),
    "PNG size in metres": (saved("PNG", dpi=(72, 72)), {"pHYs"}),
    "JPEG comment": (saved("JPEG", comment=b"Secret"), {"comment"}),
    "JPEG IPTC": (with_segment(saved("JPEG"), 0xED, b"Photoshop 3.0\x008BIM"), {"APP13"}),
    "JPEG of a maker": (with_segment(saved("JPEG"), 0xE5, b"Secret"), {"APP5"}),
    "JPEG thumbnail of JFIF": (with_segment(saved("JPEG"), 0xE0, b"JFXX\0\x10" + make.jpeg()), {"thumbnail"}),
    "JPEG with odd marker": (with_segment(saved("JPEG"), 0xF7, b"Secret"), {"APP23"}),
    "JPEG of Adobe": (make.encoded(picture().convert("CMYK"), "JPEG"), {"APP14"}),
    "MPO": (moving("MPO"), {"second frame", "trailing data"}),
    "HEIC": (make.heic(picture()), {"hvcC", "hvc1"}),
    "GIF": (saved("GIF"), {"unknown structure"}),
    "nothing": (b"", {"unknown structure"}),
}


@pytest.mark.parametrize(("data", "names"), FOUND.values(), ids=FOUND)
def test_whatever_is_left_is_named(data: bytes, names: set[str]) -> None:
    assert set(leftovers(data)) == names
    assert set(leftovers(data, NOTICE)) == names


CLEAN: dict[str, bytes] = {
    **{kind: saved(kind) for kind in KINDS},
    "JPEG progressive": saved("JPEG", progressive=True),
    "JPEG with restarts": saved("JPEG", restart_marker_blocks=4),
    "JPEG grey": make.encoded(picture().convert("L"), "JPEG"),
    "WEBP without loss": saved("WEBP", lossless=True),
    "WEBP with alpha": make.encoded(picture().convert("RGBA").rotate(9), "WEBP"),
    "PNG palette": make.encoded(picture().quantize(16), "PNG", transparency=3),
}


@pytest.mark.parametrize("data", CLEAN.values(), ids=CLEAN)
def test_a_picture_alone_is_clean(data: bytes) -> None:
    assert leftovers(data) == leftovers(data, NOTICE) == ()


@pytest.mark.parametrize("text", [NOTICE, "A", "山田", "(c) " + "あ" * 116])
@pytest.mark.parametrize("kind", KINDS)
def test_the_copyright_notice_is_allowed_and_no_other(kind: str, text: str) -> None:
    data = saved(kind, exif=copyright_exif(text))
    assert leftovers(data, text) == ()
    for told in ("", text + "!", text[:-1]):
        assert leftovers(data, told) == ("Exif",)
    with_more = make.exif()
    with_more[0x8298] = text.encode()
    assert leftovers(saved(kind, exif=with_more), text) == ("Exif",)


@pytest.mark.parametrize("text", [NOTICE, "A", "ABC", "ABCD"])
def test_the_notice_is_read_as_it_was_written(text: str) -> None:
    tags = Image.Exif()
    tags.load(copyright_exif(text))
    assert list(tags) == [0x8298]
    # Pillow reads EXIF's letters as Latin-1.
    assert tags[0x8298].encode("latin-1").decode() == text


@pytest.mark.parametrize("data", CLEAN.values(), ids=CLEAN)
def test_what_is_cut_short_is_never_clean(data: bytes) -> None:
    for tenth in range(10):
        assert leftovers(data[: len(data) * tenth // 10])
    assert leftovers(data[:-1])


@given(st.sampled_from(list(CLEAN.values())), st.integers(0, 400), st.binary(min_size=1, max_size=9))
def test_nothing_makes_it_fail(data: bytes, at: int, more: bytes) -> None:
    found = leftovers(data[:at] + more + data[at + len(more) :])
    assert all(isinstance(name, str) for name in found)


def with_places(data: bytes, version: int) -> bytes:
    """An AVIF with its table of places written in another of the ways of ISO 14496-12, 8.11.3: wide, from a base, in two parts."""
    at = data.index(b"iloc") - 4
    old = int.from_bytes(data[at : at + 4], "big")
    (count,) = struct.unpack_from(">H", data, at + 14)
    rows = [struct.unpack_from(">HHHII", data, at + 16 + 14 * n) for n in range(count)]
    wide = ">I" if version == 2 else ">H"

    def table(moved: int) -> bytes:
        made = bytes((version, 0, 0, 0, 0x88, 0x80)) + struct.pack(wide, count)
        for item, _, _, begin, length in rows:
            made += struct.pack(wide, item) + (b"\0\0" if version else b"") + struct.pack(">HQH", 0, 100, 2)
            for offset, part in ((begin, 5), (begin + 5, length - 5)):
                made += struct.pack(">QQ", offset - 100 + moved, part)
        return struct.pack(">I4s", len(made) + 8, b"iloc") + made

    grown = len(table(0)) - old
    meta = data.index(b"meta") - 4
    size = struct.pack(">I", int.from_bytes(data[meta : meta + 4], "big") + grown)
    return data[:meta] + size + data[meta + 4 : at] + table(grown) + data[at + old :]


@pytest.mark.parametrize("version", [0, 1, 2])
def test_an_avif_may_tell_its_places_in_other_ways(version: int) -> None:
    data = with_places(saved("AVIF", exif=copyright_exif(NOTICE)), version)
    with Image.open(io.BytesIO(data)) as image:
        image.load()
    assert leftovers(data, NOTICE) == ()
    assert leftovers(data) == ("Exif",)
    assert leftovers(with_places(saved("AVIF", exif=make.exif()), version), NOTICE) == ("Exif",)


@pytest.mark.parametrize(("old", "new"), [(b"infe\2", b"infe\7"), (b"\x44\0\0", b"\x48\0\0"), (b"iloc\0", b"iloc\3")])
def test_an_avif_of_an_unknown_build_is_not_called_clean(old: bytes, new: bytes) -> None:
    data = saved("AVIF")
    assert data.count(old) >= 1
    assert leftovers(data.replace(old, new, 1))


def test_pillow_reads_the_clean_ones_too() -> None:
    """So that the samples are pictures at all."""
    for data in CLEAN.values():
        with Image.open(io.BytesIO(data)) as image:
            image.load()
