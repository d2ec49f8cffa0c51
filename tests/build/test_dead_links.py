"""The build tells links in texts that lead inside the site to nothing, and builds all the same."""

from pathlib import Path

from tests import make
from tests.conftest import Build, Run
from tests.plan import requesting
from tests.plan.planning import with_lines

BASE = "https://example.jp/a/"
DEAD = "\n".join(
    (
        "",
        f"[前の事例]({BASE}cases/livin.html)、[料金]({BASE}#ryoukin)、[トップ]({BASE})。",
        "",
        f"[ここ](#koko)、[連絡](#contact)、[業務][gyoumu]、<{BASE}staff.html>、[外](https://other.example.jp/x)",
        "",
        f"[gyoumu]: {BASE}services/kabe",
    )
)
TOLD = [
    ("W625", 19, f"{BASE}cases/livin.html"),
    ("W626", 19, "#ryoukin"),
    ("W626", 21, "#koko"),
    ("W625", 21, f"{BASE}services/kabe"),
    ("W625", 21, f"{BASE}staff.html"),
]


def dead() -> make.Files:
    return {"cases": {"living": {"case.md": with_lines("cases/living/case.md") + DEAD + "\n"}}}


def test_dead_links_are_told_where_they_were_written(tmp_path: Path, build: Build) -> None:
    report = build(make.site(tmp_path / "aozora", dead()), tmp_path / "build/aozora")
    assert report.is_built
    found = [p for p in report.problems if p.code in ("W625", "W626")]
    assert sorted((p.code, p.place.line, p.values["value"]) for p in found) == sorted(TOLD)
    assert {Path(p.place.file).name for p in found} == {"case.md"}
    near = {p.values["value"]: p.values["near"] for p in found if p.code == "W625"}
    assert near[f"{BASE}cases/livin.html"] == f"{BASE}cases/living.html"


def test_a_request_page_is_never_named(tmp_path: Path, build: Build) -> None:
    note = ("一言: |", f"  [ない]({BASE}requests/{requesting.TOKEN[:-1]}.html) と [これも](#nai)。")
    site = requesting.site({requesting.TOKEN: requesting.request("cross", "2026-11-18", *note)})
    report = build(make.site(tmp_path / "aozora", site), tmp_path / "build/aozora")
    found = [p for p in report.problems if p.code in ("W625", "W626")]
    assert [p.code for p in found] == ["W625", "W626"]
    assert requesting.TOKEN not in str([p.values for p in found])


def test_they_are_told_again_and_are_mistakes_for_check(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora", dead())
    first = adgen("build")
    again = adgen("build")
    assert (first.code, again.code) == (0, 0)
    assert "変わりありません" in again.out
    for result in (first, again):
        assert (result.err.count("[W625]"), result.err.count("[W626]")) == (3, 2)
    checked = adgen("check")
    assert checked.code == 1
    assert [checked.err.count(f"[{code}]") for code in ("E620", "E621", "W625", "W626")] == [3, 2, 0, 0]
