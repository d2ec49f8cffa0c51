"""Photos as they should not be and are: every one is shown in its true colours and upright, or refused in words."""

import io

import pytest
from PIL import Image, ImageDraw

from adgen.model.picture import Unreadable
from adgen.photos.develop import Development, develop
from adgen.photos.inspect import Look, inspect
from tests import make
from tests.photos import odd
from tests.photos.samples import BLUE, FIELD, GREEN, RED, SEEN, near, swapped_profile, turned, wanted
from tests.photos.test_develop import XMP, made, pixel

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
FILES = ("avif", "jpeg")

Linear = tuple[tuple[float, float, float], ...]

# Linear light of other primaries into sRGB's: CSS Color 4, 10.2 and 10.5, through D65.
FROM_P3: Linear = ((1.22494, -0.22494, 0.0), (-0.04206, 1.04206, 0.0), (-0.01964, -0.07864, 1.09827))
FROM_ADOBE: Linear = ((1.39836, -0.39836, 0.0), (0.0, 1.0, 0.0), (0.0, -0.04293, 1.04293))


def in_srgb(colour: make.Colour, matrix: Linear, gamma: float) -> make.Colour:
    """A colour of other primaries as sRGB, computed without any profile."""
    light = [(channel / 255) ** gamma for channel in colour]
    red, green, blue = (_encoded(sum(m * v for m, v in zip(row, light, strict=True))) for row in matrix)
    return red, green, blue


def _encoded(light: float) -> int:
    """IEC 61966-2-1."""
    light = min(max(light, 0.0), 1.0)
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))


def encoded(kind: str, colour: make.Colour, profile: bytes | None = None) -> bytes:
    picture = Image.new("RGB", (64, 48), colour)
    if kind == "HEIF":
        return make.heic(picture, icc_profile=profile)
    options = {"quality": 98, "subsampling": 0} if kind == "JPEG" else {"quality": 95} if kind == "AVIF" else {}
    return make.encoded(picture, kind, icc_profile=profile, **options)


# ---------------------------------------------------------------- colours

PROFILES = {
    "Display P3": (odd.profile(odd.DISPLAY_P3, 2.2), FROM_P3, 2.2),
    "Adobe RGB": (odd.profile(odd.ADOBE_RGB, 2.19921875), FROM_ADOBE, 2.19921875),
}


@pytest.mark.parametrize(("profile", "matrix", "gamma"), PROFILES.values(), ids=PROFILES)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "AVIF", "HEIF"])
def test_wide_colours(kind: str, profile: bytes, matrix: Linear, gamma: float) -> None:
    for colour in ((200, 100, 50), (120, 160, 140), (60, 90, 170), (128, 128, 128)):
        expected = in_srgb(colour, matrix, gamma)
        data = encoded(kind, colour, profile)
        for picture in made(data, wanted(data, 16, 64, formats=FILES)):
            assert near(pixel(picture, 0.5, 0.5), expected, by=5), (colour, expected)
    # A profile that is not looked at would be off by more than an encoder is.
    assert not near(in_srgb((200, 100, 50), matrix, gamma), (200, 100, 50))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_the_trick_profile(kind: str) -> None:
    """Red and green change places in the profile: who ignores it shows a red wall for a green one."""
    for colour, expected in ((RED, (20, 220, 20)), (GREEN, (180, 20, 40)), (BLUE, (40, 30, 220))):
        data = encoded(kind, colour, swapped_profile())
        for picture in made(data, wanted(data, 16, 64, formats=FILES)):
            assert near(pixel(picture, 0.5, 0.5), expected), colour


INKS = {
    "no ink": ((0, 0, 0, 0), WHITE),
    "black": ((0, 0, 0, 255), BLACK),
    "red": ((0, 255, 255, 0), (255, 0, 0)),
    "green": ((255, 0, 255, 0), (0, 255, 0)),
    "half cyan": ((128, 0, 0, 0), (127, 255, 255)),
    "dark magenta": ((0, 200, 0, 128), (127, 27, 127)),
}


@pytest.mark.parametrize(("inks", "colour"), INKS.values(), ids=INKS)
def test_inks(inks: tuple[int, int, int, int], colour: make.Colour) -> None:
    """Both are written with the Adobe marker, which says that they are turned over: plain, and as YCbCr with black."""
    cmyk = make.encoded(Image.new("CMYK", (64, 48), inks), "JPEG", quality=98)
    for data in (cmyk, odd.ycck(inks)):
        assert b"Adobe" in data
        with Image.open(io.BytesIO(data)) as stored:
            assert stored.mode == "CMYK"
        for picture in made(data, wanted(data, 16, 64, formats=FILES)):
            assert near(pixel(picture, 0.5, 0.5), colour)


def test_profiles_that_do_not_belong_to_the_pixels() -> None:
    of_inks = odd.profile(odd.SRGB, 2.2, space=b"CMYK")
    of_colours = odd.profile(odd.DISPLAY_P3, 2.2)
    in_colour = make.encoded(Image.new("RGB", (64, 48), GREEN), "JPEG", quality=98, subsampling=0, icc_profile=of_inks)
    in_inks = make.encoded(Image.new("CMYK", (64, 48), (255, 0, 255, 0)), "JPEG", quality=98, icc_profile=of_colours)
    in_grey = make.encoded(Image.new("L", (64, 48), 90), "PNG", icc_profile=of_colours)
    for data, colour in ((in_colour, GREEN), (in_inks, (0, 255, 0)), (in_grey, (90, 90, 90))):
        for picture in made(data, wanted(data, 64, formats=FILES)):
            assert near(pixel(picture, 0.5, 0.5), colour)


def grey_tiff(mode: str, value: float) -> bytes:
    return make.encoded(Image.new(mode, (64, 48), value), "TIFF")


def stepped(mode: str, dark: float, light: float) -> bytes:
    """Dark on the left, light on the right."""
    picture = Image.new(mode, (64, 48), dark)
    picture.paste(light, (32, 0, 64, 48))
    return make.encoded(picture, "TIFF")


# (data, the colour at the left, at the right)
DEEP = {
    "16 bits of grey": (odd.deep_png(0, 200 * 257), (200,) * 3, (200,) * 3),
    "16 bits of colour": (odd.deep_png(2, 200 * 257, 100 * 257, 50 * 257), (200, 100, 50), (200, 100, 50)),
    "16 bits of dark colour": (odd.deep_png(2, 300, 0, 65_535), (1, 0, 255), (1, 0, 255)),
    "16 bits of clear grey": (odd.deep_png(4, 0, 0), WHITE, WHITE),
    "16 bits of solid grey": (odd.deep_png(4, 90 * 257, 65_535), (90,) * 3, (90,) * 3),
    "16 bits of half clear black": (odd.deep_png(6, 0, 0, 0, 32_768), (127,) * 3, (127,) * 3),
    "16 bits of solid colour": (odd.deep_png(6, 200 * 257, 100 * 257, 0, 65_535), (200, 100, 0), (200, 100, 0)),
    "32-bit floats up to 1": (stepped("F", 0.25, 1.0), (64,) * 3, WHITE),
    "32-bit floats up to 255": (stepped("F", 64.0, 250.0), (64,) * 3, (250,) * 3),
    "32-bit floats up to 65535": (stepped("F", 16_384.0, 65_535.0), (64,) * 3, WHITE),
    "32-bit floats beyond": (stepped("F", -5.0, 1e9), BLACK, WHITE),
    "32-bit integers": (stepped("I", 1 << 29, 1 << 30), (127,) * 3, WHITE),
    "black floats": (grey_tiff("F", 0.0), BLACK, BLACK),
    "dark 16 bits": (grey_tiff("I;16", 255), BLACK, BLACK),
    "LAB": (make.encoded(Image.new("LAB", (64, 48), (128, 128, 128)), "TIFF"), (119,) * 3, (119,) * 3),
    "1 bit": (odd.one_bit_png(64, 48), WHITE, WHITE),
}


@pytest.mark.parametrize(("data", "left", "right"), DEEP.values(), ids=DEEP)
def test_deep_and_shallow_pixels(data: bytes, left: make.Colour, right: make.Colour) -> None:
    for picture in made(data, wanted(data, 16, 64, formats=FILES)):
        assert near(pixel(picture, 0.2, 0.5), left)
        assert near(pixel(picture, 0.8, 0.5), right)


def holed(kind: str) -> bytes:
    """Red at the left, nothing at the right, in a palette of which one colour is clear."""
    picture = Image.new("P", (64, 48), 0)
    picture.putpalette([*RED, *BLUE])
    picture.paste(1, (32, 0, 64, 48))
    return make.encoded(picture, kind, transparency=1)


def faded() -> bytes:
    """A palette whose colours are each clear to their own degree (tRNS)."""
    picture = Image.new("P", (64, 48), 0)
    picture.putpalette([*RED, *BLACK])
    picture.paste(1, (32, 0, 64, 48))
    return make.encoded(picture, "PNG", transparency=bytes([255, 128]))


CLEAR = {
    "hole in a palette": (holed("PNG"), RED, WHITE),
    "hole in a GIF": (holed("GIF"), RED, WHITE),
    "degrees in a palette": (faded(), RED, (127, 127, 127)),
    "colour key": (make.encoded(Image.new("RGB", (64, 48), BLUE), "PNG", transparency=BLUE), WHITE, WHITE),
    "clear WebP": (make.encoded(Image.new("RGBA", (64, 48), (*BLUE, 0)), "WEBP", lossless=True), WHITE, WHITE),
    "clear AVIF": (make.encoded(Image.new("RGBA", (64, 48), (*BLUE, 0)), "AVIF"), WHITE, WHITE),
}


@pytest.mark.parametrize(("data", "left", "right"), CLEAR.values(), ids=CLEAR)
def test_what_is_clear_lies_on_white(data: bytes, left: make.Colour, right: make.Colour) -> None:
    for picture in made(data, wanted(data, 16, 64, formats=FILES)):
        assert near(pixel(picture, 0.2, 0.5), left)
        assert near(pixel(picture, 0.8, 0.5), right)


# ---------------------------------------------------------------- upright


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "HEIF"])
def test_every_corner_is_where_it_was_seen(kind: str, orientation: int) -> None:
    data = turned(orientation, kind)
    for picture in made(data, wanted(data, 24, 3 * FIELD, formats=FILES)):
        assert picture.width * 2 == picture.height * 3
        corners = [pixel(picture, x, y) for y in (0.1, 0.9) for x in (0.05, 0.95)]
        expected = [SEEN[0][0], SEEN[0][2], SEEN[1][0], SEEN[1][2]]
        assert all(near(*pair) for pair in zip(corners, expected, strict=True)), (picture.size, corners)


# ---------------------------------------------------------------- more than one picture in a file


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF", "TIFF", "MPO"])
def test_the_first_picture_and_no_other(kind: str) -> None:
    data = odd.film(kind, RED, BLUE, GREEN)
    with Image.open(io.BytesIO(data)) as source:
        assert getattr(source, "n_frames", 1) == 3
    for picture in made(data, wanted(data, 16, 64, formats=(*FILES, "webp"))):
        assert near(pixel(picture, 0.5, 0.5), RED)
        assert getattr(picture, "n_frames", 1) == 1


def test_a_picture_that_stands_before_the_film() -> None:
    """APNG: the picture for programs that know no films is no part of this one, and it is the photo."""
    first, *others = (Image.new("RGB", (64, 48), colour) for colour in (RED, BLUE, GREEN))
    data = make.encoded(first, "PNG", save_all=True, append_images=others, default_image=True)
    (picture,) = made(data, wanted(data, 64))
    assert near(pixel(picture, 0.5, 0.5), RED)


@pytest.mark.parametrize("kind", ["TIFF", "MPO"])
@pytest.mark.parametrize("sizes", [((96, 64), (32, 24)), ((32, 24), (96, 64))])
def test_later_pictures_of_another_size(kind: str, sizes: tuple[tuple[int, int], tuple[int, int]]) -> None:
    first, second = Image.new("RGB", sizes[0], GREEN), Image.new("RGB", sizes[1], RED)
    data = make.encoded(first, kind, save_all=True, append_images=[second])
    found = inspect(data)
    assert isinstance(found, Look)
    assert (found.facts.width, found.facts.height) == sizes[0]
    (picture,) = made(data, wanted(data, sizes[0][0]))
    assert near(pixel(picture, 0.5, 0.5), GREEN)


# ---------------------------------------------------------------- baggage


def test_comment_place_and_thumbnail_are_left_behind() -> None:
    thumbnail = make.jpeg((16, 12), (9, 9, 9), comment=b"Secret thumbnail")
    data = odd.with_thumbnail(make.encoded(make.image((160, 120)), "JPEG", xmp=XMP), thumbnail)
    with Image.open(io.BytesIO(data)) as source:
        assert source.info["comment"] == b"Secret comment"
        assert source.getexif().get_ifd(0x8825)[1] == "N"
        assert thumbnail in source.info["exif"]
    found = develop(Development(data, wanted(data, 30, 120, formats=(*FILES, "webp"))))
    assert isinstance(found, tuple)
    for one in found:
        assert not any(word in one for word in (b"Secret", b"Handmade", b"Taro", b"Exif", b"adobe:ns", b"GPS"))
        with Image.open(io.BytesIO(one)) as picture:
            assert picture.width * 4 == picture.height * 3
            assert {"exif", "xmp", "comment", "icc_profile"}.isdisjoint(picture.info)


# ---------------------------------------------------------------- damage


def scene(size: tuple[int, int] = (400, 300)) -> Image.Image:
    """A picture no part of which is like another, so that what is lost is seen."""
    picture = Image.effect_noise(size, 60).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for n in range(12):
        draw.rectangle(
            (n * size[0] // 12, n * size[1] // 12, size[0], n * size[1] // 12 + 6), (20 * n, 255 - 20 * n, 90)
        )
    return picture


WHOLE = {
    "JPEG": make.encoded(scene(), "JPEG"),
    "progressive JPEG": make.encoded(scene(), "JPEG", progressive=True),
    "JPEG that is reduced while decoded": make.encoded(scene((1_600, 1_200)), "JPEG"),
    "PNG": make.encoded(scene(), "PNG"),
    "WebP": make.encoded(scene(), "WEBP"),
    "lossless WebP": make.encoded(scene(), "WEBP", lossless=True),
    "AVIF": make.encoded(scene(), "AVIF", speed=9),
    "HEIC": make.heic(scene()),
    "GIF": make.encoded(scene(), "GIF"),
    "TIFF": make.encoded(scene(), "TIFF"),
}
# Nine places inside, and the last byte.
TENTHS = [*range(1, 10), None]


@pytest.mark.parametrize("kind", WHOLE)
def test_cut_at_ten_places(kind: str) -> None:
    """Refused as damaged, by both looks at it; where the end alone is missing and nothing is lost, it may be taken."""
    data = WHOLE[kind]
    plan = wanted(data, 64, 400)
    look, whole = inspect(data), develop(Development(data, plan))
    assert isinstance(look, Look)
    assert isinstance(whole, tuple)
    for tenth in TENTHS:
        cut = data[: len(data) * tenth // 10 if tenth else -1]
        seen, result = inspect(cut), develop(Development(cut, plan))
        if isinstance(seen, Unreadable):
            assert (seen.code, getattr(result, "code", "")) == ("E206", "E206"), tenth
        else:
            assert tenth is None
            assert seen.facts.grid == look.facts.grid
            assert result == whole


def test_what_is_no_photo_at_all() -> None:
    for data in (
        b"",
        "写真はあとで送ります\n".encode(),
        "写真".encode("shift_jis") * 90,
        WHOLE["JPEG"][2:],
        b"\0" * 999,
    ):
        for found in (inspect(data), develop(Development(data, ()))):
            assert isinstance(found, Unreadable)
            assert found.code == "E204"


@pytest.mark.parametrize(("width", "height"), [(13_000, 13_000), (25_000, 40), (40, 25_000), (20_001, 1)])
def test_a_small_file_that_would_fill_the_memory(width: int, height: int) -> None:
    data = odd.one_bit_png(width, height)
    assert len(data) < 100_000
    for found in (inspect(data), develop(Development(data, wanted(make.jpeg(), 64)))):
        assert isinstance(found, Unreadable)
        assert found.code == "E205"


def test_just_below_the_limits() -> None:
    data = odd.one_bit_png(20_000, 30)
    for picture in made(data, wanted(data, 640)):
        assert (picture.size, pixel(picture, 0.5, 0.5)) == ((640, 1), WHITE)
