"""Two photos: the same twice, the same room before and after, and two that do not belong together."""

from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance

from adgen.model.picture import PhotoFacts
from adgen.photos.checks import pair
from adgen.photos.checks.likeness import agreement
from adgen.photos.checks.near_duplicate import duplicates
from tests import make
from tests.photos.samples import facts

SITES = Path(__file__).parents[3] / "sites"
ROOMS = (
    "aozora/cases/living-yani/施工{}1.jpg",
    "aozora/cases/living-tsugime/施工{}1.jpg",
    "aozora/cases/ousetsu-nuno/施工{}1.jpg",
)
BEFORE, AFTER = [room.format("前") for room in ROOMS], [room.format("後") for room in ROOMS]


def opened(name: str) -> Image.Image:
    image = Image.open(SITES / name).convert("RGB")
    image.thumbnail((900, 900))
    return image


@cache
def known(name: str) -> PhotoFacts:
    return facts(make.encoded(opened(name), "JPEG", quality=88))


def again(image: Image.Image, way: str) -> PhotoFacts:
    width, height = image.size
    if way == "cut":
        image = image.crop((width // 25, height // 30, width, height - height // 25))
    elif way == "lighter":
        image = ImageEnhance.Brightness(image).enhance(1.15)
    elif way == "smaller":
        image = image.resize((width // 2, height // 2))
    return facts(make.encoded(image, "JPEG", quality=30 if way == "saved badly" else 70))


@pytest.mark.parametrize("way", ["cut", "lighter", "smaller", "saved badly"])
def test_the_same_photo_again(way: str) -> None:
    all_photos = [known(name) for name in AFTER] + [again(opened(name), way) for name in AFTER]
    found = list(duplicates([photo.likeness for photo in all_photos]))
    assert [(p.first, p.second) for p in found] == [(0, 3), (1, 4), (2, 5)]
    assert all(0.5 <= p.score <= 1 for p in found)


def test_before_and_after_are_no_duplicates() -> None:
    assert list(duplicates([known(name).likeness for name in (*BEFORE, *AFTER)])) == []


def test_a_photo_agrees_with_itself() -> None:
    for name in AFTER:
        assert agreement(known(name).likeness, known(name).likeness) > 0.99


def test_pairs_of_one_room_fit() -> None:
    pairs = [(known(b), known(a)) for b, a in zip(BEFORE, AFTER, strict=True)]
    assert [pair.shapes_differ(*both) or pair.places_differ(*both) for both in pairs] == [False, False, False]


def test_pairs_of_another_shape_or_place() -> None:
    upright = facts(make.encoded(opened(AFTER[0]).crop((100, 0, 400, 500)), "JPEG"))
    assert pair.shapes_differ(known(BEFORE[0]), upright)
    other = facts(make.encoded(opened("mizuoto/photos/kitchen.jpg").resize(opened(BEFORE[0]).size), "JPEG"))
    assert not pair.shapes_differ(known(BEFORE[0]), other)
    assert pair.places_differ(known(BEFORE[0]), other)
