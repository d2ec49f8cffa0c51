"""What a photo is reckoned to take is never less than what it took, and losses have words."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from adgen.photos.cost import cost_of_file, cost_of_look, cost_of_photo, lost
from adgen.photos.open import MAX_BYTES, MAX_PIXELS
from adgen.plumbing.process import MOST_MEMORY
from adgen.plumbing.tasks import Loss
from adgen.problems.catalogue import catalogue
from tests import make

ROOT = Path(__file__).parent.parent.parent
FORMATS = ("avif", "jpeg")
_MEASURE = """
import json, sys
from pathlib import Path
from adgen.model.picture import Encoding
from adgen.photos.bare import Bare, develop_bare
from adgen.photos.inspect import inspect

def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) * 1024

data = Path(sys.argv[1]).read_bytes()
look = inspect(data)
looked = peak()
made = develop_bare(Bare("x", data, (320, 1280, 1920), {"avif": Encoding(58, 9), "jpeg": Encoding(78)}))
assert len(made) == 6, made
print(json.dumps([looked, peak()]))
"""


def photo(size: tuple[int, int]) -> Image.Image:
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), 40).resize(size)
    return Image.merge("RGB", (noise, noise.rotate(180), noise))


KINDS = {
    "photo.jpg": ("JPEG", {"quality": 88, "progressive": True}),
    "photo.png": ("PNG", {"compress_level": 1}),
    "photo.webp": ("WEBP", {"quality": 80, "method": 0}),
    "photo.avif": ("AVIF", {"quality": 60, "speed": 10}),
}


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("name", KINDS)
def test_no_photo_takes_more_than_it_is_reckoned_to(name: str, tmp_path: Path) -> None:
    kind, options = KINDS[name]
    (tmp_path / name).write_bytes(make.encoded(photo((4000, 3000)), kind, **options))
    size = (tmp_path / name).stat().st_size
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, tmp_path / name],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    looked, developed = json.loads(done.stdout)
    assert looked <= cost_of_look(name, size).memory
    assert developed <= cost_of_file(name, size, FORMATS).memory
    assert developed <= cost_of_photo(12_000_000, kind, FORMATS).memory


def test_the_dearest_photo_within_the_limits_may_be_decoded() -> None:
    dearest = max(cost_of_photo(MAX_PIXELS, kind, FORMATS).memory for kind in ("JPEG", "PNG", "WEBP", "HEIF"))
    assert dearest < MOST_MEMORY
    assert cost_of_look("x.webp", MAX_BYTES).memory == cost_of_photo(MAX_PIXELS, "WEBP", FORMATS).memory


def test_larger_photos_come_first_and_have_more_time() -> None:
    small, large = cost_of_look("a.jpg", 10**6), cost_of_look("b.jpg", 5 * 10**6)
    assert small.size < large.size
    assert 60 < small.seconds < large.seconds
    small, large = (cost_of_photo(pixels, "JPEG", FORMATS) for pixels in (10**6, 48 * 10**6))
    assert small.size < large.size
    assert 60 < small.seconds < large.seconds


def test_every_loss_has_words() -> None:
    codes = [lost(why).code for why in Loss]
    assert len(set(codes)) == len(Loss)
    assert all(code in catalogue() for code in codes)
