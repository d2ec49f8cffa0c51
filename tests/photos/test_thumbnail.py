"""Small pictures for reports."""

import io

from PIL import Image

from adgen.model.picture import Correction, Unreadable
from adgen.photos.thumbnail import Thumbnails, Wanted, thumbnails
from tests import make


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def made(wanted: Wanted) -> Thumbnails:
    found = thumbnails(wanted)
    assert isinstance(found, Thumbnails)
    return found


PHOTO = make.jpeg((1600, 1200), exif=make.exif(orientation=6))


def test_the_whole_is_small_upright_and_bare() -> None:
    found = made(Wanted(PHOTO, 320))
    assert opened(found.whole).size == (240, 320)
    assert not opened(found.whole).getexif()
    assert found.part == b""


def test_a_part_has_the_pixels_of_the_photo() -> None:
    part = opened(made(Wanted(PHOTO, 320, closely=(1.0, 1.0))).part)
    assert part.size == (320, 213)
    assert max(part.convert("L").tobytes()) < 200, "the bottom right of what is seen is dark in the file"


def test_a_photo_smaller_than_its_part() -> None:
    found = made(Wanted(make.jpeg((100, 50)), 320, closely=(0.5, 0.5)))
    assert opened(found.whole).size == opened(found.part).size == (100, 50)


def test_edits_are_shown() -> None:
    assert opened(made(Wanted(PHOTO, 320, Correction(quarters=1))).whole).size == (320, 240)


def test_what_cannot_be_read() -> None:
    assert isinstance(thumbnails(Wanted(b"", 320)), Unreadable)
    assert isinstance(thumbnails(Wanted(PHOTO[:2000], 320)), Unreadable)
