"""`adgen photos develop` beside sharp, eleventy-img and Hugo on the same photos: the table of docs/photos.md.

    python benchmarks/photos.py WORK --node-dir DIR --hugo HUGO [--runs 3] [ROW]...

WORK gets the photos (made when missing) and the outputs; DIR has a node_modules with sharp and @11ty/eleventy-img; HUGO is the
binary itself. Both sides in turn, whole processes, 2 jobs each; CPU seconds, ratios of medians.
"""

import argparse
import shutil
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compare import measure
from make_photos import make

PEERS = Path(__file__).parent / "peers"
RUNNERS = {"sharp": "sharp.mjs", "eleventy-img": "eleventy_img.mjs", "hugo": "hugo.py"}


@dataclass(frozen=True)
class Row:
    """One comparison: photos of so many megapixels, what each side makes of them, and the ratio to reach."""

    peer: str
    megapixels: int
    count: int
    ours: str
    theirs: str
    goal: float


ROWS = {
    "sharp": Row("sharp", 12, 8, "webp:75:4,jpeg:78", "webp:75:4,jpeg:78", 0.80),
    "eleventy-img": Row("eleventy-img", 12, 8, "webp:75:4,jpeg:78", "webp:75:4,jpeg:78", 0.55),
    "hugo": Row("hugo", 12, 4, "webp:75:4,jpeg:78", "webp:75,jpeg:78", 0.20),
    "defaults": Row("eleventy-img", 12, 8, "avif,jpeg", "webp,jpeg", 0.40),
    "48": Row("sharp", 48, 6, "webp:75:2,jpeg:78", "webp:75:2,jpeg:78", 0.45),
    "48-m4": Row("sharp", 48, 6, "webp:75:2,jpeg:78", "webp:75:4,jpeg:78", 0.45),
}


def commands(row: Row, photos: Path, outs: tuple[Path, Path], told: argparse.Namespace) -> Iterator[list[str]]:
    """Our command line, then the peer's."""
    adgen = [sys.executable, "-m", "adgen", "photos", "develop"]
    yield [*adgen, str(photos), str(outs[0]), "--formats", row.ours, "-j", "2"]
    script, folders = str(PEERS / RUNNERS[row.peer]), [str(photos), str(outs[1]), row.theirs]
    if row.peer == "hugo":
        yield [sys.executable, script, *folders, str(told.hugo)]
    else:
        # Node looks for its modules from the folder it runs in.
        yield ["sh", "-c", 'cd "$0" && exec node "$@"', str(told.node_dir), script, *folders]


def compare(row: Row, told: argparse.Namespace) -> str:
    """Both sides in turn; their ratio of CPU seconds, largest process and bytes."""
    work = told.work.resolve()
    photos = work / f"{row.megapixels}mp-{row.count}"
    make(photos, row.megapixels, row.count)
    outs = work / "ours", work / "theirs"
    runs: list[list[dict[str, float]]] = [[], []]
    for _ in range(told.runs):
        for side, command in enumerate(commands(row, photos, outs, told)):
            shutil.rmtree(outs[side], ignore_errors=True)
            runs[side].append(measure(command))
    (cpu, their_cpu), (peak, their_peak) = (
        [statistics.median(run[key] for run in side) for side in runs] for key in ("cpu", "peak")
    )
    size, their_size = (sum(p.stat().st_size for p in out.rglob("*.*")) for out in outs)
    count = sum(1 for _ in outs[0].iterdir())
    return (
        f"cpu {cpu:.1f}/{their_cpu:.1f} s = {cpu / their_cpu:.2f} (goal {row.goal:.2f})   "
        f"bytes {size / their_size:.2f}   largest process {peak:.0f}/{their_peak:.0f} MiB   {count} files"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--node-dir", type=Path, required=True)
    parser.add_argument("--hugo", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    told = parser.parse_args()
    for name in told.rows or ROWS:
        print(f"{name:13} {compare(ROWS[name], told)}", flush=True)
