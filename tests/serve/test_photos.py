"""The page of photos in the panel."""

from datetime import date
from pathlib import Path

import pytest

from adgen import photo_report
from adgen.build import Settings
from adgen.build.fleet import Crew, Memory
from adgen.build.reading import Reading
from adgen.pages.shelf import theme_folder
from adgen.plumbing import workers
from adgen.serve.builder import Orders
from adgen.serve.photos import PhotoPages
from adgen.serve.stage import Shown
from tests import make
from tests.here import Here


def test_the_page_is_made_once_for_each_state_of_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "open_workers", lambda *asked: Here())
    looked: list[str] = []

    def counted(folder: Path, reading: Reading) -> photo_report.Report:
        looked.append(folder.name)
        return of_site(folder, reading)

    of_site = photo_report.of_site
    monkeypatch.setattr(photo_report, "of_site", counted)
    settings = Settings(date(2026, 11, 20), theme_folder(), draft_photos=True)
    memory = Memory(tmp_path / "cache", tmp_path / "cache/index.sqlite")
    orders = Orders(list, lambda: settings, tmp_path / "out", memory, Crew(1), lambda report: None, lambda told: None)
    pages = PhotoPages(orders, "/s3cret", "ja")
    folder = make.site(tmp_path / "sites/aozora")
    first, second = (Shown("aozora", folder, "青空内装") for _ in range(2))

    page = pages(first)
    assert page == pages(first)
    assert len(looked) == 1
    assert page.count("data:image/jpeg;base64,") >= 3
    assert '<a href="/s3cret/_adgen/aozora/photos" aria-current=page>' in page
    assert "差し替え：大きさ" in page

    text = make.SITE["site.yaml"].replace("03-0000-0000", "でんわ").replace("更新日", "しらない")
    make.write(folder, {"site.yaml": text})
    broken = pages(second)
    assert "まちがいを直すと、写真の検査が出ます。" in broken
    assert len(looked) == 1
