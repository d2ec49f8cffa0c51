"""Makes the two sample pictures of every check from the demo sites' photos: `python -m tests.photos.checks.make_samples`.

`NAME.bad.jpg` must be found by the check NAME, `NAME.good.jpg` must not. The photos are CC0-1.0; see the LICENCE.md beside each.
"""

import importlib.util
import io
from pathlib import Path
from types import ModuleType

from PIL import Image

HERE = Path(__file__).parent / "samples"
ROOT = Path(__file__).parents[3]
SIDE = 720
QUALITY = 80
# Check -> fault of benchmarks/make_photo_faults.py, its strength, the photo it is made from, a good photo that is easily mistaken.
SAMPLES = {
    "too_small": ("tiny", 300, "aozora/photos/hero.jpg", "aozora/photos/hero.jpg"),
    "blur": ("defocus", 4, "mizuoto/photos/hero.jpg", "aozora/photos/kabegami.jpg"),
    "dark": ("dark", 3, "aozora/photos/hero.jpg", "mizuoto/photos/kitchen.jpg"),
    "bright": ("bright", 2.4, "mizuoto/photos/kitchen.jpg", "aozora/photos/hero.jpg"),
    "backlit": ("backlit", 2.6, "aozora/photos/hero.jpg", "mizuoto/photos/yokushitsu.jpg"),
    "low_contrast": ("low_contrast", 0.3, "aozora/photos/hero.jpg", "mizuoto/photos/hero.jpg"),
    "colour_cast": ("colour_cast", 1.9, "mizuoto/photos/kitchen.jpg", "aozora/photos/yuka.jpg"),
    "noise": ("noise", 20, "aozora/photos/hero.jpg", "mikazuki/photos/hero.jpg"),
    "compression": ("jpeg", 7, "aozora/photos/hero.jpg", "mizuoto/photos/hero.jpg"),
    "upscaled": ("upscale", 5, "mizuoto/photos/hero.jpg", "aozora/photos/hero.jpg"),
    "tilt": ("tilt", 6, "mizuoto/photos/kitchen.jpg", "mizuoto/photos/kitchen.jpg"),
    "datestamp": ("datestamp", 0.045, "aozora/photos/hero.jpg", "aozora/photos/kabegami.jpg"),
    "sideways": ("sideways", 0, "aozora/cases/living-yani/施工後1.jpg", "aozora/cases/living-yani/施工後1.jpg"),
    "border": ("border", 0.1, "aozora/photos/hero.jpg", "mizuoto/photos/hero.jpg"),
    "screenshot": ("screenshot", 0, "aozora/photos/hero.jpg", "mizuoto/photos/yokushitsu.jpg"),
    "collage": ("collage", 0, "aozora/photos/hero.jpg", "mizuoto/photos/kitchen.jpg"),
    "gps": ("gps", 0, "aozora/photos/yuka.jpg", "aozora/photos/yuka.jpg"),
}


def faults() -> ModuleType:
    """benchmarks/make_photo_faults.py, which is no package."""
    spec = importlib.util.spec_from_file_location("make_photo_faults", ROOT / "benchmarks" / "make_photo_faults.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def encoded(image: Image.Image, quality: int, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, **how)
    return out.getvalue()


def bad(maker: ModuleType, check: str) -> bytes:
    """The picture of a check's fault."""
    fault, strength, photo, _ = SAMPLES[check]
    image = maker.opened(ROOT / "sites" / photo, SIDE)
    if fault == "gps":
        exif = Image.Exif()
        exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 22.0), 3: "E", 4: (139.0, 41.0, 30.0)})
        return encoded(image, QUALITY, exif=exif)
    chance = maker.chance(2, check)
    if fault == "collage":
        other = maker.opened(ROOT / "sites" / SAMPLES["tilt"][2], SIDE)
        return encoded(maker.collage(image, 0, chance, [other]), QUALITY)
    return encoded(maker.FAULTS[fault][0](image, strength, chance), QUALITY)


def main() -> None:
    HERE.mkdir(exist_ok=True)
    maker = faults()
    for check, (_, _, _, good) in SAMPLES.items():
        (HERE / f"{check}.bad.jpg").write_bytes(bad(maker, check))
        (HERE / f"{check}.good.jpg").write_bytes(encoded(maker.opened(ROOT / "sites" / good, SIDE), QUALITY))


if __name__ == "__main__":
    main()
