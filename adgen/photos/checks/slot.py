"""Where a photo is meant to stand."""

from enum import IntEnum


class Slot(IntEnum):
    """The value is the long side in pixels that the slot can use."""

    thumb = 640
    case = 1200
    hero = 1600
