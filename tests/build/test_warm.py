"""A build that remembers the one before gives what a build that remembers nothing gives, whatever was edited in between."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from adgen.build import Report, Settings, Tools, build_site
from adgen.pages.shelf import theme_folder
from adgen.plumbing.cache import Cache
from adgen.plumbing.index import open_index
from adgen.plumbing.recollection import Recollection
from tests import make
from tests.conftest import TODAY
from tests.here import Here

EDITS = 40
CASE = make.SITE["cases"]["toilet"]["case.md"]
Edit = Callable[[Path, random.Random], None]
# File -> lines of it that an edit puts in the place of another one with the same key, or takes out.
LINES = {
    "site.yaml": (
        "一言: {n}番目の一言",
        "屋号: 第{n}内装",
        "電話: 03-0000-{n:04}",
        "営業時間: 9:00〜{n}時",
        "公開アドレス: https://example.jp/{n}/",
        "自己紹介: 壁紙の店です。{n}",
        "更新日: 2026-11-{day:02}",
        "無い項目: {n}",
        "定休日: 水曜",
    ),
    "services/kabegami.md": ("題名: 壁紙の張替え{n}", "要約: {n}畳を1日で張り替えます。", "業種: 畳"),
    "cases/living/case.md": (
        "題名: 居間{n}",
        "費用: {n},440円",
        "費用: いくらか",
        "施工年月: 2025年{month}月",
        "建物: 戸建て",
        "業種: 畳",
    ),
    "cases/toilet/case.md": ("題名: トイレ{n}", "工期: {n}日", "下書き: はい", "公開名: toilet-{n}"),
}


def line(site: Path, chance: random.Random) -> None:
    """Another value for a key, a key more, or a key less."""
    name = chance.choice(list(LINES))
    path = site / name
    if not path.exists():
        return
    told = chance.choice(LINES[name]).format(
        n=chance.randint(1, 30), day=chance.randint(1, 20), month=chance.randint(1, 9)
    )
    key = told.partition(":")[0] + ":"
    lines = path.read_text("utf-8").split("\n")
    kept = [text for text in lines if not text.startswith(key)]
    at = 0 if name == "site.yaml" else 1
    path.write_text("\n".join([*kept[:at], *([told] if chance.random() < 0.9 else []), *kept[at:]]), "utf-8")


def case(site: Path, chance: random.Random) -> None:
    """A case that comes, goes or moves."""
    folder = site / f"cases/more-{chance.randint(1, 3)}"
    if folder.exists():
        shutil.rmtree(folder)
    else:
        make.write(folder, {"case.md": CASE})


def photo(site: Path, chance: random.Random) -> None:
    """Another photo under the same name, or none."""
    path = site / "cases/living" / chance.choice(["施工前1.jpg", "施工後1.jpg"])
    if path.exists() and chance.random() < 0.3:
        path.unlink()
    else:
        path.write_bytes(make.jpeg(colour=(chance.randint(100, 200), 120, 60)))


def theme(site: Path, chance: random.Random) -> None:
    """What the contractor lays over the theme."""
    folder = make.write(site / "theme", {"templates": {}})
    name, text = chance.choice(
        [
            ("extra.css", "p { margin: %d }"),
            ("templates/foot.html", "<footer>{{ company.name }} %d</footer>"),
            ("templates/name.html", "<h1>%d</h1>"),
            ("templates/foot.html", "{%% if %d"),
        ]
    )
    path = folder / name
    if path.exists():
        path.unlink()
    else:
        path.write_text(text % chance.randint(1, 9), "utf-8")


def people(site: Path, chance: random.Random) -> None:
    """Staff and questions, right or wrong."""
    texts = {
        "faq.yaml": "よくある質問:\n  - 質問: 家具は動かしますか{n}\n    答え: はい、動かします。\n",
        "staff.yaml": "担当者:\n  - 名前: 見本 {n}\n    役割: 職長\n",
        "voices.yaml": "voices: [",
    }
    path = site / chance.choice(list(texts))
    if path.exists():
        path.unlink()
    else:
        path.write_text(texts[path.name].format(n=chance.randint(1, 9)), "utf-8")


def nothing(site: Path, chance: random.Random) -> None:
    """The same bytes, saved again."""
    path = site / "site.yaml"
    path.write_bytes(path.read_bytes())


KINDS: tuple[Edit, ...] = (line, line, line, case, photo, theme, people, nothing)


def told(report: Report) -> object:
    """All that is said of a build, but where it went, how long it took, and which photos were in the cache."""
    problems = tuple(
        replace(p, values={k: v for k, v in p.values.items() if not isinstance(v, Path)}) for p in report.problems
    )
    return report.pages, report.encoded + report.cached, report.is_built, problems


@pytest.mark.parametrize("seed", range(6))
def test_a_warm_build_is_byte_for_byte_a_cold_one(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    site = make.site(tmp_path / "aozora", {"photos": {"other.jpg": make.jpeg()}})
    settings = Settings(TODAY, theme_folder(), draft_photos=True)
    seen = {True: 0, False: 0}
    with open_index(tmp_path / "cache/index.sqlite") as index:
        tools = Tools(Here(), Cache(tmp_path / "cache"), index)
        warm = replace(tools, memory=Recollection())
        for _ in range(EDITS):
            for edit in chance.sample(KINDS, chance.randint(1, 3)):
                edit(site, chance)
            again = build_site(site, tmp_path / "warm", settings, warm)
            shutil.rmtree(tmp_path / "cold", ignore_errors=True)
            anew = build_site(site, tmp_path / "cold", settings, tools)
            assert told(again) == told(anew)
            if anew.is_built:
                assert make.read_tree(tmp_path / "warm") == make.read_tree(tmp_path / "cold")
            seen[anew.is_built] += 1
            if not anew.is_built and chance.random() < 0.5:
                # As after a bad day: from the start, with what is remembered of before.
                shutil.rmtree(site)
                make.site(site)
    assert min(seen.values()) > 3
