"""The gate: what is known of a customer is on no page, and a page that is known to one person is named on no other."""

import json
from pathlib import Path

import pytest

from adgen.build import Report
from adgen.build.gate import search_leaks
from adgen.plumbing.cache import digest
from adgen.plumbing.index import Index
from adgen.plumbing.tree import MANIFEST
from adgen.problems import Problem
from adgen.problems.catalogue import explain
from tests import make
from tests.conftest import Build
from tests.plan.requesting import OTHER, TOKEN, request, site

PAGE = f"requests/{TOKEN}.html"
CUSTOMER = {
    "names": ["山田 花子", "林", "壁紙"],
    "phones": ["090-1234-5678"],
    "mails": ["hana@example.jp"],
    "addresses": ["見本町9-9-9", "460-0099"],
}


def inbox(record: object = CUSTOMER, token: str = TOKEN) -> make.Files:
    return {"inbox": {token: {"record.json": json.dumps(record, ensure_ascii=False)}}}


def folder(place: Path, note: str, changes: make.Files | None = None) -> Path:
    text = request("cross", "2026-11-18", "一言: |", *(f"  {line}" for line in note.split("\n")))
    return make.site(place / "aozora", make.merged(site({TOKEN: text}), changes or {}))


def built(build: Build, place: Path, note: str, changes: make.Files | None = None) -> tuple[Report, Path]:
    target = place / "build"
    return build(folder(place, note, changes), target, draft_photos=True), target


def told(report: Report) -> list[str]:
    return [p.code for p in report.problems if p.code[1] == "4"]


@pytest.mark.parametrize(
    ("note", "codes"),
    [
        ("下地から見ます。", []),
        ("山田様、０９０（１２３４）５６７８ に電話します。", ["E411", "E411"]),
        ("山田花子さまの件です。\n\nhana(at)example.jp にも送りました。", ["E411", "E411"]),
        ("ヤマダさま。山田 氏。\n\n見本町９－９－９ に伺います。", ["E411", "E411"]),
        ("林様、〒460-0099 に書類を送ります。", ["E411", "E411"]),
        ("林の中の家です。山田工務店の壁紙を、壁紙屋さんとして張ります。", []),
        ("0312345678 に、\n\n052-999-8888 にもどうぞ。", ["E410", "E410"]),
        ("info@example.jp と 03-0000-0000 は当店のものです。", []),
        ("taro@example.org と 〒999-0000 を書きました。", ["E410", "E410"]),
    ],
)
def test_what_stops_a_page(note: str, codes: list[str], tmp_path: Path, build: Build) -> None:
    report, target = built(build, tmp_path, note, inbox())
    assert told(report) == codes
    assert report.is_built is not bool(codes)
    assert (target / PAGE).exists() is not bool(codes)
    for found in report.problems:
        words = explain(found, "ja") + explain(found, "en")
        assert not any(fact in words for facts in CUSTOMER.values() for fact in facts if len(fact) > 3), "masked"


def test_a_leak_keeps_the_old_pages_and_names_the_line(tmp_path: Path, build: Build) -> None:
    first, target = built(build, tmp_path, "下地から見ます。", inbox())
    assert first.is_built
    before = make.read_tree(target)
    report, _ = built(build, tmp_path, "下地から見ます。\n山田さま\n090 1234 5678", inbox())
    assert make.read_tree(target) == before
    spots = [(p.code, Path(p.place.file).name, p.place.line) for p in report.problems if p.is_error]
    assert spots == [("E411", f"{TOKEN}.yaml", 5), ("E411", f"{TOKEN}.yaml", 6)]
    words = explain(next(p for p in report.problems if p.is_error), "ja")
    assert "お名前" in words
    assert "山○○" in words


def test_the_contractors_own_words_are_no_leak(tmp_path: Path, build: Build) -> None:
    own = {
        "names": ["見本 修", "青空"],
        "phones": ["03-0000-0000"],
        "mails": ["info@example.jp"],
        "addresses": ["見本町0-0"],
    }
    report, target = built(build, tmp_path, "代表の見本修です。見本さんと呼ばれます。青空さん。", inbox(own))
    assert told(report) == ["E411", "E411"], "nobody else calls him so: 見本様 and 青空様 stand nowhere else"
    voices = "お客様の声:\n  - 原文: 見本さんと青空さんに頼みました。\n    日付: 2026-05\n    謝礼: なし\n"
    report, target = built(
        build, tmp_path, "代表の見本修です。見本さんと呼ばれます。青空さん。", {**inbox(own), "voices.yaml": voices}
    )
    assert told(report) == []
    assert "見本修" in (target / PAGE).read_text("utf-8")


def test_without_records_only_shapes_are_searched(tmp_path: Path, build: Build) -> None:
    report, _ = built(build, tmp_path, "山田様と林様の件です。")
    assert (told(report), report.is_built) == (["W410"], True)
    report, _ = built(build, tmp_path, "山田様、090-1234-5678、hana@example.jp")
    assert (told(report), report.is_built) == (["W410", "E410", "E410"], False)


def test_a_site_without_requests_is_not_searched(tmp_path: Path, build: Build) -> None:
    report = build(make.site(tmp_path / "aozora"), tmp_path / "build", draft_photos=True)
    assert told(report) == []


@pytest.mark.parametrize("record", ["", "[]", '{"names": "山田"}', '{"phones": [1]}'])
def test_a_record_that_cannot_be_read_stops_the_site(record: str, tmp_path: Path, build: Build) -> None:
    broken: make.Files = {"inbox": {name: {"record.json": record} for name in (TOKEN, OTHER)}}
    report, target = built(build, tmp_path, "下地から見ます。", broken)
    assert told(report) == ["E413", "E413"]
    assert not target.exists()


def test_the_address_of_a_page_stands_nowhere_else(tmp_path: Path, build: Build) -> None:
    gone = request("cross", "2026-11-18", "状態: 取り下げ")
    intro = make.SITE["site.yaml"].replace("夫婦でやっている", f"requests/{OTHER}.html にも書いた、夫婦でやっている")
    case = make.SITE["cases"]["living"]["case.md"].replace(
        "窓を開けて", f"[続き](https://example.jp/a/{PAGE})。窓を開けて"
    )
    changes: make.Files = {
        "requests": {f"{OTHER}.yaml": gone},
        "site.yaml": intro,
        "cases": {"living": {"case.md": case}},
    }
    report, target = built(build, tmp_path, "下地から見ます。", make.merged(inbox(), changes))
    assert {*told(report)} == {"E412"}
    pages = {str(p.values["page"]) for p in report.problems if p.code == "E412"}
    assert {"index.html", "cases/living.html"} <= pages
    assert not target.exists()


def test_the_manifest_does_not_name_it(tmp_path: Path, build: Build) -> None:
    report, target = built(build, tmp_path, "下地から見ます。", inbox())
    assert report.is_built
    tree = make.read_tree(target)
    assert [path for path, data in tree.items() if TOKEN.encode() in data] == []
    assert [path for path in tree if TOKEN in path] == [PAGE]
    assert PAGE not in json.loads(tree[MANIFEST])["files"]


def test_nothing_known_is_anywhere_in_the_tree(tmp_path: Path, build: Build) -> None:
    _, target = built(build, tmp_path, "下地から見ます。", inbox())
    everything = "\n".join(f"{p}\n{d.decode('utf-8', 'replace')}" for p, d in make.read_tree(target).items())
    assert "下地から見ます" in everything
    for fact in ("山田", "花子", "09012345678", "090-1234-5678", "hana@", "9-9-9", "4600099"):
        assert fact not in everything


# ---------------------------------------------------------------- a tree by itself


def searched(place: Path, pages: dict[str, str], index: Index | None = None) -> list[Problem]:
    root = make.write(place / "tree", {})
    for path, text in pages.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    files = {path: digest(text.encode()) for path, text in pages.items()}
    folder = make.write(place / "aozora", {"site.yaml": "屋号: 青空", "requests": {f"{TOKEN}.yaml": ""}, **inbox()})
    return list(search_leaks(root, files, folder, index or Index(None)))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", "<h1>山田<wbr>花子さん</h1><p>090<b>1234</b>5678</p>"),
        ("a.html", '<img alt="山田様のお宅"><a href="tel:09012345678">電話</a>'),
        ("a.html", '<a href="mailto:hana%40example.jp?body=%E5%B1%B1%E7%94%B0%E6%A7%98">メール</a>'),
        ("a.html", "<!-- 山田様 --><p>&#48;90-1234-5678</p>"),
        (
            "a.html",
            '<script type="application/ld+json">{"a": "\\u5c71\\u7530\\u69d8", "b": "+81-90-1234-5678"}</script>',
        ),
        ("feed.xml", "<title>山田花子</title><id>tel:090.1234.5678</id>"),
        ("a.webmanifest", '{"name": "山田さん", "id": "hana@example.jp"}'),
        ("photos/yamada-山田様-09012345678.jpg", ""),
    ],
)
def test_texts_attributes_and_names_are_searched(path: str, text: str, tmp_path: Path) -> None:
    assert [p.code for p in searched(tmp_path, {path: text})] == ["E411", "E411"]


@pytest.mark.parametrize(
    "text",
    [
        "<td>山田</td><td>様式</td>",
        "<td>090-1234</td><td>5678</td>",
        "<p>1090-1234-56789</p>",
        '<img src="photos/09012345678.jpg" alt="壁紙">',
    ],
)
def test_what_only_looks_like_it(text: str, tmp_path: Path) -> None:
    found = searched(tmp_path, {"a.html": text})
    assert [p.code for p in found] == (["E411"] if "photos" in text else [])


def test_a_file_found_clean_is_not_opened_again(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.sqlite")
    clean, leak = "<p>壁紙</p>", "<p>山田様 090-1234-5678</p>"
    assert len(searched(tmp_path, {"a.html": clean, "b.html": leak}, index)) == 2
    (tmp_path / "tree" / "a.html").unlink()
    root, folder = tmp_path / "tree", tmp_path / "aozora"
    files = {"a.html": digest(clean.encode()), "b.html": digest(leak.encode())}
    assert len(list(search_leaks(root, files, folder, index))) == 2, "a.html is not missed; b.html is looked at again"
    make.write(folder, inbox({"names": ["鈴木 一郎"]}))
    with pytest.raises(FileNotFoundError):
        list(search_leaks(root, files, folder, index))
