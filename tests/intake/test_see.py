"""When, where and how a photo was taken, as far as its file says."""

from datetime import datetime
from typing import Any

import pytest
from PIL import Image

from adgen.intake.see import Seen, see
from adgen.model.picture import Unreadable
from tests import make
from tests.intake import telephone

AT = datetime(2026, 11, 3, 8, 30, 15)
PICTURE = make.image((96, 64))


def seen(data: bytes) -> Seen:
    found = see(data)
    assert isinstance(found, Seen)
    return found


def tagged(gps: dict[int, Any], taken: str) -> bytes:
    tags = Image.Exif()
    tags.get_ifd(0x8769)[0x9003] = taken
    tags.get_ifd(0x8825).update(gps)
    return make.encoded(PICTURE, "JPEG", exif=tags)


@pytest.mark.parametrize("heic", [False, True])
def test_a_telephone_says_when_and_where(heic: bool) -> None:
    found = seen(telephone.shot(PICTURE, AT, telephone.KANDA, heic=heic))
    assert found.taken == AT
    assert found.spot == pytest.approx(telephone.KANDA, abs=1e-4)
    assert not found.is_turned


def test_what_was_held_sideways_is_turned() -> None:
    found = seen(telephone.shot(PICTURE, None, orientation=6))
    assert (found.is_turned, found.taken, found.spot) == (True, None, None)
    assert (found.facts.width, found.facts.height) == PICTURE.size


def test_south_and_west() -> None:
    found = seen(tagged({1: "S", 2: (33.0, 30.0, 0.0), 3: "W", 4: (70.0, 45.0, 0.0)}, "2026:11:03 08:30:15"))
    assert (found.spot, found.taken) == ((-33.5, -70.75), AT)


NOWHERE = {
    "zero": {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
    "beyond the pole": {1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (181.0, 0.0, 0.0)},
    "half": {1: "N", 2: (35.0, 0.0, 0.0)},
}


@pytest.mark.parametrize("gps", NOWHERE.values(), ids=NOWHERE)
@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "2000:01:01 00:00:00", "yesterday"])
def test_what_makes_no_sense_counts_as_not_said(gps: dict[int, Any], taken: str) -> None:
    found = seen(tagged(gps, taken))
    assert (found.spot, found.taken) == (None, None)


def test_a_broken_place_keeps_no_photo_and_no_time_from_being_seen() -> None:
    found = seen(tagged({1: "N", 2: (35.0, 10.0), 3: "E", 4: (139.0,)}, "2026:11:03 08:30:15"))
    assert (found.spot, found.taken) == (None, AT)


def test_what_is_no_photo() -> None:
    assert [type(see(data)) for data in (b"", b"\xff\xd8\xff broken")] == [Unreadable, Unreadable]
