"""Write N valid contractor folders, made from a demo site with its photos left out.

    python benchmarks/make_fleet.py 1000 /dev/shm/fleet [--photos]

Each has its own name and address; with --photos all sites have the same photos.
"""

import shutil
import sys
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "sites" / "aozora"


def main(count: int, target: Path, photos: bool) -> None:
    """Copy the sample `count` times."""
    for number in range(count):
        folder = target / f"site-{number:05}"
        ignore = None if photos else shutil.ignore_patterns("*.jpg")
        shutil.copytree(SAMPLE, folder, ignore=ignore)
        for path in [folder / "site.yaml", *folder.glob("*/*.md"), *folder.glob("cases/*/case.md")]:
            text = (
                path.read_text("utf-8")
                .replace("青空内装", f"青空内装{number}")
                .replace("公開名: aozora", f"公開名: {folder.name}")
            )
            path.unlink()
            path.write_text(text if photos else _without_photos(text), "utf-8")


def _without_photos(text: str) -> str:
    """The text without the blocks that name photos."""
    kept, skipping = [], False
    for line in text.split("\n"):
        if line.startswith(("写真:", "トップ写真:")):
            skipping = True
            continue
        skipping = skipping and line.startswith((" ", "- "))
        if not skipping:
            kept.append(line)
    return "\n".join(kept)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), "--photos" in sys.argv)
