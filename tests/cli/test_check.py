"""adgen check: what it says for people, for a machine and as a page; and that it writes nothing."""

import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest

from tests import make
from tests.build.test_gate import inbox
from tests.check import full
from tests.check.full import PROFILE, SERVICE, without
from tests.conftest import Run
from tests.plan import requesting
from tests.plan.planning import with_lines

KEYS = {"site", "folder", "name", "judged", "score", "met", "asked", "next", "sections", "links", "files", "problems"}
NO_ADVICE = {"services": {"kabegami.md": without(SERVICE, "助言", "写真")}}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is known of photos, for all tests of this file: each is looked at once."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(autouse=True)
def _kept_facts(kept: Path, monkeypatch: pytest.MonkeyPatch, adgen: Run) -> None:
    monkeypatch.setenv("ADGEN_CACHE_DIR", str(kept))


def pages(place: Path) -> dict[str, bytes]:
    return {path: data for path, data in make.read_tree(place).items() if not path.startswith(".adgen/")}


def test_a_site_is_told_part_by_part(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora")
    before = pages(tmp_path)
    result = adgen("check")
    assert result.code == 0
    assert pages(tmp_path) == before, "nothing is written"
    assert re.search(r"^青空内装  aozora: 充実度\d+点（\d+項目のうち\d+項目）、まちがい0件、重い注意\d件", result.out)
    assert re.search(r"^  受け入れ準備    \d/\d+$", result.out, re.MULTILINE)
    assert "    × どの事例にも写真がある 1/2\n" in result.out
    assert "build にまだページがない" in result.out
    head, _, steps = result.out.partition("次にやること3つ\n")
    assert re.findall(r"^  (\d)\. 【(?:5分|30分|次の現場で)】", steps, re.MULTILINE) == ["1", "2", "3"]
    assert "○" not in head
    assert "    ○ 施工事例がある\n" in adgen("check", "-v").out


def test_in_english_no_japanese_is_left_but_names(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora")
    result = adgen("check", "aozora", "--lang", "en", "-v")
    assert "What to do next" in result.out
    own = (
        "青空内装",
        "壁紙の張替え",
        "居間の壁を白く",
        "トイレの壁紙",
        "壁紙・クロス張替え",
        "翌営業日の18時まで",
        "愛知県",
    )
    left = [line for line in result.out.splitlines() if re.search("[ぁ-んァ-ヶ一-龥]", re.sub("|".join(own), "", line))]
    assert all("for example" in line for line in left), left


def test_mistakes_are_all_told_and_come_first(tmp_path: Path, adgen: Run) -> None:
    text = with_lines("site.yaml").replace("03-0000-0000", "03").replace("定休日: 日曜", "定休日: 時々")
    make.site(tmp_path / "sites/aozora", {"site.yaml": text})
    result = adgen("check")
    assert result.code == 1
    assert result.err.count("[E") == 2
    assert "まちがい2件" in result.out
    assert "まちがいを直すと、充実度が出ます" in result.out
    assert re.findall(r"^  (\d\. sites/aozora/site.yaml:\d+)", result.out, re.MULTILINE) == [
        "1. sites/aozora/site.yaml:5",
        "2. sites/aozora/site.yaml:8",
    ]


def test_everything_that_build_says(tmp_path: Path, adgen: Run) -> None:
    campaign = ("キャンペーン:", "  - {題名: 割引, 内容: 300円引き（税込）, 開始日: 2026-01-01, 終了日: 2026-02-01}")
    make.site(tmp_path / "sites/aozora", {"site.yaml": with_lines("site.yaml", *campaign)})
    codes = {p["code"] for p in said(adgen, "check")["sites"][0]["problems"]}
    built = {p["code"] for p in said(adgen, "build")["sites"][0]["problems"]}
    assert "W308" in codes
    assert codes == built


def test_what_a_page_weighs_is_told_while_the_build_stands(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora", {"theme": {"extra.css": "/*" + "x" * 190_000 + "*/"}})
    assert "W617" not in str(said(adgen, "check"))
    adgen("build")
    found = said(adgen, "check")
    assert "W617" in str(found)
    assert found["output"]["files"] > 10
    (tmp_path / "sites/aozora/theme/extra.css").write_text("h1 { color: teal }")
    assert "W617" not in str(said(adgen, "check"))


def test_what_is_known_of_a_customer_is_searched(tmp_path: Path, adgen: Run) -> None:
    note = ("一言: |", "  山田様、090-1234-5678 に電話します。")
    text = requesting.request("cross", "2026-11-18", *note)
    changes = make.merged(requesting.site({requesting.TOKEN: text}), inbox())
    make.site(tmp_path / "sites/aozora", changes)
    result = adgen("check")
    assert result.code == 1
    assert result.err.count("[E411]") == 2
    assert "山田" not in result.err + result.out


@pytest.mark.parametrize(("words", "code"), [((), 0), (("--strict",), 1)])
def test_strict(words: tuple[str, ...], code: int, tmp_path: Path, adgen: Run) -> None:
    """The photos of this site are too small, which is serious, and judged all the same."""
    make.site(tmp_path / "sites/aozora")
    result = adgen("check", *words)
    assert result.code == code
    assert "[W221]" in result.err
    assert "充実度" in result.out


def test_of_several_sites_what_fails_is_told(tmp_path: Path, adgen: Run) -> None:
    for name in ("aozora", "midori"):
        make.site(tmp_path / f"sites/{name}")
    assert "[W221]" not in adgen("check").err
    result = adgen("check", "--strict")
    assert result.code == 1
    assert all(re.search(rf"sites/{name}/.*\[W221\]", result.err) for name in ("aozora", "midori"))


def test_a_site_that_was_just_begun(tmp_path: Path, adgen: Run) -> None:
    adgen("init")
    adgen(
        "new",
        "site",
        "--yes",
        "--name",
        "みどり内装",
        "--representative",
        "見本緑",
        "--email",
        "a@example.jp",
        "--slug",
        "midori",
    )
    begun = [step["id"] for step in said(adgen, "check")["sites"][0]["next"]]
    assert begun == ["published", "first_case", "staff"]
    adgen("new", "staff", "--yes", "--name", "見本緑", "--role", "代表。お電話と下見")
    adgen("new", "case", "--yes", "--title", "居間の壁", "--trade", "cross", "--slug", "ima")
    result = adgen("check")
    assert result.code == 0
    assert "  2. 【30分】sites/midori/cases/ima/case.md が下書きのままです（足りない項目: 地域、" in result.out
    assert "お宅に伺う人の紹介がありません" not in result.out


def test_no_such_site(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora")
    result = adgen("check", "midori", "momiji")
    assert result.code == 1
    assert result.err.count("[E139]") == 2


# ---------------------------------------------------------------- several sites


def test_several_sites_in_a_line_each_then_the_worst(tmp_path: Path, adgen: Run) -> None:
    full.folder(tmp_path)
    make.site(tmp_path / "sites/mizuoto", {"site.yaml": with_lines("site.yaml").replace("青空内装", "水音設備")})
    make.site(tmp_path / "sites/kita", {"site.yaml": with_lines("site.yaml").replace("青空内装", "北建装")})
    wide = adgen("check")
    assert wide.code == 0
    assert [line.partition(":")[0] for line in wide.out.splitlines()[:3]] == ["aozora", "kita", "mizuoto"]
    assert "aozora: 充実度100点" in wide.out
    assert "[W221]" not in wide.err
    assert "[W221]" in adgen("check", "-v").err
    assert "いちばん直しがいのあるサイト: 北建装" in wide.out
    assert wide.out.endswith("くわしくは adgen check kita で見られます。\n")
    text = with_lines("site.yaml").replace("03-0000-0000", "03").replace("定休日: 日曜", "定休日: 時々")
    make.write(tmp_path / "sites/mizuoto", {"site.yaml": text})
    broken = adgen("check")
    assert broken.code == 1
    assert broken.err.count("[E") == 2
    assert "くわしくは adgen check mizuoto" in broken.out


def test_nothing_lacking(tmp_path: Path, adgen: Run) -> None:
    full.folder(tmp_path)
    assert "足りないものはありません。" in adgen("check").out
    make.write(tmp_path / "sites", {"midori": dict(full.FULL, cases={k: v for k, v in full.FULL["cases"].items() if k != "toilet"})})  # fmt: skip
    text = adgen("check").out
    assert "いちばん直しがいのある" not in text


def test_sites_of_one_address(tmp_path: Path, adgen: Run) -> None:
    same = with_lines("site.yaml", "公開名: aozora")
    for name in ("kita", "minami"):
        make.site(tmp_path / "sites" / name, {"site.yaml": same})
    result = adgen("check")
    assert result.code == 1
    assert result.err.count("[E138]") == 2


@pytest.mark.parametrize("words", [("--sites", "other firms"), ("other firms/青 空",)])
def test_commands_say_where_the_site_is(words: tuple[str, ...], tmp_path: Path, adgen: Run) -> None:
    make.site(
        tmp_path / "other firms/青 空", {**NO_ADVICE, "site.yaml": without(PROFILE, "返信の目安") + "公開名: aozora\n"}
    )
    steps = str(said(adgen, "check", *words)["sites"][0]["sections"])
    name = '"青 空" --sites "other firms"' if len(words) == 2 else '"other firms/青 空"'
    assert f"adgen new staff --site {name}" in steps


# ---------------------------------------------------------------- for machines, and as a page


def said(adgen: Run, *words: str) -> dict[str, Any]:
    found = adgen(*words, "--format", "json")
    return dict(json.loads(found.out))


def test_json_is_one_object_whatever_is_wrong(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora")
    found = said(adgen, "check", "nobody", "noone")
    assert (found["sites"], found["output"]) == ([], None)
    assert [p["code"] for p in found["problems"]] == ["E139", "E139"]


def test_json_has_the_documented_keys(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora")
    make.site(tmp_path / "sites/kowareta", {"site.yaml": "屋号: あ\n電話: 03\nメール: x\n"})
    found = said(adgen, "check")
    assert set(found) == {"today", "sites", "problems", "output", "hosts"}
    assert found["today"] == "2026-11-20"
    good, broken = found["sites"]
    assert set(good) == set(broken) == KEYS
    assert (good["judged"], broken["judged"]) == (True, False)
    assert (broken["score"], broken["links"], broken["sections"]) == (None, None, [])
    assert 0 < good["score"] < 100
    criteria = [c for section in good["sections"] for c in section["criteria"]]
    assert good["met"] == sum(not c["todo"] for c in criteria)
    assert good["asked"] == len(criteria)
    assert all(set(c) == {"id", "name", "have", "of", "weight", "effort", "todo"} for c in criteria)
    assert [set(step) for step in good["next"]] == [{"id", "sentence", "effort"}] * 3
    assert set(good["problems"][0]) == {"code", "grade", "file", "line", "column", "message", "cure"}
    documented = (Path(__file__).parent.parent.parent / "docs/commands.md").read_text("utf-8")
    section = documented.partition("## adgen check\n")[2].partition("\n## ")[0]
    assert all(f"`{key}`" in section for key in KEYS | set(found))


def test_the_page_is_whole_and_says_what_is_said(tmp_path: Path, adgen: Run) -> None:
    mean = with_lines("site.yaml").replace("青空内装", "<b>青&空</b>")
    make.site(tmp_path / "sites/aozora", {"site.yaml": mean, **NO_ADVICE})
    full.folder(tmp_path / "b")
    (tmp_path / "b/sites/aozora").rename(tmp_path / "sites/zenbu")
    result = adgen("check", "--html", "out/report.html")
    assert "out/report.html を開くと" in result.out
    page = (tmp_path / "out/report.html").read_text("utf-8")
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert "&lt;b&gt;青&amp;空&lt;/b&gt;" in page
    assert "<code>adgen new staff --site aozora</code>" in page
    assert "頼む前の助言がありません" in page
    assert "https://developers.cloudflare.com/pages/platform/limits/" in page
    assert not re.search(r'(?:src|href)="(?!https?://|#)', page), "it needs no other file"
    assert "<script" not in page


def test_a_page_that_cannot_be_written(tmp_path: Path, adgen: Run) -> None:
    make.site(tmp_path / "sites/aozora")
    (tmp_path / "report").write_text("a file")
    result = adgen("check", "--html", "report/report.html")
    assert result.code == 1
    assert "[E503]" in result.err
