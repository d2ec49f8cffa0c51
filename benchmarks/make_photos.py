"""Photos like a phone's, from the demo sites' own: mosaics scaled up, with sensor-like noise, EXIF and GPS.

    python benchmarks/make_photos.py OUT [--megapixels 12] [--count 8]

The same arguments and the same Pillow give the same scenes; the noise differs from run to run.
"""

import argparse
import random
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

SITES = Path(__file__).parents[1] / "sites"
# 12 and 48 megapixels, 4:3, as phones save them: 4:2:0 at a quality of 92.
SIDES = {12: (4032, 3024), 48: (8064, 6048)}
ORIENTATIONS = (1, 6, 1, 3, 6, 1, 8, 1)
NOISE = 4.0


def scene(sources: list[Path], size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Two by two crops of real photos, scaled up, with noise."""
    canvas = Image.new("RGB", size)
    half = size[0] // 2, size[1] // 2
    for corner in ((0, 0), (half[0], 0), (0, half[1]), half):
        with Image.open(chance.choice(sources)) as photo:
            part = ImageOps.fit(photo.convert("RGB"), half, Image.Resampling.LANCZOS, centering=(chance.random(), 0.5))
        canvas.paste(ImageOps.mirror(part) if chance.random() < 0.5 else part, corner)
    grain = Image.effect_noise(size, NOISE)
    return ImageChops.add(canvas, Image.merge("RGB", [grain] * 3), offset=-128)


def exif(number: int) -> Image.Exif:
    """What a camera writes: orientation, make, and a place that must not be published."""
    tags = Image.Exif()
    tags[0x0112] = ORIENTATIONS[number % len(ORIENTATIONS)]
    tags[0x010F] = "Example Phone"
    tags.get_ifd(0x8825).update({1: "N", 2: (35.0, 10.0, 52.0), 3: "E", 4: (136.0, 54.0, 23.0)})
    return tags


def make(out: Path, megapixels: int, count: int) -> None:
    """Write `count` photos into `out`; those that are there already stay."""
    out.mkdir(parents=True, exist_ok=True)
    sources = sorted(SITES.glob("*/cases/*/*.jpg"))
    for number in range(count):
        path = out / f"IMG_{number:04}.JPG"
        if not path.exists():
            image = scene(sources, SIDES[megapixels], random.Random(number))
            image.save(path, "JPEG", quality=92, subsampling="4:2:0", exif=exif(number))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--megapixels", type=int, choices=SIDES, default=12)
    parser.add_argument("--count", type=int, default=8)
    told = parser.parse_args()
    make(told.out, told.megapixels, told.count)
