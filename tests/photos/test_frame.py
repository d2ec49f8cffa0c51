"""Crops hold what matters, and names say what a file depends on."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adgen.model.picture import Encoding, PhotoFacts, Recipe
from adgen.photos.frame import crop_box, renditions

FACTS = PhotoFacts("0123456789abcdef" * 2, 1600, 1200, "JPEG", (), "#000000", (0.5, 0.5))
RECIPE = Recipe("card", (320, 640, 960), (4, 3), "100vw", ("avif", "jpeg"), (640,), progressive=False)
ENCODINGS = {"avif": Encoding(58, 9), "jpeg": Encoding(78), "webp": Encoding(80)}
CENTRE = (0.5, 0.5)

sides = st.integers(1, 20_000)
shares = st.floats(0, 1, allow_nan=False)
aspects = st.none() | st.tuples(st.integers(1, 40), st.integers(1, 40))


def sized(width: int, height: int) -> PhotoFacts:
    return replace(FACTS, width=width, height=height)


def widths(facts: PhotoFacts, recipe: Recipe, kind: str = "avif") -> list[int]:
    return [r.width for r in renditions(facts, recipe, ENCODINGS, CENTRE)[kind]]


@given(sides, sides, aspects, st.tuples(shares, shares))
def test_a_crop_holds_the_focal_point(
    width: int, height: int, aspect: tuple[int, int] | None, focus: tuple[float, float]
) -> None:
    left, top, right, bottom = crop_box(sized(width, height), aspect, focus)
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    assert left - 1e-6 <= focus[0] <= right + 1e-6
    assert top - 1e-6 <= focus[1] <= bottom + 1e-6
    assert (left, right) == (0, 1) or (top, bottom) == (0, 1)


@pytest.mark.parametrize(
    ("size", "aspect", "focus", "box"),
    [
        ((1600, 1200), None, (0.1, 0.1), (0, 0, 1, 1)),
        ((1600, 1200), (4, 3), (0.1, 0.1), (0, 0, 1, 1)),
        ((1600, 1000), (1, 1), (0.5, 0.5), (0.1875, 0, 0.8125, 1)),
        ((1600, 1000), (1, 1), (0.0, 0.5), (0, 0, 0.625, 1)),
        ((1600, 1000), (1, 1), (0.9, 0.5), (0.375, 0, 1, 1)),
        ((1600, 1000), (1, 1), (0.4, 0.0), (0.0875, 0, 0.7125, 1)),
        # 1:1 would keep half of the width: 4:3 is taken, and of a photo narrower than that the whole width.
        ((1600, 800), (1, 1), (0.5, 0.5), (1 / 6, 0, 5 / 6, 1)),
        ((1600, 800), (1, 1), (0.0, 0.5), (0, 0, 2 / 3, 1)),
        ((1600, 800), (1, 1), (0.9, 0.5), (1 / 3, 0, 1, 1)),
        ((1600, 1200), (4, 5), (0.5, 0.5), (0.2, 0, 0.8, 1)),
        ((1600, 1200), (2, 3), (0.5, 0.5), (0, 0, 1, 1)),
        ((1000, 1000), (1, 2), (0.1, 0.1), (0, 0, 1, 1)),
        # The bound itself: 55 % is enough.
        ((2000, 1000), (11, 10), (0.5, 0.5), (0.225, 0, 0.775, 1)),
        ((2000, 1000), (109, 100), (0.5, 0.5), (1 / 6, 0, 5 / 6, 1)),
        ((800, 1600), (1, 1), (0.5, 0.2), (0, 0, 1, 0.5)),
        ((800, 1600), (1, 1), (0.5, 0.6), (0, 0.35, 1, 0.85)),
        ((1200, 800), (16, 9), (0.5, 1.0), (0, 0.15625, 1, 1)),
        # A panorama: 4:3 would keep even less of it than 16:9.
        ((4000, 1000), (16, 9), (0.5, 0.5), (5 / 18, 0, 13 / 18, 1)),
        ((4000, 1000), (1, 1), (0.5, 0.5), (1 / 3, 0, 2 / 3, 1)),
    ],
)
def test_crops(
    size: tuple[int, int],
    aspect: tuple[int, int] | None,
    focus: tuple[float, float],
    box: tuple[float, float, float, float],
) -> None:
    assert crop_box(sized(*size), aspect, focus) == pytest.approx(box, abs=1e-6)


def test_a_role_may_keep_less_of_the_width_and_have_its_own_encoding() -> None:
    narrow = replace(RECIPE, aspect=(1, 2), keep=0.25, encodings=(("avif", Encoding(30)),))
    made = renditions(sized(1600, 900), narrow, {k: replace(e, copyright="c") for k, e in ENCODINGS.items()}, CENTRE)
    assert made["avif"][0].box == pytest.approx((0.359375, 0, 0.640625, 1))
    assert {r.encoding for group in made.values() for r in group} == {
        Encoding(30, copyright="c"),
        replace(ENCODINGS["jpeg"], copyright="c"),
    }
    assert crop_box(sized(1600, 900), (1, 2), CENTRE, keep=0.3) == pytest.approx((0.125, 0, 0.875, 1))


@given(sides, sides, aspects, st.tuples(shares, shares))
def test_never_larger_than_the_photo_and_never_without_a_file(
    width: int, height: int, aspect: tuple[int, int] | None, focus: tuple[float, float]
) -> None:
    for kind, made in renditions(sized(width, height), replace(RECIPE, aspect=aspect), ENCODINGS, focus).items():
        assert made
        assert [r.width for r in made] == sorted({r.width for r in made})
        for r in made:
            assert 1 <= r.width <= width
            assert 1 <= r.height <= height
            assert r.format == kind
            if aspect and r.width > 60 and r.height > 60 and min(width, height) > 200:
                asked, own = aspect[0] / aspect[1], width / height
                shape = asked if asked >= 0.55 * own else min(own, 4 / 3)
                assert r.width / r.height == pytest.approx(shape, rel=0.03)


@given(sides, sides, aspects, st.tuples(shares, shares))
def test_a_crop_keeps_enough_of_the_width(
    width: int, height: int, aspect: tuple[int, int] | None, focus: tuple[float, float]
) -> None:
    left, _, right, _ = crop_box(sized(width, height), aspect, focus)
    # Only a photo much wider than 4:3 loses more than that.
    assert right - left >= min(0.55, 4 / 3 / (width / height)) - 1e-6


@pytest.mark.parametrize(
    ("width", "asked", "made"),
    [
        (4000, (320, 640, 960), [320, 640, 960]),
        (960, (320, 640, 960), [320, 640, 960]),
        (959, (320, 640, 960), [320, 640, 959]),
        (799, (320, 640, 960), [320, 640]),
        (800, (320, 640, 960), [320, 640, 800]),
        (319, (320, 640, 960), [319]),
        (2, (320,), [2]),
    ],
)
def test_widths(width: int, asked: tuple[int, ...], made: list[int]) -> None:
    facts = sized(width, width)
    assert widths(facts, replace(RECIPE, widths=asked, aspect=None)) == made


def test_the_last_format_is_made_in_few_widths() -> None:
    assert widths(FACTS, RECIPE, "avif") == [320, 640, 960]
    assert widths(FACTS, RECIPE, "jpeg") == [640]
    only = replace(RECIPE, formats=("jpeg",), fallback_widths=())
    assert widths(FACTS, only, "jpeg") == [320, 640, 960]


def names(
    facts: PhotoFacts = FACTS,
    recipe: Recipe = RECIPE,
    encodings: dict[str, Encoding] = ENCODINGS,
    focus: tuple[float, float] = CENTRE,
) -> set[str]:
    return {r.name for group in renditions(facts, recipe, encodings, focus).values() for r in group}


CHANGES = {
    "another photo": names(facts=replace(FACTS, digest="f" + FACTS.digest[1:])),
    "another quality": names(encodings={"avif": Encoding(57, 9), "jpeg": Encoding(77)}),
    "another speed": names(encodings={"avif": Encoding(58, 8), "jpeg": Encoding(78, 1)}),
    "another aspect": names(recipe=replace(RECIPE, aspect=(1, 1))),
    "another focus in a crop": names(recipe=replace(RECIPE, aspect=(1, 1)), focus=(0.2, 0.5)),
    "progressive": names(recipe=replace(RECIPE, progressive=True)),
    "other formats": names(recipe=replace(RECIPE, formats=("webp",), fallback_widths=(320, 640))),
}


@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES)
def test_a_name_changes_with_what_it_depends_on(changed: set[str]) -> None:
    assert names().isdisjoint(changed)
    assert sum(changed == other for other in CHANGES.values()) == 1


def test_a_name_stays_with_what_it_does_not_depend_on() -> None:
    assert names() == names()
    assert names(focus=(0.1, 0.9)) == names()
    assert names(recipe=replace(RECIPE, role="pair", sizes="50vw")) == names()
    assert names(facts=replace(FACTS, grid=(1, 2), colour="#ffffff")) == names()
    fewer = names(recipe=replace(RECIPE, widths=(320,), fallback_widths=(640,)))
    assert fewer < names()
    assert all(re.fullmatch(r"photos/[0-9a-f]{16}-\d+x\d+-[0-9a-f]{8}\.(avif|jpg)", name) for name in names())
