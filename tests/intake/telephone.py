"""Photos as a telephone writes them: rooms that differ, before and after work, with time, place and orientation."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

from PIL import Image, ImageDraw, ImageFilter

from tests import make

SIZE = (1600, 1200)
KANDA, CHIKUSA = (35.6938, 139.7034), (35.1662, 136.9486)
# Of each way to hold a telephone, what turns an upright picture into the one it stores.
_STORED = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}


@cache
def room(seed: int, *, done: bool = False) -> Image.Image:
    """A view of its own for every seed; after the work its walls are light, and what stood there still does."""
    chance = random.Random(seed)
    walls = [(chance.randrange(70, 130), chance.randrange(60, 110), chance.randrange(40, 90)) for _ in range(3)]
    made = Image.new("RGB", SIZE, (205, 200, 190) if done else walls[0])
    draw = ImageDraw.Draw(made)
    for _ in range(14):
        x, y = chance.randrange(SIZE[0]), chance.randrange(SIZE[1])
        box = (x, y, x + chance.randrange(80, 700), y + chance.randrange(80, 600))
        level = chance.randrange(30, 235)
        draw.rectangle(box, (level, level, max(0, level - 20)), outline=(20, 20, 20), width=4)
    grain = Image.effect_noise(SIZE, 18).convert("RGB")
    return Image.blend(made, grain, 0.06)


def shot(
    picture: Image.Image,
    at: datetime | None,
    spot: tuple[float, float] | None = None,
    *,
    orientation: int = 1,
    heic: bool = False,
    quality: int = 88,
) -> bytes:
    """The file of a picture taken at that time and spot, each left out where it is None."""
    tags = Image.Exif()
    tags[0x010F] = "Handmade Phone"
    if at:
        tags.get_ifd(0x8769)[0x9003] = f"{at:%Y:%m:%d %H:%M:%S}"
    if spot:
        tags.get_ifd(0x8825).update({1: "N", 2: _parts(spot[0]), 3: "E", 4: _parts(spot[1])})
    if heic:
        return make.heic(picture, exif=tags)
    turn = _STORED[orientation]
    tags[0x0112] = orientation
    return make.encoded(picture.transpose(turn) if turn is not None else picture, "JPEG", quality=quality, exif=tags)


def _parts(degrees: float) -> tuple[float, float, float]:
    minutes = degrees % 1 * 60
    return float(int(degrees)), float(int(minutes)), round(minutes % 1 * 60, 2)


def three_visits() -> Mapping[str, bytes]:
    """Thirty photos: a flat within one day, a house over three days, and a shop without any place.

    Among them HEIC, a blurred take, copies, and photos held sideways.
    """
    flat, house, shop = datetime(2026, 11, 3, 8, 30), datetime(2026, 11, 5, 9), datetime(2026, 11, 12, 10)
    files = {}
    for n in range(4):
        files[f"IMG_10{n:02}.JPG"] = shot(room(n), flat + timedelta(minutes=n), KANDA, orientation=6 if n == 1 else 1)
        late = flat + timedelta(hours=7, minutes=3 - n)
        files[f"IMG_11{n:02}.HEIC"] = shot(room(n, done=True), late, KANDA, heic=True)
    files["IMG_1050.JPG"] = shot(room(40), flat + timedelta(hours=3), KANDA)
    # A shaken take of the first photo, and that photo sent on.
    files["IMG_1004.JPG"] = shot(room(0).filter(ImageFilter.GaussianBlur(9)), flat + timedelta(minutes=5), KANDA)
    files["LINE_0001.jpg"] = shot(room(0).resize((1000, 750)), None, None, quality=60)
    for n in range(4):
        files[f"DSC_20{n:02}.JPG"] = shot(room(10 + n), house + timedelta(minutes=n), CHIKUSA)
        after = house + timedelta(days=2, hours=6, minutes=n)
        files[f"DSC_22{n:02}.JPG"] = shot(room(10 + n, done=True), after, CHIKUSA, orientation=8 if n == 2 else 1)
        during = house + timedelta(days=1, minutes=n)
        files[f"DSC_21{n:02}.JPG"] = shot(room(50 + n), during, CHIKUSA)
    files["DSC_2299.JPG"] = files["DSC_2200.JPG"]
    for n in range(3):
        files[f"P_30{n:02}.JPG"] = shot(room(20 + n), shop + timedelta(minutes=n))
        picture = room(20 + n, done=True)
        shaken = picture.filter(ImageFilter.GaussianBlur(8)) if n == 2 else picture
        files[f"P_31{n:02}.JPG"] = shot(shaken, shop + timedelta(hours=3, minutes=n))
    assert len(files) == 30
    return files


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures, in levels of 255, seen at a small size."""
    small = [picture.convert("L").resize((64, 48), Image.Resampling.BOX) for picture in (one, other)]
    off = [abs(a - b) for a, b in zip(small[0].tobytes(), small[1].tobytes(), strict=True)]
    return sum(off) / len(off)
