"""Our way down to each width against a full decode and one Lanczos step: mean SSIM of the luminance, before encoding.

python benchmarks/fidelity.py PHOTO...     (needs scikit-image)
"""

import sys
from pathlib import Path
from statistics import mean

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

from adgen.model.picture import AS_TAKEN
from adgen.photos.develop import _Ladder
from adgen.photos.reduce import reduced, working_copy

WIDTHS = (320, 640, 960, 1280, 1920)


def similarity(data: bytes, width: int) -> float | None:
    """SSIM at one width; None where the photo is narrower."""
    full = reduced(data, 0)
    if full.width < width:
        return None
    size = width, round(width * full.height / full.width)
    ours = _Ladder(data, AS_TAKEN).cut((0.0, 0.0, 1.0, 1.0), size)
    straight = full.resize(size, Image.Resampling.LANCZOS)
    return float(structural_similarity(np.asarray(straight.convert("L")), np.asarray(ours.convert("L"))))


if __name__ == "__main__":
    photos = [working_copy(Path(name).read_bytes()) for name in sys.argv[1:]]
    for wanted in WIDTHS:
        found = [value for data in photos if (value := similarity(data, wanted)) is not None]
        if found:
            print(f"{wanted:5}  mean {mean(found):.4f}  least {min(found):.4f}  {len(found)} photos")
