"""adgen build, as it is typed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from adgen.photos import develop as developing
from tests import make
from tests.conftest import Run
from tests.plan.planning import more, with_lines

BROKEN: make.Files = {"site.yaml": with_lines("site.yaml", "しらない: 1").replace("03-0000-0000", "でんわ")}


def sites(place: Path, **changes: make.Files) -> Path:
    """A folder of sites: `青空` and what is given by name."""
    for name, change in {"aozora": {}, **changes}.items():
        make.site(place / name, change)
    return place


def built(place: Path) -> list[str]:
    return sorted(p.name for p in place.iterdir() if p.is_dir()) if place.is_dir() else []


# ---------------------------------------------------------------- which sites, and where


def test_all_sites_of_the_folder(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites", mizuoto={}, **{".hidden": {}})
    make.write(tmp_path / "sites", {"README.md": "mine"})
    result = adgen("build")
    assert result.code == 0
    assert built(tmp_path / "build") == ["aozora", "mizuoto"]
    first, second, last = result.out.splitlines()
    assert first.startswith("aozora: 11ページ、写真11ファイル（新しく11）")
    assert second.startswith("mizuoto: 11ページ、写真11ファイル（新しく0）")
    assert re.search(r"2サイト.*22ページ.*\D11\D+11\D.*\d\.\d秒.*build/index.html", last)
    assert (tmp_path / ".adgen/cache").is_dir()
    assert "青空内装" in (tmp_path / "build/index.html").read_text("utf-8")


def test_a_site_by_name_or_by_folder(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sites(tmp_path / "sites", mizuoto={})
    make.site(tmp_path / "elsewhere" / "kaze")
    result = adgen("build", "aozora", "elsewhere/kaze")
    assert result.code == 0
    assert built(tmp_path / "build") == ["aozora", "kaze"]
    assert adgen("build", "sites/mizuoto", "mizuoto").code == 0
    assert built(tmp_path / "build") == ["aozora", "kaze", "mizuoto"]
    # In a contractor's own folder, with a folder of sites beside its files.
    monkeypatch.chdir(tmp_path / "elsewhere" / "kaze")
    (tmp_path / "elsewhere/kaze/sites").mkdir()
    for name in (".", "../kaze"):
        result = adgen("build", name, "-o", str(tmp_path / "here"))
        assert result.code == 0, result.err
    assert built(tmp_path / "here") == ["kaze"]


def test_sites_that_are_not_there(tmp_path: Path, adgen: Run) -> None:
    result = adgen("build")
    assert (result.code, result.out) == (1, "")
    assert "サイトのフォルダがありません  [E137]" in result.err
    sites(tmp_path / "sites", mizuoto={})
    result = adgen("build", "aozra", "mizu", "aozora")
    assert result.code == 1
    for name in ("aozra", "mizu"):
        assert (
            f"sites: 「{name}」というサイトがありません  [E139]\n  → 次のどれかを書いてください: aozora、mizuoto"
            in result.err
        )
    assert not (tmp_path / "build").exists()
    assert adgen("build", "--sites", "nowhere").err.startswith("nowhere: サイトのフォルダがありません")


def test_folders_from_options(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "会社 一覧")
    result = adgen("build", "--sites", "会社 一覧", "-o", "公開/先", "--cache-dir", "控え")
    assert result.code == 0
    assert built(tmp_path / "公開/先") == ["aozora"]
    assert result.out.rstrip().endswith("公開/先/aozora/index.html を開いてください。")
    assert (tmp_path / "控え").is_dir()
    assert not (tmp_path / ".adgen").exists()


def test_the_workspace_file(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "firms")
    make.write(tmp_path, {"adgen.yaml": "sites: firms\noutput: out\nbase_url: https://all.example.jp/\nindex: no\n"})
    assert adgen("build").code == 0
    found = sorted(p.name for p in (tmp_path / "out").iterdir() if not p.name.startswith("."))
    assert found == ["_headers", "aozora", "robots.txt"]
    assert b"https://all.example.jp/aozora/" in (tmp_path / "out/aozora/sitemap.xml").read_bytes()
    assert adgen("build", "-o", "other", "-u", "https://other.example.jp").code == 0
    assert b"https://other.example.jp/aozora/" in (tmp_path / "other/aozora/sitemap.xml").read_bytes()
    make.write(tmp_path, {"adgen.yaml": "sites: firms\nbase_url: example\nindx: no\n"})
    result = adgen("build")
    assert result.code == 1
    assert "adgen.yaml:2" in result.err
    assert "adgen.yaml:3" in result.err


def test_two_sites_for_one_address_and_a_third(tmp_path: Path, adgen: Run) -> None:
    slug = {"site.yaml": with_lines("site.yaml", "公開名: blue")}
    sites(tmp_path / "sites", one=slug, two=slug)
    result = adgen("build")
    assert result.code == 1
    assert built(tmp_path / "build") == ["aozora"]
    assert "sites/one/site.yaml: ほかのサイトと同じ公開先「build/blue」になります: sites/two  [E138]" in result.err
    assert "sites/two/site.yaml: ほかのサイトと同じ公開先「build/blue」になります: sites/one  [E138]" in result.err
    assert re.search(r"1サイト.*2サイトは失敗", result.out)


def test_one_site_s_failure_never_touches_another_s(tmp_path: Path, adgen: Run) -> None:
    place = sites(tmp_path / "sites", kaze={}, mizuoto={})
    assert adgen("build").code == 0
    before = make.read_tree(tmp_path / "build")
    make.write(place / "aozora", BROKEN)
    make.write(place / "kaze", {"site.yaml": make.SITE["site.yaml"].replace("青空内装", "風工務店")})
    make.write(place / "mizuoto", {"cases": {"living": {"施工前1.jpg": b"", "施工後1.jpg": b""}}})
    result = adgen("build")
    assert result.code == 1
    assert "sites/aozora/site.yaml" in result.err
    assert result.err.count("[E204]") == 2
    assert "aozora: まちがいが2件" in result.out
    after = make.read_tree(tmp_path / "build")
    for name in ("aozora", "mizuoto"):
        assert all(after[path] == before[path] for path in before if path.startswith(f"{name}/"))
    assert "風工務店" in after["kaze/index.html"].decode()
    assert "風工務店" in after["index.html"].decode()


# ---------------------------------------------------------------- what is printed


def test_mistakes_are_shown_with_their_line(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites", aozora=BROKEN)
    result = adgen("build", "-q")
    assert (result.code, result.out) == (1, "")
    line = next(n for n, text in enumerate(BROKEN["site.yaml"].splitlines(), 1) if "でんわ" in text)
    assert f"sites/aozora/site.yaml:{line}:5: 「電話」を電話番号として読めません: 「でんわ」  [E122]\n" in result.err
    assert f"{line:5} | 電話: でんわ\n" + " " * 14 + "^^^^^^\n  → 市外局番から" in result.err
    assert "\x1b" not in result.err


def test_quiet_and_verbose(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites", aozora=more("cases/toilet/case.md", "公開: いいえ"))
    normal, quiet, verbose = adgen("build"), adgen("build", "-q"), adgen("build", "-v")
    assert (normal.code, quiet.code, verbose.code) == (0, 0, 0)
    assert (quiet.out, quiet.err) == ("", "")
    assert "ほかにお知らせが1件あります（-v で見られます）。" in normal.err
    assert "[W143]" not in normal.err
    assert "[W221]" in normal.err
    assert "[W143]" in verbose.err
    assert "お知らせが" not in verbose.err


def test_strict_says_why_it_failed_even_when_quiet(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites")
    result = adgen("build", "--strict", "-q")
    assert (result.code, result.out) == (1, "")
    assert result.err.count("[W221]") == 3
    result = adgen("build", "--strict")
    assert "aozora: 重い注意が3件" in result.out


def test_json_is_one_object_on_stdout(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites", broken=BROKEN)
    make.write(tmp_path / "build", {"index.html": "mine"})
    result = adgen("build", "--format", "json")
    assert result.code == 1
    told: dict[str, Any] = json.loads(result.out)
    assert (told["built"], told["failed"]) == (1, 1)
    good, bad = told["sites"]
    assert (good["site"], good["built"], good["pages"], good["photos"]) == (
        "aozora",
        True,
        11,
        {"encoded": 11, "cached": 0},
    )
    assert (bad["folder"], bad["target"], bad["built"]) == ("sites/broken", "build/broken", False)
    phone, unknown = (p for p in bad["problems"] if p["grade"] == "error")
    assert (phone["code"], phone["file"], phone["column"]) == ("E122", "sites/broken/site.yaml", 5)
    assert "でんわ" in phone["message"]
    assert unknown["line"] > phone["line"]
    assert [(p["code"], p["grade"]) for p in told["problems"]] == [("W505", "note")]
    assert "[E122]" in result.err
    assert "aozora: 11ページ" in result.err


def test_json_tells_counts_and_what_was_written(tmp_path: Path, adgen: Run) -> None:
    place = sites(tmp_path / "sites", broken=BROKEN, request={"requests": {f"{'a1' * 16}.yaml": "業種: 壁紙\n作成日: 2026-11-20\n"}})  # fmt: skip
    first = json.loads(adgen("build", "--format", "json").out)
    assert (first["exit"], first["built"], first["unchanged"], first["failed"]) == (1, 2, 0, 1)
    aozora, broken, request = first["sites"]
    assert [s["status"] for s in first["sites"]] == ["built", "failed", "built"]
    files = {p for p in make.read_tree(tmp_path / "build/aozora") if p != ".adgen.json"}
    assert set(aozora["written"]) == files
    assert broken["counts"] == {"error": 2, "serious": 3, "mild": 0, "note": 0}
    assert first["counts"] == {"error": 2, "serious": 9, "mild": 0, "note": 1}
    assert "requests/index.html" in request["written"]
    assert "a1a1" not in repr(request["written"])
    case = make.SITE["cases"]["living"]["case.md"].replace("窓を開けて", "窓を閉めて")
    make.write(place / "aozora", {"cases": {"living": {"case.md": case}}})
    again = json.loads(adgen("build", "--format", "json", "aozora", "request").out)
    assert [(s["status"], s["written"]) for s in again["sites"]] == [
        ("built", ["cases/living.html"]),
        ("unchanged", []),
    ]
    assert again["exit"] == 0


def test_every_key_of_the_json_is_documented(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites", broken=BROKEN)
    make.write(tmp_path / "build", {"index.html": "mine"})
    told = json.loads(adgen("build", "--format", "json", "--explain", "--drafts").out)
    text = (Path(__file__).parent.parent.parent / "docs/commands.md").read_text("utf-8")
    (section,) = re.findall(r"^## adgen build$(.*?)^## ", text, re.DOTALL | re.MULTILINE)
    assert [key for key in keys(told) if f"`{key}`" not in section and f".{key}`" not in section] == []


def keys(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(keys, value))
    return set(value).union(*map(keys, value.values())) if isinstance(value, dict) else set()


@pytest.mark.parametrize("words", [["nope", "nada"], ["--sites", "nowhere"]])
def test_json_when_nothing_could_begin(words: list[str], tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites")
    result = adgen("build", "--format", "json", *words)
    told = json.loads(result.out)
    assert (result.code, told["sites"]) == (1, [])
    assert {p["code"] for p in told["problems"]} == ({"E139"} if words[0] == "nope" else {"E137"})
    assert len(told["problems"]) == (2 if words[0] == "nope" else 1)
    assert result.err


def test_english(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sites(tmp_path / "sites", broken=BROKEN)
    first = adgen("build", "--lang", "en")
    assert "'tel' is no telephone number: 'でんわ'  [E122]" in first.err
    assert "aozora: 11 pages, 11 photo files (11 new)" in first.out
    assert "Open build/aozora/index.html." in first.out
    monkeypatch.setenv("ADGEN_LANG", "en")
    assert "is no telephone number" in adgen("build").err
    assert "電話番号として" in adgen("--lang", "ja", "build").err
    assert "is no telephone number" in adgen("--lang=en", "build").err


# ---------------------------------------------------------------- options


def test_now_is_a_day_in_japan(tmp_path: Path, adgen: Run) -> None:
    case = with_lines("cases/toilet/case.md").replace("2025年9月", "2026-12-01")
    sites(tmp_path / "sites", aozora={"cases": {"toilet": {"case.md": case}}})
    page = tmp_path / "build/aozora/cases/toilet.html"
    for now, stands in (
        ("2026-11-30", False),
        ("2026-12-01", True),
        ("2026-11-30T14:59:59+00:00", False),
        ("2026-11-30T15:00:00Z", True),
        ("2026-12-01T00:00", True),
        ("2026-12-01T00:30:00+10:00", False),
    ):
        assert adgen("build", "--now", now).code == 0
        assert page.exists() is stands, now


def test_no_index_and_a_foreign_index(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites")
    assert adgen("build", "--no-index").code == 0
    assert not (tmp_path / "build/index.html").exists()
    make.write(tmp_path / "build", {"index.html": "mine"})
    assert "[W505]" in adgen("build", "-v").err
    assert (tmp_path / "build/index.html").read_text() == "mine"


def test_no_cache(tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites")
    for words, encoded in ((["--no-cache"], 11), (["--no-cache"], 11), ([], 11), ([], 0)):
        (told,) = json.loads(adgen("build", "--format", "json", *words).out)["sites"]
        assert told["photos"] == {"encoded": encoded, "cached": 11 - encoded}
        assert (tmp_path / ".adgen").exists() is (not words)


def test_unchanged_sites_are_skipped_unless_forced(tmp_path: Path, adgen: Run) -> None:
    place = sites(tmp_path / "sites", mizuoto={})
    first = adgen("build")
    before = make.read_tree(tmp_path / "build")
    make.write(place / "mizuoto", {"site.yaml": make.SITE["site.yaml"].replace("青空内装", "水音設備")})
    again = adgen("build")
    assert (again.code, again.err) == (0, first.err)
    assert again.out.startswith("aozora: 変わりありません\nmizuoto: 11ページ、写真11ファイル（新しく0）")
    assert "2サイト（変わりなし1）、22ページができました（写真 新しく0、前と同じ22、注意6件" in again.out
    english = adgen("build", "--lang", "en")
    assert "aozora: unchanged\nmizuoto: unchanged\n" in english.out
    assert english.err.count("[W221]") == first.err.count("[W221]") == 6
    told = json.loads(adgen("build", "--format", "json").out)
    assert [s["unchanged"] for s in told["sites"]] == [True, True]
    assert [p["code"] for s in told["sites"] for p in s["problems"]] == ["W221"] * 6
    forced = adgen("build", "--force", "aozora")
    assert forced.out.startswith("aozora: 11ページ、写真11ファイル（新しく0）")
    after = make.read_tree(tmp_path / "build")
    assert all(after[path] == data for path, data in before.items() if path.startswith("aozora/"))
    assert "水音設備" in after["index.html"].decode()


def test_explain(tmp_path: Path, adgen: Run) -> None:
    place = sites(tmp_path / "sites", mizuoto={})
    assert adgen("build").code == 0
    changes = {"faq.yaml": "よくある質問: []\n", "photos": {"hero.jpg": make.jpeg((96, 54), (9, 9, 9))}}
    make.write(place / "mizuoto", changes)
    result = adgen("build", "--explain", "--drafts")
    aozora, rest = result.out.split("mizuoto: ")
    first, *reasons = aozora.splitlines()
    assert first.startswith("aozora: 11ページ")
    assert reasons[0] == "  - 前と違うオプション: --drafts"
    assert re.fullmatch(r"  - 前と同じページなど: \d+", reasons[-1])
    assert "  - 増えたファイル: faq.yaml\n  - 変わったか、保存し直したファイル: photos/hero.jpg\n" in rest
    assert re.search(r"  - 中身が変わった写真: photos/hero.jpg（\d+ファイルを作成）\n", rest)
    assert rest.splitlines()[-1].startswith("2サイト")
    quiet = adgen("build", "--explain", "--force", "-q")
    assert (quiet.out, quiet.err) == ("", "")


def test_explain_in_english_and_as_json(tmp_path: Path, adgen: Run) -> None:
    place = sites(tmp_path / "sites", mizuoto={})
    assert adgen("build").code == 0
    make.write(place / "aozora", {f"notes-{n}.txt": "" for n in range(5)})
    result = adgen("build", "--explain", "--format", "json", "--lang", "en")
    aozora, mizuoto = json.loads(result.out)["sites"]
    new, same = aozora["reasons"]
    assert (new["kind"], new["files"]) == ("files_new", [f"notes-{n}.txt" for n in range(5)])
    assert new["message"] == "new files: notes-0.txt, notes-1.txt, notes-2.txt and 2 more"
    assert same["kind"] == "pages_same"
    assert (mizuoto["unchanged"], mizuoto["reasons"]) == (True, [])
    assert "  - new files: notes-0.txt" in result.err
    make.write(place / "mizuoto", BROKEN)
    told = json.loads(adgen("build", "--explain", "--format", "json").out)["sites"]
    assert [(s["built"], [r["kind"] for r in s["reasons"]]) for s in told] == [(True, []), (False, ["files_changed"])]
    told = json.loads(adgen("build", "--force", "--format", "json", "aozora").out)["sites"]
    assert told[0]["reasons"] == []


def test_keep_going_drafts_and_future(tmp_path: Path, adgen: Run) -> None:
    toilet = with_lines("cases/toilet/case.md").replace("2025年9月", "2027年9月")
    cases = {"toilet": {"case.md": toilet}, "living": {"case.md": with_lines("cases/living/case.md", "公開: いいえ")}}
    sites(tmp_path / "sites", aozora={"cases": cases, "photos": {"hero.jpg": b""}})
    assert adgen("build").code == 1
    assert adgen("build", "--keep-going").code == 0
    assert not (tmp_path / "build/aozora/cases").exists()
    assert adgen("build", "--keep-going", "--drafts", "--future").code == 0
    for name in ("living", "toilet"):
        assert (tmp_path / f"build/aozora/cases/{name}.html").exists()


WRONG = [
    ["--now", "きのう"],
    ["--now", "2026-02-30"],
    ["--now", "0026-11-20"],
    ["--now", "0001-01-01T00:00:00+14:00"],
    ["-j", "0.5"],
    ["-j", "65"],
    ["-j", "-1"],
    ["--format", "xml"],
    ["--lang", "fr"],
    ["-u", "example.jp"],
    ["-u", "javascript:alert(1)"],
    ["-u", "https://example.jp/?x=<"],
    ["--nope"],
    ["-o"],
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_options(words: list[str], tmp_path: Path, adgen: Run) -> None:
    sites(tmp_path / "sites")
    result = adgen("build", *words)
    assert (result.code, result.out) == (2, "")
    assert "Traceback" not in result.err
    assert not (tmp_path / "build").exists()


def test_a_mistake_of_ours(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sites(tmp_path / "sites")
    monkeypatch.setattr(developing, "develop", lambda job: 1 / 0)
    result = adgen("build")
    assert result.code == 3
    assert "ZeroDivisionError" in result.err
    assert "adgen の不具合です。" in result.err
    assert built(tmp_path / "build") == []


def test_an_output_that_cannot_be_written(tmp_path: Path, adgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sites(tmp_path / "sites", mizuoto={})
    make.write(tmp_path, {"file": "mine", "mine": {"aozora": {"index.html": "mine"}, "mizuoto": {"x": "mine"}}})
    result = adgen("build", "-o", "file")
    assert result.code == 1
    assert result.err.count("[E503]") == 2
    result = adgen("build", "-o", "mine")
    assert result.code == 1
    assert result.err.count("[E501]") == 2
    assert (tmp_path / "mine/aozora/index.html").read_text() == "mine"
    before = (tmp_path / "mine/index.html").read_bytes()

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("adgen.site_list._replace", full)
        result = adgen("build", "-o", "mine", "--force", "--format", "json")
    assert result.code == 1
    assert [p["code"] for p in json.loads(result.out)["problems"]] == ["E503"]
    assert (tmp_path / "mine/index.html").read_bytes() == before
