"""Every check on the two sample pictures of its own: one that it must find, and one that is easily mistaken for it."""

from functools import cache
from pathlib import Path

import pytest

from adgen.model.picture import PhotoFacts
from adgen.photos.checks import CHECKS, PRIVACY, findings, near_duplicate, pair
from adgen.photos.checks.declare import Check
from adgen.photos.checks.slot import Slot
from adgen.problems.catalogue import catalogue
from tests.photos.samples import facts

SAMPLES = Path(__file__).parent / "samples"
WORDS = ("ja", "ja_cure", "en", "en_cure")


@cache
def sample(name: str) -> PhotoFacts:
    return facts((SAMPLES / f"{name}.jpg").read_bytes())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_samples(check: Check) -> None:
    found = {f.check: f for f in findings(sample(f"{check.name}.bad"), Slot.thumb)}
    assert found[check.name].code in check.codes.values()
    assert check.name not in {f.check for f in findings(sample(f"{check.name}.good"), Slot.thumb)}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_words(check: Check) -> None:
    found = next(f for f in findings(sample(f"{check.name}.bad"), Slot.thumb) if f.check == check.name)
    for grade, code in check.codes.items():
        assert catalogue()[code]["grade"] == grade.name
        assert all(catalogue()[code][key].format_map(found.values) for key in WORDS)
    if check.unjudged:
        assert catalogue()[check.unjudged]["grade"] == "note"


def test_codes_that_no_single_photo_has() -> None:
    codes = {*PRIVACY, near_duplicate.CODE, pair.SHAPE, pair.PLACE}
    assert {catalogue()[code]["grade"] for code in codes} == {"note", "mild"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_region_lies_inside_the_photo(check: Check) -> None:
    for mark in sample(f"{check.name}.bad").marks:
        if mark.region:
            left, top, width, height = mark.region
            assert min(mark.region) >= 0
            assert max(left + width, top + height) <= 1.001


def test_the_region_of_a_stamp_is_where_the_date_stands() -> None:
    mark = next(m for m in sample("datestamp.bad").marks if m.check == "datestamp")
    assert mark.region
    assert mark.region[1] > 0.85
    assert 0.07 < mark.region[2] < 0.4


def test_good_photos_have_no_finding_at_all() -> None:
    told = {
        name.stem: [f.check for f in findings(sample(name.stem), Slot.thumb)] for name in SAMPLES.glob("*.good.jpg")
    }
    assert {name: found for name, found in told.items() if found} == {}
