"""The AVIF quality whose mean score equals that of eleventy-img's default WebP, and what both weigh.

    python benchmarks/tune_avif.py --node-dir DIR PHOTOS [PHOTOS ...]

Found on one half of the photos, reported on the other. DIR is where `npm install @11ty/eleventy-img` was run: its own sharp
makes the WebP, with the options eleventy-img gives it, which are none. Both encoders get the same pixels, shrunk by Lanczos
from the whole photo, and the score compares with these. It is SSIMULACRA2 (`pip install ssimulacra2`); 70 is called high
quality, 90 cannot be told from the original.
"""

import argparse
import io
import statistics
import subprocess
import tempfile
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps
from ssimulacra2 import compute_ssimulacra2

from adgen.model.picture import Encoding
from adgen.photos.bare import Bare, develop_bare

WIDTHS = (320, 640, 960, 1280, 1920)
_QUALITIES = range(40, 80)
# SSIMULACRA2 halves a picture five times and gives scores of another scale where that is not possible.
_LEAST_SIDE = 256
_PEER = """
const [folder, ...files] = process.argv.slice(1);
const sharp = require("node:module").createRequire(folder + "/node_modules/@11ty/eleventy-img/package.json")("sharp");
(async () => { for (const file of files) await sharp(file).toFormat("webp", {}).toFile(file + ".webp"); })();
"""


@dataclass(frozen=True)
class Shown:
    """One photo in one width, as both sides get it: `png` is without loss."""

    width: int
    png: bytes
    webp: bytes


@dataclass(frozen=True)
class Made:
    """What an encoder made of it."""

    width: int
    size: int
    score: float


def main() -> None:
    """Find the quality on one half, print the table of the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--node-dir", type=Path, required=True)
    parser.add_argument("--speed", type=int, default=9)
    parser.add_argument("--photos-per-half", type=int, default=20)
    parser.add_argument("photos", nargs="+", type=Path)
    told = parser.parse_args()
    tuning, reporting = _halves(told.photos, told.photos_per_half)
    shown = _shown(tuning, told.node_dir)
    goal = _mean(theirs(shown))
    quality = _quality(shown, goal, told.speed)
    print(f"{len(tuning)} photos: WebP scores {goal:.2f}; AVIF speed {told.speed} quality {quality}")
    shown = _shown(reporting, told.node_dir)
    print(f"on {len(reporting)} others:")
    _print_table(ours(shown, quality, told.speed), theirs(shown))


def _halves(folders: Iterable[Path], most: int) -> tuple[list[Path], list[Path]]:
    """Every other photo, the widest first: few are as wide as the widest picture."""
    photos = [path for folder in folders for path in sorted(folder.glob("*.jpg"))]
    photos.sort(key=lambda path: -min(_width(path), WIDTHS[-1]))
    return photos[0 : 2 * most : 2], photos[1 : 2 * most : 2]


def _width(path: Path) -> int:
    with Image.open(path) as image:
        return image.width


def _shown(photos: Iterable[Path], node_dir: Path) -> list[Shown]:
    with tempfile.TemporaryDirectory() as place:
        files = [file for photo in photos for file in _shrunk(photo, Path(place))]
        subprocess.run(["node", "-e", _PEER, str(node_dir.resolve()), *map(str, files)], check=True)
        return [Shown(_width(f), f.read_bytes(), f.with_name(f.name + ".webp").read_bytes()) for f in files]


def _shrunk(photo: Path, place: Path) -> Iterable[Path]:
    with Image.open(photo) as image:
        whole = image.convert("RGB")
    for width in (w for w in WIDTHS if w <= whole.width):
        file = place / f"{photo.stem}-{width}.png"
        size = (width, max(1, round(width * whole.height / whole.width)))
        whole.resize(size, Image.Resampling.LANCZOS).save(file, compress_level=1)
        yield file


def _quality(shown: list[Shown], goal: float, speed: int) -> int:
    """The lowest quality with that mean score: the score grows with the quality."""
    return _QUALITIES[bisect_left(_QUALITIES, goal, key=lambda quality: _mean(ours(shown, quality, speed)))]


def ours(shown: Iterable[Shown], quality: int, speed: int) -> list[Made]:
    """The same pixels through adgen's own pipeline."""
    made = []
    for one in shown:
        found = develop_bare(Bare("", one.png, (one.width,), {"avif": Encoding(quality, speed)}))
        assert isinstance(found, tuple)
        made.append(_scored(one, found[0][1]))
    return made


def theirs(shown: Iterable[Shown]) -> list[Made]:
    """The peer's files."""
    return [_scored(one, one.webp) for one in shown]


def _scored(one: Shown, data: bytes) -> Made:
    return Made(one.width, len(data), compute_ssimulacra2(_large_enough(one.png), _large_enough(data)))


def _large_enough(data: bytes) -> io.BytesIO:
    """The picture; a small one four times, each beside its mirror image."""
    with Image.open(io.BytesIO(data)) as image:
        if min(image.size) >= _LEAST_SIDE:
            return io.BytesIO(data)
        four = Image.new("RGB", (2 * image.width, 2 * image.height))
        upright, mirrored = image.convert("RGB"), ImageOps.mirror(image.convert("RGB"))
        for row in (0, image.height):
            four.paste(ImageOps.flip(upright) if row else upright, (0, row))
            four.paste(ImageOps.flip(mirrored) if row else mirrored, (image.width, row))
    out = io.BytesIO()
    four.save(out, "PNG", compress_level=1)
    return out


def _mean(made: Iterable[Made]) -> float:
    return statistics.mean(one.score for one in made)


def _print_table(avif: list[Made], webp: list[Made]) -> None:
    print("| width | pictures | score AVIF / WebP | KiB AVIF / WebP | bytes |\n|---|---|---|---|---|")
    for width in (*WIDTHS, 0):
        sides = [[one for one in side if width in (0, one.width)] for side in (avif, webp)]
        if sides[0]:
            sizes = [sum(one.size for one in side) for side in sides]
            scores = " / ".join(f"{_mean(side):.2f}" for side in sides)
            weights = " / ".join(f"{size / 1024:.0f}" for size in sizes)
            print(f"| {width or 'all'} | {len(sides[0])} | {scores} | {weights} | {sizes[0] / sizes[1]:.2f} |")


if __name__ == "__main__":
    main()
