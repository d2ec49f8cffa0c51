"""The last look over many pages (CPU seconds): all of them new to it, none, and one that changed.

python benchmarks/last_look.py WORK [--pages 12000] [--photos 200]

The pages are those of a demo site, each made another one by a remark, and as many of its photos. What the tree itself costs,
reading and hashing every file once, stands beside it.
"""

import argparse
import shutil
import sys
import time
from pathlib import Path

from make_photos import SITES

from adgen.build import last_look
from adgen.build.last_look import Look
from adgen.pages.reach import Own
from adgen.pages.shelf import theme_folder
from adgen.plumbing.cache import digest
from adgen.plumbing.index import open_index
from adgen.plumbing.tree import read_manifest


def _tree(built: Path, root: Path, pages: int, photos: int) -> dict[str, str]:
    """`pages` pages and `photos` photos below `root`, path -> digest."""
    manifest = read_manifest(built)
    if not manifest:
        sys.exit(f"{built}: build the demo sites first")
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    files = {}
    sources = [(p, (built / p).read_bytes()) for p in manifest["files"]]
    for kind, ending, count in (("p", ".html", pages), ("f", ".jpg", photos)):
        of_kind = [data for path, data in sources if path.endswith(ending)]
        for n in range(count):
            data = of_kind[n % len(of_kind)]
            path = f"{kind}{n}{ending}"
            (root / path).write_bytes(data + b"<!-- %d -->" % n if ending == ".html" else data)
            files[path] = digest((root / path).read_bytes() + (b"%d" % n if ending == ".jpg" else b""))
    return files


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--built", type=Path, default=SITES.parent / "build" / "aozora", help="a site that stands")
    parser.add_argument("--pages", type=int, default=12_000)
    parser.add_argument("--photos", type=int, default=200)
    told = parser.parse_args()
    root = told.work / "tree"
    files = _tree(told.built, root, told.pages, told.photos)
    look = Look(root, SITES / "aozora", theme_folder(), (told.work,), Own("https://example.jp/aozora/"), "")
    (told.work / "index.sqlite").unlink(missing_ok=True)
    begun = time.process_time()
    for path in files:
        digest((root / path).read_bytes())
    print(f"reading and hashing {len(files)} files: {time.process_time() - begun:.3f} s")
    with open_index(told.work / "index.sqlite") as index:
        for name in ("all new", "nothing new", "one changed"):
            if name == "one changed":
                (root / "p0.html").write_bytes(b"<p>1</p>")
                files["p0.html"] = digest(b"<p>1</p>")
            begun = time.process_time()
            found = list(last_look.search(look, files, index))
            print(f"{name}: {time.process_time() - begun:.3f} s, {len(found)} findings")
