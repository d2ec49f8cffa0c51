"""What import wants to know of a photo: its facts, and when, where and how the camera was held."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from PIL import Image

from adgen.model.picture import PhotoFacts, Unreadable
from adgen.photos.inspect import inspect
from adgen.photos.open import open_photo, orientation

# EXIF 2.32: the IFDs, DateTimeOriginal, DateTime, and of the place latitude and longitude with their sides.
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_TAKEN, _CHANGED = 0x9003, 0x0132
_NORTH, _LATITUDE, _EAST, _LONGITUDE = 1, 2, 3, 4
# A camera whose clock was never set begins in 1970, 1980 or 2000.
_FIRST_YEAR = 2001
_MOST_LATITUDE, _MOST_LONGITUDE = 90, 180

T = TypeVar("T")
Spot = tuple[float, float]
"""Latitude and longitude in degrees, north and east positive."""


@dataclass(frozen=True)
class Seen:
    """A photo's facts; when it was taken by the camera's clock, and where, each None where the file does not say."""

    facts: PhotoFacts
    taken: datetime | None
    spot: Spot | None
    is_turned: bool


def see(data: bytes) -> Seen | Unreadable:
    """Look at a photo. A pure function of its bytes."""
    look = inspect(data)
    if isinstance(look, Unreadable):
        return look
    image = open_photo(data)
    return Seen(look.facts, _said(_taken, image), _said(_spot, image), orientation(image) > 1)


def _said(question: Callable[[Image.Exif], T | None], image: Image.Image) -> T | None:
    try:
        return question(image.getexif())
    except Exception:  # a broken EXIF block raises many things and says nothing about the pixels
        return None


def _taken(exif: Image.Exif) -> datetime | None:
    for text in (exif.get_ifd(_EXIF_IFD).get(_TAKEN), exif.get(_CHANGED)):
        try:
            moment = datetime.strptime(str(text)[:19], "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
        if moment.year >= _FIRST_YEAR:
            return moment
    return None


def _spot(exif: Image.Exif) -> Spot | None:
    gps = exif.get_ifd(_GPS_IFD)
    if _LATITUDE not in gps or _LONGITUDE not in gps:
        return None
    north, east = _degrees(gps[_LATITUDE]), _degrees(gps[_LONGITUDE])
    # 0, 0 is what a telephone writes that does not know; NaN fails every comparison.
    if not (0 < abs(north) <= _MOST_LATITUDE and 0 < abs(east) <= _MOST_LONGITUDE):
        return None
    return north * (-1 if gps.get(_NORTH) == "S" else 1), east * (-1 if gps.get(_EAST) == "W" else 1)


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600
