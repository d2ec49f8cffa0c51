"""Photos as they really come: turned, in odd colours, with baggage."""

import struct
from collections.abc import Callable

from PIL import Image, ImageCms

from adgen.model.picture import Encoding, PhotoFacts, Recipe, Rendition
from adgen.photos.frame import renditions
from adgen.photos.inspect import Look, inspect
from tests import make

RED, GREEN, BLUE, YELLOW = (220, 20, 20), (20, 180, 40), (30, 40, 220), (230, 220, 30)
# What is seen: two rows of three fields.
SEEN = ((RED, GREEN, BLUE), (YELLOW, (250, 250, 250), (10, 10, 10)))
# EXIF 2.32, tag 0x0112: on which side of what is seen row 0 and column 0 of the file stand.
SIDES = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}
FIELD = 64


def turned(orientation: int, kind: str = "JPEG") -> bytes:
    """SEEN, stored in the file as a camera held that way stores it."""
    rows, columns = (2, 3) if orientation < 5 else (3, 2)
    stored = Image.new("RGB", (columns, rows))
    for row in range(rows):
        for column in range(columns):
            stored.putpixel((column, row), _seen(row, column, *SIDES[orientation]))
    large = stored.resize((columns * FIELD, rows * FIELD), Image.Resampling.NEAREST)
    if kind == "HEIF":
        return make.heic(large, exif=make.exif(orientation=orientation))
    options = {"quality": 95, "subsampling": 0} if kind == "JPEG" else {}
    return make.encoded(large, kind, exif=make.exif(orientation=orientation), **options)


def _seen(row: int, column: int, first_row: str, first_column: str) -> make.Colour:
    place = {"top": ("y", row), "bottom": ("y", 1 - row), "left": ("x", row), "right": ("x", 2 - row)}[first_row]
    other = {"top": ("y", column), "bottom": ("y", 1 - column), "left": ("x", column), "right": ("x", 2 - column)}
    spot = dict([place, other[first_column]])
    return SEEN[spot["y"]][spot["x"]]


def swapped_profile() -> bytes:
    """sRGB with red and green changing places: whoever ignores it shows a red wall for a green one."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    table = profile.replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)
    assert table != profile
    return table


def with_segment(jpeg: bytes, marker: int, payload: bytes) -> bytes:
    """A JPEG with one more segment in front."""
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload + jpeg[2:]


def with_thumbnail(tags: Image.Exif, thumbnail: bytes) -> bytes:
    """The tags as a block of EXIF, with a small JPEG behind them (EXIF 2.32, 4.5.8: the second directory)."""
    block = tags.tobytes().removeprefix(b"Exif\0\0")
    assert block.startswith(b"MM")
    (first,) = struct.unpack_from(">I", block, 4)
    (count,) = struct.unpack_from(">H", block, first)
    link = first + 2 + 12 * count
    begin = len(block) + 2 + 2 * 12 + 4
    second = struct.pack(">HHHIIHHIII", 2, 0x0201, 4, 1, begin, 0x0202, 4, 1, len(thumbnail), 0)
    return b"Exif\0\0" + block[:link] + struct.pack(">I", len(block)) + block[link + 4 :] + second + thumbnail


def facts(data: bytes) -> PhotoFacts:
    found = inspect(data)
    assert isinstance(found, Look), found
    return found.facts


ENCODINGS = {"jpeg": Encoding(95), "avif": Encoding(80, 9), "webp": Encoding(90)}


def recipe(*widths: int, formats: tuple[str, ...] = ("jpeg",), aspect: tuple[int, int] | None = None) -> Recipe:
    return Recipe("test", widths, aspect, "100vw", formats, widths, progressive=False)


def wanted(data: bytes, *widths: int, focus: tuple[float, float] = (0.5, 0.5), **how: object) -> tuple[Rendition, ...]:
    """Every rendition of a photo in those widths."""
    return of_facts(facts(data), *widths, focus=focus, **how)


def of_facts(
    found: PhotoFacts, *widths: int, focus: tuple[float, float] = (0.5, 0.5), **how: object
) -> tuple[Rendition, ...]:
    """Every rendition in those widths of a photo of which only the facts are known."""
    made = renditions(found, recipe(*widths, **how), ENCODINGS, focus)  # type: ignore[arg-type]
    return tuple(r for group in made.values() for r in group)


def near(one: tuple[int, ...], other: tuple[int, ...], by: int = 12) -> bool:
    """Whether two colours are the same but for what an encoder loses."""
    return len(one) == len(other) and all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


Picture = Callable[[], Image.Image]
