"""A photo is shown as its contractor edited it, in every rendition, and nothing else about it changes."""

import io
import itertools
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from adgen.model.edits import Edits, Straighten
from adgen.model.picture import AS_TAKEN, Correction, PhotoFacts, Rendition
from adgen.photos.develop import Development, develop
from adgen.photos.edit import corrected, correction_of, edited
from adgen.photos.exposure import curve, linear
from adgen.photos.geometry import affine, corrected_size, kept, moved
from tests import make
from tests.photos.samples import BLUE, GREEN, RED, SEEN, facts, near, of_facts, turned, wanted
from tests.photos.test_develop import made, pixel

GREY, PAPER = (128, 128, 128), (238, 238, 232)


def edits(**written: str) -> Edits:
    """Edits as they are typed; `hide` is a list of one."""
    values = {key: (value,) if key == "hide" else value for key, value in written.items()}
    return Edits.model_validate(values)


def renditions(data: bytes, wish: Edits, *widths: int, **how: Any) -> tuple[Rendition, ...]:
    return of_facts(edited(facts(data), wish), *widths, **how)


def developed(data: bytes, wish: Edits, *widths: int, **how: Any) -> list[Image.Image]:
    return made(data, renditions(data, wish, *widths, **how))


def png(picture: Image.Image) -> bytes:
    return make.encoded(picture, "PNG")


# ---------------------------------------------------------------- turning


def leaning(degrees: float, size: tuple[int, int] = (900, 600)) -> Image.Image:
    """A dark line through the middle that leans clockwise; drawn large, so that its edge is true to parts of a pixel."""
    width, height = size[0] * 4, size[1] * 4
    picture = Image.new("L", (width, height), 255)
    off = math.tan(math.radians(degrees)) * height
    ImageDraw.Draw(picture).line((width / 2 + off, -height / 2, width / 2 - off, height * 1.5), 0, 40)
    return picture.resize(size, Image.Resampling.BOX)


def lean_in(picture: Image.Image) -> float:
    """The lean of the one line in a picture, in degrees clockwise: least squares over the middle of the dark in each row."""
    grey = picture.convert("L")
    rows = range(2, grey.height - 2)
    places = []
    for y in rows:
        dark = [255 - level for level in grey.crop((0, y, grey.width, y + 1)).tobytes()]
        places.append(sum(x * d for x, d in enumerate(dark) if d > 60) / sum(d for d in dark if d > 60))
    middle_x, middle_y = sum(places) / len(places), sum(rows) / len(rows)
    above = sum((y - middle_y) * (x - middle_x) for y, x in zip(rows, places, strict=True))
    return -math.degrees(math.atan(above / sum((y - middle_y) ** 2 for y in rows)))


@pytest.mark.parametrize("degrees", [-8.5, -3, -0.7, 1.5, 4, 10])
def test_a_leaning_line_becomes_upright(degrees: float) -> None:
    data = png(leaning(degrees))
    assert lean_in(Image.open(io.BytesIO(data))) == pytest.approx(degrees, abs=0.1)
    for picture in developed(data, edits(rotate=str(-degrees)), 320, 800):
        assert abs(lean_in(picture)) < 0.2


@pytest.mark.parametrize("size", [(640, 480), (300, 700), (1000, 40), (41, 33)])
@pytest.mark.parametrize("angle", [-10, -0.3, 2.5, 10])
def test_no_empty_corner_and_the_same_shape(size: tuple[int, int], angle: float) -> None:
    picture = corrected(Image.new("RGB", size, "white"), Correction(angle=angle))
    assert picture.getextrema() == ((255, 255),) * 3
    assert picture.width == pytest.approx(picture.height * size[0] / size[1], abs=1 + size[0] / size[1])
    sine, cosine = abs(math.sin(math.radians(angle))), math.cos(math.radians(angle))
    one_more = kept(*size, angle) * 1.001
    assert any(one_more * (a * cosine + b * sine) > a for a, b in (size, size[::-1])), (
        "nothing larger of that shape has room"
    )


@pytest.mark.parametrize(
    ("rotate", "top_left", "top_right"),
    [
        ("90", SEEN[1][0], SEEN[0][0]),
        ("-90", SEEN[0][2], SEEN[1][2]),
        ("270", SEEN[0][2], SEEN[1][2]),
        ("180", SEEN[1][2], SEEN[1][0]),
    ],
)
@pytest.mark.parametrize("orientation", [1, 6])
def test_quarter_turns(rotate: str, top_left: make.Colour, top_right: make.Colour, orientation: int) -> None:
    for picture in developed(turned(orientation), edits(rotate=rotate), 24, 128):
        assert near(pixel(picture, 0.05, 0.05), top_left)
        assert near(pixel(picture, 0.95, 0.05), top_right)
        assert (picture.width > picture.height) is (rotate == "180")


def test_a_photo_on_its_side_that_leans_too() -> None:
    data = png(leaning(2).transpose(Image.Transpose.ROTATE_90))
    (picture,) = developed(data, edits(rotate="88"), 500)
    assert abs(lean_in(picture)) < 0.2
    assert correction_of(edits(rotate="-92"), 0) == Correction(quarters=3, angle=-2)


# ---------------------------------------------------------------- cutting


def test_a_crop_is_what_is_kept() -> None:
    for picture in developed(turned(1), edits(crop="0.3334, 0, 0.6666, 0.5"), 24, 128):
        assert picture.width == pytest.approx(2 * picture.height, rel=0.05)
        assert near(pixel(picture, 0.1, 0.5), GREEN)
        assert near(pixel(picture, 0.9, 0.5), BLUE)


def test_crop_and_slot_follow_each_other() -> None:
    (picture,) = developed(turned(1), edits(crop="0, 0, 0.6666, 1"), 100, aspect=(2, 1))
    assert picture.size == (100, 50)
    (narrow,) = developed(turned(1), edits(crop="0, 0, 0.6666, 0.5"), 60, aspect=(1, 1), focus=(0.0, 0.5))
    assert near(pixel(narrow, 0.2, 0.5), RED)


def test_a_crop_alone_changes_no_pixel() -> None:
    picture = make.image((200, 100))
    cut = corrected(picture, Correction(crop=(0.25, 0.1, 0.75, 0.9)))
    assert cut.tobytes() == picture.crop((50, 10, 150, 90)).tobytes()


corrections = st.builds(
    Correction,
    quarters=st.integers(0, 3),
    angle=st.floats(-10, 10).map(lambda a: round(a, 2)),
    crop=st.sampled_from([AS_TAKEN.crop, (0.1, 0.0, 0.9, 0.5), (0.5, 0.25, 1.0, 1.0)]),
)
sizes = st.tuples(st.integers(1, 400), st.integers(1, 400))


@given(sizes, corrections)
def test_sizes_are_known_before(size: tuple[int, int], correction: Correction) -> None:
    picture = corrected(Image.new("L", size, 255), correction)
    assert picture.size == corrected_size(size, correction)
    assert picture.getextrema() == (255, 255)


@given(sizes, corrections, st.tuples(st.floats(0.01, 0.99), st.floats(0.01, 0.99)))
def test_points_move_with_the_pixels(size: tuple[int, int], correction: Correction, share: tuple[float, float]) -> None:
    correction = replace(correction, quarters=0)
    wanted_size = corrected_size(size, correction)
    a, b, c, d, e, f = affine(size, correction, wanted_size)
    x, y = share[0] * wanted_size[0], share[1] * wanted_size[1]
    photo = (a * x + b * y + c) / size[0], (d * x + e * y + f) / size[1]
    assert moved(photo, size, correction) == pytest.approx(share, abs=1e-6)
    assert all(-1e-6 <= p <= 1 + 1e-6 for p in photo)


@pytest.mark.parametrize(("quarters", "there"), [(0, (0.2, 0.1)), (1, (0.9, 0.2)), (2, (0.8, 0.9)), (3, (0.1, 0.8))])
def test_points_turn_with_the_photo(quarters: int, there: tuple[float, float]) -> None:
    assert moved((0.2, 0.1), (300, 200), Correction(quarters=quarters)) == pytest.approx(there)


def test_the_guess_at_the_focal_point_moves_along() -> None:
    found = replace(facts(make.jpeg((400, 300))), focus=(0.4, 0.6))
    assert edited(found, edits(rotate="90")).focus == (0.4, 0.4)
    assert edited(found, edits(crop="0.3, 0, 0.7, 1")).focus == (0.35, 0.6), "as near to it as a guess may be"
    assert edited(found, edits(exposure="0.5")).focus == (0.4, 0.6)


# ---------------------------------------------------------------- light


@pytest.mark.parametrize("stops", [0.5, 1.0, -0.5, -1.0, 0.3])
def test_light_is_multiplied_and_white_stays_white(stops: float) -> None:
    picture = Image.new("RGB", (60, 20), GREY)
    picture.paste((255, 255, 255), (20, 0, 40, 20))
    picture.paste((0, 0, 0), (40, 0, 60, 20))
    (shown,) = developed(png(picture), edits(exposure=str(stops)), 60)
    grey, white, black = (pixel(shown, x, 0.5)[0] for x in (0.1, 0.5, 0.9))
    assert linear(grey / 255) / linear(128 / 255) == pytest.approx(2**stops, rel=0.04)
    assert (white, black) == (255, 0)


@pytest.mark.parametrize("stops", [-1.0, -0.4, 0.2, 1.0])
def test_nothing_is_blown_out(stops: float) -> None:
    levels = curve(stops)
    assert list(levels) == sorted(levels)
    assert [n for n, level in enumerate(levels) if level == 255] == [255]
    assert levels.count(0) <= 4
    back = [curve(-stops)[level] for level in levels]
    assert all(abs(level - n) <= 4 for n, level in enumerate(back)), "less light takes back what more light gave"


def test_a_colour_keeps_its_hue() -> None:
    (shown,) = developed(png(Image.new("RGB", (20, 20), (120, 90, 60))), edits(exposure="0.5"), 20)
    before = [linear(v / 255) for v in (120, 90, 60)]
    after = [linear(v / 255) for v in pixel(shown, 0.5, 0.5)]
    assert [a / b for a, b in zip(after, before, strict=True)] == pytest.approx([2**0.5] * 3, rel=0.05)


# ---------------------------------------------------------------- hiding

PLATE = (0.3, 0.6, 0.2, 0.1)


def with_text(text: str, size: tuple[int, int] = (1600, 1200), ink: make.Colour = (20, 60, 30)) -> Image.Image:
    """A photo with a text in PLATE."""
    picture = Image.new("RGB", size, PAPER)
    left, top, width, height = (round(share * n) for share, n in zip(PLATE, (*size, *size), strict=True))
    line = Image.new("RGB", (60, 16), PAPER)
    ImageDraw.Draw(line).text((4, 2), text, fill=ink)
    picture.paste(line.resize((width, height), Image.Resampling.BICUBIC), (left, top))
    return picture


def part(picture: Image.Image) -> Image.Image:
    left, top, width, height = PLATE
    box = (left * picture.width, top * picture.height, (left + width) * picture.width, (top + height) * picture.height)
    first, second, third, fourth = (round(v) for v in box)
    return picture.convert("L").crop((first, second, third, fourth))


def detail(picture: Image.Image) -> int:
    """The widest range of levels within a third of the part, away from where cells meet."""
    grey = part(picture)
    thirds = ((n / 3 + 0.06, (n + 1) / 3 - 0.06) for n in range(3))
    cells = (
        grey.crop((round(left * grey.width), 3, round(right * grey.width), grey.height - 3)) for left, right in thirds
    )
    return max(int(high) - int(low) for low, high in (cell.getextrema() for cell in cells))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["jpeg", "avif", "webp"])
def test_nothing_can_be_read_in_what_is_hidden(kind: str) -> None:
    data = make.encoded(with_text("12-34"), "JPEG", quality=95)
    wish = edits(hide=", ".join(map(str, PLATE)))
    for open_one, shown in zip(
        made(data, wanted(data, 320, 800, 1600, formats=(kind,))),
        developed(data, wish, 320, 800, 1600, formats=(kind,)),
        strict=True,
    ):
        assert detail(open_one) > 80
        assert detail(shown) < 12
        assert near(pixel(shown, 0.1, 0.1), PAPER)
        assert near(pixel(shown, 0.29, 0.65), PAPER)


@pytest.mark.parametrize("level", range(4))
def test_one_text_hides_like_another(level: int) -> None:
    """Cells of one colour each, so few and coarse that another number gives the same or the next step."""
    box = (PLATE[0], PLATE[1], PLATE[0] + PLATE[2], PLATE[1] + PLATE[3])
    found = []
    for text in ("12-34", "88-88", "71-17"):
        picture = with_text(text)
        small = picture.resize((picture.width >> level, picture.height >> level), Image.Resampling.BOX)
        found.append(part(corrected(small, Correction(hidden=(box,)))))
    for shown in found:
        # The three cells of the longer side, by one or two.
        assert len({pixel(shown, x / 50, 0.5) for x in range(50)}) <= 3
    for one, other in itertools.combinations(found, 2):
        assert all(abs(pixel(one, x / 50, 0.5)[0] - pixel(other, x / 50, 0.5)[0]) <= 32 for x in range(50))


def test_many_small_parts_hide_as_well_as_one() -> None:
    strips = tuple((PLATE[0] + n * 0.01, PLATE[1], PLATE[0] + n * 0.01 + 0.01, PLATE[1] + PLATE[3]) for n in range(20))
    shown = corrected(with_text("12-34"), Correction(hidden=strips))
    assert len({pixel(shown, (x + 0.5) / 1600, 0.65) for x in range(480, 800)}) <= 20
    for n in range(20):
        cell = [pixel(shown, (PLATE[0] + (n + 0.5) * 0.01), PLATE[1] + y / 200) for y in range(1, 20)]
        assert len(set(cell)) <= 6


@pytest.mark.parametrize("wish", [{"rotate": "90"}, {"rotate": "3"}, {"crop": "0.2, 0.5, 0.5, 0.3"}, {"exposure": "1"}])
def test_what_is_hidden_stays_hidden_with_other_edits(wish: dict[str, str]) -> None:
    data = png(with_text("12-34"))
    hide = ", ".join(map(str, PLATE))
    (shown,) = developed(data, edits(hide=hide, **wish), 1000)
    (open_one,) = developed(data, edits(**wish), 1000)
    assert _dark(open_one) > 50
    assert _dark(shown) == 0


def _dark(picture: Image.Image) -> int:
    """Pixels nearly as dark as the ink of the text."""
    return sum(picture.convert("L").histogram()[:110])


def test_the_photo_itself_stays_as_it_is() -> None:
    picture = with_text("12-34")
    before = picture.tobytes()
    corrected(picture, Correction(((0, 0, 1, 1),), 1, 2.0, (0, 0, 0.5, 1), 1.0))
    assert picture.tobytes() == before


# ---------------------------------------------------------------- heic, names, bytes


def test_an_edited_heic() -> None:
    data = make.heic(with_text("12-34", (800, 600)))
    hide = ", ".join(map(str, PLATE))
    (shown,) = developed(data, edits(hide=hide), 800)
    assert detail(shown) < 12
    (half,) = developed(data, edits(crop="0, 0, 0.5, 1", rotate="90"), 600)
    assert half.size == (300, 800)


def test_a_large_heic_is_edited_in_its_copy() -> None:
    found = PhotoFacts("d" * 32, 4032, 3024, "HEIF", (99,) * 192, "#000000", (0.5, 0.5))
    assert (edited(found, None).width, edited(found, None).height) == (4032, 3024)
    seen = edited(found, edits(crop="0, 0, 0.5, 0.5"))
    assert (seen.width, seen.height) == (1280, 960)
    assert [r.width for r in of_facts(seen, 640, 1920)] == [640, 1280]


@pytest.mark.parametrize(
    ("wish", "white"),
    [
        ({"crop": "0, 0, 1, 0.5"}, 0),
        ({"crop": "0, 0.5, 1, 0.5"}, 96),
        ({"rotate": "180"}, 48),
        ({"rotate": "90"}, 48),
        ({"exposure": "-1"}, 48),
    ],
)
def test_the_light_of_an_edited_photo_is_that_of_what_is_left(wish: dict[str, str], white: int) -> None:
    """White fills the lower right quarter."""
    grid = tuple(255 if n % 16 >= 8 and n // 16 >= 6 else 60 for n in range(192))
    seen = edited(PhotoFacts("d" * 32, 1600, 1200, "JPEG", grid, "#000000", (0.5, 0.5)), edits(**wish)).grid
    assert (len(seen), sum(light == 255 for light in seen)) == (192, white)
    assert min(seen) == curve(float(wish.get("exposure", 0)))[60]


PHOTO = make.jpeg((400, 300))
WISHES = [
    {"rotate": "1"},
    {"rotate": "90"},
    {"crop": "0, 0, 1, 0.9"},
    {"exposure": "0.5"},
    {"hide": "0, 0, 0.2, 0.2"},
    {"hide": "0, 0, 0.2, 0.3"},
]


def test_without_edits_name_and_bytes_are_as_before() -> None:
    plain = wanted(PHOTO, 100, 400)
    for nothing in (
        Edits(),
        edits(rotate="0"),
        edits(exposure="0"),
        edits(crop="0, 0, 1, 1"),
        edits(straighten="自動"),
    ):
        assert renditions(PHOTO, nothing, 100, 400) == plain
    assert all(r.correction == AS_TAKEN for r in plain)


def test_every_edit_has_names_of_its_own() -> None:
    groups = [frozenset(r.name for r in renditions(PHOTO, edits(**wish), 100, 400)) for wish in ({}, *WISHES)]
    names = [name for group in groups for name in group]
    assert len(names) == len(set(names))


def test_edited_and_unedited_in_one_job() -> None:
    both = wanted(PHOTO, 100) + renditions(PHOTO, edits(exposure="1"), 100)
    together = develop(Development(PHOTO, both))
    assert isinstance(together, tuple)
    alone = [develop(Development(PHOTO, (r,))) for r in both]
    assert alone == [(one,) for one in together]
    assert together[0] != together[1]


# ---------------------------------------------------------------- straighten: auto

AUTO = Edits(straighten=Straighten.auto)


@pytest.mark.parametrize(
    ("wish", "tilt", "correction"),
    [
        (AUTO, 1.5, Correction(angle=-1.5)),
        (AUTO, 0.0, AS_TAKEN),
        (AUTO, 5.1, AS_TAKEN),
        (Edits(), 1.5, AS_TAKEN),
        (None, 1.5, AS_TAKEN),
        (edits(straighten="自動", rotate="180"), -2.0, Correction(quarters=2, angle=2.0)),
        (edits(straighten="自動", rotate="90"), -2.0, Correction(quarters=1)),
        (edits(straighten="自動", rotate="-0.5"), 3.0, Correction(angle=-0.5)),
    ],
)
def test_straightening_by_itself(wish: Edits | None, tilt: float, correction: Correction) -> None:
    assert correction_of(wish, tilt) == correction
