"""Each photo check on pictures that it must find and pictures that it must not."""

import io

import pytest
from PIL import Image

from adgen.model.picture import PhotoFacts
from adgen.photos.checks import CHECKS, findings
from adgen.photos.checks.slot import Slot
from adgen.problems.catalogue import catalogue
from tests.photos.samples import facts


def facts_of(image: Image.Image) -> PhotoFacts:
    """The facts of a picture as it would come from a phone."""
    out = io.BytesIO()
    image.save(out, "JPEG")
    return facts(out.getvalue())


@pytest.mark.parametrize(
    ("size", "slot", "codes"),
    [
        ((1600, 900), Slot.hero, []),
        ((900, 1600), Slot.hero, []),
        ((1599, 900), Slot.hero, ["W220"]),
        ((800, 600), Slot.hero, ["W221"]),
        ((1200, 800), Slot.case, []),
        ((1024, 1024), Slot.case, ["W220"]),
        ((600, 400), Slot.case, ["W221"]),
    ],
)
def test_too_small(size: tuple[int, int], slot: Slot, codes: list[str]) -> None:
    found = list(findings(facts_of(Image.new("RGB", size, "grey")), slot))
    assert [f.code for f in found] == codes
    assert all(f.check == "too_small" and 0 < f.score <= 1 for f in found)


def test_every_check_has_words_for_both_grades() -> None:
    tiny = facts_of(Image.new("RGB", (8, 8)))
    for check in CHECKS:
        values = check.evidence(tiny, Slot.hero)
        for code in check.codes:
            entry = catalogue()[code]
            assert all(entry[key].format_map(values) for key in ("ja", "ja_cure", "en", "en_cure"))
        assert catalogue()[check.codes[1]]["grade"] == "serious"
