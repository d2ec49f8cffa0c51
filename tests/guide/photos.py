"""The photos of the guide: ten as they lie on a telephone, and bad takes of one, all made of those of the demo sites."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from tests import make
from tests.browser.tree import SITES
from tests.intake.telephone import CHIKUSA, KANDA, shot

Spoil = Callable[[Image.Image], Image.Image]


def _photo(path: str) -> Image.Image:
    return Image.open(SITES / path).convert("RGB")


def _room(case: str) -> tuple[Image.Image, Image.Image]:
    """Before and after."""
    return _photo(f"aozora/cases/{case}/施工前1.jpg"), _photo(f"aozora/cases/{case}/施工後1.jpg")


def ten_photos() -> Mapping[str, bytes]:
    """Two jobs, each before and after, with a shaken take and one photo that came by LINE."""
    one, other = datetime(2026, 11, 3, 9), datetime(2026, 11, 12, 9)
    before, after = _room("living-yani")
    chair_before, chair_after = _room("ousetsu-nuno")
    sofa_before, sofa_after = _room("living-tsugime")
    late = timedelta(hours=7)
    return {
        "IMG_2101.JPG": shot(before, one, KANDA),
        "IMG_2102.JPG": shot(before.filter(ImageFilter.GaussianBlur(9)), one + timedelta(minutes=1), KANDA),
        "IMG_2103.JPG": shot(chair_before, one + timedelta(minutes=3), KANDA),
        "IMG_2110.JPG": shot(after, one + late, KANDA),
        "IMG_2111.JPG": shot(chair_after, one + late + timedelta(minutes=2), KANDA),
        "IMG_2140.JPG": shot(sofa_before, other, CHIKUSA),
        "IMG_2141.JPG": shot(_zoomed(sofa_before), other + timedelta(minutes=2), CHIKUSA),
        "IMG_2152.JPG": shot(sofa_after, other + late, CHIKUSA),
        "IMG_2153.JPG": shot(_zoomed(sofa_after), other + late + timedelta(minutes=2), CHIKUSA),
        "LINE_0412.jpg": shot(after.resize((800, 531)), None, None, quality=60),
    }


def _zoomed(picture: Image.Image) -> Image.Image:
    """A step nearer, as the second photo of a room is taken."""
    width, height = picture.size
    return picture.crop((width // 4, height // 8, width * 7 // 8, height * 3 // 4)).resize(
        picture.size, Image.Resampling.LANCZOS
    )


def _dark(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(picture).enhance(0.16)


def _bright(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(picture).enhance(2.2)


def _blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(7))


def _tilted(picture: Image.Image) -> Image.Image:
    turned = picture.rotate(-6, Image.Resampling.BICUBIC)
    width, height = picture.size
    return turned.crop((width // 9, height // 9, width * 8 // 9, height * 8 // 9)).resize(picture.size)


def _small(picture: Image.Image) -> Image.Image:
    return picture.resize((200, 133), Image.Resampling.LANCZOS)


def _stamped(picture: Image.Image) -> Image.Image:
    made = picture.copy()
    width, height = made.size
    ImageDraw.Draw(made).text((width * 0.58, height * 0.84), "'26 11 20", fill=(255, 150, 40), font_size=height // 11)
    return made


# What is wrong with a take: the photo of a demo site that was good, and how it was spoilt.
TAKES: Mapping[str, tuple[str, Spoil]] = {
    "kurai": ("mizuoto/photos/yokushitsu.jpg", _dark),
    "akarui": ("aozora/cases/accent-fleece/施工後1.jpg", _bright),
    "boke": ("aozora/cases/living-yani/施工後1.jpg", _blurred),
    "katamuki": ("mizuoto/photos/kitchen.jpg", _tilted),
    "chiisai": ("aozora/cases/dining-kasanebari/施工後1.jpg", _small),
    "hizuke": ("mizuoto/cases/kitchen-kabetsuke/施工後1.jpg", _stamped),
}


def takes() -> Mapping[str, tuple[Image.Image, Image.Image]]:
    """Each take by its name: as it should be, and spoilt."""
    good = {name: _photo(path) for name, (path, _) in TAKES.items()}
    return {name: (good[name], spoil(good[name])) for name, (_, spoil) in TAKES.items()}


def bad_takes() -> Mapping[str, bytes]:
    """The files of a folder of bad takes."""
    return {f"{name}.jpg": make.encoded(bad, "JPEG", quality=92) for name, (_, bad) in takes().items()}
