"""What is published of a photo: the right pixels in sRGB, and nothing else."""

import io
import itertools

import pytest
from PIL import Image

from adgen.model.picture import Rendition, Unreadable
from adgen.photos.develop import Development, develop
from tests import make
from tests.photos.samples import (
    BLUE,
    FIELD,
    GREEN,
    RED,
    SEEN,
    near,
    swapped_profile,
    turned,
    wanted,
    with_segment,
)

FORMATS = {"jpeg": "JPEG", "avif": "AVIF", "webp": "WEBP"}


def made(data: bytes, renditions: tuple[Rendition, ...]) -> list[Image.Image]:
    """The pictures that come out, as a browser would open them."""
    found = develop(Development(data, renditions))
    assert not isinstance(found, Unreadable), found
    return [Image.open(io.BytesIO(one)) for one in found]


def pixel(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a point given in shares."""
    found = picture.convert("RGB").getpixel((int(x * picture.width), int(y * picture.height)))
    assert isinstance(found, tuple)
    return tuple(map(int, found))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_shown_as_it_was_seen(orientation: int, kind: str) -> None:
    data = turned(orientation, kind)
    for picture in made(data, wanted(data, 24, 3 * FIELD)):
        assert picture.width * 2 == picture.height * 3
        for y, row in enumerate(SEEN):
            for x, colour in enumerate(row):
                assert near(pixel(picture, (x + 0.5) / 3, (y + 0.5) / 2), colour), (picture.size, x, y)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_crops_are_taken_of_what_is_seen(orientation: int) -> None:
    data = turned(orientation)
    for aspect, focus, seen in (
        ((1, 1), (1 / 6, 0.5), ((RED, GREEN), SEEN[1][:2])),
        ((1, 1), (5 / 6, 0.5), ((GREEN, BLUE), SEEN[1][1:])),
        ((3, 1), (0.5, 0.1), (SEEN[0],)),
        ((3, 1), (0.5, 0.9), (SEEN[1],)),
    ):
        columns, rows = len(seen[0]), len(seen)
        (picture,) = made(data, wanted(data, columns * FIELD, aspect=aspect, focus=focus))
        assert picture.size == (columns * FIELD, rows * FIELD)
        for y, row in enumerate(seen):
            for x, colour in enumerate(row):
                assert near(pixel(picture, (x + 0.5) / columns, (y + 0.5) / rows), colour), (aspect, focus, x, y)


COLOURS = {
    "sRGB profile swapped": (Image.new("RGB", (64, 48), RED), {"icc_profile": swapped_profile()}, (20, 220, 20)),
    "broken profile": (Image.new("RGB", (64, 48), GREEN), {"icc_profile": b"no profile" * 30}, GREEN),
    "cut profile": (Image.new("RGB", (64, 48), GREEN), {"icc_profile": swapped_profile()[:200]}, GREEN),
    "profile of another mode": (Image.new("L", (64, 48), 90), {"icc_profile": swapped_profile()}, (90, 90, 90)),
    "no profile": (Image.new("RGB", (64, 48), BLUE), {}, BLUE),
    "grey": (Image.new("L", (64, 48), 90), {}, (90, 90, 90)),
    "CMYK": (Image.new("CMYK", (64, 48), (255, 0, 255, 0)), {}, (0, 255, 0)),
}


@pytest.mark.parametrize(("picture", "options", "colour"), COLOURS.values(), ids=COLOURS)
@pytest.mark.parametrize("kind", FORMATS)
def test_colours_come_out_in_srgb(
    picture: Image.Image, options: dict[str, bytes], colour: tuple[int, ...], kind: str
) -> None:
    data = make.encoded(picture, "JPEG", quality=95, subsampling=0, **options)
    for found in made(data, wanted(data, 16, 64, formats=(kind,))):
        assert found.mode == "RGB"
        assert near(pixel(found, 0.5, 0.5), colour)


def palette() -> Image.Image:
    picture = Image.new("P", (64, 48), 1)
    picture.putpalette([*RED, *BLUE])
    return picture


def palette_with_hole() -> bytes:
    picture = palette()
    picture.paste(0, (0, 0, 32, 48))
    return make.encoded(picture, "PNG", transparency=0)


PNGS = {
    "alpha on white": (make.encoded(Image.new("RGBA", (64, 48), (*RED, 0)), "PNG"), (255, 255, 255)),
    "half alpha on white": (make.encoded(Image.new("RGBA", (64, 48), (0, 0, 0, 128)), "PNG"), (127, 127, 127)),
    "alpha and profile": (
        make.encoded(Image.new("RGBA", (64, 48), (*RED, 255)), "PNG", icc_profile=swapped_profile()),
        (20, 220, 20),
    ),
    "grey with alpha": (make.encoded(Image.new("LA", (64, 48), (9, 0)), "PNG"), (255, 255, 255)),
    "palette": (make.encoded(palette(), "PNG"), BLUE),
    "palette and profile": (make.encoded(palette(), "PNG", icc_profile=swapped_profile()), (40, 30, 220)),
    "hole in a palette": (palette_with_hole(), (255, 255, 255)),
    "16 bits": (make.encoded(Image.new("I;16", (64, 48), 200 * 256), "PNG"), (200, 200, 200)),
    "1 bit": (make.encoded(Image.new("1", (64, 48), 255), "PNG"), (255, 255, 255)),
}


@pytest.mark.parametrize(("data", "colour"), PNGS.values(), ids=PNGS)
def test_png_of_every_kind(data: bytes, colour: tuple[int, ...]) -> None:
    for found in made(data, wanted(data, 16, 64)):
        assert near(pixel(found, 0.2, 0.5), colour)


SECRETS = (b"Handmade", b"Taro", b"Secret", b"Exif", b"GPS", b"ICC_PROFILE", b"adobe", b"Photoshop", b"xpacket")
XMP = b'<?xpacket?><x:xmpmeta xmlns:x="adobe:ns:meta/"><Secret/></x:xmpmeta>'


def heavy(kind: str) -> bytes:
    """A photo with everything that a camera and an editor may leave in it."""
    picture, tags = make.image((160, 120)), make.exif(orientation=6)
    if kind == "PNG":
        return make.encoded(picture, kind, exif=tags, icc_profile=swapped_profile())
    if kind != "JPEG":
        return make.encoded(picture, kind, exif=tags, icc_profile=swapped_profile(), xmp=XMP)
    data = make.encoded(picture, kind, exif=tags, icc_profile=swapped_profile(), comment=b"Secret comment", xmp=XMP)
    thumbnail = make.jpeg((16, 12), comment=b"Secret thumbnail")
    data = with_segment(data, 0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10Secret IPTC data" + thumbnail)
    return data + b"Secret trailer" + thumbnail


@pytest.mark.parametrize("source", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("kind", FORMATS)
def test_no_metadata_of_any_kind_is_published(source: str, kind: str) -> None:
    data = heavy(source)
    assert sum(secret in data for secret in SECRETS) >= 2
    assert dict(Image.open(io.BytesIO(data)).getexif())[0x010F] == "Handmade Phone"
    found = develop(Development(data, wanted(data, 32, 120, formats=(kind,))))
    assert not isinstance(found, Unreadable)
    for one in found:
        picture = Image.open(io.BytesIO(one))
        picture.load()
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"} | {
            "loop", "background", "timestamp", "duration",
        }  # fmt: skip
        assert [secret for secret in SECRETS if secret in one] == []
        assert getattr(picture, "n_frames", 1) == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_sizes_and_formats_are_those_of_the_plan(kind: str) -> None:
    for size, focus in (((641, 427), (0.2, 0.8)), ((33, 700), (0, 0)), ((700, 2), (1, 1)), ((1, 700), (1, 1))):
        data = make.jpeg(size)
        for aspect in (None, (4, 3), (1, 1)):
            plan = wanted(data, 16, 320, 640, formats=(kind,), aspect=aspect, focus=focus)
            assert plan
            for rendition, picture in zip(plan, made(data, plan), strict=True):
                assert picture.format == FORMATS[kind]
                assert picture.size == (rendition.width, rendition.height)
                assert rendition.width <= size[0]
                assert rendition.height <= size[1]


def test_a_rendition_does_not_depend_on_its_neighbours() -> None:
    data = make.jpeg((900, 600))
    plan = wanted(data, 100, 200, 400, 800, formats=("avif", "jpeg")) + wanted(data, 150, 300, aspect=(1, 1))
    together = develop(Development(data, plan))
    assert together == develop(Development(data, plan))
    assert isinstance(together, tuple)
    for rendition, expected in zip(plan, together, strict=True):
        assert develop(Development(data, (rendition,))) == (expected,)


@pytest.mark.parametrize("width", [960, 800, 700, 500, 400, 200, 100])
@pytest.mark.parametrize("original", [1600, 4032])
def test_the_ladder_keeps_fine_lines_apart(original: int, width: int) -> None:
    """Stripes as wide as a pixel of the result keep two thirds of the contrast that one step from the photo gives."""
    picture = Image.new("L", (original, 120), 255)
    for n in range(0, width, 2):
        picture.paste(0, (round(n * original / width), 0, round((n + 1) * original / width), 120))
    data = make.encoded(picture, "JPEG", quality=95)
    (found,) = made(data, wanted(data, width))
    in_one_step = Image.open(io.BytesIO(data)).resize(found.size, Image.Resampling.LANCZOS)
    assert _contrast(found) > 2 / 3 * _contrast(in_one_step)


def _contrast(picture: Image.Image) -> float:
    """The mean difference between neighbours in the middle row, away from the edges."""
    row = [pixel(picture, (x + 0.5) / picture.width, 0.5)[0] for x in range(8, picture.width - 8)]
    return sum(abs(one - next_one) for one, next_one in itertools.pairwise(row)) / (len(row) - 1)


def test_progressive_only_where_asked_for() -> None:
    data = make.jpeg((64, 48))
    (plain,) = wanted(data, 64)
    found = develop(Development(data, (plain, plain.__class__(**{**plain.__dict__, "progressive": True, "name": "p"}))))
    assert isinstance(found, tuple)
    assert [b"\xff\xc2" in one for one in found] == [False, True]


def test_what_cannot_be_developed() -> None:
    data = make.encoded(Image.effect_noise((120, 90), 80), "JPEG")
    plan = wanted(data, 64)
    for hurt, code in ((data[: len(data) // 2], "E206"), (b"", "E204"), (make.png_header(13_000, 13_000), "E205")):
        found = develop(Development(hurt, plan))
        assert isinstance(found, Unreadable)
        assert found.code == code
