"""One process that spoils its own copy of the demo site, again and again: `python -m tests.torture.worker FOLDER i/n EVERY`.

It prints one line of JSON for each variant: group, name, and what should not have happened.
"""

import json
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from tests.torture import files, mails, names, photos, variants
from tests.torture.ground import Ground
from tests.torture.judge import BAIT, Judge
from tests.torture.variants import Variant

SITE = Path(__file__).parents[2] / "sites" / "aozora"
# Whoever waits for a pipe waits in vain; counted on the clock, for waiting takes no processor.
_LONGEST_WAIT = 120
_REQUEST = """業種: 壁紙・クロス張替え
作成日: 2026-11-18
数量: 6畳
建物: マンション
事例: living-yani
質問: 天井も張り替えますか
一言: |
  ヤニで黄ばんだ壁の張替えを、お受けしました。
状態: 公開中
"""


def copy_of_the_site(work: Path) -> Ground:
    """The demo site with a page for a request, in a folder whose name has Japanese and a space, and bait outside it."""
    site = work / "会社 の/aozora"
    shutil.copytree(SITE, site)
    (site / "requests").mkdir()
    (site / variants.REQUEST).write_text(_REQUEST, "utf-8")
    outside = site.parent / names.OUTSIDE
    (outside / "folder").mkdir(parents=True)
    (outside / "secret.txt").write_text(f"屋号: {BAIT}\n", "utf-8")
    (outside / "folder" / "case.md").write_text(f"---\n題名: {BAIT}\n---\n{BAIT}\n", "utf-8")
    shutil.copy(site / "photos/hero.jpg", outside / "photo.jpg")
    (work / "stash").mkdir()
    return Ground(site, work / "stash")


def all_variants(ground: Ground) -> Iterator[Variant]:
    """Every variant, always in the same order."""
    yield from variants.of_scalars(ground, rounds=1)
    yield from variants.of_payloads(ground)
    yield from variants.of_bodies(ground)
    yield from files.of_files(ground)
    yield from photos.of_photos(ground)
    yield from names.of_names(ground)
    yield from names.of_things(ground)
    yield from mails.of_mails(ground)


def main(work: Path, part: int, parts: int, every: int) -> None:
    """Judge one part of every so-manieth variant."""
    signal.signal(signal.SIGALRM, _hangs)
    work.mkdir()
    ground = copy_of_the_site(work)
    judge = Judge(ground, work)
    _tell("good", "the site as it is", judge.begin())
    for variant in [*all_variants(ground)][part * every :: parts * every]:
        signal.alarm(_LONGEST_WAIT)
        variant.spoil(ground)
        found = judge.judge(variant.act)
        if any(what.startswith("slow") for what in found):
            # The machine may have been busy.
            found = judge.judge(variant.act)
        ground.mend()
        signal.alarm(0)
        _tell(variant.group, variant.name, found)
    _tell("good", "the site when all is mended", judge.judge())


def _hangs(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError("it hangs")


def _tell(group: str, name: str, found: set[str]) -> None:
    sys.stdout.write(json.dumps([group, name, sorted(found)]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _part, _parts = map(int, sys.argv[2].split("/"))
    main(Path(sys.argv[1]), _part, _parts, int(sys.argv[3]))
