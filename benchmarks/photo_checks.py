"""CPU milliseconds of the photo checks, each and in all, beside decoding and developing the same photos.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/photo_checks.py FOLDER [--limit 20] [--enlarge 4032]

FOLDER holds JPEGs; `--enlarge` makes them as large as a telephone's first, so that developing costs what it costs. Developing means
the widths of a case photo in AVIF, and in JPEG at all of them. Limits: the checks 100 ms a photo beyond the decode on one core, and
30 % of developing it. A measure that several checks share is charged to the first.
"""

import argparse
import io
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from adgen.model.picture import Encoding, Unreadable
from adgen.photos.bare import Bare, develop_bare
from adgen.photos.checks import CHECKS
from adgen.photos.checks.likeness import likeness
from adgen.photos.inspect import view_of

WIDTHS = (320, 640, 960, 1280, 1920)
ENCODINGS = {"avif": Encoding(58, 9), "jpeg": Encoding(78)}


def data_of(path: Path, side: int) -> bytes:
    """The photo, enlarged to a long side of `side` when that is more."""
    with Image.open(path) as image:
        scale = side / max(image.size)
        if scale <= 1:
            return path.read_bytes()
        out = io.BytesIO()
        large = image.convert("RGB").resize([round(s * scale) for s in image.size], Image.Resampling.BICUBIC)
        large.save(out, "JPEG", quality=92)
    return out.getvalue()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--enlarge", type=int, default=0)
    told = parser.parse_args()
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begun = time.process_time()
        done = work()
        spent[name] += time.process_time() - begun
        return done

    paths = sorted(told.folder.glob("*.jpg"))[: told.limit]
    for path in paths:
        data = data_of(path, told.enlarge)
        view = timed("decode", lambda data=data: view_of(data))
        for check in CHECKS:
            timed(f"  {check.name}", lambda check=check, view=view: check.measure(view))
        timed("  likeness", lambda view=view: likeness(view))
        made = timed("develop", lambda data=data: develop_bare(Bare("", data, WIDTHS, ENCODINGS)))
        assert not isinstance(made, Unreadable), path
    each = {name: 1000 * seconds / len(paths) for name, seconds in spent.items()}
    checks = sum(ms for name, ms in each.items() if name.startswith("  "))
    for name, ms in sorted(each.items(), key=lambda entry: -entry[1]):
        print(f"{name:18}{ms:8.1f} ms")
    print(
        f"{'all checks':18}{checks:8.1f} ms of 100, {100 * checks / each['develop']:.0f} % of developing (limit 30 %)"
    )


if __name__ == "__main__":
    main()
