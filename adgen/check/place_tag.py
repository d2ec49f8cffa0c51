"""Whether a picture says where it was taken, by its first bytes alone: nothing is decoded.

Source: EXIF 2.32 (CIPA DC-008), TIFF 6.0: the first directory leads to that of GPS by tag 0x8825, which holds the latitude as tag 2.
"""

import itertools
import re
import struct
from collections.abc import Iterator

# Cameras and telephones write it near the front; all before the pixels of any picture of ours.
HEAD = 262_144

_TIFF = re.compile(rb"II\*\0|MM\0\*")
_GPS, _LATITUDE = 0x8825, 2
_ENTRY = 12
# More than any camera writes; a file made to be slow shall not be.
_MOST_BLOCKS, _MOST_ENTRIES = 16, 500


def has_place(head: bytes) -> bool:
    """Whether one of the TIFF blocks in these bytes, whatever file they are from, holds a latitude."""
    return any(_holds(head[found.start() :]) for found in itertools.islice(_TIFF.finditer(head), _MOST_BLOCKS))


def _holds(block: bytes) -> bool:
    order = "<" if block.startswith(b"II") else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", block, 4)
        gps = next((value for tag, value in _entries(block, first, order) if tag == _GPS), None)
        return gps is not None and any(tag == _LATITUDE for tag, _ in _entries(block, gps, order))
    except struct.error:
        return False


def _entries(block: bytes, at: int, order: str) -> Iterator[tuple[int, int]]:
    """(tag, value) of a directory. Raises struct.error where it is cut short."""
    (count,) = struct.unpack_from(f"{order}H", block, at)
    for n in range(min(count, _MOST_ENTRIES)):
        tag, _, _, value = struct.unpack_from(f"{order}HHII", block, at + 2 + n * _ENTRY)
        yield tag, value
