"""A site with a request changes by itself on the days its page says, and on no others."""

from datetime import date
from pathlib import Path

from tests import make
from tests.conftest import Build
from tests.plan.requesting import TOKEN, request, site

TINY = Path(__file__).parent.parent / "pages" / "tiny"
PAGE = f"requests/{TOKEN}.html"


def test_an_unchanged_site_is_built_when_a_day_has_passed(tmp_path: Path, build: Build) -> None:
    text = request("cross", "2026-11-18", "先頭に出す期限: 2026-12-01", "期限: 2026-12-20")
    folder, target = make.site(tmp_path / "aozora", site({TOKEN: text})), tmp_path / "build"
    seen = []
    for day in ("2026-11-20", "2026-12-01", "2026-12-02", "2026-12-20", "2026-12-21", "2027-03-01"):
        report = build(folder, target, cache=tmp_path / "cache", today=date.fromisoformat(day), draft_photos=True)
        home, page = ((target / name).read_text("utf-8") for name in ("index.html", PAGE))
        seen.append((day, report.is_new, 'id="lead"' in home, "公開は終わりました" in page))
    assert seen == [
        ("2026-11-20", True, True, False),
        ("2026-12-01", False, True, False),
        ("2026-12-02", True, False, False),
        ("2026-12-20", False, False, False),
        ("2026-12-21", True, False, True),
        ("2027-03-01", False, False, True),
    ]


def test_a_request_that_is_withdrawn_leaves_nothing(tmp_path: Path, build: Build) -> None:
    changes = site({TOKEN: request()})
    folder, target = make.site(tmp_path / "aozora", changes), tmp_path / "build"
    assert build(folder, target, draft_photos=True).is_built
    assert (target / PAGE).exists()
    make.write(folder, {"requests": {f"{TOKEN}.yaml": request("cross", "2026-11-18", "状態: 取り下げ")}})
    assert build(folder, target, draft_photos=True).is_built
    assert [path for path in make.read_tree(target) if "requests" in path] == []


def test_a_second_theme_shows_requests_by_the_view_alone(tmp_path: Path, build: Build) -> None:
    prices = "概算:\n  - 業種: cross\n    根拠: 参考事例\n    下限: 27,500円\n    事例: toilet"
    text = request("cross, floor_wood", "2026-11-18", "先頭に出す期限: 2026-12-01", prices)
    folder = make.site(tmp_path / "aozora", site({TOKEN: text}))
    target = tmp_path / "build"
    assert build(folder, target, theme_folder=TINY).is_built
    page, home = ((target / name).read_text("utf-8") for name in (PAGE, "index.html"))
    assert "reference 27,500円 11月18日時点の参考金額・税込" in page
    assert '<meta name="referrer" content="no-referrer">' in page
    assert "壁紙・クロス張替えをご検討の方へ" in home
    assert 'href="services/yuka.html"' in home
