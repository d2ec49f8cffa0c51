"""Every absolute address that a site tells the world is that of a file of it, wherever the site stands."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from tests import make
from tests.cli.test_build import sites
from tests.conftest import Run
from tests.plan.planning import with_lines

OWN = "公開アドレス: https://example.jp/a/"
MOVED = "旧アドレス: old.html, 2019/"
# What site.yaml of each site says, what adgen.yaml and --base-url say, and under which address each comes to stand.
CASES: dict[str, tuple[dict[str, str], str, str, dict[str, str]]] = {
    "a domain of its own for each": (
        {"aozora": "https://aozora.example.jp/", "mizu": "https://mizu.example.com/"}, "", "",
        {"aozora": "https://aozora.example.jp/", "mizu": "https://mizu.example.com/"},
    ),
    "two folders of one host": (
        {"aozora": "https://example.jp/a/b/", "mizu": "https://example.jp/mizu"}, "", "",
        {"aozora": "https://example.jp/a/b/", "mizu": "https://example.jp/mizu/"},
    ),
    "the output folder at a host": (
        {"aozora": "", "mizu": ""}, "https://all.example.jp", "",
        {"aozora": "https://all.example.jp/aozora/", "mizu": "https://all.example.jp/mizu/"},
    ),
    "the output folder below a host, by an option that wins": (
        {"aozora": "https://aozora.example.jp/", "mizu": ""}, "https://all.example.jp/", "https://example.jp/kensetsu/2026/",
        {"aozora": "https://example.jp/kensetsu/2026/aozora/", "mizu": "https://example.jp/kensetsu/2026/mizu/"},
    ),
    "a port, and the address of the page typed": (
        {"aozora": "http://localhost:8080/x/index.html", "mizu": "https://mizu.example.com"}, "", "",
        {"aozora": "http://localhost:8080/x/", "mizu": "https://mizu.example.com/"},
    ),
    "one without an address": (
        {"aozora": "https://aozora.example.jp/", "mizu": ""}, "", "",
        {"aozora": "https://aozora.example.jp/", "mizu": ""},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_addresses(case: str, tmp_path: Path, adgen: Run) -> None:
    typed, everywhere, option, wanted = CASES[case]
    text = with_lines("site.yaml", MOVED)
    changes = {
        site: {"site.yaml": text.replace(OWN, f"公開アドレス: {url}" if url else "")} for site, url in typed.items()
    }
    sites(tmp_path / "sites", **changes)
    if everywhere:
        make.write(tmp_path, {"adgen.yaml": f"公開アドレス: {everywhere}\n"})
    result = adgen("build", *(["-u", option, "--no-index"] if option else []))
    assert result.code == 0, result.err
    for site, base in wanted.items():
        _check_site(tmp_path / "build" / site, base)
    _check_top(tmp_path / "build", [base for base in wanted.values() if base], is_one_host=bool(everywhere or option))


def _check_site(folder: Path, base: str) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    told = [*_told_by_pages(folder), *_told_to_machines(folder)]
    if not base:
        assert told == []
        assert "sitemap.xml" not in files
        return
    kinds = {kind for kind, _ in told}
    assert kinds == {"canonical", "og:url", "og:image", "json-ld", "sitemap", "robots", "feed"}
    assert [(kind, at) for kind, at in told if _file(at, base) not in files] == []
    canonical = {_file(at, base) for kind, at in told if kind == "canonical"}
    assert {"index.html", "cases/index.html", "cases/living.html", "services/kabegami.html"} <= canonical
    assert canonical == {_file(at, base) for kind, at in told if kind == "og:url"}
    assert canonical == {
        _file(at, base) for kind, at in told if kind == "sitemap" and not at.endswith((".jpg", ".avif"))
    }
    root = urlsplit(base).path
    assert (folder / "_headers").read_text().startswith(f"{root}*\n")
    assert f"{root}old.html {root}index.html 301\n" in (folder / "_redirects").read_text()
    assert f"ErrorDocument 404 {root}404.html\n" in (folder / ".htaccess").read_text()
    assert f"location {root} {{\n" in (folder / "_nginx.conf").read_text()
    links = re.findall(r'(?:href|src)="([^"#]+)"', (folder / "404.html").read_text("utf-8"))
    assert {at for at in links if not re.match(rf"{root}|mailto:|tel:|data:", at)} == set()


def _file(address: str, base: str) -> str:
    """The file of the site at an address; an address elsewhere as it is."""
    path = address.partition("#")[0].removeprefix(base)
    return address if not address.startswith(base) else path if path and not path.endswith("/") else f"{path}index.html"


def _told_by_pages(folder: Path) -> list[tuple[str, str]]:
    found = []
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text("utf-8")
        found += [("canonical", at) for at in re.findall(r'rel="canonical" href="([^"]+)"', text)]
        found += [(name, at) for name, at in re.findall(r'property="(og:url|og:image)" content="([^"]+)"', text)]
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
            found += [("json-ld", at) for at in _addresses(json.loads(block))]
    return found


def _addresses(value: Any) -> list[str]:
    """Every absolute address in JSON but that of the vocabulary."""
    if isinstance(value, dict):
        return [at for key, inner in value.items() if key != "@context" for at in _addresses(inner)]
    if isinstance(value, list):
        return [at for inner in value for at in _addresses(inner)]
    is_address = isinstance(value, str) and re.match(r"https?://(?!schema\.org)", value)
    return [value] if is_address else []


def _told_to_machines(folder: Path) -> list[tuple[str, str]]:
    found = [("robots", at) for at in re.findall(r"Sitemap: (\S+)", (folder / "robots.txt").read_text())]
    if (folder / "sitemap.xml").exists():
        tree = ElementTree.parse(folder / "sitemap.xml")
        found += [("sitemap", node.text or "") for node in tree.iter() if node.tag.endswith("}loc")]
    if (folder / "feed.xml").exists():
        tree = ElementTree.parse(folder / "feed.xml")
        nodes = [node for node in tree.iter() if node.tag.endswith(("}id", "}link"))]
        found += [("feed", node.get("href") or node.text or "") for node in nodes]
    return found


def _check_top(output: Path, bases: list[str], *, is_one_host: bool) -> None:
    """What robots and hosts read at the top alone is there when the folder is published whole, and only then."""
    if not is_one_host:
        assert {p.name for p in output.iterdir() if p.is_file()} & {"robots.txt", "_headers", "_redirects"} == set()
        return
    assert re.findall(r"Sitemap: (\S+)", (output / "robots.txt").read_text()) == [
        f"{base}sitemap.xml" for base in bases
    ]
    moved = (output / "_redirects").read_text().splitlines()[1:]
    assert len(moved) == 3 * len(bases)
    assert all(urlsplit(base).path in "\n".join(moved) for base in bases)


NO_FOLDERS = {
    "https://example.jp/?site=1": ("E158", "その後ろを消して", "leave it and what follows out"),
    "https://example.jp/a#top": ("E158", "その後ろを消して", "leave it and what follows out"),
    "https://example.jp?a=青空": ("E158", "その後ろを消して", "leave it and what follows out"),
    "https://example.jp/青空/": ("E159", "アドレス欄からコピー", "copy the address from a browser"),
    "https://example.jp/a(1)/": ("E159", "半角の英字・数字・ハイフン", "letters, digits and hyphens"),
    "example.jp/a/": ("E126", "https:// から", "begin with https://"),
    "https://青空.jp/": ("E126", "xn--", "xn--"),
}


@pytest.mark.parametrize("url", NO_FOLDERS)
def test_an_address_that_is_no_folder_is_a_mistake(url: str, tmp_path: Path, adgen: Run) -> None:
    code, *cures = NO_FOLDERS[url]
    changes = {
        "site.yaml": make.SITE["site.yaml"].replace("https://example.jp/a/", url).replace("03-0000-0000", "でんわ")
    }
    sites(tmp_path / "sites", aozora=changes)
    for language, cure in zip(("ja", "en"), cures, strict=True):
        result = adgen("build", "--lang", language)
        assert result.code == 1
        assert re.findall(r"\[(E\d+)\]", result.err) == [code, "E122"]
        assert cure in result.err
        refused = adgen("build", "-u", url, "--lang", language)
        assert refused.code == 2
        assert cure in refused.err
