"""What a phone loads before scrolling: over the budget it is told, with numbers that add up."""

import random
from pathlib import Path
from textwrap import dedent

from PIL import Image

from adgen.build import Report
from tests import make
from tests.conftest import Build


def noise(width: int, height: int) -> bytes:
    """A photo that no format makes small."""
    pixels = random.Random(7).randbytes(width * height * 3)
    return make.encoded(Image.frombytes("RGB", (width, height), pixels), "JPEG", quality=92)


def weights(report: Report) -> dict[str, dict[str, object]]:
    return {p.code: dict(p.values) for p in report.problems if p.code in ("W617", "W618")}


def test_a_heavy_photo_and_a_heavy_page_are_told(tmp_path: Path, build: Build) -> None:
    changes = {
        "site.yaml": dedent(make.SITE["site.yaml"]) + "見た目:\n  並び順: 施工事例\n",
        "photos": {"hero.jpg": noise(480, 768)},
        "cases": {"living": {"施工前1.jpg": noise(640, 427), "施工後1.jpg": noise(640, 428)}},
    }
    report = build(make.site(tmp_path / "aozora", changes), tmp_path / "out")
    told = weights(report)
    assert report.is_built
    assert set(told) == {"W617", "W618"}
    page = told["W617"]
    assert page["page"] == "index.html"
    # 390 px of a phone with two pixels each take 480 of the cut for phones, and 640 of each photo of the case below it.
    sizes = {f.name: f.stat().st_size for f in (tmp_path / "out").glob("photos/*.avif")}
    (hero,) = (size for name, size in sizes.items() if "-480x768-" in name)
    near = sorted((size for name, size in sizes.items() if "-640x427-" in name))[:2]
    assert told["W618"]["kb"] == round(hero / 1000)
    assert page["photos"] == round((hero + sum(near)) / 1000)
    shared = sum(f.stat().st_size for f in (tmp_path / "out/assets").iterdir() if f.suffix in (".css", ".js"))
    html = (tmp_path / "out/index.html").stat().st_size
    icon = (tmp_path / "out/favicon.svg").stat().st_size
    assert page["kb"] == round((hero + sum(near) + shared + html + icon) / 1000)


def test_the_heaviest_page_is_named(tmp_path: Path, build: Build) -> None:
    photos = {"施工前1.jpg": noise(640, 427), "施工後1.jpg": noise(640, 428)}
    report = build(make.site(tmp_path / "aozora", {"cases": {"living": photos}}), tmp_path / "out")
    told = weights(report)
    assert set(told) == {"W617"}
    assert told["W617"]["page"] == "cases/living.html"


def test_a_light_site_is_told_nothing(tmp_path: Path, build: Build) -> None:
    assert weights(build(make.site(tmp_path / "aozora"), tmp_path / "out")) == {}
