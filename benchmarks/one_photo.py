"""One photo of a site replaced: the build of that site against eleventy-img on the photo alone (CPU seconds, goal 0.60).

python benchmarks/one_photo.py WORK --node-dir DIR [--runs 3]
"""

import argparse
import shutil
import statistics
import sys
from pathlib import Path

from compare import measure
from make_photos import SITES, make
from photos import PEERS

SITE = "aozora"

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--node-dir", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    told = parser.parse_args()
    work = told.work.resolve()
    photos = work / "replacements"
    make(photos, 12, told.runs)
    site = work / "sites" / SITE
    # A replacement that an earlier run has developed would come from its cache.
    for old in ("sites", "build", "cache"):
        shutil.rmtree(work / old, ignore_errors=True)
    shutil.copytree(SITES / SITE, site)
    replaced = next(path for path in sorted(site.glob("cases/*/*.jpg")) if "施工後" in path.name)
    adgen = [sys.executable, "-m", "adgen", "build", str(site), "-q", "--no-index", "-j", "1"]
    adgen += ["-o", str(work / "build"), "--cache-dir", str(work / "cache")]
    measure(adgen)
    ours, theirs = [], []
    for photo in sorted(photos.iterdir())[: told.runs]:
        shutil.copy(photo, replaced)
        ours.append(measure(adgen)["cpu"])
        alone, out = work / "alone", work / "peer"
        shutil.rmtree(alone, ignore_errors=True)
        shutil.rmtree(out, ignore_errors=True)
        alone.mkdir()
        shutil.copy(photo, alone)
        script = [str(PEERS / "eleventy_img.mjs"), str(alone), str(out), "webp,jpeg"]
        theirs.append(measure(["sh", "-c", 'cd "$0" && exec node "$@"', str(told.node_dir.resolve()), *script])["cpu"])
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"cpu {statistics.median(ours):.2f}/{statistics.median(theirs):.2f} s = {ratio:.2f} (goal 0.60)")
