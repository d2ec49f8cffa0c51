"""Photos with faults, made from good ones in other ways than cameras, kernels and strengths of a single recipe would.

    python benchmarks/make_photo_faults.py PHOTOS OUT [--seed 1] [--side 1280]

PHOTOS holds JPEGs and manifest.csv (file, kind, tags). OUT receives JPEGs and truth.csv (file, source, defect, strength, param,
kind, tags, pair): the shape that train_photo_eye.py and photo_eye.py read. The same arguments give the same pictures with the
same library versions. Strengths are fractions of the long side or stops, so that they mean the same at every size.
"""

import argparse
import csv
import hashlib
import io
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Picture = Image.Image
Array = NDArray[Any]
Random = np.random.Generator
COLUMNS = ("file", "source", "defect", "strength", "param", "kind", "tags", "pair")


def chance(*key: object) -> Random:
    """Random numbers that hang on the words of the key alone."""
    return np.random.default_rng(int(hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()[:15], 16))


def light(image: Picture) -> Array:
    """Linear light, 0-1."""
    x = np.asarray(image).astype(np.float32) / 255
    return np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)


def picture(linear: Array) -> Picture:
    """Linear light back into an sRGB picture."""
    x = np.clip(linear, 0, 1)
    return tones(np.where(x <= 0.0031308, x * 12.92, 1.055 * x ** (1 / 2.4) - 0.055))


def tones(values: Array) -> Picture:
    """A picture of sRGB values 0-1."""
    return Image.fromarray(np.clip(values * 255 + 0.5, 0, 255).astype(np.uint8))


def filtered(image: Picture, kernel: Array) -> Picture:
    """The picture seen through a point spread function, in linear light, by the frequency domain."""
    x = light(image)
    pad = kernel.shape[0] // 2 + 1
    x = np.pad(x, ((pad, pad), (pad, pad), (0, 0)), mode="reflect")
    height, width = x.shape[:2]
    transfer = np.fft.rfft2(
        np.roll(_placed(kernel / kernel.sum(), height, width), (-(kernel.shape[0] // 2),) * 2, (0, 1))
    )
    out = [np.fft.irfft2(np.fft.rfft2(x[..., c]) * transfer, s=(height, width)) for c in range(3)]
    return picture(np.stack(out, 2)[pad:-pad, pad:-pad])


def _placed(kernel: Array, height: int, width: int) -> Array:
    full = np.zeros((height, width))
    full[: kernel.shape[0], : kernel.shape[1]] = kernel
    return full


def defocus(image: Picture, v: float, rng: Random) -> Picture:
    """A hexagonal or Gaussian spot; `v` is its radius in pixels at 1280."""
    n = math.ceil(3 * v) * 2 + 3
    y, x = (np.mgrid[:n, :n] - n // 2).astype(float)
    if rng.random() < 0.5:
        return filtered(image, np.exp(-(x**2 + y**2) / (2 * (v * 0.62) ** 2)))
    turn = rng.uniform(0, math.pi / 3)
    sides = [np.cos(turn + k * math.pi / 3) * x + np.sin(turn + k * math.pi / 3) * y for k in range(6)]
    return filtered(image, np.clip(v * 0.97 - np.max(sides, 0) + 0.5, 0, 1))


def motion(image: Picture, v: float, rng: Random) -> Picture:
    """A shaken hand: a curved path of length `v`, with uneven speed."""
    n = math.ceil(v) * 2 + 5
    kernel = np.zeros((n, n))
    angle, bend, rush = rng.uniform(0, math.pi), rng.uniform(-0.6, 0.6), rng.uniform(0.7, 1.4)
    x = y = 0.0
    points = []
    for step in np.linspace(0, 1, 600):
        a = angle + bend * step
        x, y = x + math.cos(a) * v / 600, y + math.sin(a) * v / 600
        points.append((x, y, step**rush + 0.3))
    cx, cy = np.mean([p[0] for p in points]), np.mean([p[1] for p in points])
    for px, py, weight in points:
        kernel[int(n / 2 + py - cy), int(n / 2 + px - cx)] += weight
    soft = Image.fromarray((kernel / kernel.max() * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))
    return filtered(image, np.asarray(soft).astype(float))


def dark(image: Picture, v: float, rng: Random) -> Picture:
    """Fewer stops of light, by half of them through a curve that keeps the lamps."""
    x = light(image) * 2.0**-v
    if rng.random() < 0.5:
        x = x * (1 + (2 ** (v * 0.8) - 1) * np.clip(light(image), 0, 1) ** 6)
    grain = rng.normal(0, 0.002, x.shape)
    return picture(x + grain)


def bright(image: Picture, v: float, rng: Random) -> Picture:
    """More stops of light, clipped hard or with a soft shoulder."""
    x = light(image) * 2.0**v
    return picture(x if rng.random() < 0.5 else np.where(x > 0.8, 0.8 + 0.2 * np.tanh((x - 0.8) / 0.2), x))


def backlit(image: Picture, v: float, rng: Random) -> Picture:
    """One or two windows with edges, hazy light around them, and a room that lies in the dark."""
    width, height = image.size
    mask = Image.new("L", image.size)
    draw = ImageDraw.Draw(mask)
    for _ in range(int(rng.integers(1, 3))):
        w, h = rng.uniform(0.2, 0.4) * width, rng.uniform(0.25, 0.55) * height
        x, y = rng.uniform(0, 0.95) * (width - w), rng.uniform(0.02, 0.5) * (height - h)
        draw.rectangle((x, y, x + w, y + h), fill=255)
    sharp = mask.filter(ImageFilter.GaussianBlur(width * 0.004))
    haze = mask.resize((64, 64)).filter(ImageFilter.GaussianBlur(6)).resize(image.size, Image.Resampling.BICUBIC)
    m, glow = (np.asarray(i).astype(np.float32)[..., None] / 255 for i in (sharp, haze))
    x = light(image)
    return picture(x * 2.0**-v * (1 - m) + (x * 2.0**v + 0.3) * m + 0.02 * glow)


def low_contrast(image: Picture, v: float, rng: Random) -> Picture:
    """A greasy lens: a veil over all, uneven and sometimes warm. `v` is what is left of the range."""
    width, height = image.size
    y, x = np.mgrid[:height, :width]
    fall = 1 + rng.uniform(-0.12, 0.12) * (x / width - 0.5) + rng.uniform(-0.12, 0.12) * (y / height - 0.5)
    veil = rng.uniform(0.5, 0.85) * np.array([1, 1 - rng.uniform(0, 0.03), 1 - rng.uniform(0, 0.06)])
    return tones(np.asarray(image) / 255 * v + (1 - v) * veil * fall[..., None])


def colour_cast(image: Picture, v: float, rng: Random) -> Picture:
    """A wrong white balance: gains in linear light towards yellow, blue, green or magenta, luminance kept."""
    strong = v ** rng.uniform(0.8, 1.1)
    towards = [(strong, 1, 1 / strong), (1 / strong, 1, strong), (1 / strong**0.5, strong**0.6, 1 / strong**0.5),
               (strong**0.6, 1 / strong**0.6, strong**0.5), (strong, 1, 1 / strong**1.5)]  # fmt: skip
    gain = np.array(towards[int(rng.integers(5))])
    x = light(image) * gain
    return picture(x * (light(image).mean() / max(float(x.mean()), 1e-6)))


def noise(image: Picture, v: float, rng: Random) -> Picture:
    """Shot noise in linear light with blotches of colour, as phones make in dim rooms."""
    width, height = image.size
    x = np.asarray(image) / 255
    grain = rng.normal(0, 1, (height, width, 1)) * 0.85 + rng.normal(0, 1, (height, width, 3)) * 0.45
    blotch = Image.fromarray(rng.integers(0, 255, (height // 3, width // 3, 3), dtype=np.uint8)).resize(image.size)
    grain = grain + (np.asarray(blotch) / 127.5 - 1) * 0.3
    return tones(x + grain * v / 255 * (0.7 + 0.6 * np.sqrt(np.clip(1 - x.mean(2, keepdims=True), 0, 1))))


def jpeg(image: Picture, v: float, rng: Random) -> Picture:
    """Saved at quality `v`; by half saved again as a good file, so that only the pixels tell."""
    return Image.open(io.BytesIO(encoded(image, int(v)))).convert("RGB")


def upscale(image: Picture, v: float, rng: Random) -> Picture:
    """Made smaller and larger again by `v`."""
    ways = (Image.Resampling.BICUBIC, Image.Resampling.BILINEAR, Image.Resampling.LANCZOS)
    small = image.resize([max(8, round(s / v)) for s in image.size], Image.Resampling.BOX)
    if rng.random() < 0.5:
        small = jpeg(small, float(rng.uniform(60, 88)), rng)
    return small.resize(image.size, ways[int(rng.integers(3))])


def tilt(image: Picture, v: float, rng: Random) -> Picture:
    """Turned by `v` degrees, cut to the largest upright part of the same shape."""
    width, height = image.size
    a = math.radians(v)
    k = min(width / (width * math.cos(a) + height * math.sin(a)), height / (width * math.sin(a) + height * math.cos(a)))
    turned = image.rotate(v if rng.random() < 0.5 else -v, Image.Resampling.BICUBIC)
    w, h = width * k - 4, height * k - 4
    x, y = (width - w) / 2, (height - h) / 2
    return turned.crop((round(x), round(y), round(x + w), round(y + h)))


def datestamp(image: Picture, v: float, rng: Random) -> Picture:
    """A date in one of the lower corners; `v` is the size of the letters as a share of the height."""
    year, month, day = rng.integers(2008, 2027), rng.integers(1, 13), rng.integers(1, 28)
    words = (f"{year}/{month:02}/{day:02}", f"{year}-{month:02}-{day:02} {rng.integers(7, 19)}:{rng.integers(10, 60)}",
             f"'{year % 100:02} {month}.{day:2}", f"{month:02}/{day:02}/{year}", f"{day}.{month}.{year}")  # fmt: skip
    colours = ((255, 150, 30), (255, 200, 40), (255, 245, 235), (255, 90, 50), (245, 130, 10))
    colour = colours[int(rng.integers(5))]
    width, height = image.size
    font = ImageFont.load_default(size=max(9, v * height))
    text = words[int(rng.integers(5))]
    out = image.copy()
    draw = ImageDraw.Draw(out)
    _, _, w, h = draw.textbbox((0, 0), text, font=font)
    x = width * 0.97 - w if rng.random() < 0.75 else width * 0.03
    draw.text((x, height * 0.965 - h), text, colour, font, stroke_width=int(colour[2] > 200), stroke_fill=(20, 20, 20))
    return out


def tiny(image: Picture, v: float, rng: Random) -> Picture:
    """Made small: `v` is the long side."""
    scale = v / max(image.size)
    return image.resize([round(s * scale) for s in image.size], Image.Resampling.BOX)


def border(image: Picture, v: float, rng: Random) -> Picture:
    """Bars of one colour on two opposite sides or all around; `v` is a share of the long side."""
    bar = round(v * max(image.size))
    colour = ((0, 0, 0), (255, 255, 255), (24, 24, 26), (242, 240, 236))[int(rng.integers(4))]
    sides = ((bar, 0), (0, bar), (bar, bar))[int(rng.integers(3))]
    out = Image.new("RGB", (image.width + 2 * sides[0], image.height + 2 * sides[1]), colour)
    out.paste(image, sides)
    return out


def screenshot(image: Picture, v: float, rng: Random) -> Picture:
    """A phone's screen: status bar, the photo, a caption or a row of buttons."""
    height = int(rng.integers(1180, 1300))
    width = int(height / rng.uniform(1.75, 2.2))
    is_dark = rng.random() < 0.5
    back, ink = ((18, 18, 20), (230, 230, 230)) if is_dark else ((255, 255, 255), (30, 30, 30))
    out = Image.new("RGB", (width, height), back)
    photo = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.BOX)
    photo = photo.crop((0, 0, width, min(photo.height, height - 300)))
    top = (height - photo.height) // 2 if rng.random() < 0.5 else 120
    out.paste(photo, (0, top))
    draw = ImageDraw.Draw(out)
    font, small = ImageFont.load_default(size=26), ImageFont.load_default(size=20)
    draw.text((28, 12), f"{rng.integers(7, 22)}:{rng.integers(10, 60)}", ink, font)
    draw.text((width - 110, 14), f"4G {rng.integers(10, 99)}%", ink, small)
    draw.text((30, 64), "< Album   Photo", ink, font)
    if rng.random() < 0.5:
        draw.text((30, top + photo.height + 24), "Kitchen after work, 3 people like this", ink, small)
    for n in range(int(rng.integers(3, 6))):
        draw.rounded_rectangle((40 + n * 110, height - 74, 76 + n * 110, height - 38), 8, outline=ink, width=3)
    return out


def collage(image: Picture, v: float, rng: Random, others: list[Picture]) -> Picture:
    """Two beside or above each other, or four; with or without a gap."""
    gap = int((0, 6, 12, 20)[int(rng.integers(4))])
    colour = ((255, 255, 255), (0, 0, 0), (230, 230, 230))[int(rng.integers(3))]
    across, down = ((2, 1), (1, 2), (2, 2))[int(rng.integers(3))]
    w, h = (640, 640) if rng.random() < 0.5 else (600, 800)
    out = Image.new("RGB", (across * w + (across - 1) * gap, down * h + (down - 1) * gap), colour)
    for n in range(across * down):
        part = (image, *others)[n % (1 + len(others))]
        out.paste(part.resize((w, h), Image.Resampling.BOX), ((n % across) * (w + gap), (n // across) * (h + gap)))
    out.thumbnail((1280, 1280), Image.Resampling.BOX)
    return out


def sideways(image: Picture, v: float, rng: Random) -> Picture:
    """Turned by a quarter, either way."""
    return image.transpose((Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)[int(rng.integers(2))])


Fault = Callable[[Picture, float, Random], Picture]
# (mild, severe) ranges of v
FAULTS: dict[str, tuple[Fault, tuple[float, float], tuple[float, float]]] = {
    "defocus": (defocus, (1.6, 2.5), (3.2, 7)), "motion": (motion, (6, 10), (13, 30)), "dark": (dark, (1.6, 2.3), (2.7, 3.8)),
    "bright": (bright, (1.1, 1.6), (1.9, 2.9)), "backlit": (backlit, (1.5, 2.1), (2.3, 3.2)),
    "low_contrast": (low_contrast, (0.42, 0.52), (0.2, 0.34)), "colour_cast": (colour_cast, (1.27, 1.4), (1.5, 2.0)),
    "noise": (noise, (9, 14), (17, 32)), "jpeg": (jpeg, (17, 25), (5, 11)), "upscale": (upscale, (2.7, 3.4), (4.2, 6.5)),
    "tilt": (tilt, (2.0, 3.2), (4.2, 8.5)), "datestamp": (datestamp, (0.021, 0.029), (0.033, 0.055)),
    "tiny": (tiny, (520, 640), (180, 420)), "border": (border, (0.035, 0.065), (0.08, 0.18)),
    "screenshot": (screenshot, (0, 0), (0, 0)), "sideways": (sideways, (0, 0), (0, 0)),
}  # fmt: skip
ONLY_SEVERE = ("screenshot", "collage", "sideways")
ONLY_UPRIGHT = ("tilt", "sideways")


def encoded(image: Picture, quality: int) -> bytes:
    """The bytes of a JPEG."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def duplicate(image: Picture, rng: Random) -> tuple[Picture, int]:
    """The same photo again: cut at the edges, lighter or darker, smaller, saved badly; and the quality to save it with."""
    width, height = image.size
    way = int(rng.integers(4))
    if way == 0:
        left, right, top, bottom = rng.uniform(0, 0.05, 4)
        return image.crop(
            (round(left * width), round(top * height), round(width * (1 - right)), round(height * (1 - bottom)))
        ), 75
    if way == 1:
        return tones(np.asarray(image) / 255 * rng.uniform(0.8, 1.2)), 65
    return (image.resize([round(s * 0.5) for s in image.size], Image.Resampling.BOX), 60) if way == 2 else (image, 28)


def made(
    image: Picture, others: list[Picture], key: tuple[object, ...], upright: bool
) -> Iterator[tuple[str, str, str, bytes]]:
    """(defect, strength, parameter, bytes) of every fault of one photo."""
    for name, (fault, mild, severe) in FAULTS.items():
        if name in ONLY_UPRIGHT and not upright:
            continue
        rng = chance(*key, name)
        strength = "severe" if name in ONLY_SEVERE or rng.random() < 0.5 else "mild"
        v = float(rng.uniform(*(severe if strength == "severe" else mild)))
        quality = int(rng.integers(80, 94))
        if name == "jpeg" and rng.random() < 0.5:
            quality = int(v)
        yield name, strength, f"{v:.3f}", encoded(fault(image, v, rng), quality)
    rng = chance(*key, "collage")
    yield "collage", "severe", "", encoded(collage(image, 0, rng, others), int(rng.integers(80, 94)))
    again, quality = duplicate(image, chance(*key, "near_duplicate"))
    yield "near_duplicate", "severe", "", encoded(again, quality)


def opened(path: Path, side: int) -> Picture:
    """A photo at most `side` long, never enlarged."""
    image = Image.open(path).convert("RGB")
    scale = side / max(image.size)
    return image if scale >= 1 else image.resize([round(s * scale) for s in image.size], Image.Resampling.BOX)


def main() -> None:
    """Write the pictures and truth.csv."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--side", type=int, default=1280)
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    with (told.photos / "manifest.csv").open(encoding="utf-8") as file:
        known = {row["file"]: row for row in csv.DictReader(file)}
    names = sorted(p.name for p in told.photos.glob("*.jpg"))
    rows = []
    for number, name in enumerate(names):
        image = opened(told.photos / name, told.side)
        others = [opened(told.photos / names[(number + step) % len(names)], told.side) for step in (5, 11, 17)]
        kind, tags = known[name].get("kind", "building"), known[name].get("tags", "")
        upright = kind == "building" and "no_verticals" not in tags
        key = (told.seed, name)
        good = ("clean", "none", "", encoded(image, int(chance(*key, "clean").integers(78, 95))))
        for defect, strength, param, data in [good, *made(image, others, key, upright)]:
            file_name = f"{Path(name).stem}__{defect}.jpg"
            (told.out / file_name).write_bytes(data)
            pair = f"{Path(name).stem}__clean.jpg" if defect == "near_duplicate" else ""
            rows.append((file_name, name, defect, strength, param, kind, tags, pair))
    with (told.out / "truth.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([COLUMNS, *rows])
    print(len(rows), "files")


if __name__ == "__main__":
    main()
