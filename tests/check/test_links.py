"""Links inside must lead somewhere, told where they were written; addresses outside are listed and never opened."""

from pathlib import Path

import pytest

from adgen.check import Checked, check_site
from adgen.problems.catalogue import explain
from tests import make
from tests.check import full
from tests.plan import requesting
from tests.plan.planning import with_lines

BASE = "https://example.jp/a/"


def checked(place: Path, changes: make.Files | None = None) -> Checked:
    site = make.site(place / "sites/aozora", changes)
    with full.tools(place) as tools:
        return check_site(site, place / "build/aozora", full.SETTINGS, tools)


def case(*lines: str) -> make.Files:
    return {"cases": {"living": {"case.md": with_lines("cases/living/case.md") + "\n".join(lines) + "\n"}}}


def of_links(found: Checked) -> list[tuple[str, int, str]]:
    return [(p.code, p.place.line, p.values["value"]) for p in found.problems if p.code.startswith("E62")]


def test_a_good_site_links_to_what_is_there(tmp_path: Path) -> None:
    found = checked(
        tmp_path, case(f"[トップ]({BASE}) [事例]({BASE}cases/toilet.html) [連絡](#contact) [電話](tel:0300000000)")
    )
    assert of_links(found) == []
    assert found.links
    assert found.links.internal > 50
    assert found.links.external == {}


def test_links_to_nothing_with_file_and_line(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        case(
            "",
            f"[前の事例]({BASE}cases/livin.html) と [料金]({BASE}#ryoukin)。",
            "",
            f"[ここ](#koko)、[業務]({BASE}services/kabe)",
        ),
    )
    assert of_links(found) == [
        ("E620", 19, f"{BASE}cases/livin.html"),
        ("E621", 19, "#ryoukin"),
        ("E621", 21, "#koko"),
        ("E620", 21, f"{BASE}services/kabe"),
    ]
    words = "\n".join(explain(p) for p in found.problems if p.code.startswith("E62"))
    assert f"近いページ: {BASE}cases/living.html" in words
    assert "#contact" in words
    assert "^" * len(f"{BASE}cases/livin.html") in words


def test_a_template_that_links_to_nothing(tmp_path: Path) -> None:
    """With two mistakes, and a link without quotes: templates may be written by anybody."""
    text = "<!doctype html><html lang=ja><title>x</title><p id=top><a href=nowhere.html>a</a><img src='photos/none.jpg'><a href='#top'>b</a><a href=../../up.html>c</a></html>"
    found = checked(tmp_path, {"theme": {"text.html": text}})
    told = {(p.code, p.values["page"], p.values["value"]) for p in found.problems if p.code == "E622"}
    assert told == {("E622", "404.html", href) for href in ("nowhere.html", "photos/none.jpg", "../../up.html")}
    assert {p.place.file for p in found.problems if p.code == "E622"} == {f"{found.folder}/theme"}


def test_addresses_outside_are_listed_with_their_pages(tmp_path: Path) -> None:
    lines = ("[市の補助金](https://city.example.jp/hojo?a=1&b=2)、[メーカー](http://maker.example.jp)",)
    changes = make.merged(case(*lines), {"site.yaml": with_lines("site.yaml", "LINE: https://line.example.jp/aozora")})
    links = checked(tmp_path, changes).links
    assert links
    assert links.external["https://city.example.jp/hojo?a=1&b=2"] == ("cases/living.html",)
    assert links.external["http://maker.example.jp"] == ("cases/living.html",)
    assert "index.html" in links.external["https://line.example.jp/aozora"]


def test_a_request_page_is_never_named(tmp_path: Path) -> None:
    note = ("一言: |", f"  [ない]({BASE}cases/nai.html) と [外](https://city.example.jp/x)、[これも](#nai)。")
    text = requesting.request("cross", "2026-11-18", *note)
    found = checked(tmp_path, requesting.site({requesting.TOKEN: text}))
    assert found.links
    assert found.links.external["https://city.example.jp/x"] == ("requests/…",)
    assert [code for code, _, _ in of_links(found)] == ["E620", "E621"]
    assert all(requesting.TOKEN not in str(p.values) for p in found.problems if p.code.startswith("E62"))


@pytest.mark.parametrize("base", ["", "公開アドレス: https://other.example.jp/\n"])
def test_without_an_address_of_its_own(base: str, tmp_path: Path) -> None:
    text = with_lines("site.yaml").replace(f"公開アドレス: {BASE}\n", base)
    found = checked(
        tmp_path, make.merged(case(f"[外]({BASE}cases/nai.html)、[ない](#nai)、[ここも](#koko)"), {"site.yaml": text})
    )
    assert [code for code, _, _ in of_links(found)] == ["E621", "E621"]
    assert found.links
    assert set(found.links.external) == {f"{BASE}cases/nai.html"}
